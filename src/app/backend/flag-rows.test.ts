import { describe, expect, it } from 'vitest';
import { flagRows } from './flag-rows.ts';

const shown = (flags: Record<string, string | string[]>, name: string) => flagRows(flags).find((row) => row.name === name);

describe('a row of the flags tab', () => {
  it.each<[claim: string, flags: Record<string, string | string[]>, name: string, row: Record<string, unknown>]>([
    ['says who reads it', {}, 'token-auth-file', { type: 'string', value: '', isDefault: true, default: '', stage: 'authn.static-token-file' }],
    ['shows what was given', { 'api-audiences': ['a', 'b'] }, 'api-audiences', { type: 'list', value: 'a,b', isDefault: false, default: '' }],
    ['shows the default that the help prints', {}, 'secure-port', { type: 'int', value: '6443', isDefault: true, stage: 'tls' }],
    ['shows what counts where the help prints no default', {}, 'authorization-mode', { value: 'AlwaysAllow', isDefault: true, default: 'AlwaysAllow' }],
    ['shows a flag nobody knows', { 'no-such': 'x' }, 'no-such', { type: 'string', value: 'x', isDefault: false, default: '', stage: '' }],
  ])('%s', (_, flags, name, row) => expect(shown(flags, name)).toEqual({ ...shown(flags, name), name, ...row }));

  it('comes first when it was given, and stands once', () => {
    const names = flagRows({ v: '4' }).map(({ name }) => name);
    expect(names[0]).toBe('v');
    expect(new Set(names).size).toBe(names.length);
  });

  it('is none for a flag that this model does not have', () => expect(shown({}, 'request-timeout')).toBeUndefined());
});
