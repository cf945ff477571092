// The Certificates tab: what is made or read there touches nothing, until it is written to the laptop.
import { type Context, keep, report } from './context.ts';
import type { OpenTab, SessionTab } from './session-tab.ts';

function openCertificates(context: Context): OpenTab<'Certificates'> {
  const { state } = context;
  return {
    ports: {
      makeCertificate: (wish) => context.look((backend) => backend.makeCertificate(wish)),
      readPem: (text) => context.look((backend) => backend.readPem(text)),
      writeCertificate({ files, command }, kept) {
        context
          .act(async (backend) => {
            context.learn(await backend.writeLaptop(files));
            if (kept)
              keep(context, ({ edits }) => {
                edits.laptop = { ...edits.laptop, ...files };
              });
            state.setState({ tab: 'Terminal', terminal: { ...state.getState().terminal, draft: command } });
          })
          .catch((error: unknown) => report(context, error));
      },
    },
  };
}

export const certificatesTab: SessionTab<'Certificates'> = {
  initial: () => ({}),
  open: openCertificates,
};
