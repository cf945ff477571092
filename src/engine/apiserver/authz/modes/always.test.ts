import { describe, expect, it } from 'vitest';
import { ask, person } from '../testing/policy-fixture.ts';
import { alwaysAllow, alwaysDeny } from './always.ts';
import { isPrivileged, systemMasters } from './system-masters.ts';

const who = person('ada');
const asked = ask('delete', 'nodes');

describe('the modes that look at nothing', () => {
  it('AlwaysAllow allows, without a reason', () => {
    expect(alwaysAllow.authorize(who, asked)).toEqual({ decision: 'allowed', reason: '', words: 'everything is allowed' });
    expect(alwaysAllow.rulesFor?.(who, 'default')).toEqual({
      resourceRules: [{ verbs: ['*'], apiGroups: ['*'], resources: ['*'] }],
      nonResourceRules: [{ verbs: ['*'], nonResourceURLs: ['*'] }],
      incomplete: false,
      errors: [],
    });
  });
  it('AlwaysDeny has no opinion, and says why', () => {
    expect(alwaysDeny.authorize(who, asked)).toEqual({ decision: 'no-opinion', reason: 'Everything is forbidden.' });
    expect(alwaysDeny.rulesFor?.(who, 'default')).toEqual({ resourceRules: [], nonResourceRules: [], incomplete: false, errors: [] });
  });
  it.each([
    ['a member', person('eve', 'dev', 'system:masters'), 'allowed', 'member of system:masters'],
    ['somebody else', who, 'no-opinion', 'not a member of system:masters'],
    ['somebody of that name', person('system:masters'), 'no-opinion', 'not a member of system:masters'],
  ])('system:masters and %s', (_claim, user, decision, words) => {
    expect(systemMasters.authorize(user, asked)).toEqual({ decision, reason: '', words });
    expect(isPrivileged(user)).toBe(decision === 'allowed');
  });
});
