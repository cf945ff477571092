// What stands beside the drawing: the caller, the ghost of what was added, and the two remarks of the open stack.
import { Box, Laptop } from 'lucide-react';
import type { ReactNode } from 'react';
import type { Snapshot } from '../../trace/fold.ts';
import { callerWords } from '../words/caller.ts';
import { capital, countOf } from '../words/names.ts';
import type { Plan } from './geometry.ts';
import type { Scene } from './scene.ts';

export function Ghost({ x }: { x: number }) {
  return (
    <g className="ghost" transform={`translate(${x} 311)`}>
      <rect x="1" y="62" width="206" height="88" rx="3" />
      <path d="M1 63L104 86L207 63M10 60V14H198V60" />
    </g>
  );
}

export function ghostNote(snapshot: Snapshot): ReactNode {
  const { kind } = snapshot.envelope.credential;
  const [first, second] =
    kind === 'none' ? ['No token to show:', 'the blank badge'] : ['Badge added here,', kind === 'certificate' ? 'certificate read' : 'token thrown away'];
  return (
    <>
      {first}
      <br />
      {second}
    </>
  );
}

export function Caller({ from, program }: { from: string | undefined; program: string | undefined }) {
  const { isLaptop, title } = callerWords(from);
  const Icon = isLaptop ? Laptop : Box;
  return (
    <div className="caller is-on">
      <b>{title}</b>
      {program !== from && <span>{program}</span>}
      {from === undefined && <span>kubectl · curl</span>}
      <Icon size={40} strokeWidth={1.5} aria-hidden="true" />
    </div>
  );
}

export function Callouts({ plan, scene, left, right, envelopeX }: { plan: Plan; scene: Scene; left: number; right: number; envelopeX: number }) {
  const asked = scene.desks.filter((desk) => desk.standing === 'no-opinion' || desk.standing === 'error').length;
  const broken = scene.desks.find((desk) => desk.standing === 'error');
  const desks = countOf(asked, 'desks');
  const end = plan.rooms.at(-1)?.right ?? right;
  return (
    <>
      <div className="label callout" style={{ left: left + 18, width: envelopeX - left - 28 }}>
        {capital(desks)}, no badge. {broken ? 'What was shown is broken, and that' : 'A token nobody knows'} is an error, so it never becomes anonymous.
      </div>
      <div className="label never" style={{ left: right + 16, width: end - right - 30 }}>
        The request never got this far
      </div>
    </>
  );
}
