// The gates with what is known beyond the trace: how near a caller came whom no rule allows. Asked for once the gate has answered.
import { useEffect, useMemo, useState } from 'react';
import type { Run } from '../../player/player.ts';
import type { GateView } from '../../trace/fold.ts';
import { usePorts } from '../ports-context.tsx';
import { nearest } from '../words/nearest.ts';

const NO_RULE = 'no rule allows it';

export function useNear(gates: GateView[], run: Run | undefined): GateView[] {
  const ports = usePorts();
  const [near, setNear] = useState<{ run: string; words: string }>();
  // The rules of a future that was left are gone.
  const id = run && !run.older && gates.some((gate) => gate.standing === 'denied' && gate.reason === NO_RULE) ? run.id : undefined;
  useEffect(() => {
    if (id === undefined) return undefined;
    let gone = false;
    ports.nearMisses(id).then(
      (rows) => !gone && setNear({ run: id, words: nearest(rows) }),
      () => undefined, // The store of that moment is no longer kept: what the gate said stands alone.
    );
    return () => {
      gone = true;
    };
  }, [ports, id]);
  return useMemo(
    () =>
      id === undefined || near?.run !== id || near.words === ''
        ? gates
        : gates.map((gate) => (gate.standing === 'denied' && gate.reason === NO_RULE ? { ...gate, reason: `${NO_RULE}: ${near.words}` } : gate)),
    [gates, id, near],
  );
}
