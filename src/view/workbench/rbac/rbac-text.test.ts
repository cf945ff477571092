import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { freshTemplate, RBAC_TEMPLATES, rbacDocuments, subjectName } from './rbac-text.ts';

const list = (text: string): string[] => rbacDocuments(text).map((d) => `${d.line} ${d.kind} ${d.namespace}/${d.name}`);

describe('the documents of the RBAC text', () => {
  it.each([
    ['nothing', '', []],
    ['a comment alone', '# my bindings\n', []],
    ['one document', 'kind: Role\nmetadata:\n  name: a\n  namespace: b\n', ['1 Role b/a']],
    [
      'two, with a comment and quotes',
      '---\n# x\nkind: "Role"\nmetadata:\n  name: \'a\' # c\n--- \nkind: RoleBinding\nmetadata:\n  name: b\n',
      ['3 Role /a', '7 RoleBinding /b'],
    ],
    ['names of subjects are not the document’s', 'kind: X\nsubjects:\n- name: arthur\nmetadata:\n  name: b\n', ['1 X /b']],
    ['unfinished', 'kind: [', ['1 [ /']],
  ])('%s', (_, text, documents) => expect(list(text)).toEqual(documents));

  it('no text makes it fall over, and lines grow', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('---', 'kind: A', 'metadata:', '  name: x', '- y', '', '\t', '"', 'metadata: {name: z}')).map((l) => l.join('\n')),
        (text) => {
          const lines = rbacDocuments(text).map((d) => d.line);
          expect(lines).toEqual([...lines].sort((a, b) => a - b));
        },
      ),
    );
  });
});

describe('templates', () => {
  it.each(RBAC_TEMPLATES.map((t) => [t.label, t] as const))('%s: put in three times, all names differ', (_, template) => {
    let text = '';
    for (let i = 0; i < 3; i++) text += freshTemplate(template, text);
    const names = rbacDocuments(text).map((d) => `${d.kind} ${d.name}`);
    expect(new Set(names).size).toBe(names.length);
    expect(text.startsWith('---')).toBe(false);
  });
  it.each([
    ['a user', 'arthur'],
    ['a group', 'dev'],
    ['a role', 'arthur'],
  ])('%s: whom it is for can be typed over at once', (label, name) => {
    const text = freshTemplate(RBAC_TEMPLATES.find((t) => t.label === label) ?? { label, text: '' }, '');
    const { from, to } = subjectName(text) ?? { from: 0, to: 0 };
    expect(text.slice(from, to)).toBe(name);
  });
  it('a text without a binding names nobody', () => expect(subjectName('kind: Role\n')).toBeUndefined());
  it('the second role binding refers to the second role', () => {
    const [, , role] = RBAC_TEMPLATES;
    if (!role) throw new Error('no such template');
    expect(freshTemplate(role, role.text)).toContain('kind: Role\n  name: pod-reader-2\n  apiGroup');
  });
});
