import { describe, expect, it } from 'vitest';
import { anonymousAbout } from '../authn/request/anonymous.about.ts';
import { frontProxyAbout } from '../authn/request/front-proxy.about.ts';
import { x509About } from '../authn/request/x509.about.ts';
import { bootstrapTokenAbout } from '../authn/token/bootstrap-token.about.ts';
import { oidcAbout } from '../authn/token/oidc.about.ts';
import { serviceAccountAbout } from '../authn/token/service-account.about.ts';
import { staticTokenFileAbout } from '../authn/token/static-token-file.about.ts';
import { webhookAbout } from '../authn/token/webhook.about.ts';
import { FLAG_ABOUT, FLAG_READERS } from './flags.about.ts';
import { FLAGS } from './flags.data.ts';

const names = FLAGS.map(([name]) => name);
const DESKS = [anonymousAbout, frontProxyAbout, x509About, bootstrapTokenAbout, oidcAbout, serviceAccountAbout, staticTokenFileAbout, webhookAbout];
/** Read by the whole gate, or by every desk that reads tokens. */
const OF_MANY = ['authentication-config', 'api-audiences'];

describe('the flags', () => {
  it('stand by name, each once', () => expect(names).toEqual([...new Set(names)].sort()));

  it('have the defaults of their types', () => {
    const fits = { bool: /^(true|false)$/, int: /^\d+$/, duration: /^(\d+h)?(\d+m)?\d+s$/, string: /^/, list: /^/ };
    expect(FLAGS.filter(([, type, byDefault]) => !fits[type].test(byDefault))).toEqual([]);
  });

  it('that are modelled are flags of the real server', () => expect(Object.keys(FLAG_ABOUT).filter((name) => !names.includes(name))).toEqual([]));

  it('are read by those whom the flags tab names, and everybody it names reads one', () =>
    expect(new Set(Object.values(FLAG_ABOUT).flatMap(({ reader }) => reader ?? []))).toEqual(new Set(Object.keys(FLAG_READERS))));

  it.each(DESKS.map((desk) => [desk.id, desk] as const))('of %s are those that it says it reads', (id, { flags, title }) => {
    const read = Object.keys(FLAG_ABOUT).filter((name) => FLAG_ABOUT[name]?.reader === id);
    expect(flags.filter((name) => !OF_MANY.includes(name)).sort()).toEqual(read.sort());
    expect(Object.entries(FLAG_READERS)).toContainEqual([id, title]);
  });
});
