import { useMemo } from 'react';
import { usePlayhead, type Playhead } from '../controls/playhead.ts';
import { emptyScene, gatesAtRest, type Scene, sceneOf } from '../stage/scene.ts';

/** The scene at the playhead, for the layouts that draw less than the stage does. */
export function useScene(): { scene: Scene; at: Playhead | undefined } {
  const at = usePlayhead();
  const scene = useMemo(() => {
    if (at) return sceneOf(at.run.trace, at.step, at.snapshot);
    const rest = gatesAtRest(undefined);
    return emptyScene(rest.gates, rest.desks);
  }, [at]);
  return { scene, at };
}
