import { useEffect, useMemo, useRef } from 'react';
import { currentRun, isUnderway } from '../../../player/player.ts';
import type { RbacState } from '../../../ports/rbac.ts';
import type { Standing } from '../../../trace/fold.ts';
import type { LineAnnotation } from '../../editor/annotations.ts';
import { CodeEditor, type EditorHandle } from '../../editor/code-editor.tsx';
import { usePlayer, usePorts, useReveal, useSession } from '../../ports-context.tsx';
import { Button } from '../../ui/button.tsx';
import { VerdictMark } from '../../ui/verdict-mark.tsx';
import { Findings } from '../findings.tsx';
import { COLUMN, FOOT, PanelHead, Pick, Quiet } from '../pieces.tsx';
import { freshTemplate, RBAC_TEMPLATES, rbacDocuments, subjectName } from './rbac-text.ts';

/** What the requests say that this tab sends. */
const PROGRAM = 'rbac editor';

const STATUS: Record<RbacState['status'] | 'sent', { standing: Standing; title: string; words: string }> = {
  'in-force': { standing: 'passed', title: 'In force.', words: 'The cluster holds what this text says; it counts for the next request.' },
  waiting: { standing: 'asking', title: 'Waiting.', words: 'It is applied as soon as you stop typing.' },
  sent: { standing: 'asking', title: 'Sent.', words: 'Whether it is in force shows when the request on the stage is home.' },
  refused: { standing: 'error', title: 'Refused.', words: 'The last good state stays in force.' },
};

const NONE: RbacState['diagnostics'] = [];

/** The learner's own roles and bindings. Edits count at once: RBAC is read from the store, not from a file. */
export default function RbacPanel() {
  const ports = usePorts();
  const { text, diagnostics: found, status } = useSession((s) => s.rbac);
  const underway = usePlayer((state) => {
    const run = currentRun(state);
    return run?.program === PROGRAM && isUnderway(state, run);
  });
  const sent = underway && status !== 'waiting';
  const diagnostics = sent ? NONE : found;
  const editor = useRef<EditorHandle>(null);
  const documents = useMemo(() => rbacDocuments(text), [text]);
  const annotations = useMemo(
    () => diagnostics.filter((d) => d.severity === 'error').map((d): LineAnnotation => ({ line: d.line, text: '', tone: 'error' })),
    [diagnostics],
  );
  const { request } = useReveal();
  useEffect(() => {
    if (request?.tab === 'RBAC') editor.current?.goTo(request.line, 1);
  }, [request]);
  const goTo = (line: number, column = 1): void => editor.current?.goTo(line, column);
  const put = (fresh: string): void => editor.current?.insert(fresh, subjectName(fresh));
  const { standing, title, words } = STATUS[sent ? 'sent' : status];

  return (
    <div className="grid min-h-0 flex-1 grid-cols-[minmax(0,1fr)_--spacing(59)] @max-narrow/workbench:block @max-narrow/workbench:overflow-auto">
      <div className={`${COLUMN} @max-narrow/workbench:min-h-60`}>
        <CodeEditor
          label="RBAC"
          language="yaml"
          text={text}
          onChange={(next) => ports.editRbac(next)}
          findings={diagnostics}
          annotations={annotations}
          handle={editor}
        />
        <Findings findings={diagnostics} goTo={goTo} />
        <p className={`${FOOT} gap-1.5`} role="status" aria-label="RBAC status">
          <VerdictMark standing={standing} />
          <b className="font-strong text-ink">{title}</b> {words}
        </p>
      </div>
      <aside
        className="overflow-auto border-l border-line px-3.5 py-2.5 @max-narrow/workbench:border-t @max-narrow/workbench:border-l-0"
        aria-label="Documents"
      >
        <PanelHead>Put in a binding for</PanelHead>
        <div className="mb-3 flex flex-wrap gap-1.5">
          {RBAC_TEMPLATES.map((template) => (
            <Button
              key={template.label}
              look="line"
              className="px-2 text-12"
              aria-label={`Put in a binding for ${template.label}`}
              onClick={() => put(freshTemplate(template, text))}
            >
              {template.label}
            </Button>
          ))}
        </div>
        <PanelHead>Documents</PanelHead>
        {documents.length === 0 ? (
          <Quiet className="">None of your own yet. The cluster’s default roles are in Objects.</Quiet>
        ) : (
          <ul>
            {documents.map((d) => (
              <li key={d.line}>
                <Pick className="-ml-1.5 w-full flex-col px-1.5 py-1" onClick={() => goTo(d.line)}>
                  <span className="text-12 leading-3.75 text-ink-3">{d.kind || 'no kind'}</span>
                  <code className="text-12 leading-4 wrap-anywhere">{d.namespace ? `${d.namespace}/${d.name || '?'}` : d.name || '?'}</code>
                </Pick>
              </li>
            ))}
          </ul>
        )}
      </aside>
    </div>
  );
}
