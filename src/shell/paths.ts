// Absolute paths by text alone; the machines' files know no links.

/** Resolves `path` against `base`, without `.`, `..` and doubled slashes. */
export function resolvePath(base: string, path: string): string {
  const parts: string[] = [];
  for (const part of (path.startsWith('/') ? path : `${base}/${path}`).split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '' && part !== '.') parts.push(part);
  }
  return `/${parts.join('/')}`;
}

export const dirname = (path: string): string => path.slice(0, Math.max(1, path.lastIndexOf('/')));

export const basename = (path: string): string => path.slice(path.lastIndexOf('/') + 1);
