// The door to CEL, opened by dynamic import when an expression turns up. Models cel-go's environment as Kubernetes fills it, compile errors in cel-go's
// words. Left out: costs, RE2's syntax (patterns are JavaScript's); cel-functions.ts names the functions that are left out.

import type { ASTNode, Environment, ParseResult } from '@marcbachmann/cel-js';
import type { Json } from '../../trace/json.ts';
import { renameCalls } from './cel-ast.ts';
import { evaluationError, parseErrorText, typeErrorText } from './cel-errors.ts';
import { registerKubernetesFunctions } from './cel-functions.ts';
import { clashText } from './cel-types.ts';
import { undeclaredText } from './cel-undeclared.ts';
import { mixedLiteral } from './homogeneous-lists.ts';
import { formatFault } from './library/format-check.ts';
import { replacedName } from './library/register.ts';

/** A field's type in cel-js's words, or the fields of an object inside. */
export interface CelFields {
  readonly [name: string]: string | CelFields;
}

/** What an expression may speak of: a map of anything, or an object with these fields. */
export type CelVariable = { name: string; fields?: CelFields };

export type CelResult = { ok: true; value: unknown } | { ok: false; error: string };

export interface CelProgram {
  readonly expression: string;
  /** In cel-js's words: "bool", "dyn", "list<string>". */
  readonly type: string;
  readonly ast: ASTNode;
  evaluate(variables: Readonly<Record<string, Json>>): CelResult;
}

/** `error` is cel-go's whole text: `ERROR: <input>:1:1: undeclared reference …` with its two pointer lines. */
export type CelCompiled = { ok: true; program: CelProgram } | { ok: false; error: string };

export interface CelEnvironment {
  compile(expression: string): CelCompiled;
}

export async function celEnvironment(variables: readonly CelVariable[]): Promise<CelEnvironment> {
  const { Environment: Cel } = await import('@marcbachmann/cel-js');
  let env: Environment = new Cel({ enableOptionalTypes: true, homogeneousAggregateLiterals: false });
  for (const { name, fields } of variables) {
    env = fields ? env.registerVariable({ name, schema: { ...fields } }) : env.registerVariable(name, 'map<string, dyn>');
  }
  const replaced = registerKubernetesFunctions(env);
  const declared = new Set(variables.map((v) => v.name));
  const maps = new Set(variables.filter((v) => !v.fields).map((v) => v.name));
  return {
    compile(expression) {
      let parsed: ParseResult;
      try {
        parsed = env.parse(expression);
      } catch (error) {
        return { ok: false, error: parseErrorText(expression, error) };
      }
      const undeclared = undeclaredText(expression, parsed.ast, declared);
      const clash = undeclared ?? clashText(expression, parsed.ast, maps);
      if (clash) return { ok: false, error: clash };
      renameCalls(parsed.ast, (name) => (replaced.has(name) ? replacedName(name) : name));
      const checked = parsed.check();
      if (!checked.valid) return { ok: false, error: typeErrorText(expression, checked.error, parsed.ast) };
      const fault = mixedLiteral(expression, parsed.ast) ?? formatFault(expression, parsed.ast, maps);
      if (fault) return { ok: false, error: fault };
      return { ok: true, program: program(expression, parsed, checked.type ?? 'dyn') };
    },
  };
}

function program(expression: string, parsed: ParseResult, type: string): CelProgram {
  const escaped = /__(dot|dash|slash|underscores)__/.test(expression);
  return {
    expression,
    type,
    ast: parsed.ast,
    evaluate(variables) {
      try {
        const given = Object.fromEntries(Object.entries(variables).map(([name, value]) => [name, escaped ? withEscapedNames(value) : value]));
        const value: unknown = parsed(given);
        return { ok: true, value };
      } catch (error) {
        return { ok: false, error: evaluationError(error) };
      }
    },
  };
}

/** Names that are no identifiers can be written escaped: `kubernetes__dot__io`. Here they stand beside the true ones. */
function withEscapedNames(value: Json): Json {
  if (Array.isArray(value)) return value.map(withEscapedNames);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, inner]) => {
      const known = withEscapedNames(inner);
      const other = name.replaceAll('__', '__underscores__').replaceAll('.', '__dot__').replaceAll('-', '__dash__').replaceAll('/', '__slash__');
      return other === name
        ? [[name, known]]
        : [
            [name, known],
            [other, known],
          ];
    }),
  );
}

/** A value as people read it: strings quoted, lists and maps as JSON. */
export function shownCelValue(value: unknown): string {
  if (typeof value === 'bigint') return value.toString();
  return (
    JSON.stringify(value, (_, inner: unknown) => (typeof inner === 'bigint' ? Number(inner) : inner instanceof Map ? Object.fromEntries(inner) : inner)) ??
    String(value)
  );
}
