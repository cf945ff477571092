// Models what cel-go's checker says of functions behind a name that nobody declared: it goes on and names every reference that is not there.
// Left out: further errors of expressions whose first error is of another kind.
import type { ASTNode } from '@marcbachmann/cel-js';
import { childrenOf } from './cel-ast.ts';
import { KNOWN_FUNCTIONS, located } from './cel-errors.ts';

/** Namespaces that cel-js brings along and Kubernetes' environment lacks, and those whose functions people know from elsewhere. */
const FOREIGN = new Set(['cel', 'math', 'regex', 'base64', 'json', 'jsonpatch']);

/** cel-go's whole text when the expression calls a function of a namespace that is not there; undefined when it calls none. @param declared the environment's variables */
export function undeclaredText(expression: string, root: ASTNode, declared: ReadonlySet<string>): string | undefined {
  const call = foreignCall(root);
  if (!call) return undefined;
  const found: { at: number; text: string }[] = [];
  const name = call.args[0];
  const namespace = call.args[1];
  const given = call.args[2];
  found.push({ at: namespace.start, text: `undeclared reference to '${String(namespace.args)}' (in container '')` });
  const parenthesis = expression.indexOf(`${name}(`, namespace.end) + name.length;
  found.push({
    at: parenthesis,
    text: KNOWN_FUNCTIONS.has(name)
      ? `found no matching overload for '${name}' applied to '!error!.(${given.map(typeName).join(', ')})'`
      : `undeclared reference to '${name}' (in container '')`,
  });
  for (const argument of given) undeclaredNames(argument, declared, found);
  return found
    .sort((a, b) => a.at - b.at)
    .map(({ at, text }) => located(expression, at, text))
    .join('\n');
}

type MethodCall = Extract<ASTNode, { op: 'rcall' }>;

function foreignCall(node: ASTNode): MethodCall | undefined {
  if (node.op === 'rcall' && node.args[1].op === 'id' && FOREIGN.has(node.args[1].args)) return node;
  for (const child of childrenOf(node)) {
    const found = foreignCall(child);
    if (found) return found;
  }
  return undefined;
}

function undeclaredNames(node: ASTNode, declared: ReadonlySet<string>, found: { at: number; text: string }[]): void {
  if (node.op === 'id' && !declared.has(node.args)) found.push({ at: node.start, text: `undeclared reference to '${node.args}' (in container '')` });
  for (const child of childrenOf(node)) undeclaredNames(child, declared, found);
}

/** The type of an argument as far as its shape tells; a member of a map of claims is `any`. */
function typeName(node: ASTNode): string {
  if (node.op === 'value') {
    if (typeof node.args === 'string') return 'string';
    if (typeof node.args === 'bigint') return 'int';
    return typeof node.args === 'boolean' ? 'bool' : 'double';
  }
  return node.op === '.' || node.op === '[]' ? 'any' : 'dyn';
}
