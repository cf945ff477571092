// What the controllers of workloads read in the objects that they own, and how they write a status.

import type { Members } from '../../trace/json.ts';
import { listOf, members, textOf } from './component-client.ts';

export const numberOf = (value: unknown): number => (typeof value === 'number' ? value : 0);
export const uidOf = (object: Members): string => textOf(members(object.metadata).uid);
export const nameOf = (object: Members): string => textOf(members(object.metadata).name);
export const isLeaving = (object: Members): boolean => members(object.metadata).deletionTimestamp !== undefined;

/** The reference to whom the object belongs. */
export const ownerOf = (object: Members): Members | undefined => listOf(members(object.metadata).ownerReferences).find((o) => o.controller === true);
export const belongsTo = (object: Members, owner: Members): boolean => ownerOf(object)?.uid === members(owner.metadata).uid;

export const ownedBy = (kind: string, owner: Members): Members[] => [
  { apiVersion: 'apps/v1', kind, name: nameOf(owner), uid: uidOf(owner), controller: true, blockOwnerDeletion: true },
];

/** "/apis/apps/v1/namespaces/NS/PLURAL[/NAME]" */
export function pathOf(plural: string, object: Members, name = ''): string {
  const namespace = textOf(members(object.metadata).namespace);
  return `${plural === 'pods' ? '/api/v1' : '/apis/apps/v1'}/namespaces/${namespace}/${plural}${name ? `/${name}` : ''}`;
}

/** Whether two values say the same; members may stand in any order. */
export function alike(a: unknown, b: unknown): boolean {
  return JSON.stringify(sorted(a)) === JSON.stringify(sorted(b));
}

export function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, v]) => v !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, v]) => [key, sorted(v)]),
  );
}

/** A condition keeps the moment at which it last changed its mind. */
export function condition(before: unknown, type: string, status: 'True' | 'False', reason: string, message: string, now: string): Members {
  const old = listOf(before).find((c) => c.type === type);
  const same = old?.status === status;
  if (old && same && old.reason === reason && old.message === message) return old;
  return { type, status, lastUpdateTime: now, lastTransitionTime: same ? old.lastTransitionTime : now, reason, message };
}
