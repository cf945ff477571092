import { useRef, useState } from 'react';
import type { PartyKindRow } from '../../../ports/parties.ts';
import { CodeEditor, type EditorHandle } from '../../editor/code-editor.tsx';
import { usePorts, useSession } from '../../ports-context.tsx';
import { Button } from '../../ui/button.tsx';
import { VerdictMark } from '../../ui/verdict-mark.tsx';
import { Findings } from '../findings.tsx';
import './parties-panel.css';

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
    <div className="wb-parties">
      <aside className="wb-kinds" aria-label="Parties">
        {list.length === 0 && <p className="wb-quiet">Nobody stands outside the cluster yet.</p>}
        <ul>
          {list.map(({ name, kind, down }) => (
            <li key={name}>
              <button type="button" aria-pressed={name === selected} onClick={() => ports.selectParty(name)}>
                <span>{name}</span>
                <span className="wb-count">{down ? 'down' : (aboutOf(kind)?.title ?? kind)}</span>
              </button>
            </li>
          ))}
        </ul>
        {missing.length > 0 && (
          <div className="wb-party-add">
            <h3>Put outside the cluster</h3>
            {missing.map(({ kind, title }) => (
              <Button key={kind} look="line" aria-label={`Add ${title}`} onClick={() => ports.addParty(kind)}>
                {title}
              </Button>
            ))}
          </div>
        )}
      </aside>
      {party ? (
        <div className="wb-file">
          <p className="wb-party-about">
            <b>{about?.title ?? party.kind}</b> at <code>{party.origin}</code>. {about?.blurb}
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
          <div className="wb-foot wb-party-acts">
            <span className="wb-status" role="status" aria-label="Party status">
              <VerdictMark standing={diagnostics.length ? 'error' : party.down ? 'not-reached' : 'passed'} />
              <b>{diagnostics.length ? 'Not in force.' : party.down ? 'Unreachable.' : 'In force.'}</b>
            </span>
            <label className="wb-check">
              <input type="checkbox" checked={party.down} onChange={(e) => ports.switchParty(party.name, e.target.checked)} />
              unreachable
            </label>
            {slow && (
              <label className="wb-check" title="Callers that are less patient get no answer; the API server waits 30 seconds.">
                answers after
                <select
                  value={slow.delay}
                  onChange={(e) => ports.editParty(JSON.stringify({ ...slow.spec, delay: Number(e.target.value) || undefined }, null, 2))}
                >
                  {[...new Set([0, 2000, 10_000, 60_000, slow.delay])].map((ms) => (
                    <option key={ms} value={ms}>
                      {ms / 1000} s
                    </option>
                  ))}
                </select>
              </label>
            )}
            {party.kind === 'oidc' && <Button onClick={() => ports.rotateKey(party.name)}>Rotate its key</Button>}
            <Button onClick={() => ports.removeParty(party.name)}>Remove</Button>
            {slow && (
              <label className="wb-check">
                reviews in
                <select value={version} onChange={(e) => setVersion(e.target.value)}>
                  <option>v1</option>
                  <option>v1beta1</option>
                </select>
              </label>
            )}
            {about && about.flags.length > 0 && (
              <Button look="line" onClick={() => ports.configureFor(party.name, version)}>
                Configure the API server for it
              </Button>
            )}
          </div>
        </div>
      ) : (
        <p className="wb-quiet">
          An identity provider or a webhook is asked over the network, and a proxy calls in from there. Put one outside the cluster, then point the API server
          at it.
        </p>
      )}
    </div>
  );
}
