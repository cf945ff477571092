// Motion's second half arrives later; until then everything is drawn at rest, which is where every motion ends anyway.
import { type Easing, LazyMotion, MotionConfig } from 'framer-motion';
import { createContext, type ReactNode, useContext, useEffect, useRef, useState } from 'react';
import { usePlayer } from '../ports-context.tsx';

export const EASE: Record<'walk' | 'drop' | 'land' | 'ui', Easing> = {
  walk: [0.45, 0.05, 0.25, 1],
  drop: [0.55, 0, 0.9, 0.45],
  land: [0.2, 0.9, 0.3, 1.15],
  ui: [0.2, 0, 0, 1],
};

/** Seconds at speed 1. */
export const TIME = { step: 0.42, quick: 0.16, gate: 0.26, settle: 0.6, strike: 0.2, unseal: 0.32, gone: 0.12 } as const;

const MotionReady = createContext(false);

export function MotionProvider({ children }: { children: ReactNode }) {
  const [ready, setReady] = useState(false);
  const [features] = useState(() => async () => {
    const { default: bundle } = await import('./motion-features.ts');
    setReady(true);
    return bundle;
  });
  return (
    <LazyMotion features={features} strict>
      <MotionConfig reducedMotion="user">
        <MotionReady value={ready}>{children}</MotionReady>
      </MotionConfig>
    </LazyMotion>
  );
}

export interface Tempo {
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
  const ready = useContext(MotionReady);
  const reduced = useReducedMotion();
  const moved = usePlayer((state) => state.moved);
  const speed = usePlayer((state) => state.speed);
  const animated = ready && !reduced && moved !== 'jump';
  return { animated, forwards: moved === 'walk', speed: moved === 'back' ? speed * 2 : speed };
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
