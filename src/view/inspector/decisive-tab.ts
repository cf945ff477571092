// Which tab shows what decided a request.
import type { Trace } from '../../trace/event.ts';
import { isRefusal } from '../../trace/timeline.ts';

export type InspectorTab = 'Request' | 'Identity' | 'Decision' | 'Token' | 'Response';
export const INSPECTOR_TABS: readonly InspectorTab[] = ['Request', 'Identity', 'Decision', 'Token', 'Response'];

/** Something that a service of AWS looks at before it answers. */
export const isLook = (stage: string): boolean => /^s(ts|3)\./.test(stage);

/** The gate that refused names the tab; a request that went through shows who was let in. */
export function decisiveTab(trace: Trace): { tab: InspectorTab; refused: boolean } {
  const stages = new Map<number, string>();
  for (const event of trace.events) {
    if (event.kind === 'before') stages.set(event.id, event.stage);
    if (event.kind !== 'after' || !isRefusal(event.verdict)) continue;
    const stage = stages.get(event.id) ?? '';
    const tab = isLook(stage) ? 'Decision' : GATES.get(stage);
    if (tab) return { tab, refused: true };
  }
  const reached = trace.events.some((e) => e.kind === 'hop' && e.to === trace.from && e.message !== undefined);
  if ([...stages.values()].some(isLook)) return { tab: 'Decision', refused: false };
  // Nobody outside the cluster hands out badges.
  if (reached && trace.machine.states.some(({ room }) => room === 'party')) return { tab: 'Response', refused: false };
  return reached ? { tab: 'Identity', refused: false } : { tab: 'Request', refused: true };
}

const GATES = new Map<string, InspectorTab>([
  ['tls', 'Request'],
  ['request-info', 'Request'],
  ['authentication', 'Decision'],
  ['impersonation', 'Decision'],
  ['authorization', 'Decision'],
  ['flow-control', 'Response'],
  ['routing', 'Response'],
  ['admission', 'Response'],
  ['storage', 'Response'],
]);
