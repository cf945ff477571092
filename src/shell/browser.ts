// The browser of a machine, as far as logging in needs one: it shows the provider's page, sends what was filled in, and follows the way back.
// Left out: cookies, so nobody is ever still logged in; any page that is not a login.
import { LAPTOP_CA } from '../engine/base-worlds/outside-files.ts';
import { Headers, type HttpResponse } from '../engine/http/message.ts';
import type { Machine } from '../engine/machine.ts';
import type { DialFailure } from '../engine/network/dial.ts';
import type { World } from '../engine/world.ts';
import type { RunRecord } from './program.ts';

/** What a provider's page shows to whoever opened it. */
export interface LoginPage {
  /** "login.example.test" */
  host: string;
  client: string;
  scopes: string[];
  /** People this provider knows, and whether it asks for their password. */
  users: { login: string; password: boolean }[];
  /** What the provider said of the last try. */
  problem: string | undefined;
  /** The page could not be shown at all: why. There is nothing to answer but "close". */
  failed: string | undefined;
}

export type LoginAnswer = { do: 'log-in'; login: string; password: string } | { do: 'deny' } | { do: 'close' };
export type AskLogin = (page: LoginPage) => Promise<LoginAnswer>;

interface Around {
  machine: Machine;
  world: World;
  onLogin: AskLogin;
  onRun(run: RunRecord): void;
}

/** @returns the address the provider sends the browser back to; undefined when somebody closed the window */
export async function visit(url: string, { machine, world, onLogin, onRun }: Around): Promise<string | undefined> {
  const at = new URL(url);
  const party = world.parties().find((one) => one.kind === 'oidc' && new URL(one.origin).origin === at.origin);
  const users = party?.kind === 'oidc' ? (party.users ?? []).map(({ login, password }) => ({ login, password: password !== undefined })) : [];
  const about = {
    host: at.host,
    client: at.searchParams.get('client_id') ?? '',
    scopes: (at.searchParams.get('scope') ?? '').split(' ').filter(Boolean),
    users,
  };
  // The company's own computers know the company's CA.
  const ca = machine.read(LAPTOP_CA);

  const send = async (method: string, body: string): Promise<HttpResponse | { failure: DialFailure }> => {
    const headers = new Headers([['Accept', 'text/html'], ...(body ? ([['Content-Type', 'application/x-www-form-urlencoded']] as const) : [])]);
    const request = { method, target: `${at.pathname}${at.search}`, headers, body };
    const exchange = await world.request({ from: machine.name, origin: at.origin, request, tls: ca === undefined ? {} : { ca } });
    onRun({ trace: exchange.trace, background: false, program: 'browser' });
    return exchange.ok ? exchange.response : { failure: exchange.failure };
  };

  let answer = await send('GET', '');
  for (;;) {
    if ('failure' in answer) {
      await onLogin({ ...about, problem: undefined, failed: `This site can’t be reached: ${answer.failure.code}` });
      return undefined;
    }
    const location = answer.headers.get('Location');
    if (location) return location;
    const isForm = answer.body.includes('<form');
    if (!isForm) {
      await onLogin({ ...about, problem: undefined, failed: answer.body });
      return undefined;
    }
    const problem = /<p role="alert">([^<]*)<\/p>/.exec(answer.body)?.[1];
    const filled = await onLogin({ ...about, problem, failed: undefined });
    if (filled.do === 'close') return undefined;
    const form = filled.do === 'deny' ? { consent: 'deny' } : { login: filled.login, password: filled.password, consent: 'allow' };
    answer = await send('POST', new URLSearchParams(form).toString());
  }
}
