// The learner's RBAC documents as a list, and the ones that can be put in by a press. Reading is by lines only; the session parses.

export interface RbacDocument {
  /** Where the document begins, from 1. */
  line: number;
  kind: string;
  name: string;
  namespace: string;
}

/** Documents of a text, as far as their first lines say what they are. */
export function rbacDocuments(text: string): RbacDocument[] {
  const found: RbacDocument[] = [];
  let document: RbacDocument | undefined;
  let inMetadata = false;
  const finish = (): void => {
    if (document && (document.kind !== '' || document.name !== '')) found.push(document);
    document = undefined;
    inMetadata = false;
  };
  text.split('\n').forEach((raw, index) => {
    const line = raw.replace(/\r$/, '');
    if (/^---(?:\s|$)/.test(line)) {
      finish();
      return;
    }
    if (line.trim() === '' || line.trimStart().startsWith('#')) return;
    document ??= { line: index + 1, kind: '', name: '', namespace: '' };
    const top = /^([A-Za-z]+):\s*(.*)$/.exec(line);
    if (top) {
      inMetadata = top[1] === 'metadata';
      if (top[1] === 'kind') document.kind = scalar(top[2] ?? '');
      return;
    }
    const inner = inMetadata ? /^ +(name|namespace):\s*(.*)$/.exec(line) : null;
    if (inner?.[1] === 'name' && document.name === '') document.name = scalar(inner[2] ?? '');
    if (inner?.[1] === 'namespace' && document.namespace === '') document.namespace = scalar(inner[2] ?? '');
  });
  finish();
  return found;
}

function scalar(text: string): string {
  const quoted = /^(["'])(.*?)\1/.exec(text);
  return quoted ? (quoted[2] ?? '') : text.replace(/\s+#.*$/, '').trim();
}

export interface RbacTemplate {
  label: string;
  text: string;
}

export const RBAC_TEMPLATES: readonly RbacTemplate[] = [
  {
    label: 'a user',
    text: `---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata:
  name: arthur-view
subjects:
- kind: User
  name: arthur
  apiGroup: rbac.authorization.k8s.io
roleRef:
  kind: ClusterRole
  name: view
  apiGroup: rbac.authorization.k8s.io
`,
  },
  {
    label: 'a group',
    text: `---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata:
  name: dev-view
subjects:
- kind: Group
  name: dev
  apiGroup: rbac.authorization.k8s.io
roleRef:
  kind: ClusterRole
  name: view
  apiGroup: rbac.authorization.k8s.io
`,
  },
  {
    label: 'a role',
    text: `---
apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata:
  namespace: default
  name: pod-reader
rules:
- apiGroups: [""]
  resources: ["pods"]
  verbs: ["get", "list", "watch"]
---
apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata:
  namespace: default
  name: read-pods
subjects:
- kind: User
  name: arthur
  apiGroup: rbac.authorization.k8s.io
roleRef:
  kind: Role
  name: pod-reader
  apiGroup: rbac.authorization.k8s.io
`,
  },
];

/** A template whose names are free in the text: a second one gets "-2". */
export function freshTemplate(template: RbacTemplate, text: string): string {
  const taken = new Set(rbacDocuments(text).map((d) => d.name));
  const names = rbacDocuments(template.text).map((d) => d.name);
  if (!names.some((n) => taken.has(n))) return firstWithoutLine(template.text, text);
  let count = 2;
  while (names.some((n) => taken.has(`${n}-${count}`))) count++;
  let fresh = template.text;
  for (const name of names) fresh = fresh.replaceAll(`name: ${name}\n`, `name: ${name}-${count}\n`);
  return firstWithoutLine(fresh, text);
}

/** An empty text needs no separator before its first document. */
const firstWithoutLine = (template: string, text: string): string => (text.trim() === '' ? template.replace(/^---\n/, '') : template);

/** Where the name of whom the last binding is for stands in a text: what one changes first. */
export function subjectName(text: string): { from: number; to: number } | undefined {
  const found = [...text.matchAll(/^subjects:\n- kind: \w+\n {2}name: (\S+)/gm)].at(-1);
  if (!found) return undefined;
  const to = found.index + found[0].length;
  return { from: to - (found[1]?.length ?? 0), to };
}
