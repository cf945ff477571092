// The Tokens tab: tokens this session has seen, one of them open to edit; the signature is checked against every key there is.

import type { TokensState } from '../../ports/tokens.ts';
import type { Trace } from '../../trace/event.ts';
import { isJsonObject, type Json } from '../../trace/json.ts';
import { type Context, report } from './context.ts';
import type { OpenTab, SessionTab } from './session-tab.ts';
import { describe, encodePart, signatureBytes, takeApart } from './token-text.ts';

const KEPT = 30;
const PAUSE = 120;

export interface TokensTab extends OpenTab<'Tokens'> {
  /** Collects the tokens that a request shows and that its reply gives. */
  saw(trace: Trace): void;
  signed(): Promise<void>;
}

type Open = Pick<TokensState, 'selected' | 'token' | 'header' | 'payload' | 'signature' | 'error' | 'edited'>;

function openTokens(context: Context): TokensTab {
  const { state, history, environment } = context;
  let cancel: (() => void) | undefined;
  let signing: Promise<void> = Promise.resolve();
  let asked = 0;

  const now = (): TokensState => state.getState().tokens;
  const put = (part: Partial<TokensState>): void => state.setState({ tokens: { ...now(), ...part } });

  const opened = (token: string, selected: string | undefined, edited: boolean): Open => {
    const { header, payload, signature, error } = takeApart(token);
    return { selected, token, header, payload, signature: { bytes: signatureBytes(signature), fits: undefined, by: undefined }, error, edited };
  };

  /** Asks which key made the signature, once typing pauses. */
  const check = (): void => {
    cancel?.();
    const { token, error } = now();
    if (token === '' || error || now().cryptoMissing) return;
    cancel = environment.later(() => {
      const mine = ++asked;
      context
        .look((backend) => backend.whoSigned(token))
        .then((by) => {
          if (mine === asked && now().token === token) put({ signature: { ...now().signature, fits: by !== undefined, by } });
        })
        .catch((error: unknown) => report(context, error));
    }, PAUSE);
  };

  const show = (open: Open): void => {
    put(open);
    check();
  };

  const change = (next: Open, label: string, kind: string): void => {
    const { selected, token, header, payload, signature, error, edited } = now();
    const before: Open = { selected, token, header, payload, signature, error, edited };
    if (before.token === next.token && before.header.text === next.header.text && before.payload.text === next.payload.text) return;
    show(next);
    history.record({ label, kind, undo: () => show(before), redo: () => show(next) });
  };

  const editPart = (name: 'header' | 'payload', text: string): void => {
    const { token, selected, signature } = now();
    const parts = token.split('.');
    while (parts.length < 3) parts.push('');
    parts[name === 'header' ? 0 : 1] = encodePart(text);
    const whole = parts.join('.');
    const other = name === 'header' ? now().payload : now().header;
    const part = describe(text, name);
    const { error } = takeApart(whole);
    change(
      {
        selected,
        token: whole,
        header: name === 'header' ? part : other,
        payload: name === 'payload' ? part : other,
        signature: { ...signature, fits: undefined, by: undefined },
        error,
        edited: true,
      },
      `edit of the token's ${name}`,
      `token ${name}`,
    );
  };

  const add = (token: string, signedWith?: string): void => {
    const { known } = now();
    const same = known.find((entry) => entry.token === token);
    // An edit keeps the signature of the token it was made from.
    const seal = token.split('.')[2];
    const origin =
      signedWith !== undefined ? `, signed with ${signedWith}` : seal && known.some((entry) => entry.token.endsWith(`.${seal}`)) ? ', changed' : '';
    const entry = same ?? { id: `token-${known.length + 1}-${token.slice(-8)}`, label: labelOf(token) + origin, token };
    put({ known: [entry, ...known.filter((other) => other !== same)].slice(0, KEPT) });
  };

  return {
    ports: {
      selectToken(id) {
        const entry = now().known.find((known) => known.id === id);
        if (!entry) return;
        history.seal();
        change(opened(entry.token, id, false), 'choice of another token', 'token choice');
        history.seal();
      },
      pasteToken(text) {
        const token = text
          .trim()
          .replace(/^(Authorization:\s*)?Bearer\s+/i, '')
          .replace(/\s+/g, '');
        change(opened(token, undefined, true), 'paste of a token', 'token paste');
      },
      editTokenHeader: (text) => editPart('header', text),
      editTokenPayload: (text) => editPart('payload', text),
      selectKey: (key) => put({ key }),
      signToken() {
        const { header, payload, key } = now();
        signing = context
          .look((backend) => backend.signToken(header.text, payload.text, key))
          .then((result) => {
            if (!result.ok) return context.notice('warning', `This cannot be signed: ${result.error}`);
            history.seal();
            const next = opened(result.token, undefined, false);
            change(
              {
                ...next,
                header: { ...next.header, text: header.text },
                payload: { ...next.payload, text: payload.text },
                signature: { ...next.signature, fits: true, by: key },
              },
              'signing the token',
              'token sign',
            );
            history.seal();
            add(result.token, key);
          })
          .catch((error: unknown) => report(context, error));
      },
      sendToken() {
        const { token } = now();
        if (token) context.wishes().run(sendCommand(token), 'row');
      },
    },
    learn({ keys }) {
      const { key } = now();
      put({ keys, key: keys.some(({ name }) => name === key) ? key : (keys.find(({ trusted }) => trusted)?.name ?? keys[0]?.name ?? '') });
    },
    saw(trace) {
      for (const token of tokensIn(trace)) {
        add(token.text);
        const { edited, token: open } = now();
        const first = now().known[0];
        if (first && token.made && !edited && (open === '' || token.text !== open)) show(opened(token.text, first.id, false));
      }
    },
    signed: () => signing,
  };
}

