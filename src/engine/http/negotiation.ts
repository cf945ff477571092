// Models apiserver endpoints/handlers/negotiation and go-restful's route matching of Accept. Left out: protobuf and CBOR (asked for alone, they are refused by name).
import type { HttpRequest } from './message.ts';

export type Encoding = 'json' | 'yaml';

/** How the client wants an answer written. `as` is the transformation asked for: "Table", "PartialObjectMetadata", … */
export interface Output {
  encoding: Encoding;
  as: string;
  group: string;
  version: string;
}

export const JSON_OUTPUT: Output = { encoding: 'json', as: '', group: '', version: '' };

const ENCODINGS: Record<string, Encoding> = { 'application/json': 'json', 'application/yaml': 'yaml', 'application/*': 'json', '*/*': 'json' };
export const PROTOBUF = 'application/vnd.kubernetes.protobuf';

interface Clause {
  type: string;
  quality: number;
  parameters: Record<string, string>;
}

function clauses(accept: string): Clause[] {
  const list = accept.split(',').map((part) => {
    const [type = '', ...rest] = part.split(';').map((s) => s.trim());
    const parameters: Record<string, string> = {};
    for (const p of rest) {
      const equals = p.indexOf('=');
      if (equals > 0) parameters[p.slice(0, equals)] = p.slice(equals + 1);
    }
    const q = parameters.q === undefined ? 1 : Number(parameters.q);
    return { type: type.toLowerCase(), quality: Number.isNaN(q) ? 1 : q, parameters };
  });
  return list.sort((a, b) => b.quality - a.quality);
}

/** The router's look at Accept: any type this route produces, or *\/*. Parameters do not count. */
export function routeAccepts(accept: string | undefined, produces: readonly string[]): boolean {
  if (!accept) return true;
  return accept.split(',').some((part) => {
    const type = (part.split(';')[0] ?? '').trim();
    return type === '*/*' || produces.includes(type);
  });
}

/** The writer's look at Accept, best quality first; undefined when nothing fits. `allow` says which transformations this answer can take. */
export function negotiate(accept: string | undefined, allow: (output: Output) => boolean = (o) => o.as === ''): Output | undefined {
  if (!accept) return JSON_OUTPUT;
  for (const { type, parameters } of clauses(accept)) {
    const encoding = ENCODINGS[type];
    if (!encoding) continue;
    const output = { encoding, as: parameters.as ?? '', group: parameters.g ?? '', version: parameters.v ?? '' };
    if (output.as === '' || allow(output)) return output;
  }
  return undefined;
}

/** Go's strconv.ParseBool; undefined for what it refuses. */
export function parseBool(text: string): boolean | undefined {
  if (['1', 't', 'T', 'true', 'TRUE', 'True'].includes(text)) return true;
  if (['0', 'f', 'F', 'false', 'FALSE', 'False'].includes(text)) return false;
  return undefined;
}

const BROWSERS = ['curl', 'Wget', 'Mozilla/5.0'];

/** Whether JSON is written for people: ?pretty decides when given, else who asks. */
export function wantsPretty(request: HttpRequest): boolean {
  const at = request.target.indexOf('?');
  if (at >= 0 && request.target.includes('pretty=', at)) {
    const value = new URLSearchParams(request.target.slice(at)).get('pretty');
    if (value) return parseBool(value) ?? false;
  }
  const agent = request.headers.get('user-agent');
  return agent !== undefined && BROWSERS.some((b) => agent.startsWith(b));
}
