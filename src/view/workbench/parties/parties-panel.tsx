import { useRef, useState } from 'react';
import type { PartyKindRow } from '../../../ports/parties.ts';
import { CodeEditor, type EditorHandle } from '../../editor/code-editor.tsx';
import { usePorts, useSession } from '../../ports-context.tsx';
import { Button } from '../../ui/button.tsx';
import { Check, Labelled, Select } from '../../ui/field.tsx';
import { VerdictMark } from '../../ui/verdict-mark.tsx';
import { Findings } from '../findings.tsx';
import { COLUMN, Count, Foot, PanelHead, Pick, Quiet } from '../pieces.tsx';

/** The delay of a webhook as its text says; undefined for parties that answer at once, and for a text that is no object. */
function delayIn(about: PartyKindRow | undefined, text: string): { delay: number; spec: object } | undefined {
  if (!about?.reviews) return undefined;
  try {
    const spec: unknown = JSON.parse(text);
    if (typeof spec !== 'object' || spec === null) return undefined;
    return { delay: 'delay' in spec && typeof spec.delay === 'number' ? spec.delay : 0, spec };
  } catch {
    return undefined;
  }
}

/** Who stands outside the cluster. What is edited here counts for the next request. */
export default function PartiesPanel() {
  const ports = usePorts();
  const { kinds, list, selected, text, diagnostics } = useSession((s) => s.parties);
  const editor = useRef<EditorHandle>(null);
  const [version, setVersion] = useState('v1');
  const party = list.find(({ name }) => name === selected);
  const aboutOf = (kind: string): PartyKindRow | undefined => kinds.find((one) => one.kind === kind);
  const about = aboutOf(party?.kind ?? '');
  const slow = delayIn(about, text);
  const missing = kinds.filter(({ kind, sample }) => sample !== undefined && !list.some((one) => one.kind === kind));

  return (
    <div className="grid min-h-0 flex-1 grid-cols-[--spacing(52)_minmax(0,1fr)] @max-small/workbench:block @max-small/workbench:overflow-auto">
      <aside className="overflow-auto border-r border-line px-3 py-2 @max-small/workbench:border-r-0 @max-small/workbench:border-b" aria-label="Parties">
        {list.length === 0 && <Quiet className="pt-0.5 pb-2">Nobody stands outside the cluster yet.</Quiet>}
        <ul>
          {list.map(({ name, kind, down }) => (
            <li key={name}>
              <Pick className="w-full items-baseline gap-2 px-1.5 py-0.75" aria-pressed={name === selected} onClick={() => ports.selectParty(name)}>
                <span>{name}</span>
                <Count>{down ? 'down' : (aboutOf(kind)?.title ?? kind)}</Count>
              </Pick>
            </li>
          ))}
        </ul>
        {missing.length > 0 && (
          <div className="mt-2.5 grid justify-items-start gap-1.5">
            <PanelHead className="">Put outside the cluster</PanelHead>
            {missing.map(({ kind, title }) => (
              <Button
                key={kind}
                look="line"
                className="min-h-6.5 rounded-1 border-edge px-1.5"
                aria-label={`Add ${title}`}
                onClick={() => ports.addParty(kind)}
              >
                {title}
              </Button>
            ))}
          </div>
        )}
      </aside>
      {party ? (
        <div className={`${COLUMN} @max-small/workbench:[&>.code-editor]:min-h-45`}>
          <p className="border-b border-line px-3 py-1.5 text-12 leading-4.5 text-ink-2">
            <b className="font-strong text-ink">{about?.title ?? party.kind}</b> at <code>{party.origin}</code>. {about?.blurb}
          </p>
          <CodeEditor
            key={party.name}
            label={`Party ${party.name}`}
            language="json"
            text={text}
            onChange={(next) => ports.editParty(next)}
            findings={diagnostics}
            handle={editor}
          />
          <Findings findings={diagnostics} goTo={(line, column) => editor.current?.goTo(line, column)} />
          <Foot>
            <span className="inline-flex items-center gap-1.5" role="status" aria-label="Party status">
              <VerdictMark standing={diagnostics.length ? 'error' : party.down ? 'not-reached' : 'passed'} />
              <b className="font-strong text-ink">{diagnostics.length ? 'Not in force.' : party.down ? 'Unreachable.' : 'In force.'}</b>
            </span>
            <Check checked={party.down} onChange={(e) => ports.switchParty(party.name, e.target.checked)}>
              unreachable
            </Check>
            {slow && (
              <Labelled title="Callers that are less patient get no answer; the API server waits 30 seconds.">
                answers after
                <Select
                  value={slow.delay}
                  onChange={(e) => ports.editParty(JSON.stringify({ ...slow.spec, delay: Number(e.target.value) || undefined }, null, 2))}
                >
                  {[...new Set([0, 2000, 10_000, 60_000, slow.delay])].map((ms) => (
                    <option key={ms} value={ms}>
                      {ms / 1000} s
                    </option>
                  ))}
                </Select>
              </Labelled>
            )}
            {party.kind === 'oidc' && <Button onClick={() => ports.rotateKey(party.name)}>Rotate its key</Button>}
            <Button onClick={() => ports.removeParty(party.name)}>Remove</Button>
            {slow && (
              <Labelled>
                reviews in
                <Select value={version} onChange={(e) => setVersion(e.target.value)}>
                  <option>v1</option>
                  <option>v1beta1</option>
                </Select>
              </Labelled>
            )}
            {about && about.flags.length > 0 && (
              <Button look="line" onClick={() => ports.configureFor(party.name, version)}>
                Configure the API server for it
              </Button>
            )}
          </Foot>
        </div>
      ) : (
        <Quiet>
          An identity provider or a webhook is asked over the network, and a proxy calls in from there. Put one outside the cluster, then point the API server
          at it.
        </Quiet>
      )}
    </div>
  );
}
