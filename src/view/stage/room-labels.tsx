// What is written in the rooms: name, question, verdict, one reason. Hidden from readers, who get the list of gates.

import { Fragment } from 'react';
import type { GateView } from '../../trace/fold.ts';
import { VerdictMark } from '../ui/verdict-mark.tsx';
import { placeWord, ROOM_QUESTION, reasonOf, shown } from '../words/place-words.ts';
import { TONE } from '../words/verdict-words.ts';
import { GateVerdict } from './desk-stack.tsx';
import { type Plan, type RoomPlan, TAG_Y } from './geometry.ts';

interface LabelsProps {
  plan: Plan;
  gates: readonly GateView[];
  reached: number;
  /** Seconds until a verdict may be read: the envelope has to arrive first. */
  delay: number;
}

const isVerbatim = (reason: string): boolean => /^RBAC:|["{]/.test(reason);

export function RoomLabels({ plan, gates, reached, delay }: LabelsProps) {
  return plan.rooms.map((room, i) => {
    const gate = gates.find((g) => g.id === room.id);
    if (!gate) return null;
    if (room.room === 'tls') return <TlsLabel key={room.id} gate={gate} room={room} />;
    if (room.room === 'authentication') return <AuthenticationLabel key={room.id} gate={gate} room={room} dim={i > reached} />;
    if (plan.open) return <UprightName key={room.id} gate={gate} room={room} />;
    return <RoomLabel key={room.id} gate={gate} room={room} dim={i > reached} delay={delay} />;
  });
}

/** Where there is room for a few letters: how many, or what is wrong, rather than of what, which the reply says again. */
export const tailOf = (reason: string): string => /(?:^\w+List, |^.* (?=already ))(.+)$/.exec(reason)?.[1] ?? reason;

/** "system:authenticated" may break after its colon, before it must anywhere. */
function Breaking({ text }: { text: string }) {
  return text.split(/(?<=\w:)(?=\w)/).map((part, i) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: the parts of one text
    <Fragment key={i}>
      {i > 0 && <wbr />}
      {part}
    </Fragment>
  ));
}

function TlsLabel({ gate, room }: { gate: GateView; room: RoomPlan }) {
  return (
    <div className="label" style={{ left: (room.left + room.right) / 2 - 54, width: 88, top: room.roof - 56, textAlign: 'center' }}>
      <div className="room-name">{gate.title}</div>
      <div className="room-question">{ROOM_QUESTION[gate.room] || gate.question}</div>
    </div>
  );
}

function AuthenticationLabel({ gate, room, dim }: { gate: GateView; room: RoomPlan; dim: boolean }) {
  return (
    <div
      className={dim ? 'label is-dim gate-head' : 'label gate-head'}
      style={{ left: room.left + 16, width: room.right - room.left - 30, top: room.roof + 10 }}
    >
      <div>
        <div className="room-name">{gate.title}</div>
        <div className="room-question">{ROOM_QUESTION[gate.room] || gate.question}</div>
      </div>
      <span className="gate-verdict">
        <GateVerdict standing={gate.standing} />
      </span>
    </div>
  );
}

function UprightName({ gate, room }: { gate: GateView; room: RoomPlan }) {
  return (
    <div className="label upright" style={{ left: (room.left + room.right) / 2 - 9, top: room.roof + 12, maxHeight: TAG_Y - 14 - room.roof }}>
      {gate.title}
    </div>
  );
}

function RoomLabel({ gate, room, dim, delay }: { gate: GateView; room: RoomPlan; dim: boolean; delay: number }) {
  const width = room.right - room.left - 18;
  const standing = shown(gate);
  const reason = reasonOf(gate);
  const narrow = width < 90;
  const word = placeWord(gate);
  const silent = standing === 'not-asked' || (standing === 'asking' && dim);
  const top = room.roof + 10;
  // The last room is too narrow for a mark and its word side by side: the mark goes up to the name.
  const tight = room.room === 'storage';
  const said = !silent && standing !== 'not-reached';
  return (
    <div className={dim ? 'label is-dim' : 'label'} style={{ left: room.left + (tight ? 9 : 12), width: tight ? width + 4 : width, top }}>
      <div className={width < 98 ? 'room-name is-small' : 'room-name'}>
        {gate.title} {tight && said && <VerdictMark standing={standing} size={14} />}
      </div>
      <div className="room-question">{ROOM_QUESTION[gate.room] || gate.question}</div>
      {standing === 'not-reached' ? (
        <div className="room-question room-quiet">not reached</div>
      ) : (
        !silent && (
          <div className={delay ? 'room-answer is-late' : 'room-answer'} style={delay ? { animationDelay: `${delay}s` } : undefined} key={standing}>
            <div className={narrow ? 'room-verdict is-narrow' : 'room-verdict'}>
              {tight ? <span className={`verdict tone-${TONE[standing]}`}>{word}</span> : <GateVerdict standing={standing} word={word} size={16} />}
            </div>
            {reason && reason !== word && (
              <div
                className={isVerbatim(reason) ? 'room-reason is-verbatim' : 'room-reason'}
                style={{ WebkitLineClamp: Math.floor((TAG_Y - 10 - top - 58) / 16) }}
              >
                <Breaking text={narrow ? tailOf(reason) : reason} />
              </div>
            )}
          </div>
        )
      )}
    </div>
  );
}

/** The disc on the lintel of every gate that has answered. */
export function GateTags({ plan, gates, delay, reached }: LabelsProps) {
  return plan.rooms.slice(0, -1).map((room, i) => {
    const gate = gates.find((g) => g.id === room.id);
    if (!gate || gate.standing === 'not-asked' || gate.standing === 'not-reached') return null;
    return (
      <div
        key={`${room.id} ${gate.standing}`}
        className={`tag${i > reached ? ' is-dim' : ''}${delay && i === reached ? ' is-late' : ''}`}
        style={{ left: room.right, top: TAG_Y, ...(delay && i === reached ? { animationDelay: `${delay}s` } : {}) }}
      >
        <VerdictMark standing={gate.standing} size={20} />
      </div>
    );
  });
}
