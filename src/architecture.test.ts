// The map of the house (README.md beside this file), kept by a machine. It reads the sources; it runs none of them.
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';

const src = path.dirname(fileURLToPath(import.meta.url));

interface Rule {
  /** Rooms, or single files of rooms, that may be imported. */
  rooms: string[];
  /** Rooms of which only types may be imported. */
  types: string[];
  packages: string[];
}

const VIEW_PACKAGES = ['react', 'react-dom', 'framer-motion', 'lucide-react', '@codemirror/*', '@lezer/*', '@fontsource-variable/*', 'tailwindcss', 'zustand'];
const ENGINE_PACKAGES = ['jose', 'yaml', '@marcbachmann/cel-js', 'valibot'];
const SHELL_PACKAGES = ['just-bash', 'yaml'];

const RULES: Record<string, Rule> = {
  trace: { rooms: [], types: [], packages: [] },
  engine: { rooms: ['trace'], types: [], packages: ENGINE_PACKAGES },
  shell: { rooms: ['trace', 'engine'], types: [], packages: SHELL_PACKAGES },
  lessons: { rooms: ['trace'], types: ['engine'], packages: [] },
  player: { rooms: ['trace'], types: [], packages: ['zustand'] },
  // The plug of the view: types only, which app and view both look down on.
  ports: { rooms: [], types: ['trace', 'player', 'lessons'], packages: ['zustand'] },
  view: { rooms: ['trace', 'player'], types: ['lessons', 'ports'], packages: VIEW_PACKAGES },
  app: {
    rooms: ['trace', 'engine', 'shell', 'lessons', 'player', 'view'],
    types: ['ports'],
    packages: [...new Set([...ENGINE_PACKAGES, ...SHELL_PACKAGES, ...VIEW_PACKAGES])],
  },
  // src/main.tsx: reads the URL, mounts; nothing else.
  main: { rooms: ['app', 'view'], types: [], packages: ['react', 'react-dom'] },
};

const FORBIDDEN_IN_PURE_ROOMS = new Set([
  'document',
  'window',
  'localStorage',
  'sessionStorage',
  'indexedDB',
  'navigator',
  'location',
  'fetch',
  'setTimeout',
  'setInterval',
  'requestAnimationFrame',
  'queueMicrotask',
  'XMLHttpRequest',
  'WebSocket',
  'performance',
  'process',
  'Buffer',
  'require',
]);

interface Import {
  specifier: string;
  typeOnly: boolean;
}

interface Source {
  /** Relative to src, with forward slashes. */
  name: string;
  room: string;
  text: string;
  isTest: boolean;
  tree: ts.SourceFile;
}

function filesUnder(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const full = path.join(folder, entry.name);
    return entry.isDirectory() ? filesUnder(full) : [full];
  });
}

const allFiles = filesUnder(src).map((file) => path.relative(src, file).split(path.sep).join('/'));
const sources: Source[] = allFiles
  .filter((name) => /\.tsx?$/.test(name) && name !== 'architecture.test.ts')
  .map((name) => {
    const text = readFileSync(path.join(src, name), 'utf8');
    return {
      name,
      room: name.includes('/') ? (name.split('/')[0] ?? '') : name.replace(/(\.d)?\.tsx?$/, ''),
      text,
      isTest: /\.(test|fuzz)\.tsx?$/.test(name) || /(^|\/)testing\//.test(name),
      tree: ts.createSourceFile(name, text, ts.ScriptTarget.Latest, true, name.endsWith('x') ? ts.ScriptKind.TSX : ts.ScriptKind.TS),
    };
  });

