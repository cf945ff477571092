// YAML as sigs.k8s.io/yaml reads it (YAML 1.1: yes and on are booleans, 0777 is octal), with the words of its errors. The parser is loaded when first needed.

import type { Document, Tags } from 'yaml';
import { yamlValue } from '../../../engine/http/yaml-value.ts';

export type ParsedYaml = { ok: true; value: unknown } | { ok: false; error: string };

/** One document. JSON is YAML too. */
export async function parseYaml(text: string): Promise<ParsedYaml> {
  const all = await parseDocuments(text);
  return all.ok ? { ok: true, value: all.values[0] ?? null } : all;
}

/** Every document of the text; empty ones are left out. */
export async function parseDocuments(text: string): Promise<{ ok: true; values: unknown[] } | { ok: false; error: string; before: unknown[] }> {
  if (isCutJson(text)) return { ok: false, error: 'unexpected EOF', before: [] };
  const { parseAllDocuments } = await import('yaml');
  // a date stays text in JSON, and a lone dot is no number
  const asGo = (tags: Tags): Tags =>
    tags
      .filter((tag) => typeof tag === 'string' || tag.tag !== 'tag:yaml.org,2002:timestamp')
      .map((tag) =>
        typeof tag !== 'string' && 'test' in tag && tag.test?.test('.') ? { ...tag, test: /^[-+]?(?:[0-9][0-9_]*\.[0-9_]*|\.[0-9][0-9_]*)$/ } : tag,
      );
  const documents = parseAllDocuments(text, { version: '1.1', merge: true, customTags: asGo, uniqueKeys: false, prettyErrors: false }) as Document[];
  const values: unknown[] = [];
  for (const document of Array.isArray(documents) ? documents : []) {
    const error = document.errors[0];
    if (error) return { ok: false, error: `error converting YAML to JSON: ${goWords(error.code, error.message, text, error.pos[0])}`, before: values };
    const read = yamlValue(document, { maxAliasCount: 1000 });
    if ('error' in read) return { ok: false, error: `error converting YAML to JSON: ${read.error}`, before: values };
    const { value } = read;
    if (value !== null && value !== undefined) values.push(value);
  }
  return { ok: true, values };
}

/** What begins as JSON is read as JSON first; only when that finds a wrong character, and not the end of the text, it is read as YAML. */
function isCutJson(text: string): boolean {
  if (!/^\s*\{/.test(text)) return false;
  let depth = 0;
  for (const [token] of text.matchAll(/"(?:[^"\\]|\\.)*(?:"|$)|[{}[\]]|[,:]|[-+.\w]+|\s+|./gs)) {
    if (token === '{' || token === '[') depth++;
    else if (token === '}' || token === ']') depth--;
    else if (token.startsWith('"')) {
      if (token.length < 2 || !token.endsWith('"')) return true;
    } else if (!/^([,:]|\s+|true|false|null|-?\d[\d.eE+-]*)$/.test(token)) return false;
    if (depth === 0 && token === '}') return false;
  }
  return depth > 0;
}

/** The nearest of go-yaml's messages. It counts lines from one and names the line where its own scanner stood. */
function goWords(code: string, message: string, text: string, offset: number): string {
  const line = text
    .slice(0, offset)
    .replace(/\n$/, offset >= text.length ? '' : '\n')
    .split('\n').length;
  const at = (why: string, shift = 0) => `yaml: line ${line + shift}: ${why}`;
  switch (code) {
    case 'TAB_AS_INDENT':
      return line > 1 ? at('found a tab character that violates indentation') : at('found character that cannot start any token');
    case 'BAD_ALIAS':
      return `yaml: unknown anchor ${/"?([^"\s]+)"?$/.exec(message)?.[1] ?? ''} referenced`;
    case 'UNEXPECTED_TOKEN':
    case 'BAD_INDENT':
      if (/^Flow/.test(message) && /[[{,]\s*$/.test(text)) return `yaml: line ${text.trimEnd().split('\n').length}: did not find expected node content`;
      return line > 1 ? at('did not find expected key', -1) : 'yaml: did not find expected key';
    case 'MISSING_CHAR':
    case 'BLOCK_AS_IMPLICIT_KEY':
    case 'MULTILINE_IMPLICIT_KEY':
    case 'KEY_OVER_1024_CHARS': {
      if (/quote/.test(message)) return `yaml: line ${text.split('\n').length}: found unexpected end of stream`;
      if (/flow (map|sequence)|\]|\}/i.test(message))
        return /[[,]\s*$/.test(text) ? at('did not find expected node content') : at("did not find expected ',' or ']'");
      return /Nested mappings|implicit key/i.test(message)
        ? line > 1 || code === 'MULTILINE_IMPLICIT_KEY'
          ? at('mapping values are not allowed in this context', Number(code === 'MULTILINE_IMPLICIT_KEY'))
          : 'yaml: mapping values are not allowed in this context'
        : line > 1
          ? at("could not find expected ':'", 1)
          : 'yaml: did not find expected key';
    }
    default:
      return at(message);
  }
}
