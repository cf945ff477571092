// Models how sigs.k8s.io/yaml turns a parsed document into a value: a step of its own, with refusals of its own. Left out: go-yaml's limit on aliases
// that multiply (the reader's own limit stands there).

/** go-yaml's words for what the YAML reader of this model found; the rest is told as go-yaml tells most of it. */
export function yamlWords({ code, message, pos }: { code: string; message: string; pos: readonly [number, number] }, line: number, text: string): string {
  if (code === 'TAB_AS_INDENT') return `yaml: line ${line}: found character that cannot start any token`;
  if (code === 'BLOCK_AS_IMPLICIT_KEY') return 'yaml: mapping values are not allowed in this context';
  if (message.startsWith('Flow sequence') && /\[\s*$/.test(text.slice(0, pos[0]))) return `yaml: line ${line - 1}: did not find expected node content`;
  if (code === 'BAD_INDENT' && message.startsWith('Flow sequence')) return `yaml: line ${line - 1}: did not find expected ',' or ']'`;
  if (code === 'MISSING_CHAR' && /closing ["']/.test(message)) return `yaml: line ${line}: found unexpected end of stream`;
  return 'yaml: did not find expected key';
}

/** The value of a document that parsed without errors, or go-yaml's words for why it has none. */
export function yamlValue(
  document: { toJS(limits?: { maxAliasCount: number }): unknown },
  limits?: { maxAliasCount: number },
): { value: unknown } | { error: string } {
  try {
    return { value: document.toJS(limits) };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    const alias = /^Unresolved alias .*: (.*)$/.exec(message)?.[1];
    if (alias !== undefined) return { error: `yaml: unknown anchor '${alias}' referenced` };
    return { error: message.startsWith('Merge sources') ? 'yaml: map merge requires map or sequence of maps as the value' : `yaml: ${message}` };
  }
}
