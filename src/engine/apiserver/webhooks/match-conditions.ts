// Models staging/src/k8s.io/apiserver/pkg/authorization/cel: which SubjectAccessReviews a webhook is asked about at all.
// Left out: cost limits, the extension libraries, optional values. The evaluator is loaded when a file has conditions.
import type { Json, Members } from '../../../trace/json.ts';
import type { Recorder } from '../../../trace/recorder.ts';
import type { CelFields, CelProgram } from '../../cel/cel.ts';
import { goQuote } from '../../http/go-format.ts';
import type { FieldError } from '../../http/status.ts';

const MOST = 64;
const STRING = 'string';
/** authorization.k8s.io/v1 SubjectAccessReviewSpec as CEL knows it. */
const SELECTOR = { rawSelector: STRING, requirements: 'list<map<string, dyn>>' };
const RESOURCE = { namespace: STRING, verb: STRING, group: STRING, version: STRING, resource: STRING, subresource: STRING, name: STRING };
const REQUEST: CelFields = {
  resourceAttributes: { ...RESOURCE, fieldSelector: SELECTOR, labelSelector: SELECTOR },
  nonResourceAttributes: { path: STRING, verb: STRING },
  user: STRING,
  groups: 'list<string>',
  extra: 'map<string, list<string>>',
  uid: STRING,
};

export type Matched = { matches: boolean } | { error: string };
export type MatchConditions = (spec: Members, recorder?: Recorder) => Matched;

/** Compiles conditions; errors are those of the file's validation. `at` is the path of the list. */
export async function compileMatchConditions(conditions: readonly unknown[], at: string): Promise<{ match: MatchConditions } | { errors: FieldError[] }> {
  if (!conditions.length) return { match: () => ({ matches: true }) };
  if (conditions.length > MOST)
    return { errors: [{ type: 'TooMany', field: at, value: String(conditions.length), detail: `must have at most ${MOST} items` }] };
  const { celEnvironment } = await import('../../cel/cel.ts');
  const environment = await celEnvironment([{ name: 'request', fields: REQUEST }]);
  const errors: FieldError[] = [];
  const programs: CelProgram[] = [];
  const seen = new Set<string>();
  conditions.forEach((condition, i) => {
    const field = `${at}[${i}].expression`;
    const given = (condition as { expression?: unknown } | null)?.expression;
    const expression = typeof given === 'string' ? given : '';
    if (!expression.trim()) errors.push({ type: 'Required', field });
    else if (seen.has(expression)) errors.push({ type: 'Duplicate', field, value: goQuote(expression) });
    else {
      seen.add(expression);
      const compiled = environment.compile(expression);
      if (!compiled.ok) errors.push({ type: 'Invalid', field, value: goQuote(expression), detail: `compilation failed: ${compiled.error}` });
      else if (!['bool', 'dyn'].includes(compiled.program.type))
        errors.push({ type: 'Invalid', field, value: goQuote(expression), detail: `must evaluate to bool but got ${goTypeOf(compiled.program.type)}` });
      else programs.push(compiled.program);
    }
  });
  if (errors.length) return { errors };
  return {
    match(spec, recorder) {
      const failed: string[] = [];
      for (const program of programs) {
        const { expression } = program;
        const result = program.evaluate({ request: spec as Json });
        if (!result.ok) {
          recorder?.note('match condition: an error', { ok: false, evidence: { type: 'cel', expression, result: result.error } });
          failed.push(`cel evaluation error: expression '${expression}' resulted in error: ${result.error}`);
          continue;
        }
        const holds = result.value === true;
        recorder?.note(`match condition: ${holds}`, { ok: holds, evidence: { type: 'cel', expression, result: String(result.value) } });
        // One that is false settles it, whatever went wrong with the others.
        if (!holds) return { matches: false };
      }
      if (!failed.length) return { matches: true };
      return { error: failed.length === 1 ? (failed[0] ?? '') : `[${failed.join(', ')}]` };
    },
  };
}

/** cel-js writes `list<string>` where cel-go writes `list(string)`. */
const goTypeOf = (type: string): string => type.replaceAll('<', '(').replaceAll('>', ')');
