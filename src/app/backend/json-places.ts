// Where in a text of JSON or YAML a member stands.
import { type Document, isMap, isNode, isScalar } from 'yaml';

/** Offset of the deepest part of the path that is there. */
export function locate(document: Document, path: readonly (string | number)[]): number {
  for (let length = path.length; length > 0; length--) {
    const at = path.slice(0, length);
    const parent = length > 1 ? document.getIn(at.slice(0, -1), true) : document.contents;
    if (isMap(parent)) {
      const key = parent.items.find((pair) => isScalar(pair.key) && pair.key.value === at.at(-1))?.key;
      if (isScalar(key) && key.range) return key.range[0];
    }
    const node = document.getIn(at, true);
    if (isNode(node) && node.range) return node.range[0];
  }
  return document.contents?.range?.[0] ?? 0;
}
