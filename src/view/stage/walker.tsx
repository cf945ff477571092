// The envelope on its feet: it walks along the floor and leans a little while it does.
import { type ReactNode, useState } from 'react';
import type { Placed } from './geometry.ts';
import { EASE, TIME, useTempo } from './tempo.tsx';

export function Walker({ at, walks, label, children }: { at: Placed; walks: boolean; label: string; children: ReactNode }) {
  const { moving, animated, speed } = useTempo();
  const className = at.scale < 1 ? 'walker is-small' : 'walker';
  const [ready, setReady] = useState(false);
  // Once motion can be had, one and the same element keeps moving; before that it stands where it belongs.
  if (animated && !ready) setReady(true);
  if (!ready || !moving) {
    return (
      <div className={className} role="img" aria-label={label} style={{ transform: `translate(${at.x}px, ${at.y}px) scale(${at.scale})` }}>
        {children}
      </div>
    );
  }
  const duration = animated ? TIME.step / speed : 0;
  return (
    <moving.Div
      className={className}
      role="img"
      aria-label={label}
      initial={false}
      animate={{ x: at.x, y: at.y, scale: at.scale, rotate: walks ? [0, 1, 0] : 0 }}
      transition={{ duration, ease: EASE.walk }}
    >
      {children}
    </moving.Div>
  );
}
