// Kept by `npm run facts:server`, which asks /version and `kubectl version`; run that, do not change this by hand.
export const KUBERNETES_BUILD = {
  goVersion: 'go1.26.8',
  kustomizeVersion: 'v5.8.1',
} as const;
