// Evaluates kubectl's JSONPath templates and prints what they find (client-go util/jsonpath).
import { isJsonObject } from '../../../../trace/json.ts';
import { compactJson, goFloat } from './json.ts';
import { type Node, parseTemplate } from './jsonpath-parser.ts';

export class JsonPathError extends Error {}

export interface PathOptions {
  /** Missing keys are silently nothing (kubectl get); else an error. */
  allowMissing: boolean;
  /** Whole numbers are float64, because the value came out of a typed object. */
  floats: boolean;
}

export class JsonPath {
  readonly #nodes: Node[];
  readonly #options: PathOptions;

  /** Throws JsonPathSyntaxError. */
  constructor(template: string, options: PathOptions) {
    this.#nodes = parseTemplate(template);
    this.#options = options;
  }

  /** The printed text. Throws JsonPathError. */
  print(root: unknown): string {
    return this.#run(this.#nodes, root);
  }

  /** The values that a template of one expression finds. */
  find(root: unknown): unknown[] {
    return this.#nodes.flatMap((node) => (node.kind === 'path' ? this.#walk(node.nodes, [root]) : []));
  }

  #run(nodes: readonly Node[], root: unknown): string {
    let out = '';
    for (let i = 0; i < nodes.length; i++) {
      const node = nodes[i];
      if (node?.kind === 'text') out += node.text;
      else if (node?.kind === 'path')
        out += this.#walk(node.nodes, [root])
          .map((value) => this.#text(value))
          .join(' ');
      else if (node?.kind === 'range') {
        const end = matchingEnd(nodes, i);
        const over = nodes[i + 1];
        const values = over?.kind === 'path' ? this.#walk(over.nodes, [root]) : [];
        for (const value of values) out += this.#run(nodes.slice(i + 2, end), value);
        i = end;
      } else if (node?.kind === 'end') throw new JsonPathError('not in range, nothing to end');
    }
    return out;
  }

  #text(value: unknown): string {
    if (value === null || value === undefined) return '';
    if (typeof value === 'number') return this.#options.floats ? goFloat(value) : String(value);
    return typeof value === 'object' ? compactJson(value) : String(value);
  }

  #walk(path: readonly Node[], start: unknown[]): unknown[] {
    let values = start;
    for (const node of path) {
      // the members of a union are asked one after the other, each of all values
      if (node.kind === 'union') values = node.nodes.flatMap((member) => this.#walk(member, values));
      else values = values.flatMap((value) => this.#step(node, value));
    }
    return values;
  }

  #step(node: Node, value: unknown): unknown[] {
    switch (node.kind) {
      case 'literal':
        return [node.value];
      case 'field':
        return this.#field(node.name, value);
      case 'wildcard':
        return children(value);
      case 'recursive':
        return [value, ...descendants(value)].filter((v) => v !== null && typeof v === 'object');
      case 'index':
        return this.#index(node, value);
      case 'filter':
        return (Array.isArray(value) ? value : children(value)).filter((item: unknown) => this.#matches(node, item));
      default:
        return [];
    }
  }

  #field(name: string, value: unknown): unknown[] {
    if (name === '') return [value];
    if (isJsonObject(value) && name in value) return [(value as Record<string, unknown>)[name]];
    if (this.#options.allowMissing || (value !== null && typeof value === 'object' && Array.isArray(value))) return [];
    throw new JsonPathError(`${name} is not found`);
  }

  #index(node: Extract<Node, { kind: 'index' }>, value: unknown): unknown[] {
    if (!Array.isArray(value)) return [];
    const length = value.length;
    if (node.single) {
      const at = node.from ?? 0;
      const i = at < 0 ? at + length : at;
      if (i >= 0 && i < length) return [value[i]];
      if (this.#options.allowMissing && length === 0) return [];
      throw new JsonPathError(`array index out of bounds: index ${at}, length ${length}`);
    }
    const clamp = (n: number) => Math.max(0, Math.min(length, n < 0 ? n + length : n));
    const out: unknown[] = [];
    for (let i = clamp(node.from ?? 0); i < clamp(node.to ?? length); i += Math.max(1, node.step)) out.push(value[i]);
    return out;
  }

  #matches({ left, right, operator }: Extract<Node, { kind: 'filter' }>, item: unknown): boolean {
    const quiet = new JsonPath('', { ...this.#options, allowMissing: true });
    const a = quiet.#walk(left, [item]);
    if (operator === 'exists') return a.length > 0;
    const b = quiet.#walk(right, [item]);
    if (!a.length || !b.length) return false;
    const [l, r] = [a[0], b[0]];
    if (operator === '==') return l === r;
    if (operator === '!=') return l !== r;
    if (typeof l !== typeof r || (typeof l !== 'number' && typeof l !== 'string')) return false;
    const order = (l as number) < (r as number) ? -1 : l === r ? 0 : 1;
    return operator === '<' ? order < 0 : operator === '<=' ? order <= 0 : operator === '>' ? order > 0 : order >= 0;
  }
}

function matchingEnd(nodes: readonly Node[], from: number): number {
  let depth = 0;
  for (let i = from; i < nodes.length; i++) {
    if (nodes[i]?.kind === 'range') depth++;
    if (nodes[i]?.kind === 'end' && --depth === 0) return i;
  }
  return nodes.length;
}

const children = (value: unknown): unknown[] => {
  if (Array.isArray(value)) return value;
  if (value === null || typeof value !== 'object') return [];
  return Object.entries(value as Record<string, unknown>)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, v]) => v);
};

const descendants = (value: unknown): unknown[] => children(value).flatMap((child) => [child, ...descendants(child)]);
