// Models the texts of cel-go's parser (ANTLR's words) and checker, made from what cel-js found and where.
// Left out: second and later errors of one expression; where cel-js says no more, its own words stand in cel-go's frame.
import type { ASTNode } from '@marcbachmann/cel-js';
import { childrenOf } from './cel-ast.ts';
import { plainName } from './library/register.ts';

interface Found {
  code: string;
  summary: string;
  start: number;
  end: number;
}

function readError(error: unknown): Found {
  const { code, summary, message, range } = error as { code?: string; summary?: string; message?: string; range?: { start: number; end: number } };
  return { code: code ?? '', summary: plainName(summary ?? message?.split('\n')[0] ?? String(error)), start: range?.start ?? 0, end: range?.end ?? 0 };
}

/** cel-go's frame: line, column, the line itself and a pointer. */
export function located(expression: string, offset: number, text: string): string {
  const before = expression.slice(0, offset);
  const row = before.split('\n').length;
  const column = offset - (before.lastIndexOf('\n') + 1);
  const line = expression.split('\n')[row - 1] ?? '';
  return `ERROR: <input>:${row}:${column + 1}: ${text}\n | ${line}\n | ${'.'.repeat(column)}^`;
}

const START = "'[', '{', '(', '.', '-', '!', 'true', 'false', 'null', NUM_FLOAT, NUM_INT, NUM_UINT, STRING, BYTES, IDENTIFIER";
const OPTIONAL_START = START.replace("'!', ", "'!', '?', ");

/** The token that begins at an offset, as ANTLR shows it. */
function tokenAt(expression: string, offset: number): string {
  const rest = expression.slice(offset);
  return /^(?:[A-Za-z_]\w*|\d[\w.]*|"[^"]*"|'[^']*'|`[^`]*`|==|!=|<=|>=|&&|\|\||[\s\S])/.exec(rest)?.[0] ?? '<EOF>';
}

export function parseErrorText(expression: string, error: unknown): string {
  const { code, summary, start } = readError(error);
  const syntax = (offset: number, text: string) => located(expression, offset, `Syntax error: ${text}`);
  const eof = start >= expression.length;
  const token = tokenAt(expression, start);
  const wanted = /^Expected (\w+), got/.exec(summary)?.[1];
  if (wanted === 'IDENTIFIER') return syntax(start, `no viable alternative at input '.${eof ? '' : token}'`);
  if (wanted === 'EOF') return syntax(start, `extraneous input '${token}' expecting <EOF>`);
  if (wanted === 'RPAREN') return syntax(start, `missing ')' at '${token}'`);
  if (wanted === 'RBRACKET') return syntax(start, `mismatched input '${token}' expecting {']', ','}`);
  if (wanted === 'RBRACE') return syntax(start, `mismatched input '${token}' expecting {'}', ','}`);
  if (wanted === 'COLON') return syntax(start, `mismatched input '${token}' expecting ':'`);
  if (/^Unexpected character/i.test(summary) && /^\w/.test(token)) return syntax(start, `extraneous input '${token}' expecting <EOF>`);
  if (/^Unterminated/i.test(summary) || /^Unexpected character/i.test(summary)) {
    const bad = /^Unterminated/i.test(summary) ? expression.slice(start) : token;
    const end = start + bad.length;
    const first = syntax(start, `token recognition error at: '${bad}'`);
    return end >= expression.length ? `${first}\n${syntax(end, `mismatched input '<EOF>' expecting {${START}}`)}` : first;
  }
  if (/reserved/i.test(summary)) return located(expression, start, `reserved identifier: ${token}`);
  if (code === 'unexpected_token') {
    const inside = expression.slice(0, start).trimEnd();
    if (eof && inside !== '' && /[\w)\]}"']$/.test(inside)) return syntax(start, `extraneous input '${token}' expecting <EOF>`);
    return syntax(start, `mismatched input '${token}' expecting {${inside.endsWith('[') ? OPTIONAL_START : START}}`);
  }
  if (/has\(\)/.test(summary)) return located(expression, expression.indexOf('(', start) + 1, 'invalid argument to has() macro');
  return located(expression, start, summary);
}

/** cel-js's names of types in cel-go's. */
export const goType = (type: string): string => type.replaceAll('<', '(').replaceAll('>', ')').replaceAll('dyn', 'any');

const OPERATOR_NAMES: Record<string, string> = { in: '@in' };
/** Where the expression calls this function: cel-go points at the parenthesis. */
const callAt = (expression: string, name: string, from: number): number => {
  const at = expression.indexOf(`${name}(`, from);
  return at < 0 ? from : at + name.length;
};

