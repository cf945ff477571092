// What the desk of static-token-file.ts says of itself.
import type { AuthenticatorAbout, CodeOf } from '../../../../trace/about.ts';

export const staticTokenFileAbout = {
  id: 'authn.static-token-file',
  title: 'Static token file',
  short: 'token file',
  blurb: 'A file on the node: each line is a token and the person it stands for. It is read once, when the server starts.',
  upstream: 'staging/src/k8s.io/apiserver/pkg/authentication/token/tokenfile/tokenfile.go',
  flags: ['token-auth-file'],
  answers: ['recognised', 'no-opinion'],
  says: {
    recognised: 'The static token file knows this token: it belongs to {who}.',
    'no-such-line': 'The static token file has no line for this token, {next}.',
    'another-audience': 'A line of the token file is for this API server alone, {next}.',
  },
} as const satisfies AuthenticatorAbout;

export type StaticTokenFileCode = CodeOf<typeof staticTokenFileAbout>;
