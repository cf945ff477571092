import { useMemo } from 'react';
import { type Playhead, usePlayhead } from '../controls/playhead.ts';
import { emptyScene, gatesAtRest, type Scene, sceneOf } from '../stage/scene.ts';
import { useClosed } from '../stage/use-house.ts';

/** The scene at the playhead, for the layouts that draw less than the stage does. */
export function useScene(): { scene: Scene; at: Playhead | undefined } {
  const at = usePlayhead();
  const serving = useClosed() === undefined;
  const scene = useMemo(() => {
    const closed = serving ? {} : { reached: -1 };
    if (at) return { ...sceneOf(at.run.trace, at.step, at.snapshot), ...closed };
    const rest = gatesAtRest(undefined);
    return { ...emptyScene(rest.gates, rest.desks, !serving), ...closed };
  }, [at, serving]);
  return { scene, at };
}
