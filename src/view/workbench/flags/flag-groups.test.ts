import { describe, expect, it } from 'vitest';
import type { FlagRow } from '../../../ports/flags.ts';
import { flagGroups } from './flag-groups.ts';

const flag = (name: string, stage: string, more: Partial<FlagRow> = {}): FlagRow => ({
  name,
  stage,
  type: 'string',
  value: '',
  isDefault: true,
  default: '',
  changed: false,
  error: undefined,
  ...more,
});
const rows = [
  flag('authorization-mode', 'authorization', { value: 'Node,RBAC', isDefault: false }),
  flag('token-auth-file', 'authn.static-token-file', { value: '/etc/tokens.csv', isDefault: false, changed: true }),
  flag('anonymous-auth', 'authn.anonymous'),
  flag('new-thing', 'authn.brand-new'),
  flag('odd', ''),
  flag('authorization-policy-file', 'authz.abac'),
  flag('api-audiences', 'authn.bearer-token'),
  flag('service-account-signing-key-file', 'storage'),
  flag('service-account-jwks-uri', 'routing'),
];
const names = (filter: Partial<{ query: string; changedOnly: boolean; stage: string }>): string[] =>
  flagGroups(rows, { query: '', changedOnly: false, stage: '', ...filter }).map((g) => `${g.title}: ${g.rows.map((r) => r.name).join(' ')}`);

describe('flags by who reads them', () => {
  it('stand in the order of the stage, unknown ones last', () =>
    expect(names({})).toEqual([
      'Static token file: token-auth-file',
      'Anonymous: anonymous-auth',
      'Every desk that reads tokens: api-audiences',
      'Authorization: authorization-mode',
      'ABAC: authorization-policy-file',
      'Issuing service account tokens: service-account-signing-key-file',
      'OpenID discovery: service-account-jwks-uri',
      'Brand new: new-thing',
      'The server as a whole: odd',
    ]));
  it.each([
    ['a name typed with its dashes', { query: '--token-auth' }, ['Static token file: token-auth-file']],
    ['a word of the help', { query: 'system:anonymous' }, ['Anonymous: anonymous-auth']],
    ['a value', { query: 'rbac' }, ['Authorization: authorization-mode']],
    ['two words, both needed', { query: 'token csv' }, ['Static token file: token-auth-file']],
    ['only changed', { changedOnly: true }, ['Static token file: token-auth-file', 'Authorization: authorization-mode']],
    ['one desk', { stage: 'authn.anonymous' }, ['Anonymous: anonymous-auth']],
    ['nothing fits', { query: 'zzz' }, []],
  ])('%s', (_, filter, groups) => expect(names(filter)).toEqual(groups));
});
