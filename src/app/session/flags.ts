// The flags tab: rows and a command line, two spellings of one thing; both wait for a restart. And the restart itself.
import type { FlagRow, ServerView } from '../../ports/flags.ts';
import type { Facts } from '../backend/backend.ts';
import type { Context } from './context.ts';
import { keep, report } from './context.ts';
import type { OpenTab, SessionTab } from './session-tab.ts';

type Values = Record<string, string | string[]>;

/** What a restart shows, one after the other; each stands long enough to be read. */
const STAGES = ['stopping kube-apiserver', 'reading its flags', 'reading tokens.csv'];
const STAGE = 180;

export interface FlagsTab extends OpenTab<'API server flags'> {
  /** Several at once, as one edit. */
  setFlags(values: Record<string, string>, label: string): void;
  /** Resolves when the restart that was asked for last is over. */
  restarted(): Promise<void>;
}

function openFlags(context: Context): FlagsTab {
  const { state, history, environment } = context;
  /** As they will be given at the next start; undefined while they are those of the present one. */
  let wanted: Values | undefined;
  let typed: string | undefined;
  let restarting = false;
  let last: Promise<void> = Promise.resolve();

  const show = (): void => {
    const facts = context.facts();
    if (!facts) return;
    const now = facts.server.flags;
    const next = wanted ?? now;
    const { failure } = facts.server;
    const errorOf = (name: string): string | undefined => (failure?.flag === name && !failure.file ? failure.error : undefined);
    const rows: FlagRow[] = facts.flags.map((row) => {
      const value = next[row.name];
      const text = value === undefined ? undefined : typeof value === 'string' ? value : value.join(',');
      const changed = !same(value, now[row.name]);
      return { ...row, value: text ?? row.default, isDefault: text === undefined, changed, error: errorOf(row.name) };
    });
    for (const [name, value] of Object.entries(next)) {
      if (rows.some((row) => row.name === name)) continue;
      rows.push({
        name,
        type: 'string',
        value: String(value),
        isDefault: false,
        default: '',
        stage: '',
        changed: true,
        error: errorOf(name) ?? `this model knows no flag --${name}`,
      });
    }
    const stale = wanted !== undefined && !sameAll(wanted, now);
    state.setState({ flags: { rows, commandLine: typed ?? (stale ? print(facts.commandLine, wanted ?? now) : facts.commandLine), stale } });
  };

  const change = (values: Values, text: string | undefined, label: string): void => {
    const before = { wanted, typed };
    const put = (to: { wanted: Values | undefined; typed: string | undefined }) => () => {
      wanted = to.wanted;
      typed = to.typed;
      show();
    };
    const after = { wanted: values, typed: text };
    put(after)();
    history.record({ label, kind: 'flags', undo: put(before), redo: put(after) });
  };

  const server = (part: Partial<ServerView>): void => state.setState({ server: { ...state.getState().server, ...part } });
  const pause = (): Promise<void> => new Promise((resolve) => environment.later(resolve, environment.reducedMotion() ? 0 : STAGE));

  return {
    ports: {
      setFlag(name, value) {
        const now = context.facts()?.server.flags ?? {};
        const next: Values = { ...(wanted ?? now) };
        if (value === undefined) delete next[name];
        else next[name] = value;
        change(next, undefined, `change of --${name}`);
      },
      editFlags(commandLine) {
        typed = commandLine;
        state.setState({ flags: { ...state.getState().flags, commandLine } });
        context
          .look((backend) => backend.parseFlags(commandLine))
          .then(({ flags, errors }) => {
            if (typed !== commandLine) return;
            change(flags, commandLine, 'edit of the command line');
            const first = errors[0];
            if (first) context.notice('warning', first.message);
          })
          .catch((error: unknown) => report(context, error));
      },
      restartServer() {
        if (restarting) return;
        restarting = true;
        history.seal();
        last = (async () => {
          await context.flush();
          await context.act(async (backend) => {
            for (const doing of STAGES) {
              server({ status: 'restarting', doing });
              await pause();
            }
            const flags = wanted;
            const before = portOf(context.facts());
            const facts = await backend.restart(flags);
            wanted = undefined;
            typed = undefined;
            restarting = false;
            if (flags)
              keep(context, ({ edits }) => {
                edits.flags = flags;
              });
            context.learn(facts);
            const port = portOf(facts);
            if (facts.server.status === 'running' && port !== before)
              context.notice('info', `The API server now listens on port ${port}. Your kubeconfig and the commands you have still go where they say.`);
            // What an earlier server said is not what this house says now.
            if (facts.server.status === 'stopped') context.player.putAway();
          });
        })()
          .catch((error: unknown) => report(context, error))
          .finally(() => {
            restarting = false;
          });
      },
    },
    setFlags(values, label) {
      change({ ...(wanted ?? context.facts()?.server.flags ?? {}), ...values }, undefined, label);
    },
    learn(facts) {
      if (!restarting) server({ ...facts.server, doing: undefined });
      if (wanted && sameAll(wanted, facts.server.flags)) {
        wanted = undefined;
        typed = undefined;
      }
      show();
    },
    forget() {
      wanted = undefined;
      typed = undefined;
    },
    restarted: () => last,
  };
}

export const flagsTab: SessionTab<'API server flags', FlagsTab> = {
  initial: () => ({
    flags: { rows: [], commandLine: '', stale: false },
    server: { status: 'running', doing: undefined, startedAt: '2026-05-18T10:02:11Z', failure: undefined, log: [] },
  }),
  open: openFlags,
};

const portOf = (facts: Facts | undefined): string => String(facts?.server.flags['secure-port'] ?? 6443);
const same = (a: string | string[] | undefined, b: string | string[] | undefined): boolean => JSON.stringify(a) === JSON.stringify(b);
const sameAll = (a: Values, b: Values): boolean => {
  const names = new Set([...Object.keys(a), ...Object.keys(b)]);
  return [...names].every((name) => same(a[name], b[name]));
};

const quote = (value: string): string => (/^[\w@%+=:,./-]*$/.test(value) ? value : `'${value.replaceAll("'", `'\\''`)}'`);

/** The same layout as the backend's. */
function print(present: string, flags: Values): string {
  const head = present.split(/\s/)[0] ?? 'kube-apiserver';
  return [
    head,
    ...Object.entries(flags).flatMap(([name, value]) => (typeof value === 'string' ? [value] : value).map((each) => `--${name}=${quote(each)}`)),
  ].join(' \\\n  ');
}
