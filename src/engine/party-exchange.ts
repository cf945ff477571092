// One request from a machine to a party outside the cluster: connect, TLS, the party's answer, and the trace of it. Left out: servers that refuse a client certificate in the handshake.
import type { MachineState, StateMachine } from '../trace/event.ts';
import { Recorder } from '../trace/recorder.ts';
import type { Surroundings } from './exchange.ts';
import { Headers, type HttpRequest, phrase } from './http/message.ts';
import { type Dial, type DialFailure, type Exchange, type Origin, parseOrigin } from './network/dial.ts';
import { tlsState } from './network/tls.ts';
import type { Party } from './parties/party.ts';

const machineOf = (party: Party): StateMachine => ({
  initial: tlsState.id,
  states: [
    { ...tlsState, transitions: tlsState.transitions.map((t) => (t.on === 'passed' ? { on: t.on, to: 'party' } : t)) },
    {
      id: 'party',
      kind: 'gate',
      room: 'party',
      title: party.title,
      question: 'Stands outside the cluster',
      configured: true,
      transitions: [
        { on: 'passed', to: 'reply.party' },
        { on: 'denied', to: 'reply.party' },
        { on: 'error', to: 'reply.party' },
        { on: 'error', to: 'reply.none' },
      ],
    },
    ...(party.looks ?? []).map((id, i, all): MachineState => {
      const name = id.replace(/^[^.]*\./, '').replaceAll('-', ' ');
      const title = name.charAt(0).toUpperCase() + name.slice(1);
      const onwards = ['error', 'denied', 'allowed'].map((on) => ({ on, to: 'party' }));
      const transitions = [{ on: 'passed', to: all[i + 1] ?? 'party' }, ...onwards];
      return { id, kind: 'desk', room: 'party', parent: 'party', title, configured: true, transitions };
    }),
    { id: 'reply.party', kind: 'final', room: 'reply', title: `${party.title} answers`, configured: true, transitions: [] },
    { id: 'reply.none', kind: 'final', room: 'reply', title: 'No reply', configured: true, transitions: [] },
  ],
});

export async function serveParty(around: Surroundings, party: Party, origin: Origin, dial: Dial): Promise<Exchange> {
  const { request } = dial;
  const recorder = new Recorder({
    id: around.id,
    title: `${request.method} ${request.target.split('?')[0] ?? ''}`,
    from: dial.from,
    to: party.name,
    machine: machineOf(party),
    snapshot: around.revision,
    now: around.clock.now,
  });
  const headers = new Headers(request.headers.entries());
  if (!headers.has('Host')) headers.set('Host', `${origin.host}:${origin.port}`);
  const sent: HttpRequest = { ...request, headers };
  recorder.hop(dial.from, party.name, `${request.method} ${request.target}`, {
    start: `${request.method} ${request.target}`,
    headers: request.headers.entries(),
    body: request.body,
  });
  const span = recorder.before('tls');
  const refuse = (reason: string, failure: DialFailure): Exchange => {
    recorder.after(span, 'refused', reason);
    return { ok: false, failure, trace: recorder.trace() };
  };
  const spoken = parseOrigin(party.origin)?.scheme;
  if (origin.scheme === 'http' && spoken === 'https') return refuse('spoke HTTP to an HTTPS port', { code: 'http-to-https-port' });
  const refused: DialFailure = { code: 'connection-refused', host: origin.host, port: origin.port };
  if (origin.scheme === 'https' && spoken === 'http') return refuse('spoke TLS to an HTTP port', refused);
  const certificate = spoken === 'https' ? await around.parties.certificateOf(party) : undefined;
  if (spoken === 'https' && !certificate) return refuse('the party has no certificate', refused);
  if (certificate) {
    const verdict = await around.partyTls().judge(certificate, origin.host, dial.tls, around.clock.now());
    if (!verdict.ok) {
      recorder.after(span, 'refused', verdict.reason, verdict.evidence);
      return { ok: false, failure: verdict.failure, trace: recorder.trace() };
    }
    recorder.after(span, 'passed', verdict.reason, verdict.evidence);
  } else recorder.after(span, 'passed', 'not encrypted');

  const asked = recorder.before('party');
  const answer = await around.parties.ask(party, sent, { from: dial.from, clientCertificate: dial.tls.clientCertificate, recorder });
  if (answer === 'no-answer') {
    recorder.after(asked, 'error', 'no answer');
    recorder.hop(party.name, dial.from, 'no answer');
    return { ok: false, failure: refused, trace: recorder.trace() };
  }
  const status = `${answer.status} ${phrase(answer.status)}`.trim();
  if (answer.status < 400) recorder.after(asked, 'passed', 'answered');
  else recorder.after(asked, answer.status === 403 ? 'denied' : 'error', status);
  recorder.hop(party.name, dial.from, status, { start: status, headers: answer.headers.entries(), body: answer.body });
  return { ok: true, response: answer, trace: recorder.trace(), server: certificate?.facts };
}
