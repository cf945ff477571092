import { useEffect, useMemo, useRef } from 'react';
import type { ServerFile } from '../../../ports/tokens-csv.ts';
import type { LineAnnotation } from '../../editor/annotations.ts';
import { CodeEditor, type EditorHandle } from '../../editor/code-editor.tsx';
import { type LineChanges, lineChanges, linesOf, namedLines } from '../../editor/line-changes.ts';
import { clockTime } from '../../inspector/token/moments.ts';
import { usePorts, useReveal, useSession } from '../../ports-context.tsx';
import { Banner } from '../../ui/banner.tsx';
import { Button } from '../../ui/button.tsx';
import { useFailure } from '../../use-failure.ts';
import { Findings } from '../findings.tsx';
import { COLUMN, Foot, Verbatim } from '../pieces.tsx';
import { RestartButton, Restarting } from '../server-banner.tsx';

/** The file on the node: as edited, as on disk, as in the server's memory. */
export default function TokensCsvPanel() {
  const ports = usePorts();
  const file = useSession((s) => s.tokensCsv);
  const failure = useFailure();
  const editor = useRef<EditorHandle>(null);
  const changes = useMemo(() => lineChanges(file.inMemory ?? '', file.text), [file.inMemory, file.text]);
  const failed = failure && (failure.file === file.path || failure.flag === 'token-auth-file') ? failure : undefined;
  const mine = failed?.mended ? undefined : failed;
  const broken = file.diagnostics.some((d) => d.severity === 'error');
  const annotations = useMemo(() => annotate(file, changes, failed !== undefined), [file, changes, failed]);
  const { request } = useReveal();
  useEffect(() => {
    if (request?.tab === 'tokens.csv') editor.current?.goTo(request.line, 1);
  }, [request]);

  const discard = file.inMemory !== undefined && file.inMemory !== file.text && <Button onClick={() => ports.discardTokensCsv()}>Discard</Button>;
  return (
    <div className={COLUMN} data-heir=".banner-actions .btn-ink|.wb-panel:not([hidden]) .wb-foot .btn">
      <Restarting />
      {mine ? (
        <Banner
          title="The API server did not start."
          actions={
            <>
              {discard}
              {mine.line !== undefined && (
                <Button look="line" onClick={() => editor.current?.goTo(mine.line ?? 1, mine.column ?? 1)}>
                  Go to line {mine.line}
                </Button>
              )}
              <RestartButton />
            </>
          }
        >
          <Verbatim>{mine.error}</Verbatim>
        </Banner>
      ) : (
        file.stale && (
          <Banner
            title={
              failed
                ? broken
                  ? 'Changed, and still not as the API server reads it.'
                  : 'Mended, but not yet read: no API server runs.'
                : `The API server has not read ${namedLines(changes)}.`
            }
            actions={
              <>
                {discard}
                <RestartButton />
              </>
            }
          >
            {file.savedAt && `Saved at ${clockTime(file.savedAt)}, `}not yet read: it reads files when it starts.
          </Banner>
        )
      )}
      <CodeEditor
        label="tokens.csv"
        language="csv"
        text={file.text}
        onChange={(text) => ports.editTokensCsv(text)}
        findings={file.diagnostics}
        annotations={annotations}
        handle={editor}
      />
      <Findings findings={file.diagnostics.filter((d) => d.message !== mine?.error)} goTo={(line, column) => editor.current?.goTo(line, column)} />
      {/* The banner says it, and a line of the file is worth more. */}
      {(mine || !file.stale) && <Copies file={file} changes={changes} restart={!mine} />}
    </div>
  );
}

function annotate(file: ServerFile, changes: LineChanges, stopped: boolean): LineAnnotation[] {
  const text = stopped ? 'the server stops reading here' : '';
  const errors = file.diagnostics.filter((d) => d.severity === 'error').map((d): LineAnnotation => ({ line: d.line, text, tone: 'error' }));
  if (!file.stale || file.inMemory === undefined) return errors;
  const broken = new Set(errors.map((e) => e.line));
  return [
    ...errors,
    ...changes.lines.filter((c) => !broken.has(c.line)).map(({ line, kind }): LineAnnotation => ({ line, text: `${kind}, not read yet`, tone: 'stale' })),
  ];
}

/** The three copies of one text, and whether they agree. */
function Copies({ file, changes, restart }: { file: ServerFile; changes: LineChanges; restart: boolean }) {
  const lines = linesOf(file.text).length;
  const stopped = useSession((s) => s.server.status === 'stopped');
  return (
    <Foot title={`${file.path} on the node minikube`}>
      <dl className="flex flex-wrap gap-x-4.5 gap-y-0.5">
        <div className="flex gap-1.5">
          <dt className="text-ink-3">here</dt>
          <dd>{lines === 1 ? '1 line' : `${lines} lines`}</dd>
        </div>
        <div className="flex gap-1.5">
          <dt className="text-ink-3">on disk</dt>
          <dd>
            {file.refused === file.text ? (
              <b className="font-strong text-error">as the server read it before it gave up</b>
            ) : file.savedAt ? (
              `saved at ${clockTime(file.savedAt)}`
            ) : (
              'the same'
            )}
          </dd>
        </div>
        <div className="flex gap-1.5">
          <dt className="text-ink-3">in memory</dt>
          <dd>
            {stopped || file.inMemory === undefined
              ? 'nothing: no server runs'
              : `${file.readAt ? `read at ${clockTime(file.readAt)}` : 'read'}${missing(changes)}`}
          </dd>
        </div>
      </dl>
      {restart && <RestartButton look="line" />}
    </Foot>
  );
}

function missing({ lines, removed }: LineChanges): string {
  const added = lines.filter((l) => l.kind === 'added').map((l) => l.line);
  if (lines.length === 0 && removed.length === 0) return ', the same';
  if (removed.length === 0 && added.length === 1) return `, without line ${added[0]}`;
  return ', an older text';
}
