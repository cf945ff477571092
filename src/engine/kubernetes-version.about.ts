// The release of Kubernetes that this project models. Every line that names it, in code and on the screen, takes it from here.
// To move to another release: change this line, run `npm run facts`, and record afresh what is to be held against it.
export const KUBERNETES_VERSION = '1.36.3';

/** "1.2", as people call the release of "1.2.3". */
export const KUBERNETES_MINOR_VERSION = KUBERNETES_VERSION.split('.').slice(0, 2).join('.');

/** How a component of the release introduces itself to an HTTP server. */
export const userAgentOf = (program: string): string => `${program}/v${KUBERNETES_VERSION} (linux/amd64) kubernetes/$Format`;
