// Models the function set of k8s.io/apiserver/pkg/cel/environment: cel-go's own, its strings, lists, sets and two-variable comprehensions, and
// Kubernetes' own libraries. Left out: authorizer (nothing here gives an expression one), optMap and optFlatMap, lists.sortBy, costs.
import type { Environment } from '@marcbachmann/cel-js';
import { registerAddresses } from './library/addresses.ts';
import { registerConversions } from './library/conversions.ts';
import { registerLists } from './library/lists.ts';
import { registerNamedFormats } from './library/named-formats.ts';
import { registerQuantities } from './library/quantities.ts';
import { registerInto } from './library/register.ts';
import { registerSemver } from './library/semver.ts';
import { registerStrings } from './library/strings.ts';
import { registerTwoVariables } from './library/two-variables.ts';
import { registerUrls } from './library/urls.ts';

/** @returns the names of cel-js's functions that answer otherwise here; calls of them go to `replacedName`. */
export function registerKubernetesFunctions(env: Environment): ReadonlySet<string> {
  const replaced = new Set<string>();
  const none: object = env.evaluate('optional.none()') as object;
  const optional = (none.constructor as unknown as { of(value: unknown): unknown }).of;
  const register = registerInto(env, replaced);
  registerConversions(register);
  registerStrings(register);
  registerLists(register);
  registerAddresses(register);
  registerUrls(register);
  registerQuantities(register);
  registerSemver(register);
  registerNamedFormats(register, optional);
  registerTwoVariables(register);
  return replaced;
}
