// The motion package behind three elements. Fetched after the page can be used; whoever moves something asks the tempo whether it is here.
import { domMin, type HTMLMotionProps, LazyMotion, MotionConfig, m, type SVGMotionProps } from 'framer-motion';
import type { ReactNode } from 'react';

function InMotion({ children }: { children: ReactNode }) {
  return (
    <LazyMotion features={domMin} strict>
      <MotionConfig reducedMotion="user">{children}</MotionConfig>
    </LazyMotion>
  );
}

export const Div = (props: HTMLMotionProps<'div'>) => (
  <InMotion>
    <m.div {...props} />
  </InMotion>
);
export const Span = (props: HTMLMotionProps<'span'>) => (
  <InMotion>
    <m.span {...props} />
  </InMotion>
);
export const Group = (props: SVGMotionProps<SVGGElement>) => (
  <InMotion>
    <m.g {...props} />
  </InMotion>
);
