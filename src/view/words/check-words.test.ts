import { expect, it } from 'vitest';
import type { DeskView } from '../../trace/fold.ts';
import { certificateChecks, checksText } from './check-words.ts';

const checks = [
  { check: 'parsed', ok: true, detail: 'CN=jane' },
  { check: 'valid now', ok: false, detail: 'expired' },
  { check: 'signed by a trusted CA', ok: null, detail: '' },
];
const desk = (id: string, standing: DeskView['standing']): DeskView => ({
  id,
  number: 2,
  title: 'X.509',
  configured: true,
  standing,
  code: '',
  reason: '',
  evidence: [{ type: 'certificate', chain: [], checks }],
});

it('says each check of a refused certificate in a word or two', () => {
  expect(checksText(certificateChecks(desk('authn.x509', 'error')))).toBe('parsed fits, in date does not fit, chain not checked');
});

it.each([
  ['a certificate that was recognised', desk('authn.x509', 'recognised')],
  ['the certificate of a proxy', desk('authn.front-proxy', 'error')],
])('says nothing under %s', (_, other) => {
  expect(certificateChecks(other)).toEqual([]);
});
