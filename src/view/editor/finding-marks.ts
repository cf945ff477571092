// Where a text is wrong: a line under the place, a mark at the side, and the words for whoever points at either. The list below the field has
// the same words for everybody else.
import { type EditorState, type Extension, RangeSet, RangeSetBuilder, StateEffect, StateField } from '@codemirror/state';
import { Decoration, type DecorationSet, EditorView, GutterMarker, gutter } from '@codemirror/view';

export interface FindingMark {
  from: number;
  to: number;
  severity: 'error' | 'warning';
  message: string;
}

export const setFindingMarks = StateEffect.define<readonly FindingMark[]>();

class Sign extends GutterMarker {
  constructor(
    readonly severity: FindingMark['severity'],
    readonly message: string,
  ) {
    super();
  }
  override eq(other: Sign): boolean {
    return other.severity === this.severity && other.message === this.message;
  }
  override toDOM(): Node {
    const sign = document.createElement('div');
    sign.className = `cm-lint-marker cm-lint-marker-${this.severity}`;
    sign.title = this.message;
    return sign;
  }
}

const under = ({ severity, message }: FindingMark): Decoration =>
  Decoration.mark({ class: `cm-lintRange cm-lintRange-${severity}`, severity, message, attributes: { title: message } });

/** Where a line ends, or has nothing in it, there is nothing to draw under: the whole line is meant. */
const on = ({ severity, message }: FindingMark): Decoration => Decoration.line({ severity, message, attributes: { title: message } });

const field = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update(set, transaction) {
    let next = set.map(transaction.changes);
    for (const effect of transaction.effects) {
      if (effect.is(setFindingMarks))
        next = RangeSet.of(
          effect.value.map((mark) =>
            mark.to > mark.from ? under(mark).range(mark.from, mark.to) : on(mark).range(transaction.state.doc.lineAt(mark.from).from),
          ),
          true,
        );
    }
    return next;
  },
  provide: (f) => EditorView.decorations.from(f),
});

/** One sign a line: an error before a warning. */
function signs(state: EditorState): RangeSet<GutterMarker> {
  const lines = new Map<number, { severity: FindingMark['severity']; messages: string[] }>();
  for (const at = state.field(field).iter(); at.value; at.next()) {
    const { severity, message } = at.value.spec as FindingMark;
    const start = state.doc.lineAt(at.from).from;
    const line = lines.get(start) ?? { severity, messages: [] };
    if (severity === 'error') line.severity = severity;
    line.messages.push(message);
    lines.set(start, line);
  }
  const builder = new RangeSetBuilder<GutterMarker>();
  for (const [start, { severity, messages }] of lines) builder.add(start, start, new Sign(severity, messages.join('\n')));
  return builder.finish();
}

export const findingMarks = (): Extension => [field, gutter({ class: 'cm-gutter-lint', markers: (view) => signs(view.state) })];
