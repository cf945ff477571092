// The envelope on its feet: it walks along the floor and leans a little while it does. Before a gate that shuts it stops short.
import type { ReactNode } from 'react';
import type { Placed } from './geometry.ts';
import { EASE, TIME, useTempo } from './tempo.tsx';

interface WalkerProps {
  at: Placed;
  walks: boolean;
  /** The gate before it has just shut: it gives back a few units of ground. */
  recoils?: boolean;
  label: string;
  children: ReactNode;
}

export function Walker({ at, walks, recoils = false, label, children }: WalkerProps) {
  const { moving, animated, speed } = useTempo();
  const className = at.scale < 1 ? 'walker is-small' : 'walker';
  if (!moving) {
    return (
      <div className={className} role="img" aria-label={label} style={{ transform: `translate(${at.x}px, ${at.y}px) scale(${at.scale})` }}>
        {children}
      </div>
    );
  }
  const seconds = animated ? TIME.step / speed : 0;
  const shut = TIME.gate / speed;
  const x = recoils && animated && !walks ? [at.x, at.x + 6, at.x] : at.x;
  return (
    <moving.Div
      className={className}
      role="img"
      aria-label={label}
      initial={false}
      animate={{ x, y: at.y, scale: at.scale, rotate: walks ? [0, 1, 0] : 0 }}
      transition={{
        duration: seconds,
        ease: EASE.walk,
        ...(Array.isArray(x) ? { x: { duration: shut + 0.12 / speed, times: [0, 0.68, 1], ease: EASE.ui } } : {}),
      }}
    >
      {children}
    </moving.Div>
  );
}