/** Every import, export-from, import() and import type of a file; `new URL('./x.ts', import.meta.url)` counts as one too. */
function importsOf(source: Source): Import[] {
  const found: Import[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node) && ts.isStringLiteral(node.moduleSpecifier)) {
      const clause = node.importClause;
      const named = clause?.namedBindings && ts.isNamedImports(clause.namedBindings) ? clause.namedBindings.elements : undefined;
      const allTypes = named !== undefined && clause?.name === undefined && named.length > 0 && named.every((element) => element.isTypeOnly);
      found.push({ specifier: node.moduleSpecifier.text, typeOnly: clause?.phaseModifier === ts.SyntaxKind.TypeKeyword || allTypes });
    } else if (ts.isExportDeclaration(node) && node.moduleSpecifier && ts.isStringLiteral(node.moduleSpecifier)) {
      found.push({ specifier: node.moduleSpecifier.text, typeOnly: node.isTypeOnly });
    } else if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument) && ts.isStringLiteral(node.argument.literal)) {
      found.push({ specifier: node.argument.literal.text, typeOnly: true });
    } else if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) {
      const [argument] = node.arguments;
      found.push({ specifier: argument && ts.isStringLiteralLike(argument) ? argument.text : '(computed)', typeOnly: false });
    } else if (ts.isNewExpression(node) && node.expression.getText() === 'URL' && node.arguments?.[1]?.getText() === 'import.meta.url') {
      const [argument] = node.arguments;
      if (argument && ts.isStringLiteralLike(argument) && /\.tsx?(\?.*)?$/.test(argument.text)) found.push({ specifier: argument.text, typeOnly: false });
    }
    ts.forEachChild(node, visit);
  };
  visit(source.tree);
  return found;
}

const packageMatches = (pattern: string, specifier: string): boolean =>
  pattern.endsWith('/*') ? specifier.startsWith(pattern.slice(0, -1)) : specifier === pattern || specifier.startsWith(`${pattern}/`);

/** What is wrong with one import, or undefined. */
function wrongImport(source: Source, { specifier, typeOnly }: Import): string | undefined {
  const rule = RULES[source.room];
  if (!rule) return `${source.name}: there is no room "${source.room}"`;
  // The one computed import: where no worker can start, the page loads the worker's own file by the address the build gave it.
  if (specifier === '(computed)' && source.name === 'app/backend/open.ts') return undefined;
  if (!specifier.startsWith('.')) {
    if (source.isTest || rule.packages.some((pattern) => packageMatches(pattern, specifier))) return undefined;
    return `${source.name} imports the package ${specifier}, which ${source.room} may not use`;
  }
  const target = path.posix.normalize(path.posix.join(path.posix.dirname(source.name), specifier.replace(/\?.*$/, '')));
  if (target.startsWith('..')) return source.isTest ? undefined : `${source.name} reaches out of src: ${specifier}`;
  const room = target.includes('/') ? (target.split('/')[0] ?? '') : target.replace(/\.tsx?$/, '');
  if (room === source.room || rule.rooms.includes(room) || (typeOnly && rule.types.includes(room))) return undefined;
  if (source.room === 'ports' && typeOnly && /^engine\/.*\.about\.ts$/.test(target)) return undefined;
  if (/\.(css|svg)$/.test(target) && rule.rooms.includes(room)) return undefined;
  // What a person reads about the engine's parts stands beside them, and is all that the view may see of the engine.
  if (source.room === 'view' && /^engine\/.*\.about\.ts$/.test(target)) return undefined;
  // A test may set the scene with the world it is about, but the view never sees the engine, not even in a test.
  if (source.isTest && source.room !== 'view' && source.room !== 'trace') return undefined;
  return `${source.name} imports ${specifier}: ${source.room} may not import ${room}${rule.types.includes(room) ? ' but for its types' : ''}`;
}

/** Uses of a free identifier (not a property, not a declaration, not a type). */
function globalsUsed(source: Source): { name: string; node: ts.Node }[] {
  const declared = new Set<string>();
  const used: { name: string; node: ts.Node }[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isTypeNode(node) && !ts.isExpressionWithTypeArguments(node)) return;
    if (
      (ts.isVariableDeclaration(node) || ts.isParameter(node) || ts.isBindingElement(node) || ts.isFunctionDeclaration(node) || ts.isImportSpecifier(node)) &&
      node.name &&
      ts.isIdentifier(node.name)
    )
      declared.add(node.name.text);
    if (ts.isIdentifier(node)) {
      const parent = node.parent;
      const isProperty =
        (ts.isPropertyAccessExpression(parent) && parent.name === node) ||
        ((ts.isPropertyAssignment(parent) ||
          ts.isMethodDeclaration(parent) ||
          ts.isMethodSignature(parent) ||
          ts.isPropertySignature(parent) ||
          ts.isPropertyDeclaration(parent)) &&
          parent.name === node) ||
        (ts.isBindingElement(parent) && parent.propertyName === node) ||
        ts.isJsxAttribute(parent);
      if (!isProperty) used.push({ name: node.text, node });
    }
    ts.forEachChild(node, visit);
  };
  visit(source.tree);
  return used.filter(({ name }) => !declared.has(name));
}

