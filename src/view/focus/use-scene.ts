import { useMemo } from 'react';
import { type Playhead, usePlayhead } from '../controls/playhead.ts';
import { useSession } from '../ports-context.tsx';
import { emptyScene, gatesAtRest, type Scene, sceneOf } from '../stage/scene.ts';

/** The scene at the playhead, for the layouts that draw less than the stage does. */
export function useScene(): { scene: Scene; at: Playhead | undefined } {
  const at = usePlayhead();
  const serving = useSession((session) => session.server.status === 'running');
  const scene = useMemo(() => {
    const closed = serving ? {} : { reached: -1 };
    if (at) return { ...sceneOf(at.run.trace, at.step, at.snapshot), ...closed };
    const rest = gatesAtRest(undefined);
    return { ...emptyScene(rest.gates, rest.desks), ...closed };
  }, [at, serving]);
  return { scene, at };
}
