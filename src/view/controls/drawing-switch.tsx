// How the trace is drawn. Native radio buttons: arrows move between them, and the choice keeps the step.

import type { Drawing } from '../../ports/page.ts';
import { usePorts, useSession } from '../ports-context.tsx';

const DRAWINGS = ['Map', 'Sequence', 'Waterfall'] as const satisfies readonly Drawing[];

/** `wide`: as wide as the window, a finger high. */
export function DrawingSwitch({ wide = false }: { wide?: boolean }) {
  const { selectDrawing } = usePorts();
  const chosen = useSession((session) => session.drawing);
  return (
    <fieldset className={`flex flex-none gap-0.5 bg-surface-3 p-0.5 ${wide ? '' : 'rounded-2'}`}>
      <legend className="sr">View</legend>
      {DRAWINGS.map((drawing) => (
        <label
          key={drawing}
          className={`relative flex cursor-pointer items-center rounded-1 font-ui text-ink-2 hover:text-ink has-checked:bg-surface has-checked:text-ink has-checked:shadow-low has-focus-visible:outline-2 has-focus-visible:outline-offset-1 has-focus-visible:outline-focus forced-colors:has-checked:outline-2 forced-colors:has-checked:outline-highlight ${wide ? 'min-h-10 flex-1 justify-center' : 'min-h-6.5 px-2.75 max-xl:px-2'}`}
        >
          <input
            className="absolute inset-0 cursor-pointer opacity-0"
            type="radio"
            name="drawing"
            checked={drawing === chosen}
            onChange={() => selectDrawing(drawing)}
          />
          {drawing}
        </label>
      ))}
    </fieldset>
  );
}
