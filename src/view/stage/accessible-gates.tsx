// The stage as a list, for those who read it. It lies over the drawing, so that a reader's cursor stands where the picture is.
import type { CSSProperties } from 'react';
import type { DeskView, GateView } from '../../trace/fold.ts';
import { certificateChecks, checksText } from '../words/check-words.ts';
import { placeText } from '../words/place-words.ts';

interface GatesProps {
  gates: readonly GateView[];
  desks: readonly DeskView[];
  gateStyle?: (index: number) => CSSProperties | undefined;
  deskStyle?: (index: number) => CSSProperties | undefined;
}

export function AccessibleGates({ gates, desks, gateStyle, deskStyle }: GatesProps) {
  return (
    <ol className="gate-list" aria-label="Gates">
      {gates.map((gate, i) => (
        <li key={gate.id} style={gateStyle?.(i)}>
          {placeText(gate)}
          {gate.id === 'authentication' && desks.length > 0 && (
            <ol aria-label="Authenticators">
              {desks.map((desk, at) => (
                <li key={desk.id} style={deskStyle?.(at)}>
                  {placeText(desk)}
                  {certificateChecks(desk).length > 0 && `; ${checksText(certificateChecks(desk))}`}
                </li>
              ))}
            </ol>
          )}
        </li>
      ))}
    </ol>
  );
}
