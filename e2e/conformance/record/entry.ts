// What the recorder takes from the project's TypeScript.
export { KUBERNETES_VERSION } from '../../../src/engine/kubernetes-version.about.ts';
export { mint } from '../mint.ts';
