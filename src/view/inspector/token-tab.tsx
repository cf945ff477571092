import { useMemo } from 'react';
import type { Evidence } from '../../trace/event.ts';
import { isJsonObject } from '../../trace/json.ts';
import { usePorts, useReveal, useSession } from '../ports-context.tsx';
import { Button } from '../ui/button.tsx';
import { Verdict } from '../ui/verdict-mark.tsx';
import { EvidenceView } from './evidence-view.tsx';
import { Checks, Note, Part, Title } from './pieces.tsx';
import { bearerOf } from './request-words.ts';
import { evidenceOf, factsOf } from './stage-facts.ts';
import { headerRows, payloadRows } from './token/claims.ts';
import { decodePart, looksLikeJwt } from './token/decode.ts';
import { remaining } from './token/lifetime.ts';
import { secondsOf } from './token/moments.ts';
import { Claims, ColouredToken, LifetimeBar } from './token/token-drawing.tsx';
import { base64Bytes, tokenParts } from './token/token-parts.ts';
import type { Picture } from './use-picture.ts';

/** What the selected request showed: a token taken apart, a certificate, or nothing. */
export function TokenTab({ run, snapshot, facts }: Picture) {
  const jwt = evidenceOf(facts, 'jwt');
  // STS reads the token out of a form.
  const token = (snapshot.request && bearerOf(snapshot.request.headers)) ?? jwt?.token;
  if (token === undefined) {
    const certificate = evidenceOf(facts, 'certificate', 'authn.x509');
    if (certificate) {
      return (
        <>
          <Title title="Client certificate">shown while TLS was set up, not in the request</Title>
          <EvidenceView evidence={certificate} />
        </>
      );
    }
    return (
      <>
        <Title title="No token" />
        <Note>This request shows no bearer token{snapshot.envelope.credential.kind === 'other' ? ': its Authorization header is of another kind' : ''}.</Note>
      </>
    );
  }
  if (!looksLikeJwt(token) && !jwt) return <OpaqueToken token={token} snapshot={snapshot} />;
  const signature = factsOf(facts, 'sts.signature');
  const signed = signature?.verdict && { ok: signature.verdict === 'passed', detail: signature.reason };
  return <Jwt token={token} evidence={jwt?.token === token ? jwt : undefined} judged={signed} at={secondsOf(run.trace.startedAt)} />;
}

function OpaqueToken({ token, snapshot }: { token: string; snapshot: Picture['snapshot'] }) {
  const known = snapshot.desks.find((d) => d.standing === 'recognised');
  return (
    <>
      <Title title="A token without contents" {...(known ? { standing: 'recognised' as const, word: `known to ${known.title}` } : {})} />
      <Note>It is only a secret: nothing can be read out of it. Whoever shows it is whoever it stands for in the server’s list.</Note>
      <ColouredToken token={token} />
      <Note>It has no lifetime. It works until the line is gone and the server has read the file again.</Note>
    </>
  );
}

interface JwtProps {
  token: string;
  evidence: Extract<Evidence, { type: 'jwt' }> | undefined;
  /** By whom the token was not shown as a bearer's. */
  judged: { ok: boolean; detail: string } | undefined;
  /** When the request was sent, seconds since 1970. */
  at: number;
}

function Jwt({ token, evidence, judged, at }: JwtProps) {
  const ports = usePorts();
  const { reveal } = useReveal();
  const clock = useSession((session) => secondsOf(session.clock));
  const read = useMemo(() => {
    const [header, payload] = tokenParts(token);
    return { header: decodePart('header', header?.text ?? ''), payload: decodePart('payload', payload?.text ?? '') };
  }, [token]);
  const payload = evidence?.payload ?? ('value' in read.payload ? read.payload.value : undefined);
  const header = evidence?.header ?? ('value' in read.header ? read.header.value : undefined);
  const signature = tokenParts(token)[2]?.text ?? '';
  const signed = evidence?.checks.find((c) => /signature/i.test(c.check)) ?? judged;
  const alg = isJsonObject(header) && typeof header.alg === 'string' ? header.alg : 'none';
  return (
    <>
      <header className="mb-0.5 flex flex-wrap items-center justify-between gap-x-2.5 gap-y-1 [&+p]:mt-0 [&+p]:mb-3.5">
        <h2 className="font-display text-18 leading-tight font-strong tracking-tight wrap-anywhere">
          {isServiceAccount(payload) ? 'Service account token' : 'JSON Web Token'}
        </h2>
        {signed?.ok === true && <Verdict standing="passed" word="signature valid" />}
        {signed?.ok === false && <Verdict standing="error" word="signature does not fit" />}
        {!signed && <Verdict standing="not-asked" word="not judged yet" />}
      </header>
      <Note>{about(payload)} Anyone can read it; only the holder of the key can make it.</Note>
      <ColouredToken token={token} />
      {remaining(payload, clock) && (
        <Part title="Lifetime">
          <LifetimeBar payload={payload} now={clock} sent={at} />
        </Part>
      )}
      {'error' in read.header && <Verdict standing="error" word={read.header.error} />}
      {'error' in read.payload && <Verdict standing="error" word={read.payload.error} />}
      <Claims part="header" title="Header" rows={headerRows(header)} />
      <Claims part="payload" title="Payload" rows={payloadRows(payload, at)} />
      <Claims
        part="signature"
        title="Signature"
        rows={[
          {
            key: alg,
            value: `${base64Bytes(signature)} bytes`,
            meaning: signed ? signed.detail : 'not checked yet',
            ...(signed?.ok === false ? { tone: 'wrong' as const } : {}),
          },
        ]}
      />
      {evidence && evidence.checks.length > 0 && (
        <Part title="What the server checked">
          <Checks checks={evidence.checks} />
        </Part>
      )}
      <p className="mt-4.5 flex flex-wrap gap-2">
        <Button
          look="line"
          onClick={() => {
            ports.pasteToken(token);
            reveal('Tokens', 1);
          }}
        >
          Change it in the Tokens tab
        </Button>
      </p>
    </>
  );
}

const bound = (payload: Parameters<typeof payloadRows>[0]) =>
  isJsonObject(payload) && isJsonObject(payload['kubernetes.io']) ? payload['kubernetes.io'] : undefined;

const isServiceAccount = (payload: Parameters<typeof payloadRows>[0]): boolean =>
  bound(payload) !== undefined || (isJsonObject(payload) && 'kubernetes.io/serviceaccount/namespace' in payload);

function about(payload: Parameters<typeof payloadRows>[0]): string {
  const b = bound(payload);
  const pod = b && isJsonObject(b.pod) ? b.pod.name : undefined;
  const account = b && isJsonObject(b.serviceaccount) ? b.serviceaccount.name : undefined;
  if (typeof pod === 'string') return `For Pod ${pod}.`;
  if (typeof account === 'string') return `For the service account ${account}.`;
  return 'It says who made it and whom it speaks for.';
}
