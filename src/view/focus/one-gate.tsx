// The building as a strip, the envelope left, the current gate right: where the whole section would be too small to read.
import type { Playhead } from '../controls/playhead.ts';
import { AccessibleGates } from '../stage/accessible-gates.tsx';
import { NothingSent, ServerNotice } from '../stage/notices.tsx';
import { isHome, Slip, useSlip } from '../stage/reply-slip.tsx';
import type { Scene } from '../stage/scene.ts';
import { useClosed } from '../stage/use-house.ts';
import { useNear } from '../stage/use-near.ts';
import { ROOM_QUESTION } from '../words/place-words.ts';
import { currentGate, DeskRows, foldDesks, GateAnswer } from './current-gate.tsx';
import { Letter } from './letter.tsx';
import { Strip } from './strip.tsx';
import { useScene } from './use-scene.ts';
import '../stage/stage.css';
import './one-gate.css';

/** `roomy`: every desk has a row of its own. */
export default function OneGate({ width, roomy }: { width: number; roomy: boolean }) {
  const { scene, at } = useScene();
  return (
    <>
      <Strip scene={scene} width={width} />
      <div className="duo">
        <AccessibleGates gates={scene.gates} desks={scene.desks} />
        <div className="duo-letter">
          <Letter scene={scene} at={at} />
        </div>
        <div className="duo-gate">
          <GatePane scene={scene} at={at} roomy={roomy} />
        </div>
      </div>
    </>
  );
}

function GatePane({ scene, at, roomy }: { scene: Scene; at: Playhead | undefined; roomy: boolean }) {
  const closed = useClosed();
  const gates = useNear(scene.gates, at?.run);
  if (closed) return <ServerNotice server={closed} />;
  if (!at) return <NothingSent />;
  const gate = currentGate({ ...scene, gates });
  const reply = isHome(at.step, at.snapshot);
  const quiet = roomy ? scene.desks.length : reply ? 1 : 2;
  return (
    <>
      <div className="duo-top">
        {gate && (
          <div className="duo-head" aria-hidden="true">
            <b>{gate.title}</b> <span>{ROOM_QUESTION[gate.room] || gate.question}</span>
          </div>
        )}
        {reply && <Reply at={at} />}
      </div>
      {gate?.id === 'authentication' ? (
        <DeskRows rows={foldDesks(scene.desks, at.snapshot.bearer, quiet)} className="fold-rows" markSize={18} roomy />
      ) : (
        gate && <GateAnswer gate={gate} />
      )}
    </>
  );
}

function Reply({ at }: { at: Playhead }) {
  const slip = useSlip(at.run, at.snapshot, true);
  return slip && <Slip {...slip} />;
}