const lineOf = (source: Source, node: ts.Node): number => source.tree.getLineAndCharacterOfPosition(node.getStart()).line + 1;

describe('the map', () => {
  it('has sources to look at', () => {
    expect(sources.length).toBeGreaterThan(15);
    expect(
      importsOf({
        name: 'trace/x.ts',
        room: 'trace',
        text: '',
        isTest: false,
        tree: ts.createSourceFile(
          'x.ts',
          "import type { A } from './a.ts'; import { type B } from 'b'; export * from '../c.ts'; const d = () => import('d'); type E = import('../e.ts').E; new URL('./w.ts', import.meta.url)",
          ts.ScriptTarget.Latest,
          true,
        ),
      }),
    ).toEqual([
      { specifier: './a.ts', typeOnly: true },
      { specifier: 'b', typeOnly: true },
      { specifier: '../c.ts', typeOnly: false },
      { specifier: 'd', typeOnly: false },
      { specifier: '../e.ts', typeOnly: true },
      { specifier: './w.ts', typeOnly: false },
    ]);
  });

  it.each([
    [
      'the view never sees the engine, not even its types',
      'view/stage/a.tsx',
      '../../engine/world.ts',
      true,
      'view/stage/a.tsx imports ../../engine/world.ts: view may not import engine',
    ],
    [
      'lessons see types of the engine only',
      'lessons/a.ts',
      '../engine/spec.ts',
      false,
      'lessons/a.ts imports ../engine/spec.ts: lessons may not import engine but for its types',
    ],
    ['lessons may see those types', 'lessons/a.ts', '../engine/spec.ts', true, undefined],
    ['what is said about the engine belongs to the view', 'view/a.ts', '../engine/parties/vault.about.ts', false, undefined],
    ['the engine has no React', 'engine/a.ts', 'react', false, 'engine/a.ts imports the package react, which engine may not use'],
    ['the engine has its schema', 'engine/a.ts', 'valibot', false, undefined],
    [
      'a package of the same beginning is another one',
      'engine/a.ts',
      'valibot-to-json',
      false,
      'engine/a.ts imports the package valibot-to-json, which engine may not use',
    ],
    ['no arrow points back from the trace', 'trace/a.ts', '../player/player.ts', true, 'trace/a.ts imports ../player/player.ts: trace may not import player'],
    ['the view takes types from its plug', 'view/a.ts', '../ports/ports.ts', true, undefined],
    ['the plug holds no values', 'view/a.ts', '../ports/ports.ts', false, 'view/a.ts imports ../ports/ports.ts: view may not import ports but for its types'],
    ['the plug does not see the view', 'ports/a.ts', '../view/words/rest.ts', true, 'ports/a.ts imports ../view/words/rest.ts: ports may not import view'],
    [
      'the plug sees what happened by its types',
      'ports/a.ts',
      '../trace/event.ts',
      false,
      'ports/a.ts imports ../trace/event.ts: ports may not import trace but for its types',
    ],
    ['nobody reaches out of the house', 'app/a.ts', '../../e2e/serve.mjs', false, 'app/a.ts reaches out of src: ../../e2e/serve.mjs'],
    ['a new room must be on the map', 'cellar/a.ts', './b.ts', false, 'cellar/a.ts: there is no room "cellar"'],
  ])('is a map that sees: %s', (_, name, specifier, typeOnly, expected) => {
    const source = {
      name,
      room: name.split('/')[0] ?? '',
      text: '',
      isTest: false,
      tree: ts.createSourceFile(name, '', ts.ScriptTarget.Latest),
    };
    expect(wrongImport(source, { specifier, typeOnly })).toBe(expected);
  });

  it('is kept: every room imports only what it may', () => {
    const wrong = sources.flatMap((source) =>
      importsOf(source)
        .map((found) => wrongImport(source, found))
        .filter((text) => text !== undefined),
    );
    expect(wrong).toEqual([]);
  });

  it('keeps about-files apart: they import types of the trace and one another', () => {
    const about = sources.filter(({ name }) => name.endsWith('.about.ts'));
    const wrong = about.flatMap((source) =>
      importsOf(source)
        .filter(({ specifier, typeOnly }) => !specifier.endsWith('.about.ts') && !(typeOnly && /\/trace\//.test(specifier)))
        .map(({ specifier }) => `${source.name} imports ${specifier}`),
    );
    expect(about.length).toBeGreaterThan(0);
    expect(wrong).toEqual([]);
  });

  it('is exact: relative imports name the file with its ending', () => {
    const wrong = sources.flatMap((source) =>
      importsOf(source)
        .filter(({ specifier }) => specifier.startsWith('.') && !/\.(tsx?|css|json|svg|csv|ya?ml|txt)(\?.*)?$/.test(specifier))
        .map(({ specifier }) => `${source.name}: ${specifier}`),
    );
    expect(wrong).toEqual([]);
  });
});

describe('what lives beside the API server', () => {
  const agents = sources.filter(({ name, isTest }) => /^engine\/(nodes|controllers)\//.test(name) && !isTest);
  it('reaches it by HTTP alone: nodes and controllers never see the store, nor what the server is made of', () => {
    const wrong = agents.flatMap((source) =>
      importsOf(source)
        .map(({ specifier }) => path.posix.normalize(path.posix.join(path.posix.dirname(source.name), specifier)))
        .filter((target) => /^engine\/(store|apiserver)\//.test(target))
        .map((target) => `${source.name} imports ${target}`),
    );
    expect(agents.length).toBeGreaterThan(20);
    expect(wrong).toEqual([]);
  });
});

/** Groups of files that import each other in a circle, largest first: the strongly connected components of the import graph (Tarjan's algorithm). */
function importCircles(graph: ReadonlyMap<string, readonly string[]>): string[][] {
  const seen = new Map<string, { index: number; low: number; open: boolean }>();
  const stack: string[] = [];
  const circles: string[][] = [];
  const visit = (name: string): { index: number; low: number; open: boolean } => {
    const own = { index: seen.size, low: seen.size, open: true };
    seen.set(name, own);
    stack.push(name);
    for (const target of graph.get(name) ?? []) {
      const there = seen.get(target);
      if (!there) own.low = Math.min(own.low, visit(target).low);
      else if (there.open) own.low = Math.min(own.low, there.index);
    }
    if (own.low === own.index) {
      const members = stack.splice(stack.indexOf(name));
      for (const member of members) {
        const state = seen.get(member);
        if (state) state.open = false;
      }
      if (members.length > 1) circles.push(members.sort());
    }
    return own;
  };
  for (const name of graph.keys()) if (!seen.has(name)) visit(name);
  return circles.sort((a, b) => b.length - a.length);
}

describe('the import graph', () => {
  /** Files of the largest circle there is today. It only ever goes down. */
  const LARGEST_CIRCLE = 5;

  it('is one whose circles are seen', () => {
    const graph = new Map([
      ['a', ['b']],
      ['b', ['c', 'd']],
      ['c', ['a']],
      ['d', ['e']],
      ['e', ['d', 'f']],
      ['f', []],
    ]);
    expect(importCircles(graph)).toEqual([
      ['a', 'b', 'c'],
      ['d', 'e'],
    ]);
  });

  it(`has no circle of more than ${LARGEST_CIRCLE} files, type imports counted, tests left out`, () => {
    const written = sources.filter(({ isTest }) => !isTest);
    const names = new Set(written.map(({ name }) => name));
    const graph = new Map(
      written.map((source) => [
        source.name,
        importsOf(source)
          .filter(({ specifier }) => specifier.startsWith('.'))
          .map(({ specifier }) => path.posix.normalize(path.posix.join(path.posix.dirname(source.name), specifier.replace(/\?.*$/, ''))))
          .filter((target) => names.has(target)),
      ]),
    );
    const circles = importCircles(graph);
    const largest = circles[0]?.length ?? 1;
    expect(
      circles.filter(({ length }) => length > LARGEST_CIRCLE),
      'a new circle of imports: give what these files share a home below them all',
    ).toEqual([]);
    expect(largest, 'the largest circle is smaller now: lower the ratchet LARGEST_CIRCLE').toBe(LARGEST_CIRCLE);
  });
});

describe('the pure rooms', () => {
  const pure = sources.filter((source) => (source.room === 'engine' || source.room === 'trace') && !source.isTest);

  it('use no browser, no wall clock, no waiting and no unseeded randomness', () => {
    const wrong = pure.flatMap((source) => {
      const globals = globalsUsed(source)
        .filter(({ name }) => FORBIDDEN_IN_PURE_ROOMS.has(name))
        .map(({ name, node }) => `${source.name}:${lineOf(source, node)} uses ${name}`);
      const calls: string[] = [];
      const visit = (node: ts.Node): void => {
        if (
          ts.isPropertyAccessExpression(node) &&
          ['Date.now', 'Math.random', 'crypto.randomUUID', 'crypto.getRandomValues', 'performance.now'].some(
            (name) => node.getText() === name || node.getText() === `globalThis.${name}`,
          )
        )
          calls.push(`${source.name}:${lineOf(source, node)} uses ${node.getText()}`);
        if (ts.isNewExpression(node) && node.expression.getText() === 'Date' && !node.arguments?.length)
          calls.push(`${source.name}:${lineOf(source, node)} asks the wall clock: new Date()`);
        if (ts.isCallExpression(node) && node.expression.getText() === 'Date') calls.push(`${source.name}:${lineOf(source, node)} asks the wall clock: Date()`);
        ts.forEachChild(node, visit);
      };
      visit(source.tree);
      return [...globals, ...calls];
    });
    expect(wrong).toEqual([]);
  });

  it('keep no state in a module', () => {
    const wrong = pure.flatMap((source) =>
      source.tree.statements
        .filter((statement) => ts.isVariableStatement(statement) && !(statement.declarationList.flags & ts.NodeFlags.Const))
        .map((statement) => `${source.name}:${lineOf(source, statement)}`),
    );
    expect(wrong).toEqual([]);
  });

  it('open every file of the engine with a comment that says what it models', () => {
    const wrong = pure
      .filter((source) => source.room === 'engine' && !source.name.endsWith('.data.ts') && !/^\s*\/[/*]/.test(source.text))
      .map(({ name }) => name);
    expect(wrong).toEqual([]);
  });
});

describe('the files', () => {
  it('bear kebab-case names, and never those of a drawer for everything', () => {
    const wrong = allFiles.filter((name) => {
      const parts = name.split('/').map((part) => part.replace(/(\.(test|fuzz|data|about|d|worker))*\.(tsx?|css|json|md|csv|ya?ml|svg)$/, ''));
      if (name.endsWith('README.md')) parts.pop();
      return parts.some(
        (part) =>
          !/^[a-z0-9]+(-[a-z0-9]+)*$/.test(part) || /^(utils?|helpers?|common|manager|misc|shared)$/.test(part) || /-(utils?|helpers?|manager)$/.test(part),
      );
    });
    expect(wrong).toEqual([]);
  });

  it('stay small: none over 400 lines outside data, nine in ten under 250', () => {
    const counted = sources.filter(({ name }) => !/\.data\.tsx?$/.test(name)).map(({ name, text }) => ({ name, lines: text.split('\n').length - 1 }));
    expect(counted.filter(({ lines }) => lines > 400)).toEqual([]);
    const sorted = counted.map(({ lines }) => lines).sort((a, b) => a - b);
    expect(sorted[Math.floor(sorted.length * 0.9)] ?? 0).toBeLessThanOrEqual(250);
  });

  it('leave no any, no ts-ignore and no ts-expect-error outside tests', () => {
    const wrong = sources
      .filter(({ isTest }) => !isTest)
      .flatMap((source) => {
        const found: string[] = [];
        const visit = (node: ts.Node): void => {
          if (node.kind === ts.SyntaxKind.AnyKeyword) found.push(`${source.name}:${lineOf(source, node)} any`);
          if (ts.isNonNullExpression(node)) found.push(`${source.name}:${lineOf(source, node)} !`);
          ts.forEachChild(node, visit);
        };
        visit(source.tree);
        if (/@ts-(ignore|expect-error|nocheck)/.test(source.text)) found.push(`${source.name}: a silenced type error`);
        return found;
      });
    expect(wrong).toEqual([]);
  });
});