export const KNOWN_FUNCTIONS: ReadonlySet<string> = new Set(
  [
    'size startsWith endsWith contains matches indexOf lastIndexOf substring split join lowerAscii upperAscii trim replace charAt find findAll format quote',
    'int uint double string bool bytes timestamp duration type dyn has all exists exists_one existsOne map filter transformList transformMap transformMapEntry',
    'or orValue hasValue value of none ofNonZeroValue optMap optFlatMap',
    'getDate getDayOfMonth getDayOfWeek getDayOfYear getFullYear getHours getMilliseconds getMinutes getMonth getSeconds',
    'distinct flatten slice sort sortBy reverse range isSorted sum min max equivalent intersects',
    'ip isIP isCanonical family isUnspecified isLoopback isLinkLocalMulticast isLinkLocalUnicast isGlobalUnicast',
    'cidr isCIDR containsIP containsCIDR masked prefixLength url isURL getScheme getHost getHostname getPort getEscapedPath getQuery',
    'quantity isQuantity isInteger asInteger asApproximateFloat sign add sub isLessThan isGreaterThan compareTo semver isSemver major minor patch',
    'named validate dns1123Label dns1123Subdomain dns1035Label qualifiedName dns1123LabelPrefix dns1123SubdomainPrefix dns1035LabelPrefix',
    'labelValue uri uuid byte date datetime',
  ].flatMap((line) => line.split(' ')),
);

export function typeErrorText(expression: string, error: unknown, ast: ASTNode): string {
  const { summary, start, end } = readError(error);
  const say = (offset: number, text: string) => located(expression, offset, text);
  const variable = /^Unknown variable: (.+)$/.exec(summary)?.[1];
  if (variable) return say(start, `undeclared reference to '${variable}' (in container '')`);
  const missing = /^No such key: (.+)$/i.exec(summary)?.[1];
  // cel-go points at the dot in front of the member.
  if (missing) return say(Math.max(0, expression.lastIndexOf('.', start)), `undefined field '${missing}'`);
  const binary = /^no such overload: (.+) (\S+) (.+)$/.exec(summary);
  if (binary) {
    const [, left = '', operator = '', right = ''] = binary;
    return say(
      operatorAt(ast, start, end, operator) ?? start,
      `found no matching overload for '${OPERATOR_NAMES[operator] ?? `_${operator}_`}' applied to '(${goType(left)}, ${goType(right)})'`,
    );
  }
  const operand = /^Logical operator requires bool operands, got '(.+)'$/.exec(summary)?.[1];
  if (operand) return say(operandAt(ast, start, end, operand), `expected type 'bool' but found '${goType(operand)}'`);
  const unary = /^no such overload: ([!-])(\S+)$/.exec(summary);
  if (unary) return say(start, `found no matching overload for '${unary[1] ?? ''}_' applied to '(${goType(unary[2] ?? '')})'`);
  const call = /^found no matching overload for '(?:(.+)\.)?([\w]+)\((.*)\)'$/.exec(summary);
  if (call) {
    const [, receiver, name = '', given = ''] = call;
    const at = callAt(expression, name, start);
    if (!KNOWN_FUNCTIONS.has(name)) return say(at, `undeclared reference to '${name}' (in container '')`);
    const target = receiver === undefined ? '' : `${goType(receiver)}.`;
    return say(at, `found no matching overload for '${name}' applied to '${target}(${goType(given)})'`);
  }
  const unknown = /^Function not found: '(\w+)/.exec(summary)?.[1];
  if (unknown) return say(callAt(expression, unknown, start), `undeclared reference to '${unknown}' (in container '')`);
  return say(start, summary);
}

/** Offset of the operator of the binary node that stands at this range. */
function operatorAt(node: ASTNode, start: number, end: number, operator: string): number | undefined {
  const args: unknown = node.args;
  if (node.op === operator && node.start === start && node.end === end && Array.isArray(args)) {
    const left = args[0] as ASTNode;
    const right = args[1] as ASTNode;
    const between = node.input.slice(left.end, right.start);
    const at = between.indexOf(operator);
    return at < 0 ? left.end : left.end + at;
  }
  if (!Array.isArray(args)) return typeof args === 'object' && args !== null && 'op' in args ? operatorAt(args as ASTNode, start, end, operator) : undefined;
  for (const inner of (args as unknown[]).flat(2)) {
    if (typeof inner !== 'object' || inner === null || !('op' in inner)) continue;
    const found = operatorAt(inner as ASTNode, start, end, operator);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Where the operand of && or || stands that is no bool: literals and calls are found from the right, where cel-go looks last. */
function operandAt(node: ASTNode, start: number, end: number, type: string): number {
  if ((node.op === '&&' || node.op === '||') && node.start === start && node.end === end) {
    const [left, right] = node.args;
    const isBool = ['==', '!=', '<', '<=', '>', '>=', 'in', '&&', '||', '!_'].includes(left.op) || type === '';
    return isBool ? right.start : left.start;
  }
  for (const child of childrenOf(node)) {
    if (child.start <= start && child.end >= end) return operandAt(child, start, end, type);
  }
  return start;
}

/** cel-go's words for what fails while an expression runs. */
export function evaluationError(error: unknown): string {
  const { code, summary } = readError(error);
  const index = /index out of bounds, index (-?\d+)/.exec(summary)?.[1];
  if (index !== undefined) return `index out of bounds: ${index}`;
  if (code === 'no_such_key') return summary.replace(/^No such key/, 'no such key');
  if (code.includes('overload') || code === 'invalid_condition_type') return 'no such overload';
  return summary.charAt(0).toLowerCase() + summary.slice(1);
}
