import { FileBadge, Laptop } from 'lucide-react';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import type { CertificateWish, DecodedBlock, MadeCertificate } from '../../../ports/certificates.ts';
import { Checks } from '../../inspector/pieces.tsx';
import { usePorts, useSession } from '../../ports-context.tsx';
import { Banner } from '../../ui/banner.tsx';
import { Button } from '../../ui/button.tsx';
import { Verdict } from '../../ui/verdict-mark.tsx';
import './certificates-panel.css';

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

/** Keys, certificates and requests for them, made for real; and any PEM taken apart. */
export default function CertificatesPanel() {
  const cryptoMissing = useSession((s) => s.tokens.cryptoMissing);
  const [made, setMade] = useState<MadeCertificate | undefined>(undefined);
  const [pasted, setPasted] = useState<DecodedBlock[] | undefined>(undefined);
  return (
    <div className="wb-file">
      {cryptoMissing && (
        <Banner title="This page cannot make keys.">
          The browser keeps its cryptography from pages that did not come by https. Reading a PEM works in part.
        </Banner>
      )}
      <div className="wb-certs">
        <aside aria-label="Make or read">
          <MakeForm
            disabled={cryptoMissing}
            done={(next) => {
              setMade(next);
              setPasted(undefined);
            }}
          />
          <PasteField show={setPasted} />
        </aside>
        <section className="wb-certs-words" aria-label="In words" aria-live="polite">
          {pasted ? (
            <Blocks blocks={pasted} />
          ) : made ? (
            <Made made={made} />
          ) : (
            <p className="wb-quiet">Make a certificate, or paste one, to see what it says and what the API server would make of it.</p>
          )}
        </section>
      </div>
    </div>
  );
}

function MakeForm({ disabled, done }: { disabled: boolean; done: (made: MadeCertificate) => void }) {
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
    <form className="wb-certs-form" aria-label="Make a certificate" onSubmit={make} onKeyDown={(e) => e.stopPropagation()}>
      <label>
        <span>Username (CN)</span>
        <input value={wish.commonName} spellCheck={false} autoComplete="off" onChange={(e) => set({ commonName: e.target.value })} />
      </label>
      <label>
        <span>Groups (O), one a line</span>
        <textarea rows={2} value={groups} spellCheck={false} onChange={(e) => setGroups(e.target.value)} />
      </label>
      <label>
        <span>Signed by</span>
        <select value={wish.signer} onChange={(e) => set({ signer: SIGNERS.find(([id]) => id === e.target.value)?.[0] ?? 'cluster' })}>
          {SIGNERS.map(([id, words]) => (
            <option key={id} value={id}>
              {words}
            </option>
          ))}
        </select>
      </label>
      <label>
        <span>Key</span>
        <select value={wish.key} onChange={(e) => set({ key: e.target.value === 'RSA' ? 'RSA' : 'P-256' })}>
          <option value="P-256">P-256</option>
          <option value="RSA">RSA 2048</option>
        </select>
      </label>
      <fieldset className="wb-certs-life">
        <legend>Valid</legend>
        {!isRequest && (
          <select aria-label="Valid from" value={wish.from} onChange={(e) => set({ from: Number(e.target.value) })}>
            {STARTS.map(([words, seconds]) => (
              <option key={words} value={seconds}>
                from {words}
              </option>
            ))}
          </select>
        )}
        <input aria-label="Valid for how many" inputMode="numeric" value={count} onChange={(e) => setCount(e.target.value)} />
        <select
          aria-label="Unit of time"
          value={unit}
          onChange={(e) => setUnit(e.target.value === 'minutes' ? 'minutes' : e.target.value === 'hours' ? 'hours' : 'days')}
        >
          {Object.keys(UNITS).map((name) => (
            <option key={name}>{name}</option>
          ))}
        </select>
        {lifetime > 0 && !Number.isNaN(until.getTime()) && <small>until {until.toISOString().replace(/\.\d+/, '')}</small>}
      </fieldset>
      <fieldset className="wb-certs-uses">
        <legend>May be used for</legend>
        {['clientAuth', 'serverAuth'].map((usage) => (
          <label key={usage} className="wb-check">
            <input
              type="checkbox"
              checked={wish.usages.includes(usage)}
              onChange={(e) => set({ usages: e.target.checked ? [...wish.usages, usage] : wish.usages.filter((other) => other !== usage) })}
            />
            {usage}
          </label>
        ))}
      </fieldset>
      <button type="submit" className="btn btn-ink" aria-disabled={disabled || busy}>
        <FileBadge size={15} strokeWidth={1.75} aria-hidden />
        {isRequest ? 'Make the request' : 'Make the certificate'}
      </button>
      <div role="status" aria-label="Problem">
        {problem !== undefined && <Verdict standing="error" size={14} word={problem} />}
      </div>
    </form>
  );
}

function PasteField({ show }: { show: (blocks: DecodedBlock[] | undefined) => void }) {
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
    <label className="wb-certs-paste">
      <span>Or paste a PEM. It never leaves this page.</span>
      <textarea
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
    <section key={i} className="wb-certs-block">
      {verdict.length > 0 && (
        <>
          <h3>What the API server would find now</h3>
          <Checks checks={verdict} />
        </>
      )}
      <h3>{label || 'No PEM'}, part by part</h3>
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
      <div className="wb-certs-acts" ref={top}>
        <Button look="ink" onClick={() => ports.writeCertificate(made, kept)}>
          <Laptop size={15} strokeWidth={1.75} aria-hidden />
          Write to the laptop
        </Button>
        <label className="wb-check">
          <input type="checkbox" checked={kept} onChange={(e) => setKept(e.target.checked)} />
          this browser keeps it, private key and all
        </label>
      </div>
      {made.kind === 'csr' ? (
        <p className="wb-certs-note">
          Writes <code>{at}.csr</code>, its key, and <code>{at}.yaml</code> with the CertificateSigningRequest. Then <code>kubectl apply</code> hands it in,{' '}
          <code>kubectl certificate approve {made.name}</code> is the administrator’s yes (<code>deny</code> is the no), the controller signs, and{' '}
          <code>status.certificate</code> holds what you came for.
        </p>
      ) : (
        <p className="wb-certs-note">
          Writes <code>{at}.crt</code> and <code>{at}.key</code>, and types a request with them into the terminal.
        </p>
      )}
      <Blocks blocks={made.decoded} />
      <details>
        <summary>The PEM</summary>
        <pre>{made.pem}</pre>
      </details>
    </>
  );
}
