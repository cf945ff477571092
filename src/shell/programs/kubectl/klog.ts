// klog lines as -v prints them. Left out: the feature gates that client-go lists at -v=6, and what the protobuf encoding adds.
import type { ProgramIo } from '../../program.ts';

type Value = string | number;

/** One line of text, or a structured message with its pairs. */
export class Klog {
  readonly level: number;
  readonly #io: ProgramIo;

  constructor(level: number, io: ProgramIo) {
    this.level = level;
    this.#io = io;
  }

  /** @param place File and line in Kubernetes, "round_trippers.go:632". */
  line(severity: 'I' | 'W' | 'E', place: string, text: string): void {
    const at = new Date(this.#io.world.clock.now()).toISOString();
    this.#io.err(`${severity}${at.slice(5, 7)}${at.slice(8, 10)} ${at.slice(11, 23)}000    4711 ${place}] ${text}\n`);
  }

  structured(severity: 'I' | 'W' | 'E', place: string, message: string, pairs: readonly [string, Value][]): void {
    this.line(severity, place, `${JSON.stringify(message)}${pairs.map(([key, value]) => ` ${key}=${formatted(value)}`).join('')}`);
  }
}

function formatted(value: Value): string {
  if (typeof value === 'number') return String(value);
  if (!value.includes('\n')) return JSON.stringify(value);
  return `<\n${value
    .replace(/\n$/, '')
    .split('\n')
    .map((row) => `\t${row}`)
    .join('\n')}\n >`;
}

/** What -v=8 and -v=9 show of a body. */
export function shownBody(body: string, level: number): string {
  const limit = level >= 10 ? Number.POSITIVE_INFINITY : level === 9 ? 10_240 : 1024;
  return body.length <= limit ? body : `${body.slice(0, limit)} [truncated ${body.length - limit} chars]`;
}
