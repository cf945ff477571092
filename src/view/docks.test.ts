import { describe, expect, it } from 'vitest';
import { docksFor, sizesOf } from './docks.ts';
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

  it('leave room for an open lesson below 1400: the inspector stays folded until somebody asks for it', () => {
    expect(docksFor({ width: 1400, height: 900 }, {}, true)).toMatchObject({ left: { open: true }, right: { open: true } });
    expect(docksFor({ width: 1399, height: 900 }, {}, true)).toMatchObject({ left: { open: true }, right: { open: false } });
    expect(docksFor({ width: 1024, height: 768 }, {}, true)).toMatchObject({ left: { open: true }, right: { open: false } });
  });

  it('hold the lesson or the inspector below 1280, never both, so that neither covers the stage', () => {
    expect(docksFor({ width: 1279, height: 900 }, { left: true, right: true }, true)).toMatchObject({ left: { open: false }, right: { open: true } });
    expect(docksFor({ width: 1280, height: 900 }, { left: true, right: true }, true)).toMatchObject({ left: { open: true }, right: { open: true } });
  });

  it('fold the inspector and the workbench below 1280', () => {
    expect(docksFor({ width: 1399, height: 900 }, {})).toMatchObject({ right: { open: true }, drawer: false });
    expect(docksFor({ width: 1279, height: 900 }, {})).toMatchObject({ drawer: true, right: { open: false }, workbench: { folded: true } });
  });

  it('fold the workbench on a low window, so that the stage can be read', () => {
    expect(docksFor({ width: 1440, height: 700 }, {}).workbench.folded).toBe(true);
    expect(docksFor({ width: 1280, height: 800 }, {}).workbench.folded).toBe(true);
    expect(docksFor({ width: 1280, height: 834 }, {}).workbench).toMatchObject({ folded: false, height: 150 });
  });

  it('give an editor what the stage can spare and still be read', () => {
    const height = (window: number, chosen = {}) => docksFor({ width: 1440, height: window }, chosen, false, true).workbench.height;
    expect(height(900)).toBe(219);
    expect(height(1080)).toBe(340);
    expect(height(900, { height: 300 })).toBe(300);
  });

  it('grow at one press to where the stage shows one gate', () => {
    expect(docksFor({ width: 1440, height: 900 }, { tall: true }).workbench).toMatchObject({ tall: true, height: 420 });
    expect(docksFor({ width: 1440, height: 700 }, { tall: true }).workbench.height).toBe(240);
  });

  it('go back at the next press to the height they had, and a workbench that was collapsed comes up as it was', () => {
    const height = (chosen: Parameters<typeof docksFor>[1]) => docksFor({ width: 1440, height: 900 }, chosen).workbench.height;
    expect(height({ tall: false })).toBe(196);
    expect(height({ tall: false, height: 230 })).toBe(230);
    expect(height({ folded: false })).toBe(196);
    expect(docksFor({ width: 1440, height: 700 }, { folded: false }).workbench.height).toBe(240);
  });

  it.each([
    ['nothing', null, {}],
    ['both sizes', { height: 300, rightWidth: 400 }, { height: 300, rightWidth: 400 }],
    ['a size out of bounds', { height: 3, rightWidth: 9000 }, {}],
    ['something else', { height: '300', left: true }, {}],
    ['a text', 'x', {}],
  ])('come back from the last visit: %s', (_, kept, sizes) => expect(sizesOf(kept)).toEqual(sizes));

  it('stay as a person put them', () => {
    const docks = docksFor({ width: 1281, height: 700 }, { left: true, right: true, folded: false, height: 300, rightWidth: 500 });
    expect(docks).toMatchObject({ left: { open: true }, right: { open: true, width: 500 }, workbench: { folded: false, height: 296 } });
  });
});
