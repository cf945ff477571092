import type { RecordedCase } from './recorded-case.ts';

/** What differs between a recorded case and the replayed one; empty when the answers are the same. */
export function compareCase(recorded: RecordedCase, replayed: RecordedCase): { at: string; want: unknown; got: unknown }[];
