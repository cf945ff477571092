// The editor's clothes. Values are the page's tokens, which reach into the shadow root by inheritance.
import { EditorView } from '@codemirror/view';

/** Narrow fields: a long string breaks anywhere instead of leaving an empty line above it. */
export const bareTheme = EditorView.theme({ '.cm-line': { wordBreak: 'break-all' }, '.cm-content': { padding: '4px 0' } });

export const editorTheme = EditorView.theme({
  '&': { height: '100%', color: 'var(--ink)', backgroundColor: 'var(--surface)', fontSize: '12.5px' },
  '&.cm-focused': { outline: 'none' },
  '.cm-scroller': { fontFamily: 'var(--mono)', lineHeight: 'var(--editor-line, 22px)', fontVariantLigatures: 'none', overflow: 'auto' },
  '.cm-content': { padding: '4px 0', caretColor: 'var(--ink)' },
  '.cm-line': { padding: '0 16px 0 8px', position: 'relative' },
  '.cm-cursor, .cm-dropCursor': { borderLeftColor: 'var(--ink)', borderLeftWidth: '2px' },
  '&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground': { background: 'var(--now-soft)' },
  '.cm-gutters': { backgroundColor: 'var(--surface)', color: 'var(--ink-3)', border: 'none' },
  '.cm-lineNumbers .cm-gutterElement': { minWidth: '30px', padding: '0 4px 0 8px' },
  '.cm-activeLine': { backgroundColor: 'color-mix(in srgb, var(--surface-2) 70%, transparent)' },
  '.cm-foldGutter .cm-gutterElement': { cursor: 'pointer', color: 'var(--ink-3)' },
  '.cm-foldPlaceholder': { backgroundColor: 'var(--surface-3)', color: 'var(--ink-2)', border: 'none', padding: '0 6px' },
  '.cm-matchingBracket, &.cm-focused .cm-matchingBracket': { backgroundColor: 'var(--surface-3)', outline: '1px solid var(--line-2)' },
  '.gh-line-stale': { backgroundColor: 'var(--surface-2)' },
  '.gh-line-error': { backgroundColor: 'var(--error-soft)' },
  '.gh-line-used': { backgroundColor: 'var(--id-soft)' },
  '.cm-gutter:first-child :is(.gh-line-stale, .gh-line-error)': { boxShadow: 'inset 3px 0 0 var(--error)' },
  '.cm-gutter:first-child .gh-line-used': { boxShadow: 'inset 3px 0 0 var(--id)' },
  // An empty attribute draws nothing.
  '.cm-line.gh-line::after': {
    content: 'attr(data-words)',
    position: 'absolute',
    top: '0',
    right: '16px',
    font: '500 12px/var(--editor-line, 22px) var(--sans)',
    userSelect: 'none',
    pointerEvents: 'none',
  },
  '.cm-line.gh-line:not([data-words=""])': { paddingRight: '152px' },
  // Drawn beside the text and never read as part of it: the banner over the field says the same.
  '@supports (content: "x" / "")': { '.cm-line.gh-line::after': { content: 'attr(data-words) / ""' } },
  '.cm-line:is(.gh-line-stale, .gh-line-error)::after': { color: 'var(--error)' },
  '.cm-line.gh-line-used::after': { color: 'var(--id)' },
  '.cm-gutter-lint': { width: '16px' },
  '.cm-gutter-lint .cm-gutterElement': { padding: '4px 0 0 4px' },
  '.cm-lint-marker': { width: '12px', height: '12px' },
  '.cm-lint-marker-error, .cm-lint-marker-warning': {
    backgroundColor: 'var(--error)',
    clipPath: 'polygon(50% 4%, 100% 96%, 0 96%)',
  },
  '.cm-lint-marker-warning': { backgroundColor: 'var(--none)' },
  '.cm-lintRange-error, .cm-lintRange-warning': {
    textDecoration: 'underline wavy var(--error) 1px',
    textUnderlineOffset: '4px',
  },
  '.cm-lintRange-warning': { textDecorationColor: 'var(--none)' },
  '@media (forced-colors: active)': { '.gh-line-stale, .gh-line-error, .gh-line-used': { borderLeft: '3px solid Highlight' } },
});
