// What the desk of service-account.ts says of itself.
import type { AuthenticatorAbout, CodeOf } from '../../../../trace/about.ts';

const NOT_MINE = 'This is no token of a service account, {next}.';
const REFUSED = 'This service account token is refused: {reason}.';

export const serviceAccountAbout = {
  id: 'authn.service-account',
  title: 'Service account tokens',
  short: 'SA token',
  blurb: 'JWTs that this API server signed itself, for the workloads inside the cluster.',
  upstream: 'pkg/serviceaccount/jwt.go',
  flags: ['service-account-issuer', 'service-account-key-file', 'service-account-lookup', 'api-audiences'],
  answers: ['recognised', 'no-opinion', 'error'],
  by: 'by the service account token you sent',
  // Every server has keys for its service accounts; only a browser that keeps its cryptography to itself leaves this desk empty.
  absent: 'no https, no cryptography',
  says: {
    'recognised-account': 'The signature is valid, so the token speaks for the service account {who}.',
    'recognised-pod': 'The signature is valid, so the token speaks for the Pod: it is {who}.',
    'not-a-jwt': NOT_MINE,
    'no-issuer': NOT_MINE,
    'another-issuer': NOT_MINE,
    'unknown-key': REFUSED,
    'signature-invalid': REFUSED,
    'claims-unreadable': REFUSED,
    'wrong-issuer': REFUSED,
    'wrong-audience': REFUSED,
    expired: REFUSED,
    'not-yet-valid': REFUSED,
    'issued-in-the-future': REFUSED,
    'names-no-account': REFUSED,
    'names-no-namespace': REFUSED,
    'account-not-found': REFUSED,
    'account-deleted': REFUSED,
    'account-made-anew': REFUSED,
    'object-gone': REFUSED,
    'object-made-anew': REFUSED,
    'claim-missing': REFUSED,
    'subject-does-not-fit': REFUSED,
    'not-the-token-in-its-secret': REFUSED,
    'marked-invalid': REFUSED,
  },
} as const satisfies AuthenticatorAbout;

export type ServiceAccountCode = CodeOf<typeof serviceAccountAbout>;
