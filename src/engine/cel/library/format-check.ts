// Models cel-go's validator of string.format: a literal format over a literal list is judged when it is compiled.
// Left out: the types of arguments that are calls or operators (they are judged when the expression runs).
import type { ASTNode } from '@marcbachmann/cel-js';
import { childrenOf } from '../cel-ast.ts';
import { located } from '../cel-errors.ts';
import { CLAUSES, type Clause, readFormat } from './string-format.ts';

/** cel-go's text for the first format whose arguments cannot fit. @param maps variables that hold anything */
export function formatFault(expression: string, node: ASTNode, maps: ReadonlySet<string>): string | undefined {
  if (node.op === 'rcall' && node.args[0] === 'format') {
    const [, format, given] = node.args;
    const [list] = given;
    if (format.op === 'value' && typeof format.args === 'string' && list?.op === 'list') {
      const found = fault(expression, format.args, format.start, list, maps);
      if (found) return found;
    }
  }
  for (const child of childrenOf(node)) {
    const found = formatFault(expression, child, maps);
    if (found) return found;
  }
  return undefined;
}

type List = Extract<ASTNode, { op: 'list' }>;

function fault(expression: string, format: string, at: number, list: List, maps: ReadonlySet<string>): string | undefined {
  let clauses: Clause[];
  try {
    clauses = readFormat(format).filter((part) => typeof part !== 'string');
  } catch (error) {
    return located(expression, at, `error during formatting: ${error instanceof Error ? error.message : String(error)}`);
  }
  for (const [i, clause] of clauses.entries()) {
    const argument = list.args[i];
    if (!argument) return located(expression, list.start, `error during formatting: index ${i} out of range`);
    const type = literalType(argument, maps);
    const known = CLAUSES[clause.verb];
    if (type !== undefined && known && !known.types.includes(type))
      return located(expression, pointAt(expression, argument), `error during formatting: ${known.words}, was given ${type}`);
  }
  return undefined;
}

/** A member of a map of anything is google.protobuf.Any, which no clause takes. */
function literalType(node: ASTNode, maps: ReadonlySet<string>): string | undefined {
  if (node.op === 'value') {
    if (typeof node.args === 'string') return 'string';
    if (typeof node.args === 'boolean') return 'bool';
    return typeof node.args === 'bigint' ? 'int' : undefined;
  }
  if (node.op === 'list') return 'list';
  if (node.op === 'map') return 'map';
  const isMember = (node.op === '.' || node.op === '[]') && node.args[0].op === 'id' && maps.has(node.args[0].args);
  return isMember ? 'google.protobuf.Any' : undefined;
}

/** cel-go points at the dot or bracket of a member. */
function pointAt(expression: string, node: ASTNode): number {
  if (node.op !== '.' && node.op !== '[]') return node.start;
  return expression.indexOf(node.op === '.' ? '.' : '[', node.args[0].end);
}
