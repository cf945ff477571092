import { FileBadge, Laptop } from 'lucide-react';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import type { CertificateWish, DecodedBlock, MadeCertificate } from '../../../ports/certificates.ts';
import { Checks } from '../../inspector/pieces.tsx';
import { usePorts, useSession } from '../../ports-context.tsx';
import { Banner } from '../../ui/banner.tsx';
import { Button } from '../../ui/button.tsx';
import { Check, Field } from '../../ui/field.tsx';
import { Verdict } from '../../ui/verdict-mark.tsx';
import { COLUMN, Quiet } from '../pieces.tsx';

const UNITS = { minutes: 60, hours: 3600, days: 86_400 };
type Unit = keyof typeof UNITS;
const STARTS: readonly (readonly [words: string, seconds: number])[] = [
  ['now', 0],
  ['an hour ago', -3600],
  ['a month ago', -30 * 86_400],
  ['tomorrow', 86_400],
];
const SIGNERS: readonly (readonly [CertificateWish['signer'], string])[] = [
  ['cluster', 'the cluster’s client CA'],
  ['own', 'a new CA that nobody knows'],
  ['request', 'nobody yet: a request for kubectl'],
];
const FIRST: CertificateWish = { commonName: 'nadia', organizations: ['qa'], key: 'P-256', signer: 'cluster', from: 0, lifetime: 0, usages: ['clientAuth'] };

const WORDS = 'text-12 leading-4 text-ink-2';
const HEAD = 'mt-3 mb-1.5 text-13 leading-4.5 font-strong';
const BLOCK = 'first:[&>h3:first-child]:mt-0 [&>ol]:mt-0 [&>ol]:columns-[--spacing(62.5)] [&>ol]:gap-x-5 [&_li]:break-inside-avoid';
const INPUT = 'min-h-7 w-full min-w-0 resize-y rounded-1 border border-edge bg-paper px-1.75 py-1 text-13 leading-4.5 text-ink';

/** Keys, certificates and requests for them, made for real; and any PEM taken apart. */
export default function CertificatesPanel() {
  const cryptoMissing = useSession((s) => s.tokens.cryptoMissing);
  const [made, setMade] = useState<MadeCertificate | undefined>(undefined);
  const [pasted, setPasted] = useState<DecodedBlock[] | undefined>(undefined);
  // Nothing to read yet: the form takes the room.
  const nothing = pasted === undefined && made === undefined;
  return (
    <div className={COLUMN}>
      {cryptoMissing && (
        <Banner title="This page cannot make keys.">
          The browser keeps its cryptography from pages that did not come by https. Reading a PEM works in part.
        </Banner>
      )}
      <div
        className={`grid min-h-0 flex-1 grid-cols-[minmax(--spacing(65),5fr)_minmax(0,7fr)] @max-small/workbench:block @max-small/workbench:overflow-auto ${nothing ? '@wide/workbench:grid-cols-[minmax(0,1fr)] @wide/workbench:grid-rows-[minmax(0,1fr)_auto]' : ''}`}
      >
        <aside
          className={`overflow-auto border-r border-line px-3 @max-small/workbench:overflow-visible @max-small/workbench:border-r-0 @max-small/workbench:border-b ${nothing ? 'py-2.5 @wide/workbench:grid @wide/workbench:grid-cols-[minmax(0,3fr)_minmax(--spacing(45),1fr)] @wide/workbench:gap-x-4 @wide/workbench:border-r-0 @wide/workbench:pt-2 @wide/workbench:pb-0' : 'py-2.5'}`}
          aria-label="Make or read"
        >
          <MakeForm
            wide={nothing}
            disabled={cryptoMissing}
            done={(next) => {
              setMade(next);
              setPasted(undefined);
            }}
          />
          <PasteField wide={nothing} show={setPasted} />
        </aside>
        <section
          className={`overflow-auto px-3 py-2.5 @max-small/workbench:overflow-visible ${nothing ? '@wide/workbench:pt-2 @wide/workbench:pb-0' : ''}`}
          aria-label="In words"
          aria-live="polite"
        >
          {pasted ? (
            <Blocks blocks={pasted} />
          ) : made ? (
            <Made made={made} />
          ) : (
            <Quiet className="px-4 py-2.5 @wide/workbench:px-0 @wide/workbench:pt-0 @wide/workbench:pb-2">
              Make a certificate, or paste one, to see what it says and what the API server would make of it.
            </Quiet>
          )}
        </section>
      </div>
    </div>
  );
}

