import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { STORIES, type Story, tell } from '../../../e2e/harness/traces.ts';
import type { Trace, Verdict } from '../../trace/event.ts';
import { fold } from '../../trace/fold.ts';
import { timeline } from '../../trace/timeline.ts';
import { narration } from './narration.ts';

function sentences(trace: Trace): string[] {
  const line = timeline(trace);
  return line.steps.map((step) => narration(trace, line, step.number, fold(trace, step.events)));
}

const told = (name: string): string[] => sentences(tell(STORIES[name]!));

describe('the sentences of a run', () => {
  it('lead token1 to its 200', () => {
    expect(told('token1-200')).toEqual([
      'You send GET /api/v1/namespaces, sealed, to kube-apiserver.',
      'The sealed request travels: nobody on the way can read it.',
      'The client trusts this server, so the letter may be opened inside.',
      'Authentication asks its desks, one after the other, who you are.',
      'No front proxy speaks for you, so the next desk is asked.',
      'You sent no client certificate, so the next desk is asked.',
      'The static token file knows this token: it belongs to arthur.',
      'The badge says arthur, and the server throws the token away.',
      'You name nobody else to act as, so you pass as yourself.',
      'Authorization reads the badge: may arthur list namespaces?',
      'A rule lets arthur list namespaces, so the letter is stamped.',
      'Admission looks at writes only, so a read walks past.',
      'etcd hands over what you asked for.',
      'The reply goes straight back to your laptop: 200 OK, five namespaces.',
    ]);
  });

  it('lead a request without credentials to its 403', () => {
    expect(told('anonymous-403').slice(6)).toEqual([
      'You showed nothing, so you get the blank badge: system:anonymous.',
      'You go on as system:anonymous: a badge without a person, but a badge.',
      'You name nobody else to act as, so you pass as yourself.',
      'Authorization reads the badge: may system:anonymous list namespaces?',
      'No rule lets system:anonymous list namespaces, and nothing said means no.',
      'You get 403: you are system:anonymous, and no rule lets it list namespaces.',
    ]);
  });

  it('lead a token nobody knows to its 401', () => {
    expect(told('token4-401').slice(4)).toEqual([
      'No front proxy speaks for you, so the next desk is asked.',
      'You sent no client certificate, so the next desk is asked.',
      'The static token file has no line for this token, so the next desk is asked.',
      'This is no token of a service account, so the next desk is asked.',
      'This does not have the shape of a bootstrap token, and nobody is left to ask.',
      'No desk knows token4, and a token nobody knows is an error: no badge.',
      'You get 401: no desk knows token4, and the server says no more than that.',
    ]);
  });

  it('end at the door when the client does not trust the server', () => {
    expect(told('tls-refused').slice(1)).toEqual([
      'The client asks kube-apiserver for its certificate before it sends a word.',
      'The client hangs up before it says a word: no CA of this server is known.',
      'You get no answer: the client does not trust this server, so nothing was sent.',
    ]);
  });

  it('call a service account by its own name, and a Pod by the Pod', () => {
    const sa = told('service-account-403');
    expect(sa).toContain('The signature is valid, so the token speaks for the service account test.');
    expect(sa.at(-1)).toBe('You get 403: you are the service account test, and no rule lets you list namespaces.');
    const pod = structuredClone(STORIES['service-account-403']!);
    pod.hit!.code = 'recognised-pod';
    pod.hit!.evidence = {
      type: 'jwt',
      token: 'e',
      header: {},
      payload: { sub: 'system:serviceaccount:default:api-client', 'kubernetes.io': { pod: { name: 'api-client' } } },
      checks: [],
    };
    expect(sentences(tell(pod))).toContain('The signature is valid, so the token speaks for the Pod: it is api-client.');
  });
});