const NO_PART = { text: '', value: undefined, error: undefined };

export const tokensTab: SessionTab<'Tokens', TokensTab> = {
  initial: (environment) => ({
    tokens: {
      known: [],
      selected: undefined,
      token: '',
      header: NO_PART,
      payload: NO_PART,
      signature: { bytes: 0, fits: undefined, by: undefined },
      keys: [],
      key: '',
      error: undefined,
      edited: false,
      cryptoMissing: !environment.hasCrypto,
    },
  }),
  open: openTokens,
};

export const sendCommand = (token: string): string =>
  `curl -sS --cacert ~/.minikube/ca.crt -H ${quote(`Authorization: Bearer ${token}`)} https://192.168.49.2:8443/api/v1/namespaces`;

const quote = (text: string): string => (/["$`\\!]/.test(text) ? `'${text.replaceAll("'", `'\\''`)}'` : `"${text}"`);

function* tokensIn(trace: Trace): Iterable<{ text: string; made: boolean }> {
  for (const event of trace.events) {
    if (event.kind !== 'hop' || !event.message) continue;
    const bearer = event.message.headers.find(([name]) => name.toLowerCase() === 'authorization')?.[1];
    const shown = bearer && /^Bearer +(\S+)$/i.exec(bearer)?.[1];
    if (shown) yield { text: shown, made: false };
    if (event.to !== trace.from || !event.message.body.includes('TokenRequest')) continue;
    const made = tokenOf(event.message.body);
    if (made) yield { text: made, made: true };
  }
}

function tokenOf(body: string): string | undefined {
  try {
    const value = JSON.parse(body) as Json;
    if (!isJsonObject(value) || value.kind !== 'TokenRequest') return undefined;
    const { status } = value;
    return isJsonObject(status) && typeof status.token === 'string' ? status.token : undefined;
  } catch {
    return undefined;
  }
}

/** Named after the account that the API server would read from it. */
function labelOf(token: string): string {
  const { value } = takeApart(token).payload;
  if (!isJsonObject(value)) return token.length > 24 ? `${token.slice(0, 20)}…` : token;
  const { sub, 'kubernetes.io': bound } = value;
  const account = isJsonObject(bound) && isJsonObject(bound.serviceaccount) ? { namespace: bound.namespace, name: bound.serviceaccount.name } : undefined;
  const [, namespace, name] = typeof sub === 'string' ? (/^system:serviceaccount:([^:]+):([^:]+)$/.exec(sub) ?? []) : [];
  return account
    ? `${String(account.name)} in ${String(account.namespace)}`
    : name
      ? `${name} in ${namespace}`
      : typeof sub === 'string'
        ? sub
        : 'a token without sub';
}
