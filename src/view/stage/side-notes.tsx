// What stands beside the drawing: the caller, the ghost of what was added, and the two remarks of the open stack.
import { Box, Laptop } from 'lucide-react';
import type { ReactNode } from 'react';
import type { Credential, Snapshot } from '../../trace/fold.ts';
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

/** Why the row of desks ends without a badge. */
export function noBadge(desks: Scene['desks'], kind: Credential['kind'] | undefined): string {
  const asked = desks.filter(({ standing }) => standing === 'no-opinion' || standing === 'error');
  const broken = asked.some(({ standing }) => standing === 'error');
  const why =
    broken || kind === 'bearer'
      ? `${broken ? 'What was shown is broken, and that' : 'A token nobody knows'} is an error, so it never becomes anonymous.`
      : 'Nobody recognised the request, and anonymous requests are switched off.';
  return `${capital(countOf(asked.length, 'desks'))}, no badge. ${why}`;
}

interface CalloutsProps {
  plan: Plan;
  scene: Scene;
  kind: Credential['kind'] | undefined;
  left: number;
  right: number;
  envelopeX: number;
}

export function Callouts({ plan, scene, kind, left, right, envelopeX }: CalloutsProps) {
  const end = plan.rooms.at(-1)?.right ?? right;
  return (
    <>
      <div className="label callout" style={{ left: left + 18, width: envelopeX - left - 28 }}>
        {noBadge(scene.desks, kind)}
      </div>
      <div className="label never" style={{ left: right + 16, width: end - right - 30 }}>
        The request never got this far
      </div>
    </>
  );
}
