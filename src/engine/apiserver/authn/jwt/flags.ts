// Models pkg/kubeapiserver/options/authentication.go where it turns --oidc-* flags into one JWT authenticator. Left out: nothing.
import { goQuote } from '../../../http/go-format.ts';
import type { ServerOptions } from '../../options.ts';
import { ALGORITHMS, type JwtConfig, type JwtSource } from './jwt-config.ts';

export type FromFlags = { ok: true; source: JwtSource | undefined } | { ok: false; error: string; flag: string };

/** @param ca text of --oidc-ca-file, "" when the flag is not given */
export function jwtFromFlags({ flag, list, given }: ServerOptions, ca: string): FromFlags {
  const url = flag('oidc-issuer-url');
  const client = flag('oidc-client-id');
  const asked = Object.keys(given).filter((name) => name.startsWith('oidc-'));
  if (!asked.length) return { ok: true, source: undefined };
  if (!url || !client) {
    return {
      ok: false,
      error: 'oidc-issuer-url and oidc-client-id must be specified together when any oidc-* flags are set',
      flag: url ? 'oidc-client-id' : 'oidc-issuer-url',
    };
  }
  const named = list('oidc-signing-algs');
  const algorithms = named.length ? named : ['RS256'];
  const unknown = algorithms.find((alg) => !ALGORITHMS.some((known) => known === alg));
  if (unknown !== undefined) return { ok: false, error: `oidc: unsupported signing alg: ${goQuote(unknown)}`, flag: 'oidc-signing-algs' };
  const claim = flag('oidc-username-claim');
  const prefix = flag('oidc-username-prefix');
  const groups = flag('oidc-groups-claim');
  const config: JwtConfig = {
    issuer: { url, discoveryURL: '', certificateAuthority: ca, audiences: [client], audienceMatchPolicy: '', egressSelectorType: '' },
    claimValidationRules: list('oidc-required-claim').map((pair) => {
      const equals = pair.indexOf('=');
      return { claim: pair.slice(0, Math.max(0, equals)), requiredValue: pair.slice(equals + 1), expression: '', message: '' };
    }),
    claimMappings: {
      // A name that anybody could have elsewhere is told apart by its issuer; an e-mail address is thought to be nobody else's.
      username: { claim, expression: '', prefix: prefix === '-' ? '' : prefix === '' && claim !== 'email' ? `${url}#` : prefix },
      groups: { claim: groups, expression: '', prefix: groups ? flag('oidc-groups-prefix') : undefined },
      uid: { claim: '', expression: '' },
      extra: [],
    },
    userValidationRules: [],
  };
  return { ok: true, source: { config, algorithms } };
}
