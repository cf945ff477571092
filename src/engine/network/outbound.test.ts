import { describe, expect, test } from 'vitest';
import type { Recorder } from '../../trace/recorder.ts';
import { knownCertificates } from '../base-worlds/known-certificates.ts';
import { minikubeWorld } from '../base-worlds/minikube.ts';
import { Clock } from '../clock.ts';
import { Certificates } from '../crypto/certificates.ts';
import { Headers } from '../http/message.ts';
import { Parties } from '../parties/parties.ts';
import { Random } from '../random.ts';
import type { Trust } from './call.ts';
import { callOutside } from './outbound.ts';
import { callsNobody, noApiServer } from './testing/alone.ts';

const { pki, clock: now } = minikubeWorld();
const ca = pki.ca?.crt ?? '';

async function network(origin = 'https://127.0.0.1:5556', at = now) {
  const clock = new Clock(at);
  const certificates = new Certificates(knownCertificates());
  const parties = new Parties({ clock, random: new Random(1), pki, certificates, call: callsNobody });
  await parties.put({ kind: 'oidc', name: 'dex', origin, certificate: 'apiserver', keys: ['stranger'] });
  return { network: { parties, certificates, clock, apiServer: noApiServer } };
}
const get = async (url: string, trust: Trust, world = network()) => {
  const got = await callOutside(await world, url, { method: 'GET', headers: new Headers(), body: '' }, trust);
  return got.ok ? `${got.response.status}` : got.error;
};

describe('the API server calls somebody outside', () => {
  test('and gets an answer when it trusts the certificate', async () => {
    expect(await get('https://127.0.0.1:5556/keys', { ca })).toBe('200');
  });

  test.each<[claim: string, url: string, trust: Trust, error: string]>([
    ['nobody listens', 'https://127.0.0.1:1/x', { ca }, 'Get "https://127.0.0.1:1/x": dial tcp 127.0.0.1:1: connect: connection refused'],
    ['nobody bears the name', 'https://idp.example/x', { ca }, 'Get "https://idp.example/x": dial tcp: lookup idp.example: no such host'],
    [
      'no CA is given',
      'https://127.0.0.1:5556/x',
      {},
      'Get "https://127.0.0.1:5556/x": tls: failed to verify certificate: x509: certificate signed by unknown authority',
    ],
    [
      'the certificate bears another name',
      'https://127.0.0.1:5556/x',
      { ca, serverName: '10.9.9.9' },
      'Get "https://127.0.0.1:5556/x": tls: failed to verify certificate: x509: certificate is valid for 10.96.0.1, 127.0.0.1, 10.0.0.1, 192.168.49.2, not 10.9.9.9',
    ],
    ['the scheme is none', 'gopher://127.0.0.1', { ca }, 'Get "gopher://127.0.0.1": unsupported protocol scheme "gopher"'],
  ])('and is told when %s', async (_claim, url, trust, error) => {
    expect(await get(url, trust)).toBe(error);
  });

  test('and is told when the certificate is from another time', async () => {
    const late = network(undefined, '2099-01-01T00:00:00Z');
    expect(await get('https://127.0.0.1:5556/x', { ca }, late)).toMatch(
      /^Get "https:\/\/127\.0\.0\.1:5556\/x": tls: failed to verify certificate: x509: certificate has expired or is not yet valid: current time 2099-01-01T00:00:00Z is after /,
    );
  });

  test('and is told when plain HTTP answers', async () => {
    expect(await get('https://127.0.0.1:80/x', { ca }, network('http://127.0.0.1:80'))).toBe(
      'Get "https://127.0.0.1:80/x": http: server gave HTTP response to HTTPS client',
    );
  });
});

describe('a party calls while it answers', () => {
  const world = async () => {
    const got = await network();
    const called: string[] = [];
    const apiServer = {
      at: ({ port }: { port: number }) => port === 8443,
      certificate: () => undefined,
      ask: async (from: string, origin: string) => {
        called.push(`${from} ${origin}`);
        return { status: 200, headers: new Headers(), body: '' };
      },
    };
    return { network: { ...got.network, apiServer }, called };
  };
  test('the API server is one more address', async () => {
    const { network: whole, called } = await world();
    const failed = await callOutside({ network: whole }, 'https://127.0.0.1:8443/', { method: 'GET', headers: new Headers(), body: '' }, { ca });
    expect(failed).toEqual({ ok: false, error: 'Get "https://127.0.0.1:8443/": remote error: tls: internal error' });
    expect(called).toEqual([]);
  });
  test('a hop bears the name of whoever calls', async () => {
    const { network: whole } = await world();
    const hops: string[] = [];
    const recorder = { hop: (from: string, to: string, what: string) => void hops.push(`${from} to ${to}: ${what}`) } as unknown as Recorder;
    await callOutside({ network: whole }, 'https://127.0.0.1:5556/keys', { method: 'GET', headers: new Headers(), body: '' }, { ca }, recorder, 'proxy');
    expect(hops).toEqual(['proxy to dex: GET /keys', 'dex to proxy: 200 OK']);
  });
});
