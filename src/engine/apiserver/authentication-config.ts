// Models staging/src/k8s.io/apiserver/pkg/apis/apiserver (AuthenticationConfiguration): loading with strict decoding, and validation.
// Left out: the defaults of versions older than v1 (there are none), most of the YAML reader's own words.

import { isJsonObject } from '../../trace/json.ts';
import { aggregate, goJson } from '../http/go-format.ts';
import { goJsonKind } from '../http/go-json.ts';
import { yamlValue, yamlWords } from '../http/yaml-value.ts';
import { type Compiled, loadCompilers } from './authn/jwt/compiled.ts';
import { decodeFault, readJwt } from './authn/jwt/decode-config.ts';
import type { JwtConfig } from './authn/jwt/jwt-config.ts';
import { type ConfigError, validateJwt } from './authn/jwt/validate-config.ts';
import type { StartFailure } from './start-failure.ts';

export interface AnonymousConfig {
  enabled: boolean;
  /** Paths of the conditions; empty for none. */
  paths: readonly string[];
}

export type ReadConfig =
  /** `jwt` is absent when the file has no entry. */
  | { ok: true; anonymous: AnonymousConfig | undefined; jwt?: { configs: readonly JwtConfig[]; compiled: readonly Compiled[] } }
  /** `invalid`: the file could be read, and this is wrong with what it says. */
  | { ok: false; failure: StartFailure; invalid?: { errors: readonly string[]; anonymous: AnonymousConfig | undefined } };

const GROUP = 'apiserver.config.k8s.io';
const VERSIONS = ['v1', 'v1beta1', 'v1alpha1'];
const FLAG = 'authentication-config';

/** @param text undefined when there is no such file */
export async function readAuthenticationConfig(path: string, text: string | undefined, anonymousFlagGiven: boolean): Promise<ReadConfig> {
  const fail = (error: string, where: Partial<StartFailure> = {}) => ({ ok: false as const, failure: { error, file: path, flag: FLAG, ...where } });
  const load = (why: string, where?: Partial<StartFailure>) => fail(`failed to load authentication configuration from file "${path}": ${why}`, where);
  if (text === undefined) return load(`open ${path}: no such file or directory`);
  if (text === '') return load('empty config data');
  const { LineCounter, parseDocument } = await import('yaml');
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  const repeated = document.errors.filter(({ code }) => code === 'DUPLICATE_KEY');
  const problem = document.errors.find(({ code }) => code !== 'DUPLICATE_KEY');
  if (problem) {
    const { line, col } = lines.linePos(problem.pos[0]);
    return load(text.startsWith(':') ? 'yaml: did not find expected key' : yamlWords(problem, line, text), { line, column: col });
  }
  const valued = yamlValue(document);
  if ('error' in valued) return load(valued.error);
  const { value } = valued;
  if (value !== null && !isJsonObject(value)) {
    const kinds = 'APIVersion string "json:\\"apiVersion,omitempty\\""; Kind string "json:\\"kind,omitempty\\""';
    return load(`couldn't get version/kind; json parse error: json: cannot unmarshal ${goJsonKind(value)} into Go value of type struct { ${kinds} }`);
  }
  const lineOf = (keys: readonly (string | number)[]): Partial<StartFailure> => {
    const node = document.getIn(keys, true);
    const range = typeof node === 'object' && node !== null && 'range' in node && Array.isArray(node.range) ? node.range : undefined;
    const start: unknown = range?.[0];
    if (typeof start !== 'number') return keys.length > 1 ? lineOf(keys.slice(0, -1)) : {};
    const { line, col } = lines.linePos(start);
    return { line, column: col };
  };

  const { apiVersion, kind } = value ?? {};
  if (!kind) return load(`Object 'Kind' is missing in '${text}'`);
  if (!apiVersion) return load(`Object 'apiVersion' is missing in '${text}'`);
  const [group, version] = typeof apiVersion === 'string' ? apiVersion.split('/') : [];
  if (group === GROUP && VERSIONS.includes(version ?? '') && kind === 'AuthorizationConfiguration') {
    return load('expected AuthenticationConfiguration, got *apiserver.AuthorizationConfiguration', lineOf(['kind']));
  }
  if (kind !== 'AuthenticationConfiguration' || group !== GROUP || !VERSIONS.includes(version ?? '')) {
    return load(`no kind "${String(kind)}" is registered for version "${String(apiVersion)}" in scheme "pkg/runtime/scheme.go:111"`, lineOf(['apiVersion']));
  }
  const [twice] = repeated;
  if (twice) {
    const { line, col } = lines.linePos(twice.pos[0]);
    const key = /^[\w"'-]+/.exec(text.slice(twice.pos[0]))?.[0] ?? '';
    return load(`strict decoding error: yaml: unmarshal errors:\n  line ${line}: key "${key}" already set in map`, { line, column: col });
  }
  const fault = decodeFault(value ?? {});
  if (fault) return load(fault.error, lineOf(fault.at));

  const configs = readJwt(value?.jwt);
  const validated = await validateJwt(configs, loadCompilers);
  const errors: ConfigError[] = validated.ok ? [] : [...validated.errors];
  const read = anonymousOf(value?.anonymous, anonymousFlagGiven, errors);
  const [first] = errors;
  if (first) {
    const texts = errors.map((e) => `${e.path}: ${e.error}`);
    const told = aggregate(texts);
    const alone = errors.length === 1 && first.error.startsWith('Forbidden');
    return { ...fail(alone ? told : `invalid authentication configuration: ${told}`, lineOf(keysOf(first.path))), invalid: { errors: texts, anonymous: read } };
  }
  return { ok: true, anonymous: read, ...(validated.ok && configs.length ? { jwt: { configs, compiled: validated.compiled } } : {}) };
}

function anonymousOf(given: unknown, flagGiven: boolean, errors: ConfigError[]): AnonymousConfig | undefined {
  if (!isJsonObject(given)) return undefined;
  if (flagGiven) {
    errors.push({
      path: 'anonymous',
      error: 'Forbidden: --anonymous-auth flag cannot be set when anonymous field is configured in authentication configuration file',
    });
  }
  const enabled = given.enabled === true;
  const conditions = Array.isArray(given.conditions) ? given.conditions : [];
  const paths = conditions.map((c: unknown) => (isJsonObject(c) && typeof c.path === 'string' ? c.path : ''));
  if (!enabled && paths.length) {
    const shown = goJson(paths.map((Path) => ({ Path })));
    errors.push({ path: 'anonymous.conditions', error: `Invalid value: ${shown}: enabled should be set to true when conditions are defined` });
  }
  return { enabled, paths };
}

/** "jwt[0].issuer.url" as keys and indices. */
const keysOf = (path: string): (string | number)[] =>
  path.split(/[.[\]]+/).flatMap((part): (string | number)[] => (part === '' ? [] : /^\d+$/.test(part) ? [Number(part)] : [part]));
