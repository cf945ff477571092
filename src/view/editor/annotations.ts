// Words at the end of a line, and a bar at its side: "added, not read yet". The words are drawn by the theme from an attribute, so that
// the text of the field stays the text of the file: for readers, for copying, for whoever looks at it from outside.
import { type Extension, RangeSetBuilder, StateEffect, StateField } from '@codemirror/state';
import { Decoration, type DecorationSet, EditorView, GutterMarker, gutterLineClass } from '@codemirror/view';

export interface LineAnnotation {
  /** From 1. */
  line: number;
  text: string;
  tone: 'stale' | 'error' | 'used';
}

export const setAnnotations = StateEffect.define<readonly LineAnnotation[]>();

class Bar extends GutterMarker {
  override readonly elementClass: string;
  constructor(readonly tone: LineAnnotation['tone']) {
    super();
    this.elementClass = `gh-line gh-line-${tone}`;
  }
  override eq(other: Bar): boolean {
    return other.tone === this.tone;
  }
}

const field = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update(set, transaction) {
    let next = set.map(transaction.changes);
    for (const effect of transaction.effects) {
      if (!effect.is(setAnnotations)) continue;
      const builder = new RangeSetBuilder<Decoration>();
      const { doc } = transaction.state;
      for (const { line, text, tone } of [...effect.value].sort((a, b) => a.line - b.line)) {
        if (line < 1 || line > doc.lines) continue;
        const at = doc.line(line);
        builder.add(at.from, at.from, Decoration.line({ class: `gh-line gh-line-${tone}`, tone, attributes: { 'data-words': text } }));
      }
      next = builder.finish();
    }
    return next;
  },
  provide: (f) => [
    EditorView.decorations.from(f),
    gutterLineClass.from(f, (set) => {
      const builder = new RangeSetBuilder<GutterMarker>();
      for (const at = set.iter(); at.value; at.next()) {
        const tone: unknown = at.value.spec.tone;
        if (tone === 'stale' || tone === 'error' || tone === 'used') builder.add(at.from, at.from, new Bar(tone));
      }
      return builder.finish();
    }),
  ],
});

export const annotations = (): Extension => field;
