// What the screen wears: the scale of the theme. Raw sizes and colours stand in the theme and in the sheets of drawings, which have their own measures.
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const view = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const files = readdirSync(view, { recursive: true, encoding: 'utf8' }).map((file) => file.replaceAll(path.sep, '/'));
const read = (file: string): string => readFileSync(path.join(view, file), 'utf8').replace(/\/\*.*?\*\//gs, '');

/** Drawings, and the editor, whose own markup no class of ours reaches. */
const DRAWINGS = [
  'stage/stage.css',
  'stage/envelope.css',
  'stage/outside.css',
  'sequence/sequence.css',
  'waterfall/waterfall.css',
  'workbench/objects/volume-picture.css',
  'inspector/token/lifetime.css',
  'start/castle.css',
  'editor/code-editor.css',
];
/** Geometry of drawings that is computed. */
const DRAWN = ['focus/strip.tsx', 'sequence/sequence.tsx', 'controls/scrubber.tsx'];
/** Lines of all sheets. Only ever lowered. */
const MOST_LINES = 2411;

const RAW = /(?<![\w-])-?\d*\.?\d+px\b|#(?:[\da-f]{3,4}|[\da-f]{6}|[\da-f]{8})\b|\bfontSize\b|\btext-\[\d[^\]]*\]/gi;
const rawIn = (text: string): string[] => [...text.matchAll(RAW)].map(([found]) => found);

describe('sizes and colours come from the theme', () => {
  const sheets = files.filter((file) => file.endsWith('.css') && !file.startsWith('theme/') && !DRAWINGS.includes(file));
  const parts = files.filter((file) => file.endsWith('.tsx') && !file.endsWith('.test.tsx') && !DRAWN.includes(file) && file !== 'start/castle.tsx');
  it.each([...sheets, ...parts])('%s', (file) => {
    expect(rawIn(read(file))).toEqual([]);
  });

  it.each([
    ['width: 12px', ['12px']],
    ['p-[7px]', ['7px']],
    ['text-[13px]', ['text-[13px]']],
    ['bg-[#fff]', ['#fff']],
    ['fontSize: 12', ['fontSize']],
    ['p-3 text-13 w-[29%] grid-cols-[--spacing(4)_1fr]', []],
  ])('%s is found to hold %j', (text, found) => {
    expect(rawIn(text)).toEqual(found);
  });
});

it('the sheets grow no longer', () => {
  const lines = files
    .filter((file) => file.endsWith('.css'))
    .reduce((sum, file) => sum + readFileSync(path.join(view, file), 'utf8').split('\n').length - 1, 0);
  expect(lines).toBeLessThanOrEqual(MOST_LINES);
});

it('every sheet that is named here is there', () => {
  expect([...DRAWINGS, ...DRAWN].filter((file) => !files.includes(file))).toEqual([]);
});
