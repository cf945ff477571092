import { describe, expect, it, vi } from 'vitest';
import { opened } from '../testing/opened.ts';

// The first test of a file loads the engine, and several people may share the machine.
vi.setConfig({ testTimeout: 60_000 });

describe('the audit policy', () => {
  it('is no file again when its first edit is undone, and comes back with redo', async () => {
    const session = await opened();
    session.ports.editAuditPolicy('apiVersion: audit.k8s.io/v1\n');
    await session.idle();
    expect(session.get().audit.text).toBe('apiVersion: audit.k8s.io/v1\n');
    session.ports.undo();
    await session.idle();
    expect(session.get().audit.text).toBeUndefined();
    session.ports.redo();
    await session.idle();
    expect(session.get().audit.text).toBe('apiVersion: audit.k8s.io/v1\n');
  });
});

describe('RBAC as text', () => {
  it('stays as it was typed when the server refuses a field it does not know, and says which', async () => {
    const session = await opened();
    const text =
      'apiVersion: rbac.authorization.k8s.io/v1\nkind: Role\nmetadata:\n  name: r\n  namespace: default\n  rules:\n  - apiGroups: [""]\n    resources: [pods]\n    verbs: [get]\n';
    session.ports.editRbac(text);
    session.pass(300);
    await session.idle();
    expect(session.get().rbac).toMatchObject({ text, status: 'refused' });
    expect(session.get().rbac.diagnostics[0]?.message).toBe(
      'Role in version "v1" cannot be handled as a Role: strict decoding error: unknown field "metadata.rules"',
    );
  });
});
