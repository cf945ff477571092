import { expect, test } from 'vitest';
import { parseDocuments } from '../../shell/programs/kubectl/yaml-input.ts';
import { readDocuments } from './rbac-documents.ts';

const TEXT = 'kind: Role\nmetadata: *nowhere\n';

test('an alias that stands for nothing is a finding in the RBAC tab', () => {
  expect(readDocuments(TEXT).diagnostics).toEqual([{ severity: 'error', line: 1, column: 1, message: "yaml: unknown anchor 'nowhere' referenced" }]);
});

test('an alias that stands for nothing is refused by kubectl', async () => {
  expect(await parseDocuments(TEXT)).toMatchObject({ ok: false, error: "error converting YAML to JSON: yaml: unknown anchor 'nowhere' referenced" });
});
