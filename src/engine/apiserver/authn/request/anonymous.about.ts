// What the desk of anonymous.ts says of itself.
import type { AuthenticatorAbout, CodeOf } from '../../../../trace/about.ts';

export const anonymousAbout = {
  id: 'authn.anonymous',
  title: 'Anonymous',
  short: 'anonymous',
  blurb: 'Who shows nothing gets the name system:anonymous. Who shows something wrong does not.',
  upstream: 'staging/src/k8s.io/apiserver/pkg/authentication/request/anonymous/anonymous.go',
  flags: ['anonymous-auth', 'authentication-config'],
  answers: ['recognised'],
  by: 'as somebody who showed nothing',
  says: {
    recognised: 'You showed nothing, so you get the blank badge: {who}.',
    'another-path': 'This server takes no anonymous requests here, {next}.',
  },
} as const satisfies AuthenticatorAbout;

export type AnonymousCode = CodeOf<typeof anonymousAbout>;
