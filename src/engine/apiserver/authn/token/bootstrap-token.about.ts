// What the desk of bootstrap-token.ts says of itself.
import type { AuthenticatorAbout, CodeOf } from '../../../../trace/about.ts';

export const bootstrapTokenAbout = {
  id: 'authn.bootstrap',
  title: 'Bootstrap tokens',
  short: 'bootstrap',
  blurb: 'Short-lived tokens with which new nodes introduce themselves; each is a Secret in kube-system.',
  upstream: 'plugin/pkg/auth/authenticator/token/bootstrap/bootstrap.go',
  flags: ['enable-bootstrap-token-auth'],
  answers: ['recognised', 'no-opinion'],
  by: 'by the bootstrap token you sent',
  says: {
    recognised: 'A Secret in kube-system holds this bootstrap token, so you are {who}.',
    'wrong-shape': 'This does not have the shape of a bootstrap token, {next}.',
    'unknown-id': 'No Secret in kube-system holds a bootstrap token of this id, {next}.',
    'being-deleted': 'The Secret of this bootstrap token is being deleted, {next}.',
    'another-type': 'The Secret of this bootstrap token is of another type, {next}.',
    'wrong-secret': 'This bootstrap token’s id is known, its secret part is not, {next}.',
    'another-id': 'The Secret of this bootstrap token holds another id, {next}.',
    expired: 'This bootstrap token has expired, {next}.',
    'not-for-authentication': 'This bootstrap token is not for authentication, {next}.',
    'group-not-allowed': 'The Secret of this token names a group it may not, {next}.',
    'another-audience': 'A bootstrap token is for this API server alone, {next}.',
  },
} as const satisfies AuthenticatorAbout;

export type BootstrapTokenCode = CodeOf<typeof bootstrapTokenAbout>;
