import { describe, expect, it } from 'vitest';
import { KubectlError } from '../failure.ts';
import { customColumns } from './custom-columns.ts';
import { goTemplate } from './go-template.ts';
import { goSyntax, goText } from './go-text.ts';
import { sortObjects } from './sort.ts';
import { tableRows } from './table.ts';
import { printerTable, tabWrite } from './tabwriter.ts';
import { unifiedDiff } from './unified-diff.ts';

describe('tab writer', () => {
  it.each([
    [
      'columns are three blanks apart',
      [
        ['NAME', 'AGE'],
        ['default', '8s'],
      ],
      'NAME      AGE\ndefault   8s\n',
    ],
    [
      'a column is at least six wide',
      [
        ['A', 'B'],
        ['x', 'y'],
      ],
      'A     B\nx     y\n',
    ],
    [
      'an empty last cell leaves the blanks before it',
      [
        ['Kind', 'Name', 'NS'],
        ['User', 'arthur', ''],
      ],
      'Kind   Name     NS\nUser   arthur   \n',
    ],
    [
      'wide characters count once',
      [
        ['é', 'b'],
        ['x', 'y'],
      ],
      'é     b\nx     y\n',
    ],
  ])('%s', (_claim, rows, text) => {
    expect(printerTable(rows)).toBe(text);
  });

  it('a column is a block: lines without the cell part it', () => {
    expect(tabWrite('a\tb\nlonger\tc\n\nx\ty\n', { minWidth: 0, padding: 2 })).toBe('a       b\nlonger  c\n\nx  y\n');
  });
});

describe('tables of the server', () => {
  const table = {
    columnDefinitions: [
      { name: 'Name', type: 'string', format: 'name', priority: 0 },
      { name: 'Age', type: 'string', priority: 0 },
      { name: 'Users', type: 'string', priority: 1 },
    ],
    rows: [{ cells: ['a', '5s', 'jane'], object: { metadata: { name: 'a', namespace: 'dev', labels: { b: '2', a: '1' } } } }],
  };
  const options = { wide: false, namespaces: false, labels: false, labelColumns: [], prefix: '' };

  it.each([
    [
      'columns of low priority only with -o wide',
      options,
      [
        ['NAME', 'AGE'],
        ['a', '5s'],
      ],
    ],
    [
      '-o wide',
      { ...options, wide: true },
      [
        ['NAME', 'AGE', 'USERS'],
        ['a', '5s', 'jane'],
      ],
    ],
    [
      '-A',
      { ...options, namespaces: true },
      [
        ['NAMESPACE', 'NAME', 'AGE'],
        ['dev', 'a', '5s'],
      ],
    ],
    [
      '--show-labels',
      { ...options, labels: true },
      [
        ['NAME', 'AGE', 'LABELS'],
        ['a', '5s', 'a=1,b=2'],
      ],
    ],
    [
      '-L',
      { ...options, labelColumns: ['x/b', 'b'] },
      [
        ['NAME', 'AGE', 'B', 'B'],
        ['a', '5s', '', '2'],
      ],
    ],
    [
      'several types',
      { ...options, prefix: 'configmap/' },
      [
        ['NAME', 'AGE'],
        ['configmap/a', '5s'],
      ],
    ],
  ])('%s', (_claim, given, [header, row]) => {
    expect(tableRows(table, given)).toEqual({ header, rows: [row] });
  });
});

describe('custom columns', () => {
  it('prints <none> for what is missing and Go maps for maps', () => {
    const items = [{ metadata: { name: 'a', labels: { x: 'y' } } }, { metadata: { name: 'b' } }];
    expect(customColumns('NAME:.metadata.name,L:{.metadata.labels}', items, true)).toBe('NAME   L\na      map[x:y]\nb      <none>\n');
  });

  it('needs a header and an expression', () => {
    expect(() => customColumns('NAME', [], true)).toThrow(new KubectlError('error: unexpected custom-columns spec: NAME, expected <header>:<json-path-expr>'));
  });
});

describe('Go templates', () => {
  const object = { metadata: { name: 'a' }, data: { x: '1', y: 'Yg==' }, items: [{ n: 1 }, { n: 2 }], empty: [] };
  it.each([
    ['a field', '{{.metadata.name}}', 'a'],
    ['range', '{{range .items}}{{.n}},{{end}}', '1,2,'],
    ['range with names', '{{range $k,$v := .data}}{{$k}}={{$v}} {{end}}', 'x=1 y=Yg== '],
    ['range over nothing', '{{range .empty}}x{{else}}none{{end}}', 'none'],
    ['if, else if, else', '{{if .nope}}a{{else if .data}}b{{else}}c{{end}}', 'b'],
    ['with', '{{with .metadata}}{{.name}}{{end}}', 'a'],
    ['a variable', '{{$n := .metadata.name}}{{$n}}{{$n}}', 'aa'],
    ['a pipeline', '{{.data.y | base64decode}}', 'b'],
    ['index and len', '{{index .data "x"}} {{len .items}}', '1 2'],
    ['eq', '{{if eq .metadata.name "a"}}yes{{end}}', 'yes'],
    ['parentheses', '{{if (not .nope)}}yes{{end}}', 'yes'],
    ['trimmed blanks', 'a {{- "b" -}} c', 'abc'],
    ['what is missing', '{{.nope}}', '<no value>'],
    ['the root', '{{range .items}}{{$.metadata.name}}{{end}}', 'aa'],
  ])('%s', (_claim, template, text) => {
    expect(goTemplate(template, object)).toBe(text);
  });

  it('says which function is not modelled', () => {
    expect(() => goTemplate('{{urlquery .a}}', {})).toThrow(
      'error: this simulator does not model the function "urlquery" of Go templates. Nearest: -o jsonpath=…',
    );
  });
});

describe('Go values', () => {
  it('%v and %#v', () => {
    const value = { b: [1, 'x'], a: null };
    expect(goText(value)).toBe('map[a:<nil> b:[1 x]]');
    expect(goSyntax(value)).toBe('map[string]interface {}{"a":interface {}(nil), "b":[]interface {}{1, "x"}}');
  });
});

describe('--sort-by', () => {
  it('sorts names with numbers by their value', () => {
    const named = (name: string) => ({ metadata: { name } });
    expect(sortObjects(['n10', 'n9', 'm'].map(named), '.metadata.name').map((o) => o.metadata)).toEqual([{ name: 'm' }, { name: 'n9' }, { name: 'n10' }]);
  });
});

describe('diff -u', () => {
  it('shows three lines around a change', () => {
    expect(unifiedDiff('A', 'B', '1\n2\n3\n4\n5\n6\n', '1\n2\n3\n4\nx\n6\n', 0)).toBe(
      '--- A\t1970-01-01 00:00:00.000000000 +0000\n+++ B\t1970-01-01 00:00:00.000000000 +0000\n@@ -2,5 +2,5 @@\n 2\n 3\n 4\n-5\n+x\n 6\n',
    );
  });

  it('is empty for the same text', () => {
    expect(unifiedDiff('A', 'B', 'x\n', 'x\n', 0)).toBe('');
  });
});
