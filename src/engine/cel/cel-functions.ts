// Models what the Kubernetes CEL environment adds and cel-js leaves out: strings and lists of cel-go's ext package and of apiserver's cel/library.
// Left out: url, ip, cidr, quantity, format, sets of anything but lists.
import type { Environment } from '@marcbachmann/cel-js';

const DYN_STRINGS = ['string', 'dyn'];

export function registerKubernetesFunctions(env: Environment): void {
  for (const receiver of DYN_STRINGS) {
    const add = (signature: string, handler: (...given: never[]) => unknown) => {
      try {
        env.registerFunction(`${receiver}.${signature}`, handler as (...given: unknown[]) => unknown);
      } catch {
        // cel-js has it of its own
      }
    };
    add('replace(string, string): string', (text: string, old: string, next: string) => text.replaceAll(old, next));
    add('replace(string, string, int): string', (text: string, old: string, next: string, times: bigint) => replaceSome(text, old, next, Number(times)));
    add('charAt(int): string', (text: string, at: bigint) => [...text][Number(at)] ?? '');
    add('find(string): string', (text: string, pattern: string) => new RegExp(pattern, 'u').exec(text)?.[0] ?? '');
    add('findAll(string): list<string>', (text: string, pattern: string) => [...text.matchAll(new RegExp(pattern, 'gu'))].map((m) => m[0]));
    add('reverse(): string', (text: string) => [...text].reverse().join(''));
  }
  const lists = (signature: string, handler: (...given: never[]) => unknown) => {
    try {
      env.registerFunction(signature, handler as (...given: unknown[]) => unknown);
    } catch {
      // cel-js has it of its own
    }
  };
  lists('sets.contains(list, list): bool', (a: unknown[], b: unknown[]) => b.every((x) => a.includes(x)));
  lists('sets.intersects(list, list): bool', (a: unknown[], b: unknown[]) => b.some((x) => a.includes(x)));
}

function replaceSome(text: string, old: string, next: string, times: number): string {
  if (times < 0) return text.replaceAll(old, next);
  const parts = text.split(old);
  const head = parts.slice(0, times + 1).join(next);
  return [head, ...parts.slice(times + 1)].join(old);
}
