// Who sent the request: the learner at the laptop, or somebody in the cluster.
import { shorten } from './names.ts';

const LAPTOP = 'laptop';

export interface CallerWords {
  isLaptop: boolean;
  /** Beside the drawing. */
  title: string;
  /** At the begin of a sentence. */
  subject: string;
  /** Inside one: "your laptop". */
  home: string;
}

export function callerWords(from: string = LAPTOP): CallerWords {
  const isLaptop = from === LAPTOP;
  return { isLaptop, title: isLaptop ? 'Laptop' : shorten(from, 28), subject: isLaptop ? 'Your laptop' : from, home: isLaptop ? 'your laptop' : from };
}
