// How the trace is drawn. Native radio buttons: arrows move between them, and the choice keeps the step.
import { DRAWINGS } from '../ports.ts';
import { usePorts, useSession } from '../ports-context.tsx';

export function DrawingSwitch() {
  const { selectDrawing } = usePorts();
  const chosen = useSession((session) => session.drawing);
  return (
    <fieldset className="drawing-switch">
      <legend className="sr">View</legend>
      {DRAWINGS.map((drawing) => (
        <label key={drawing}>
          <input type="radio" name="drawing" checked={drawing === chosen} onChange={() => selectDrawing(drawing)} />
          {drawing}
        </label>
      ))}
    </fieldset>
  );
}
