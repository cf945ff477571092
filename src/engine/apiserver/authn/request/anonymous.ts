// Models staging/src/k8s.io/apiserver/pkg/authentication/request/anonymous/anonymous.go. Nothing is left out.

import { pathOf } from '../../filters/request-path.ts';
import type { Authentication, AuthenticatorAbout, RequestAuthenticator } from '../authenticator.ts';

export const anonymousAbout: AuthenticatorAbout = {
  id: 'authn.anonymous',
  title: 'Anonymous',
  blurb: 'Who shows nothing gets the name system:anonymous. Who shows something wrong does not.',
  upstream: 'staging/src/k8s.io/apiserver/pkg/authentication/request/anonymous/anonymous.go',
  flags: ['anonymous-auth', 'authentication-config'],
  answers: ['recognised'],
};

/** @param paths only these paths may be asked for without a name; empty: all */
export function anonymous(paths: readonly string[]): RequestAuthenticator {
  return {
    ...anonymousAbout,
    answers: paths.length ? ['recognised', 'no-opinion'] : anonymousAbout.answers,
    authenticate(context): Authentication {
      const path = pathOf(context.request.target);
      if (paths.length && !paths.includes(path)) {
        return { verdict: 'no-opinion', reason: `not for ${path}`, why: `without a name one may ask only for ${paths.join(', ')}` };
      }
      return {
        verdict: 'recognised',
        user: { name: 'system:anonymous', uid: '', groups: ['system:unauthenticated'], extra: {} },
        reason: 'system:anonymous',
      };
    },
  };
}