describe('no sentence is longer than 90 characters', () => {
  const hostile = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 300 }),
    fc.constantFrom('x'.repeat(5000), `system:serviceaccount:${'n'.repeat(63)}:${'a'.repeat(253)}`, 'a\nb\u0000c', '👩‍👩‍👧'.repeat(90), '', ' '),
  );

  it('whatever people, tokens, resources and reasons are called', () => {
    fc.assert(
      fc.property(hostile, hostile, hostile, hostile, fc.constantFrom(...Object.keys(STORIES)), (name, token, resource, reason, which) => {
        const base = STORIES[which]!;
        const story: Story = { ...base, attributes: { resource, verb: 'list', path: `/${resource}` } };
        if (base.token) story.token = token || 'x';
        if (base.hit) story.hit = { ...base.hit, reason, user: { ...base.hit.user, name } };
        if (base.denied !== undefined) story.denied = reason;
        if (base.refusedByTls) story.refusedByTls = reason || 'x';
        for (const sentence of sentences(tell(story))) {
          expect(sentence.length).toBeLessThanOrEqual(90);
          expect([...sentence].filter((letter) => letter < ' ')).toEqual([]);
          expect(sentence).not.toBe('');
        }
      }),
    );
  });

  it('for every stage and verdict, known or not', () => {
    const verdicts: Verdict[] = ['passed', 'refused', 'recognised', 'no-opinion', 'error', 'allowed', 'denied', 'skipped', 'not-found', 'conflict', 'invalid'];
    const trace = tell(STORIES['token1-200']!);
    const line = timeline(trace);
    const stages = [...trace.machine.states.map((s) => s.id), 'routing', 'authn.a-new-plugin', 'authz.a-new-mode', 'x'.repeat(400)];
    for (const stage of stages)
      for (const verdict of verdicts)
        for (const reason of ['', 'because', 'r'.repeat(400)]) {
          const step = { number: 1, kind: 'judged' as const, events: 5, stage, room: 'authentication' as const, verdict, reason };
          const sentence = narration(trace, { ...line, steps: [step] }, 1, fold(trace, 5));
          expect(sentence.length, `${stage} ${verdict}: ${sentence}`).toBeLessThanOrEqual(90);
          expect(sentence).toMatch(/[.?]$/);
        }
  });
});

describe('the sentences of a call to somebody outside', () => {
  const message = { start: '', headers: [], body: '' };
  const calls = (to: string, hops: [from: string, to: string, summary: string, silent?: true][]): string[] => {
    const trace = tell(STORIES['token1-200']!);
    const between = hops.map(([from, party, summary, silent]) => ({ kind: 'hop' as const, at: 0, from, to: party, summary, ...(silent ? {} : { message }) }));
    const [first] = trace.events;
    return sentences({
      ...trace,
      to,
      events: [...(first?.kind === 'hop' ? [{ ...first, to }] : []), ...between, { ...between[0]!, from: to, to: trace.from }],
    }).slice(2, -1);
  };
  it.each<[claim: string, to: string, hops: Parameters<typeof calls>[1], told: string[]]>([
    [
      'tell asking from answering',
      'kube-apiserver',
      [
        ['kube-apiserver', 'access', 'POST /authorize?timeout=30s'],
        ['access', 'kube-apiserver', '200 OK after 2000 ms'],
      ],
      ['The server asks access, and waits for its word.', 'access answers 200 OK after 2000 ms, and the server goes on from there.'],
    ],
    [
      'say that nothing came back',
      'kube-apiserver',
      [
        ['kube-apiserver', 'access', 'POST /authorize?timeout=30s'],
        ['access', 'kube-apiserver', 'no answer', true],
      ],
      ['The server asks access, and waits for its word.', 'access does not answer, so the server gives up waiting.'],
    ],
    [
      'say that nobody was there',
      'kube-apiserver',
      [['kube-apiserver', 'access', 'dial tcp 10.0.0.1:443: connect: connection refused', true]],
      ['The server calls access, and nothing is sent: connection refused.'],
    ],
    [
      'name a party that calls the server',
      'proxy',
      [
        ['proxy', 'kube-apiserver', 'GET /api'],
        ['kube-apiserver', 'proxy', '403 Forbidden'],
      ],
      ['proxy asks the server, and waits for its word.', 'The server answers 403 Forbidden, and proxy goes on from there.'],
    ],
  ])('%s', (_claim, to, hops, said) => {
    expect(calls(to, hops)).toEqual(said);
  });
});

describe('a request of somebody in the cluster', () => {
  it('is not said to come from, or to go back to, your laptop', () => {
    const trace = JSON.parse(JSON.stringify(tell(STORIES['token1-200']!)).replaceAll('"laptop"', '"kubelet"')) as Trace;
    const said = sentences(trace);
    expect([said[0], said.at(-1)]).toEqual([
      'kubelet sends GET /api/v1/namespaces, sealed, to kube-apiserver.',
      'The reply goes straight back to kubelet: 200 OK, five namespaces.',
    ]);
  });
});
