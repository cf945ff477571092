// Models staging/src/k8s.io/apiserver/pkg/authentication/request/anonymous/anonymous.go. Nothing is left out.

import { pathOf } from '../../filters/request-path.ts';
import type { Authentication, RequestAuthenticator } from '../authenticator.ts';
import { type AnonymousCode, anonymousAbout } from './anonymous.about.ts';

/** @param paths only these paths may be asked for without a name; empty: all */
export function anonymous(paths: readonly string[]): RequestAuthenticator<AnonymousCode> {
  return {
    ...anonymousAbout,
    answers: paths.length ? ['recognised', 'no-opinion'] : anonymousAbout.answers,
    authenticate(context): Authentication<AnonymousCode> {
      const path = pathOf(context.request.target);
      if (paths.length && !paths.includes(path)) {
        return { verdict: 'no-opinion', code: 'another-path', reason: `not for ${path}`, why: `without a name one may ask only for ${paths.join(', ')}` };
      }
      return {
        verdict: 'recognised',
        code: 'recognised',
        user: { name: 'system:anonymous', uid: '', groups: ['system:unauthenticated'], extra: {} },
        reason: 'system:anonymous',
      };
    },
  };
}
