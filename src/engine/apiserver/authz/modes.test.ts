import { describe, expect, it } from 'vitest';
import { askedModes, authorizationFlagErrors, type Flags, flagValue, readModes } from './modes.ts';

const M = 'authorization-mode';
const POLICY = { 'authorization-policy-file': '/p' };
const HOOK = { 'authorization-webhook-config-file': '/w' };

describe('the modes asked for', () => {
  it.each<[claim: string, flags: Flags, modes: string[]]>([
    ['none is AlwaysAllow', {}, ['AlwaysAllow']],
    ['an empty one is AlwaysAllow', { [M]: '' }, ['AlwaysAllow']],
    ['an empty list is AlwaysAllow', { [M]: [] }, ['AlwaysAllow']],
    ['in order', { [M]: 'Node,RBAC' }, ['Node', 'RBAC']],
    ['of several flags', { [M]: ['Node', '', 'RBAC,ABAC'] }, ['Node', 'RBAC', 'ABAC']],
    ['blanks count', { [M]: 'Node, RBAC' }, ['Node', ' RBAC']],
  ])('%s', (_claim, flags, modes) => {
    expect(askedModes(flags)).toEqual(modes);
  });
  it('one value of a flag is its last', () => {
    expect([flagValue({ a: 'x' }, 'a'), flagValue({ a: ['x', 'y'] }, 'a'), flagValue({ a: [] }, 'a'), flagValue({}, 'a')]).toEqual(['x', 'y', '', '']);
  });
});

describe('what is wrong with them', () => {
  it.each<[claim: string, flags: Flags, errors: string[]]>([
    ['nothing', { [M]: 'Node,RBAC' }, []],
    ['all of them are known', { [M]: 'AlwaysAllow,AlwaysDeny,ABAC,Webhook,RBAC,Node', ...POLICY, ...HOOK }, []],
    ['one is unknown', { [M]: 'Magic' }, ['authorization-mode "Magic" is not a valid mode']],
    ['one in small letters', { [M]: 'rbac' }, ['authorization-mode "rbac" is not a valid mode']],
    ['ABAC without its file', { [M]: 'ABAC' }, ["authorization-mode ABAC's authorization policy file not passed"]],
    ['Webhook without its file', { [M]: 'Webhook' }, ["authorization-mode Webhook's authorization config file not passed"]],
    ['a policy file without ABAC', { [M]: 'RBAC', ...POLICY }, ['cannot specify --authorization-policy-file without mode ABAC']],
    ['a webhook’s file without Webhook', { [M]: 'RBAC', ...HOOK }, ['cannot specify --authorization-webhook-config-file without mode Webhook']],
    ['one twice', { [M]: ['RBAC', 'RBAC'] }, ['authorization-mode ["RBAC" "RBAC"] has mode specified more than once']],
    [
      'everything at once',
      { [M]: 'Magic,ABAC,ABAC', ...HOOK },
      [
        'authorization-mode "Magic" is not a valid mode',
        "authorization-mode ABAC's authorization policy file not passed",
        "authorization-mode ABAC's authorization policy file not passed",
        'cannot specify --authorization-webhook-config-file without mode Webhook',
        'authorization-mode ["Magic" "ABAC" "ABAC"] has mode specified more than once',
      ],
    ],
  ])('%s', (_claim, flags, errors) => {
    expect(readModes(flags).errors).toEqual(errors);
    expect(authorizationFlagErrors(flags)).toEqual(errors);
  });
  it('what is unknown is no mode', () => {
    expect(readModes({ [M]: 'Magic,RBAC' }).modes).toEqual(['RBAC']);
  });

  const CLASH = '--authorization-config can not be specified when --authorization-mode or --authorization-webhook-* flags are defined';
  it.each<[claim: string, flags: Flags, errors: string[]]>([
    ['a file alone', {}, []],
    ['a file and a mode', { [M]: 'RBAC' }, [CLASH]],
    ['a file and a webhook', HOOK, [CLASH]],
    ['a file and a webhook’s version', { 'authorization-webhook-version': 'v1' }, [CLASH]],
    ['a file and a policy', POLICY, []],
    ['a file and something else', { 'x-authorization-webhook-': 'v1' }, []],
  ])('%s', (_claim, flags, errors) => {
    expect(authorizationFlagErrors({ 'authorization-config': '/c', ...flags })).toEqual(errors);
  });
});
