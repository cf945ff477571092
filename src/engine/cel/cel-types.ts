// Models where cel-go's checker is stricter than cel-js: a direct member of a map of `any` may be anything but the range of a comprehension.
// Left out: the rest of cel-go's difference between `any` and `dyn`.
import type { ASTNode } from '@marcbachmann/cel-js';
import { childrenOf } from './cel-ast.ts';
import { located } from './cel-errors.ts';

const COMPREHENSIONS = ['all', 'exists', 'exists_one', 'existsOne', 'map', 'filter'];

/** cel-go's text for the first such range, undefined when there is none. */
export function clashText(expression: string, node: ASTNode, maps: ReadonlySet<string>): string | undefined {
  if (node.op === 'rcall' && COMPREHENSIONS.includes(node.args[0]) && node.args[2].length >= 2) {
    const at = anyAt(expression, node.args[1], maps);
    if (at !== undefined) return located(expression, at, "expression of type 'any' cannot be range of a comprehension (must be list, map, or dynamic)");
  }
  for (const child of childrenOf(node)) {
    const found = clashText(expression, child, maps);
    if (found) return found;
  }
  return undefined;
}

/** Offset that cel-go names for a node of type `any`, undefined for every other. */
function anyAt(expression: string, node: ASTNode, maps: ReadonlySet<string>): number | undefined {
  if (node.op === '.' || node.op === '[]') {
    const [of] = node.args;
    return of.op === 'id' && maps.has(of.args) ? expression.indexOf(node.op === '.' ? '.' : '[', of.end) : undefined;
  }
  if (node.op === 'rcall' && node.args[0] === 'orValue') {
    const [, of] = node.args;
    const optional = of.op === '.?' || of.op === '[?]';
    return optional && of.args[0].op === 'id' && maps.has(of.args[0].args) ? expression.indexOf('(', of.end) : undefined;
  }
  return undefined;
}
