// Typing over a selection goes through the editor's own transaction. Left to the browser, coloured text would be replaced by text that keeps
// its colour in an inline style, which the content security policy refuses and reports.
import type { Extension } from '@codemirror/state';
import { EditorView } from '@codemirror/view';

export const typeOver: Extension = EditorView.domEventHandlers({
  beforeinput(event, view) {
    const { state } = view;
    if (event.inputType !== 'insertText' || !event.data || view.composing || state.readOnly || state.selection.ranges.every((range) => range.empty))
      return false;
    view.dispatch(state.replaceSelection(event.data), { userEvent: 'input.type', scrollIntoView: true });
    return true;
  },
});
