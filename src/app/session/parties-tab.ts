// The Parties tab: who stands outside the cluster. What is edited counts at once; a text that does not fit the schema changes nothing.
import type { PartySpec } from '../../engine/parties/party-spec.ts';
import type { PartiesState } from '../../ports/parties.ts';
import type { PartyAct } from '../backend/backend.ts';
import { type Context, keep, report } from './context.ts';
import { pauseBefore } from './pause.ts';
import type { OpenTab, SessionTab } from './session-tab.ts';

/** Milliseconds after the last key. */
const PAUSE = 300;

export interface PartiesTab extends OpenTab<'Parties'> {
  /** Lays these members over a party's own. */
  change(name: string, fields: Record<string, unknown>): void;
}

const write = (spec: PartySpec): string => JSON.stringify(spec, null, 2);

function openParties(context: Context): PartiesTab {
  const { state, history, environment } = context;
  let pending: { name: string; text: string } | undefined;
  let acting: Promise<unknown> = Promise.resolve();

  const specs = (): PartySpec[] => context.facts()?.parties ?? [];
  const specOf = (name: string): PartySpec | undefined => specs().find((party) => party.name === name);
  const put = (part: Partial<PartiesState>): void => state.setState({ parties: { ...state.getState().parties, ...part } });

  const act = (what: PartyAct): void => {
    const typed = what.do === 'write' ? what : undefined;
    acting = context
      .act(async (backend) => {
        const { facts, diagnostics, name } = await backend.parties(what);
        if (typed && pending?.text === typed.text) pending = diagnostics.length ? pending : undefined;
        if (!typed) pending = undefined;
        context.learn(facts);
        put({ diagnostics, ...(what.do === 'add' && name ? { selected: name } : {}) });
        if (what.do === 'add') show();
        keep(context, ({ edits }) => {
          edits.parties = facts.parties;
        });
      })
      .catch((error: unknown) => report(context, error));
  };

  /** Between two states of one party; undefined means that it is not there. */
  const step = (label: string, kind: string, name: string, before: PartySpec | undefined, after: PartyAct): void => {
    const back = (): void => act(before ? { do: 'put', party: before } : { do: 'remove', name });
    const forth = (): void => act(after);
    forth();
    history.record({ label, kind, undo: back, redo: forth });
  };

  const flush = (): Promise<unknown> => {
    pause.end();
    const waits = pending;
    if (waits) {
      const before = specOf(waits.name);
      if (before && waits.text !== write(before)) step(`edit of ${waits.name}`, `party ${waits.name}`, waits.name, before, { do: 'write', ...waits });
      else pending = undefined;
    }
    return acting;
  };

  const pause = pauseBefore(environment, PAUSE, () => void flush());

  const show = (): void => {
    const all = specs();
    const { selected } = state.getState().parties;
    const spec = all.find(({ name }) => name === selected) ?? all[0];
    put({
      kinds: context.facts()?.partyKinds ?? [],
      list: all.map((one) => ({ kind: one.kind, name: one.name, origin: one.origin, down: 'down' in one && one.down === true })),
      selected: spec?.name,
      text: pending && pending.name === spec?.name ? pending.text : spec ? write(spec) : '',
      ...(pending ? {} : { diagnostics: [] }),
    });
  };

  const change: PartiesTab['change'] = (name, fields) => {
    const before = specOf(name);
    if (!before) return;
    history.seal();
    step(`edit of ${name}`, `party ${name}`, name, before, { do: 'put', party: { ...before, ...fields } as PartySpec });
  };

  return {
    change,
    ports: {
      addParty(kind) {
        const example = context.facts()?.partyKinds.find((one) => one.kind === kind)?.sample;
        if (example === undefined) return;
        if (specOf(example)) {
          put({ selected: example });
          show();
          return;
        }
        history.seal();
        step(`adding ${example}`, 'party', example, undefined, { do: 'add', kind });
      },
      removeParty(name) {
        const before = specOf(name);
        if (!before) return;
        history.seal();
        step(`removing ${name}`, 'party', name, before, { do: 'remove', name });
      },
      selectParty(name) {
        void flush();
        pending = undefined;
        put({ selected: name, diagnostics: [] });
        show();
      },
      editParty(text) {
        const { selected } = state.getState().parties;
        if (selected === undefined) return;
        pending = { name: selected, text };
        put({ text });
        pause.begin();
      },
      switchParty(name, down) {
        change(name, { down: down ? true : undefined });
      },
      rotateKey(name) {
        const spec = specOf(name);
        if (spec?.kind === 'oidc') change(name, { keys: [spec.keys[0] === 'login-key-1' ? 'login-key-2' : 'login-key-1'] });
      },
      configureFor(name, version) {
        acting = context
          .look((backend) => backend.flagsFor(name, version))
          .then((flags) => {
            context.setFlags(flags, `flags for ${name}`);
            state.setState({ tab: 'API server flags' });
          })
          .catch((error: unknown) => report(context, error));
      },
    },
    learn: show,
    forget() {
      pause.end();
      pending = undefined;
    },
    flush,
  };
}

export const partiesTab: SessionTab<'Parties', PartiesTab> = {
  initial: () => ({ parties: { kinds: [], list: [], selected: undefined, text: '', diagnostics: [] } }),
  open: openParties,
};