function MakeForm({ wide, disabled, done }: { wide: boolean; disabled: boolean; done: (made: MadeCertificate) => void }) {
  const ports = usePorts();
  const clock = useSession((s) => s.clock);
  const [wish, setWish] = useState(FIRST);
  const [groups, setGroups] = useState(FIRST.organizations.join('\n'));
  const [count, setCount] = useState('365');
  const [unit, setUnit] = useState<Unit>('days');
  const [problem, setProblem] = useState<string | undefined>(undefined);
  const [busy, setBusy] = useState(false);
  const set = (part: Partial<CertificateWish>): void => setWish({ ...wish, ...part });
  const isRequest = wish.signer === 'request';
  const lifetime = Math.round(Number(count) * UNITS[unit]);
  const until = new Date(Date.parse(clock) + (wish.from + lifetime) * 1000);

  const make = (event: FormEvent): void => {
    event.preventDefault();
    if (disabled || busy) return;
    if (!(lifetime > 0) || Number.isNaN(until.getTime()) || until.getUTCFullYear() > 9999) {
      setProblem('How long it is good must be a number above zero, and end before the year 10000.');
      return;
    }
    setBusy(true);
    const organizations = groups
      .split('\n')
      .map((line) => line.trim())
      .filter((line) => line !== '');
    ports
      .makeCertificate({ ...wish, organizations, lifetime, commonName: wish.commonName.trim() })
      .then((answer) => {
        setProblem('error' in answer ? answer.error : undefined);
        if ('made' in answer) done(answer.made);
      })
      .catch((error: unknown) => setProblem(`Something broke in Gatehouse itself: ${error instanceof Error ? error.message : String(error)}`))
      .finally(() => setBusy(false));
  };

  return (
    <form
      className={`grid grid-cols-[repeat(auto-fill,minmax(--spacing(47.5),1fr))] items-start gap-x-3 gap-y-2 ${wide ? '@wide/workbench:grid-cols-4 @wide/workbench:gap-y-1' : ''}`}
      aria-label="Make a certificate"
      onSubmit={make}
      onKeyDown={(e) => e.stopPropagation()}
    >
      <Field className={`gap-1 ${WORDS}`} label="Username (CN)">
        <input
          className={`font-mono ${INPUT}`}
          value={wish.commonName}
          spellCheck={false}
          autoComplete="off"
          onChange={(e) => set({ commonName: e.target.value })}
        />
      </Field>
      <Field className={`gap-1 ${WORDS}`} label="Groups (O), one a line">
        <textarea className={`font-mono ${INPUT}`} rows={2} value={groups} spellCheck={false} onChange={(e) => setGroups(e.target.value)} />
      </Field>
      <Field className={`gap-1 ${WORDS}`} label="Signed by">
        <select
          className={`h-7 ${INPUT}`}
          value={wish.signer}
          onChange={(e) => set({ signer: SIGNERS.find(([id]) => id === e.target.value)?.[0] ?? 'cluster' })}
        >
          {SIGNERS.map(([id, words]) => (
            <option key={id} value={id}>
              {words}
            </option>
          ))}
        </select>
      </Field>
      <Field className={`gap-1 ${WORDS}`} label="Key">
        <select className={`h-7 ${INPUT}`} value={wish.key} onChange={(e) => set({ key: e.target.value === 'RSA' ? 'RSA' : 'P-256' })}>
          <option value="P-256">P-256</option>
          <option value="RSA">RSA 2048</option>
        </select>
      </Field>
      <fieldset
        className={`grid min-w-0 grid-cols-[minmax(0,1.5fr)_minmax(--spacing(12),0.6fr)_minmax(0,1fr)] gap-x-1.5 gap-y-1 ${wide ? '@wide/workbench:col-span-2' : ''}`}
      >
        <legend className={WORDS}>Valid</legend>
        {!isRequest && (
          <select className={`h-7 ${INPUT}`} aria-label="Valid from" value={wish.from} onChange={(e) => set({ from: Number(e.target.value) })}>
            {STARTS.map(([words, seconds]) => (
              <option key={words} value={seconds}>
                from {words}
              </option>
            ))}
          </select>
        )}
        <input className={`font-mono ${INPUT}`} aria-label="Valid for how many" inputMode="numeric" value={count} onChange={(e) => setCount(e.target.value)} />
        <select
          className={`h-7 ${INPUT}`}
          aria-label="Unit of time"
          value={unit}
          onChange={(e) => setUnit(e.target.value === 'minutes' ? 'minutes' : e.target.value === 'hours' ? 'hours' : 'days')}
        >
          {Object.keys(UNITS).map((name) => (
            <option key={name}>{name}</option>
          ))}
        </select>
        {lifetime > 0 && !Number.isNaN(until.getTime()) && <small className={`col-span-full ${WORDS}`}>until {until.toISOString().replace(/\.\d+/, '')}</small>}
      </fieldset>
      <fieldset className="min-w-0">
        <legend className={WORDS}>May be used for</legend>
        <div className="flex flex-wrap gap-x-3">
          {['clientAuth', 'serverAuth'].map((usage) => (
            <Check
              key={usage}
              className="min-h-6 text-13"
              checked={wish.usages.includes(usage)}
              onChange={(e) => set({ usages: e.target.checked ? [...wish.usages, usage] : wish.usages.filter((other) => other !== usage) })}
            >
              {usage}
            </Check>
          ))}
        </div>
      </fieldset>
      <button type="submit" className="btn btn-ink self-center justify-self-start" aria-disabled={disabled || busy}>
        <FileBadge size={15} strokeWidth={1.75} aria-hidden />
        {isRequest ? 'Make the request' : 'Make the certificate'}
      </button>
      <div className="col-span-full" role="status" aria-label="Problem">
        {problem !== undefined && <Verdict standing="error" size={14} word={problem} />}
      </div>
    </form>
  );
}

