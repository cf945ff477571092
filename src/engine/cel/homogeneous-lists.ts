// Models cel-go's validator of aggregate literals: the elements of a list and the values of a map are of one type, except among a format's arguments.
// Left out: nothing.
import type { ASTNode } from '@marcbachmann/cel-js';
import { childrenOf } from './cel-ast.ts';
import { goType, located } from './cel-errors.ts';

/** What cel-js's checker noted at a node. */
const typeOf = (node: ASTNode): string => (node as ASTNode & { checkedType?: { name: string } }).checkedType?.name ?? 'dyn';

/** cel-go's text for the first element of another type, undefined when there is none. */
export function mixedLiteral(expression: string, node: ASTNode): string | undefined {
  const rows = node.op === 'list' ? [node.args] : node.op === 'map' ? [node.args.map(([key]) => key), node.args.map(([, value]) => value)] : [];
  for (const row of rows) {
    const [first] = row;
    const wanted = first && typeOf(first);
    const other = row.find((element) => wanted !== undefined && !/dyn/.test(wanted + typeOf(element)) && typeOf(element) !== wanted);
    if (other && wanted) return located(expression, other.start, `expected type '${goType(wanted)}' but found '${goType(typeOf(other))}'`);
  }
  const exempt = node.op === 'rcall' && node.args[0] === 'format' ? node.args[2] : [];
  for (const child of childrenOf(node)) {
    const inside = exempt.includes(child) ? childrenOf(child) : [child];
    for (const one of inside) {
      const found = mixedLiteral(expression, one);
      if (found) return found;
    }
  }
  return undefined;
}
