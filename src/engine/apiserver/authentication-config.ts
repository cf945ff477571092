// Models staging/src/k8s.io/apiserver/pkg/apis/apiserver (AuthenticationConfiguration) as far as `anonymous` goes, with strict decoding.
// Left out: `jwt` (a start with an entry is refused, by name), reloading while running.
import { goJson } from '../http/go-format.ts';
import type { StartFailure } from '../world.ts';

export interface AnonymousConfig {
  enabled: boolean;
  /** Paths of the conditions; empty for none. */
  paths: readonly string[];
}

export type ReadConfig = { ok: true; anonymous: AnonymousConfig | undefined } | { ok: false; failure: StartFailure };

const GROUP = 'apiserver.config.k8s.io';
const VERSIONS = ['v1', 'v1beta1', 'v1alpha1'];
const FLAG = 'authentication-config';

type Members = Record<string, unknown>;
const isMembers = (value: unknown): value is Members => typeof value === 'object' && value !== null && !Array.isArray(value);

/** @param text undefined when there is no such file */
export async function readAuthenticationConfig(path: string, text: string | undefined, anonymousFlagGiven: boolean): Promise<ReadConfig> {
  const fail = (error: string, where: Partial<StartFailure> = {}): ReadConfig => ({ ok: false, failure: { error, file: path, flag: FLAG, ...where } });
  const load = (why: string, where?: Partial<StartFailure>) => fail(`failed to load authentication configuration from file "${path}": ${why}`, where);
  if (text === undefined) return load(`open ${path}: no such file or directory`);
  if (text === '') return load('empty config data');
  const { LineCounter, parseDocument } = await import('yaml');
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  const problem = document.errors[0];
  if (problem) {
    const { line, col } = lines.linePos(problem.pos[0]);
    return load('yaml: did not find expected key', { line, column: col });
  }
  const value: unknown = document.toJS();
  if (!isMembers(value))
    return load(
      'couldn\'t get version/kind; json parse error: json: cannot unmarshal string into Go value of type struct { APIVersion string "json:\\"apiVersion,omitempty\\""; Kind string "json:\\"kind,omitempty\\"" }',
    );
  const lineOf = (...keys: (string | number)[]): Partial<StartFailure> => {
    const node = document.getIn(keys, true);
    const range = typeof node === 'object' && node !== null && 'range' in node && Array.isArray(node.range) ? node.range : undefined;
    const start: unknown = range?.[0];
    if (typeof start !== 'number') return {};
    const { line, col } = lines.linePos(start);
    return { line, column: col };
  };

  const { apiVersion, kind } = value;
  const [group, version] = typeof apiVersion === 'string' ? apiVersion.split('/') : [];
  if (kind !== 'AuthenticationConfiguration' || group !== GROUP || !VERSIONS.includes(version ?? '')) {
    return load(
      `no kind "${String(kind ?? '')}" is registered for version "${String(apiVersion ?? '')}" in scheme "pkg/runtime/scheme.go:111"`,
      lineOf('apiVersion'),
    );
  }
  const unknown = unknownFields(value);
  const [first] = unknown;
  if (first) return load(`strict decoding error: ${unknown.map((f) => `unknown field "${f}"`).join(', ')}`, lineOf(...first.split('.')));
  if (Array.isArray(value.jwt) && value.jwt.length) return fail('AuthenticationConfiguration: jwt authenticators are not modelled yet', lineOf('jwt'));

  if (!isMembers(value.anonymous)) return { ok: true, anonymous: undefined };
  if (anonymousFlagGiven) {
    return fail(
      'anonymous: Forbidden: --anonymous-auth flag cannot be set when anonymous field is configured in authentication configuration file',
      lineOf('anonymous'),
    );
  }
  const enabled = value.anonymous.enabled === true;
  const conditions = Array.isArray(value.anonymous.conditions) ? value.anonymous.conditions : [];
  const paths = conditions.map((c: unknown) => (isMembers(c) && typeof c.path === 'string' ? c.path : ''));
  if (!enabled && paths.length) {
    const shown = goJson(paths.map((Path) => ({ Path })));
    return fail(
      `invalid authentication configuration: anonymous.conditions: Invalid value: ${shown}: enabled should be set to true when conditions are defined`,
      lineOf('anonymous', 'conditions'),
    );
  }
  return { ok: true, anonymous: { enabled, paths } };
}

function unknownFields(value: Members): string[] {
  const found = Object.keys(value).filter((k) => !['apiVersion', 'kind', 'jwt', 'anonymous'].includes(k));
  if (isMembers(value.anonymous)) {
    found.push(
      ...Object.keys(value.anonymous)
        .filter((k) => k !== 'enabled' && k !== 'conditions')
        .map((k) => `anonymous.${k}`),
    );
    const conditions = Array.isArray(value.anonymous.conditions) ? value.anonymous.conditions : [];
    for (const [i, c] of conditions.entries()) {
      if (isMembers(c))
        found.push(
          ...Object.keys(c)
            .filter((k) => k !== 'path')
            .map((k) => `anonymous.conditions[${i}].${k}`),
        );
    }
  }
  return found;
}
