// When and how fast things move. The motion package arrives after the page can be used; until then everything is drawn at rest,
// which is where every motion ends anyway.
import { createContext, type ReactNode, useContext, useEffect, useRef, useState } from 'react';
import { usePlayer } from '../ports-context.tsx';

type Easing = [number, number, number, number];
type Moving = typeof import('./moving.tsx');

export const EASE: Record<'walk' | 'drop' | 'land' | 'ui', Easing> = {
  walk: [0.45, 0.05, 0.25, 1],
  drop: [0.55, 0, 0.9, 0.45],
  land: [0.2, 0.9, 0.3, 1.15],
  ui: [0.2, 0, 0, 1],
};

/** Seconds at speed 1. */
export const TIME = { step: 0.42, quick: 0.16, gate: 0.26, settle: 0.6, strike: 0.2, unseal: 0.32, gone: 0.12 } as const;

const MovingContext = createContext<Moving | undefined>(undefined);

export function MotionProvider({ children }: { children: ReactNode }) {
  const [moving, setMoving] = useState<Moving>();
  // Nothing moves before there is a run; its first step rests long enough to fetch what moves the second.
  const needed = usePlayer((state) => state.runs.length > 0);
  useEffect(() => {
    if (!needed) return undefined;
    let wanted = true;
    // After the picture of the first step, which it would only keep waiting; that step rests much longer than this.
    const timer = setTimeout(() => {
      import('./moving.tsx').then(
        (module) => wanted && setMoving(module),
        () => undefined, // Not to be had: the page works at rest.
      );
    }, 200);
    return () => {
      wanted = false;
      clearTimeout(timer);
    };
  }, [needed]);
  return <MovingContext value={moving}>{children}</MovingContext>;
}

export interface Tempo {
  /** Elements that move; there whenever `animated` is true. */
  moving: Moving | undefined;
  /** False: snap. True: somebody walks, forwards or back. */
  animated: boolean;
  forwards: boolean;
  /** Divides every duration. */
  speed: number;
}

const REDUCED = '(prefers-reduced-motion: reduce)';

export function useReducedMotion(): boolean {
  const [reduced, setReduced] = useState(() => typeof matchMedia === 'function' && matchMedia(REDUCED).matches);
  useEffect(() => {
    const query = matchMedia(REDUCED);
    const change = (): void => setReduced(query.matches);
    query.addEventListener('change', change);
    return () => query.removeEventListener('change', change);
  }, []);
  return reduced;
}

export function useTempo(): Tempo {
  const moving = useContext(MovingContext);
  const reduced = useReducedMotion();
  const moved = usePlayer((state) => state.moved);
  const speed = usePlayer((state) => state.speed);
  const animated = moving !== undefined && !reduced && moved !== 'jump';
  return { moving, animated, forwards: moved === 'walk', speed: moved === 'back' ? speed * 2 : speed };
}

/** Numbers on their way to `target`; there at once when `seconds` is 0. Used where walls move, which no transform can do. */
export function useTween(target: readonly number[], seconds: number): readonly number[] {
  const [shown, setShown] = useState(target);
  const now = useRef(target);
  const key = target.join();
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new array of the same numbers is the same target
  useEffect(() => {
    const from = now.current;
    const settle = (values: readonly number[]): void => {
      now.current = values;
      setShown(values);
    };
    if (seconds === 0 || from.length !== target.length || from.join() === key) {
      settle(target);
      return;
    }
    let frame = 0;
    let begun: number | undefined;
    const draw = (time: number): void => {
      begun ??= time;
      const t = Math.min(1, (time - begun) / (seconds * 1000));
      const eased = 1 - (1 - t) ** 3;
      settle(t === 1 ? target : target.map((to, i) => (from[i] ?? to) + (to - (from[i] ?? to)) * eased));
      if (t < 1) frame = requestAnimationFrame(draw);
    };
    frame = requestAnimationFrame(draw);
    return () => cancelAnimationFrame(frame);
  }, [key, seconds === 0]);
  return seconds === 0 || shown.length !== target.length ? target : shown;
}
