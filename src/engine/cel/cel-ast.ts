// Models walking cel-go's syntax trees: which members of a variable an expression selects. Left out: nothing.
import type { ASTNode } from '@marcbachmann/cel-js';

const isNode = (value: unknown): value is ASTNode => typeof value === 'object' && value !== null && 'op' in value && 'args' in value;

/** The nodes right below this one. */
export function childrenOf(node: ASTNode): ASTNode[] {
  const found: ASTNode[] = [];
  const visit = (value: unknown): void => {
    if (isNode(value)) found.push(value);
    else if (Array.isArray(value)) for (const inner of value) visit(inner);
  };
  visit(node.args);
  return found;
}

/** Whether `root.member` or `root.?member` stands anywhere in the expression; `root["member"]` does not count. */
export function selects(node: ASTNode, root: string, member: string): boolean {
  if ((node.op === '.' || node.op === '.?') && node.args[1] === member && node.args[0].op === 'id' && node.args[0].args === root) return true;
  return childrenOf(node).some((child) => selects(child, root, member));
}

/** Every call of a function or method gets the name that `rename` gives it. */
export function renameCalls(node: ASTNode, rename: (name: string) => string): void {
  if (node.op === 'call' || node.op === 'rcall') (node.args as unknown[])[0] = rename(node.args[0]);
  for (const child of childrenOf(node)) renameCalls(child, rename);
}

const NATIVE_LISTS = ['split', 'findAll'];

/** Whether the whole value comes straight out of a function whose Go list the mappings' converter does not know; of a choice, either branch counts; dyn() changes nothing. */
export function yieldsNativeList(node: ASTNode): boolean {
  if (node.op === '?:') return yieldsNativeList(node.args[1]) || yieldsNativeList(node.args[2]);
  if (node.op === 'call' && node.args[0] === 'dyn') return node.args[1].some(yieldsNativeList);
  return node.op === 'rcall' && NATIVE_LISTS.includes(node.args[0]);
}
