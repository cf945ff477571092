// Words at the end of a line, and a bar at its side: "added, not read yet".
import { type Extension, RangeSetBuilder, StateEffect, StateField } from '@codemirror/state';
import { Decoration, type DecorationSet, EditorView, GutterMarker, gutterLineClass, WidgetType } from '@codemirror/view';

export interface LineAnnotation {
  /** From 1. */
  line: number;
  text: string;
  tone: 'stale' | 'error' | 'used';
}

class Words extends WidgetType {
  constructor(
    readonly text: string,
    readonly tone: LineAnnotation['tone'],
  ) {
    super();
  }
  override eq(other: Words): boolean {
    return other.text === this.text && other.tone === this.tone;
  }
  toDOM(): HTMLElement {
    const span = document.createElement('span');
    span.className = `gh-words gh-${this.tone}`;
    // Beside the text, not part of it: neither selected, copied nor read as content of the file.
    span.setAttribute('aria-hidden', 'true');
    span.contentEditable = 'false';
    span.dataset.text = this.text;
    return span;
  }
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
        builder.add(at.from, at.from, Decoration.line({ class: `gh-line gh-line-${tone}`, tone }));
        if (text !== '') builder.add(at.to, at.to, Decoration.widget({ widget: new Words(text, tone), side: 1 }));
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
