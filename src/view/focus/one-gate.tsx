// The building as a strip, the envelope left, the current gate right: where the whole section would be too small to read.
import type { Playhead } from '../controls/playhead.ts';
import { useSession } from '../ports-context.tsx';
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

/** `roomy`: every desk has a row of its own. */
export default function OneGate({ width, roomy }: { width: number; roomy: boolean }) {
  const { scene, at } = useScene();
  const embed = useSession((session) => session.embed);
  return (
    <>
      <Strip scene={scene} width={width} />
      <div
        className={`relative grid min-h-0 flex-1 grid-cols-[--spacing(70)_minmax(0,1fr)] bg-surface pt-3.5 [&_.notice]:static [&_.notice]:w-auto [&_.notice]:border-0 [&_.notice]:p-0 ${embed ? 'tiny:grid-cols-[--spacing(46)_minmax(0,1fr)] tiny:pt-2' : 'lowest:pt-1'}`}
      >
        <AccessibleGates gates={scene.gates} desks={scene.desks} />
        <div className={`overflow-hidden ${embed ? 'pt-1 pl-5 tiny:pt-0 tiny:pl-3 tiny:[&_.envelope]:[zoom:0.66]' : 'pt-1 pl-5 lowest:pt-0'}`}>
          <Letter scene={scene} at={at} />
        </div>
        <div className="@container relative min-h-0 overflow-auto pr-4.5 pl-0.5">
          <GatePane scene={scene} at={at} roomy={roomy} embed={embed} />
        </div>
      </div>
    </>
  );
}

function GatePane({ scene, at, roomy, embed }: { scene: Scene; at: Playhead | undefined; roomy: boolean; embed: boolean }) {
  const closed = useClosed();
  const gates = useNear(scene.gates, at?.run);
  if (closed) return <ServerNotice server={closed} />;
  if (!at) return <NothingSent />;
  const gate = currentGate({ ...scene, gates });
  const reply = isHome(at.step, at.snapshot);
  const quiet = roomy ? scene.desks.length : reply ? 1 : 2;
  return (
    <>
      {/* What came back stands beside the gate's name, where nothing can push it out of sight. */}
      <div className="mb-1 flex items-center justify-between gap-2.5 [&_.slip]:h-8 [&_.slip]:min-w-0 @max-duo:[&_.slip-kind]:hidden">
        {gate && (
          <div className="min-w-min flex-[1_3_auto] truncate text-13 text-ink-2" aria-hidden="true">
            <b className="mr-1.5 font-display text-15 leading-5 font-strong text-ink">{gate.title}</b>{' '}
            <span className={embed && reply ? 'tiny:hidden' : undefined}>{ROOM_QUESTION[gate.room] || gate.question}</span>
          </div>
        )}
        {reply && <Reply at={at} />}
      </div>
      {gate?.id === 'authentication' ? (
        <DeskRows rows={foldDesks(scene.desks, at.snapshot.bearer, quiet)} layout="duo" />
      ) : (
        gate && <GateAnswer gate={gate} layout="duo" />
      )}
    </>
  );
}

function Reply({ at }: { at: Playhead }) {
  const slip = useSlip(at.run, at.snapshot, true);
  return slip && <Slip {...slip} />;
}
