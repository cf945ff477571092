import { describe, expect, it } from 'vitest';
import { docksFor } from './docks.ts';
import { layoutFor } from './layout.ts';

describe('the layout follows the width', () => {
  it.each([
    [1920, false, 'lab'],
    [960, false, 'lab'],
    [959, false, 'focus'],
    [640, false, 'focus'],
    [639, false, 'phone'],
    [1440, true, 'focus'],
    [390, true, 'focus'],
  ] as const)('%i pixels, embedded: %s → %s', (width, embed, layout) => {
    expect(layoutFor(width, embed)).toBe(layout);
  });
});

describe('the docks', () => {
  it('give the stage 540 of 900 pixels, and the workbench the rest', () => {
    const docks = docksFor({ width: 1440, height: 900 }, {});
    expect(docks).toMatchObject({ drawer: false, left: { open: true, width: 248 }, right: { open: true, width: 332 } });
    expect(docks.workbench).toMatchObject({ folded: false, height: 196 });
  });

  it('grow on a wide screen', () => {
    expect(docksFor({ width: 1680, height: 1050 }, {})).toMatchObject({ left: { width: 300 }, right: { width: 400 } });
  });

  it('fold the lesson below 1400, the inspector and the workbench below 1280', () => {
    expect(docksFor({ width: 1399, height: 900 }, {})).toMatchObject({ left: { open: false }, right: { open: true }, drawer: false });
    expect(docksFor({ width: 1279, height: 900 }, {})).toMatchObject({ drawer: true, right: { open: false }, workbench: { folded: true } });
  });

  it('fold the workbench on a low window, so that the stage can be read', () => {
    expect(docksFor({ width: 1440, height: 700 }, {}).workbench.folded).toBe(true);
  });

  it('stay as a person put them', () => {
    const docks = docksFor({ width: 1279, height: 700 }, { left: true, right: true, folded: false, height: 300, rightWidth: 500 });
    expect(docks).toMatchObject({ left: { open: true }, right: { open: true, width: 500 }, workbench: { folded: false, height: 296 } });
  });
});
