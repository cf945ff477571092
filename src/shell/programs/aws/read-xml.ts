// Reads the XML that AWS services answer with: elements and text. Left out: attributes, namespaces, CDATA, processing instructions beyond the first line.

export interface Element {
  readonly name: string;
  readonly text: string;
  readonly children: readonly Element[];
}

const TAG = /<(\/?)([A-Za-z][\w.-]*)([^<>]*?)(\/?)>/g;
const plain = (text: string): string =>
  text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&apos;', "'").replaceAll('&amp;', '&');

interface Open {
  name: string;
  from: number;
  children: Element[];
}

/** The first element; undefined when the text holds no whole one. */
export function readXml(text: string): Element | undefined {
  const open: Open[] = [];
  for (const match of text.matchAll(TAG)) {
    const [whole, closing, name = '', , empty] = match;
    const at = match.index;
    if (!closing) open.push({ name, from: at + whole.length, children: [] });
    if (!closing && !empty) continue;
    const ended = open.pop();
    if (!ended || ended.name !== name) return undefined;
    const element = { name, text: empty ? '' : plain(text.slice(ended.from, at)), children: ended.children };
    const parent = open.at(-1);
    if (!parent) return element;
    parent.children.push(element);
  }
  return undefined;
}

export const child = (element: Element | undefined, ...path: readonly string[]): Element | undefined =>
  path.reduce<Element | undefined>((at, name) => at?.children.find((one) => one.name === name), element);

export const textOf = (element: Element | undefined, ...path: readonly string[]): string => child(element, ...path)?.text ?? '';

export const all = (element: Element | undefined, name: string): readonly Element[] => element?.children.filter((one) => one.name === name) ?? [];
