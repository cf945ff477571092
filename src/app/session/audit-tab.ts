// The audit policy of the Log tab: a file of the node that the server reads when it starts with the flags that name it.
import type { Facts } from '../backend/backend.ts';
import { type Context, keep, report } from './context.ts';
import { pauseBefore } from './pause.ts';
import type { OpenTab, SessionTab } from './session-tab.ts';

/** Milliseconds after the last key. */
const PAUSE = 150;

function openLog(context: Context): OpenTab<'Log'> {
  const { state, environment, history } = context;
  /** What is to be written; a text of undefined takes the file away. */
  let pending: { readonly text: string | undefined } | undefined;
  let writing: Promise<void> = Promise.resolve();

  const show = (facts: Facts | undefined, on = state.getState().audit.on): void => {
    const { path, text: before } = facts?.audit ?? state.getState().audit;
    const { text } = pending ?? { text: before };
    const running = facts?.server.flags['audit-policy-file'] !== undefined;
    state.setState({ audit: { path, text, on, stale: on !== running || (on && facts?.server.filesRead[path] !== text) } });
  };
  const write = (): void => {
    pause.end();
    const wanted = pending;
    if (!wanted) return;
    writing = context
      .act(async (backend) => {
        const facts = await backend.writeAuditPolicy(wanted.text);
        if (pending === wanted) pending = undefined;
        context.learn(facts);
      })
      .catch((error: unknown) => report(context, error));
  };
  const pause = pauseBefore(environment, PAUSE, write);

  const put = (text: string | undefined): void => {
    pending = { text };
    show(context.facts());
    keep(context, ({ edits }) => {
      if (text === undefined) delete edits.auditPolicy;
      else edits.auditPolicy = text;
    });
    pause.begin();
  };

  return {
    ports: {
      editAuditPolicy(text) {
        const before = state.getState().audit.text;
        if (before === text) return;
        put(text);
        history.record({ label: 'edit of the audit policy', kind: 'audit policy', undo: () => put(before), redo: () => put(text) });
      },
      setAudit(on) {
        context.wishes().setFlag('audit-policy-file', on ? state.getState().audit.path : undefined);
        context.wishes().setFlag('audit-log-path', on ? '-' : undefined);
        show(context.facts(), on);
      },
      async logLines(traces, verbosity) {
        const { klogLines } = await import('../../engine/apiserver/klog.ts');
        return traces.map((trace) => klogLines(trace, Math.max(verbosity, trace.written?.verbosity ?? 0)));
      },
    },
    learn(facts) {
      const given = state.getState().flags.rows.find((row) => row.name === 'audit-policy-file');
      show(facts, given ? !given.isDefault : facts.server.flags['audit-policy-file'] !== undefined);
    },
    forget() {
      pause.end();
      pending = undefined;
    },
    flush() {
      write();
      return writing;
    },
  };
}

export const logTab: SessionTab<'Log'> = {
  initial: () => ({ audit: { path: '/etc/kubernetes/audit-policy.yaml', text: undefined, on: false, stale: false } }),
  open: openLog,
};
