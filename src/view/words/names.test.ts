import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { shortenPath, within } from './names.ts';

describe('a path that is too long for a sentence', () => {
  const target = 'POST /apis/rbac.authorization.k8s.io/v1/clusterrolebindings?fieldManager=kubectl&dryRun=All';
  it.each([
    [100, target],
    [70, 'POST /apis/rbac.authorization.k8s.io/v1/clusterrolebindings?…'],
    [48, 'POST /apis/…/v1/clusterrolebindings'],
    [34, 'POST /apis/…/clusterrolebindings'],
    [20, 'POST /apis/rbac.aut…'],
  ])('within %i letters', (max, text) => expect(shortenPath(target, max)).toBe(text));

  it('says where the request goes, in a sentence too', () =>
    expect(within((what, to) => `You send ${what}, sealed, to ${to}.`, target, 'kube-apiserver')).toBe(
      'You send POST /apis/…/v1/clusterrolebindings, sealed, to kube-apiserver.',
    ));

  it('is never longer than asked for', () => {
    fc.assert(fc.property(fc.webPath(), fc.integer({ min: 2, max: 60 }), (path, max) => shortenPath(path, max).length <= max));
  });
});
