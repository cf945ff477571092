// The order of the desks, told once: chain.ts asks in it, and the picture is drawn in it before any trace has named them.
import { anonymousAbout } from './request/anonymous.about.ts';
import { frontProxyAbout } from './request/front-proxy.about.ts';
import { x509About } from './request/x509.about.ts';
import { bootstrapTokenAbout } from './token/bootstrap-token.about.ts';
import { oidcAbout } from './token/oidc.about.ts';
import { serviceAccountAbout } from './token/service-account.about.ts';
import { staticTokenFileAbout } from './token/static-token-file.about.ts';
import { webhookAbout } from './token/webhook.about.ts';

/** Certificates come before tokens, so a good certificate hides a bad token. */
export const REQUEST_DESKS = [frontProxyAbout, x509About] as const;
/** Files and the server's own signatures come before anybody who must be asked over the network. */
export const TOKEN_DESKS = [staticTokenFileAbout, serviceAccountAbout, bootstrapTokenAbout, oidcAbout, webhookAbout] as const;
/** Anonymous is last: it takes only who has shown nothing. */
export const DESKS = [...REQUEST_DESKS, ...TOKEN_DESKS, anonymousAbout] as const;
