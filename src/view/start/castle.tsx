import { SealedEnvelope } from '../stage/sealed-envelope.tsx';
import { DESK_TITLES } from '../words/about.ts';
import './castle.css';

// The gatehouse of the start page, empty and open, with a sealed envelope before it. One drawing, so that it scales as a whole.
const ROOMS = [
  { x: 200, width: 66, top: 236 },
  { x: 266, width: 178, top: 64 },
  { x: 444, width: 104, top: 176 },
  { x: 548, width: 162, top: 118 },
  { x: 710, width: 80, top: 176 },
  { x: 790, width: 70, top: 206 },
];
const FLOOR = 372;
const LINTEL = 262;
const WALLS = [
  { x: 195, top: 228 },
  { x: 261, top: 56 },
  { x: 439, top: 56 },
  { x: 543, top: 110 },
  { x: 705, top: 110 },
  { x: 785, top: 168 },
];
const MERLONS = [
  { from: 261, to: 449, top: 47, count: 7, width: 14.5 },
  { from: 543, to: 715, top: 101, count: 7, width: 13.2 },
];
const QUESTIONS = [
  { x: 220, y: 198, question: 'Private?', name: 'TLS', size: 14, anchor: 'middle' },
  { x: 282, y: 96, question: 'Who are you?', name: 'Authentication', size: 18, anchor: 'start' },
  { x: 455, y: 202, question: 'As whom?', name: 'Impersonation', size: 14, anchor: 'start' },
  { x: 564, y: 149, question: 'May you do this?', name: 'Authorization', size: 16, anchor: 'start' },
  { x: 721, y: 202, question: 'In order?', name: 'Admission', size: 14, anchor: 'start' },
  { x: 801, y: 232, question: 'Stored', name: 'etcd', size: 14, anchor: 'start' },
] as const;

export function Castle() {
  return (
    <svg className="start-castle" viewBox="-130 30 1010 400" role="img" aria-label="A sealed envelope waits before the gatehouse">
      <rect className="start-ground" x="-1400" y={FLOOR} width="3400" height="58" />
      {ROOMS.map(({ x, width, top }) => (
        <rect key={x} x={x} y={top} width={width} height={FLOOR - top} fill="var(--room)" />
      ))}
      <g fill="var(--wall)">
        {ROOMS.map(({ x, width, top }) => (
          <rect key={x} x={x - 5} y={top - 8} width={width + 10} height="8" />
        ))}
        {WALLS.map(({ x, top }) => (
          <rect key={x} x={x} y={top} width="10" height={LINTEL - top} />
        ))}
        <rect x="855" y="198" width="10" height="174" />
        {MERLONS.map(({ from, to, top, count, width }) =>
          Array.from({ length: count }, (_, i) => {
            const x = from + (i * (to - from - width)) / (count - 1);
            return <rect key={x} x={x} y={top} width={width} height="9.5" />;
          }),
        )}
        {WALLS.map(({ x }) => (
          <g key={x}>
            <rect x={x - 3} y="368.8" width="16" height="3.4" />
            {[-3.1, 2.3, 7.7].map((dx) => (
              <path key={dx} d={`M${x + dx} ${LINTEL}l2.7 9 2.7-9z`} />
            ))}
          </g>
        ))}
      </g>
      {WALLS.map(({ x }) => (
        <path key={x} d={`M${x} ${LINTEL}V${FLOOR}M${x + 10} ${LINTEL}V${FLOOR}`} stroke="var(--line-2)" />
      ))}
      <path d={`M-1400 ${FLOOR}H2000`} stroke="var(--ink)" strokeWidth="1.5" />
      <path d="M192 360H846" stroke="var(--trail)" strokeWidth="2.5" strokeDasharray="0 9" strokeLinecap="round" opacity=".55" />
      <g className="start-labels">
        {QUESTIONS.map(({ x, y, question, name, size, anchor }) => (
          <g key={name} textAnchor={anchor}>
            <text className="start-question" x={x} y={y} fontSize={size}>
              {question}
            </text>
            <text className="start-name" x={x} y={y + (size > 15 ? 20 : 18)}>
              {name}
            </text>
          </g>
        ))}
        {DESK_TITLES.map((name, i) => (
          <g key={name}>
            <circle cx="287.5" cy={133.5 + i * 15} r="3.6" fill="none" stroke="var(--ink-3)" strokeDasharray="1.2 1.47" />
            <text className="start-desk" x="299" y={137.5 + i * 15}>
              {name}
            </text>
          </g>
        ))}
      </g>
      <g transform="translate(-122 326) scale(1.833)" fill="none" stroke="var(--ink)" strokeWidth="1.4" strokeLinecap="round" strokeLinejoin="round">
        <path d="M18 5a2 2 0 0 1 2 2v8.526a2 2 0 0 0 .212.897l1.068 2.127a1 1 0 0 1-.9 1.45H3.62a1 1 0 0 1-.9-1.45l1.068-2.127A2 2 0 0 0 4 15.526V7a2 2 0 0 1 2-2z" />
        <path d="M20.054 15.987H3.946" />
      </g>
      <g className="start-envelope" transform="translate(-54 220)">
        <SealedEnvelope />
        <text className="start-address" x="118" y="138" textAnchor="middle">
          To 192.168.49.2:8443
        </text>
      </g>
    </svg>
  );
}
