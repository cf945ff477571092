// Models cel-go's ext.TwoVariableComprehensions: all, exists, existsOne, transformList, transformMap and transformMapEntry over (index, value) or (key, value).
// Left out: errors that && and || of a comprehension would absorb (the first error ends it).
import type { ASTNode } from '@marcbachmann/cel-js';
import type { Register } from './register.ts';

interface Scope {
  forkWithVariable(name: string, type: unknown): Scope;
  reuse(context: Scope): Scope;
  setIterValue(value: unknown, evaluator: Evaluator): Scope;
}

interface Evaluator {
  run(node: ASTNode, context: Scope): unknown;
}

interface Checker {
  check(node: ASTNode, context: Scope): { kind: string; keyType?: unknown; valueType?: unknown };
  getType(name: string): unknown;
}

interface Call {
  ast: ASTNode;
  args: ASTNode[];
  receiver: ASTNode;
}

interface Macro {
  first: Scope;
  second: Scope;
}

const fault = (text: string): never => {
  throw new Error(text);
};

const nameOf = (node: ASTNode | undefined): string =>
  node?.op === 'id' && typeof node.args === 'string' ? node.args : fault('argument must be a simple name');

/** Index and value of a list, key and value of a map: Go's order of keys is random, here it is the order in which they were written. */
function pairs(range: unknown): [unknown, unknown][] {
  if (Array.isArray(range)) return range.map((value, i) => [BigInt(i), value]);
  if (range instanceof Map) return [...range];
  return typeof range === 'object' && range !== null ? Object.entries(range) : fault('no such overload');
}

const bool = (value: unknown): boolean => (typeof value === 'boolean' ? value : fault('no such overload'));

type Fold = (rows: { pair: [unknown, unknown]; at: (step: number) => unknown }[], steps: number) => unknown;

/** `steps` that come behind the two names; `result` is the type in cel-js's words. */
function macro(result: string, fold: Fold) {
  return ({ ast, args, receiver }: Call) => {
    const steps = args.slice(2);
    const names = [nameOf(args[0]), nameOf(args[1])] as const;
    return {
      ast,
      scopes: undefined as Macro | undefined,
      typeCheck(checker: Checker, self: { scopes: Macro | undefined }, context: Scope) {
        const range = checker.check(receiver, context);
        const dyn = checker.getType('dyn');
        const isList = range.kind === 'list';
        const first = context.forkWithVariable(names[0], isList ? checker.getType('int') : (range.keyType ?? dyn));
        const second = first.forkWithVariable(names[1], range.valueType ?? dyn);
        self.scopes = { first, second };
        for (const step of steps) checker.check(step, second);
        return checker.getType(result);
      },
      evaluate(evaluator: Evaluator, self: { scopes: Macro }, context: Scope) {
        const rows = pairs(evaluator.run(receiver, context)).map((pair) => ({
          pair,
          at(step: number) {
            const first = self.scopes.first.reuse(context).setIterValue(pair[0], evaluator);
            return evaluator.run(steps[step] ?? ast, self.scopes.second.reuse(first).setIterValue(pair[1], evaluator));
          },
        }));
        return fold(rows, steps.length);
      },
    };
  };
}

const kept: (rows: Parameters<Fold>[0], steps: number) => Parameters<Fold>[0] = (rows, steps) => (steps === 2 ? rows.filter(({ at }) => bool(at(0))) : rows);

export function registerTwoVariables({ add }: Register): void {
  const both = (name: string, result: string, fold: Fold, steps: readonly number[]) => {
    for (const count of steps)
      add(
        `dyn.${name}(${Array(count + 2)
          .fill('ast')
          .join(', ')}): ${result}`,
        macro(result, fold),
      );
  };
  both('all', 'bool', (rows) => rows.every(({ at }) => bool(at(0))), [1]);
  both('exists', 'bool', (rows) => rows.some(({ at }) => bool(at(0))), [1]);
  for (const name of ['existsOne', 'exists_one']) both(name, 'bool', (rows) => rows.filter(({ at }) => bool(at(0))).length === 1, [1]);
  both('transformList', 'list<dyn>', (rows, steps) => kept(rows, steps).map(({ at }) => at(steps - 1)), [1, 2]);
  both('transformMap', 'map<dyn, dyn>', (rows, steps) => new Map(kept(rows, steps).map(({ pair, at }) => [pair[0], at(steps - 1)])), [1, 2]);
  both(
    'transformMapEntry',
    'map<dyn, dyn>',
    (rows, steps) => {
      const out = new Map<unknown, unknown>();
      for (const { at } of kept(rows, steps)) {
        for (const [key, value] of pairs(at(steps - 1))) {
          if (out.has(key)) fault(`insert failed: key ${String(key)} already exists`);
          out.set(key, value);
        }
      }
      return out;
    },
    [1, 2],
  );
}