function PasteField({ wide, show }: { wide: boolean; show: (blocks: DecodedBlock[] | undefined) => void }) {
  const ports = usePorts();
  const [text, setText] = useState('');
  const latest = useRef(text);
  useEffect(() => {
    latest.current = text;
    if (text.trim() === '') return;
    // Only the newest text's answer counts. A failure of ours is told by the session.
    ports.readPem(text).then(
      (blocks) => {
        if (latest.current === text) show(blocks);
      },
      () => undefined,
    );
  }, [text, ports, show]);
  return (
    <label
      className={`mt-3.5 grid gap-1 border-t border-line pt-3 ${wide ? '@wide/workbench:mt-0 @wide/workbench:content-start @wide/workbench:border-t-0 @wide/workbench:border-l @wide/workbench:pt-0 @wide/workbench:pl-4' : ''}`}
    >
      <span className={WORDS}>Or paste a PEM. It never leaves this page.</span>
      <textarea
        className={`font-mono ${INPUT}`}
        rows={3}
        value={text}
        spellCheck={false}
        autoComplete="off"
        placeholder="-----BEGIN CERTIFICATE-----"
        onChange={(e) => {
          setText(e.target.value);
          if (e.target.value.trim() === '') show(undefined);
        }}
        onKeyDown={(e) => e.stopPropagation()}
      />
    </label>
  );
}

function Blocks({ blocks }: { blocks: readonly DecodedBlock[] }) {
  return blocks.map(({ label, parts, verdict }, i) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: blocks of one text, in its order
    <section key={i} className={BLOCK}>
      {verdict.length > 0 && (
        <>
          <h3 className={HEAD}>What the API server would find now</h3>
          <Checks checks={verdict} />
        </>
      )}
      <h3 className={HEAD}>{label || 'No PEM'}, part by part</h3>
      <Checks checks={parts} />
    </section>
  ));
}

function Made({ made }: { made: MadeCertificate }) {
  const ports = usePorts();
  const [kept, setKept] = useState(false);
  const at = `~/certs/${made.name}`;
  const top = useRef<HTMLDivElement>(null);
  // On a narrow screen it stands below the form.
  // biome-ignore lint/correctness/useExhaustiveDependencies: every new one is shown
  useEffect(() => top.current?.scrollIntoView({ block: 'nearest' }), [made]);
  return (
    <>
      <div className="flex flex-wrap items-center gap-x-3.5 gap-y-1.5" ref={top}>
        <Button look="ink" onClick={() => ports.writeCertificate(made, kept)}>
          <Laptop size={15} strokeWidth={1.75} aria-hidden />
          Write to the laptop
        </Button>
        <Check className="min-h-6 text-13" checked={kept} onChange={(e) => setKept(e.target.checked)}>
          this browser keeps it, private key and all
        </Check>
      </div>
      {made.kind === 'csr' ? (
        <p className="my-2 max-w-[68ch] text-13 leading-4.75 text-ink-2">
          Writes <code>{at}.csr</code>, its key, and <code>{at}.yaml</code> with the CertificateSigningRequest. Then <code>kubectl apply</code> hands it in,{' '}
          <code>kubectl certificate approve {made.name}</code> is the administrator’s yes (<code>deny</code> is the no), the controller signs, and{' '}
          <code>status.certificate</code> holds what you came for.
        </p>
      ) : (
        <p className="my-2 max-w-[68ch] text-13 leading-4.75 text-ink-2">
          Writes <code>{at}.crt</code> and <code>{at}.key</code>, and types a request with them into the terminal.
        </p>
      )}
      <Blocks blocks={made.decoded} />
      <details>
        <summary className="mt-2.5 min-h-6 text-13">The PEM</summary>
        <pre className="mt-1 text-12 leading-4.25 wrap-anywhere whitespace-pre-wrap">{made.pem}</pre>
      </details>
    </>
  );
}
