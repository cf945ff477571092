import { describe, expect, it } from 'vitest';
import { FLAG_ABOUT } from '../apiserver/flags/flags.about.ts';
import { flagsFor, sampleOf } from '../base-worlds/outside.ts';
import { kindOf, PARTY_KINDS, type PartyKind } from './party-kinds.ts';

/** What the Parties tab says of each kind, whether there is one to add, and the flags that its offer "Configure the API server for it" sets; none, no offer. */
const TOLD: Partial<Record<PartyKind, { sentence: string; sample?: string; offer: string[] }>> = {
  oidc: {
    sentence: 'OIDC provider: Logs people in and signs tokens about them. Users, their claims and the clients stand in the text.',
    sample: 'login',
    offer: ['oidc-issuer-url', 'oidc-client-id', 'oidc-ca-file', 'oidc-groups-claim', 'oidc-username-claim'],
  },
  'token-webhook': {
    sentence: 'Token webhook: Answers who a token belongs to. An answer is {"status": …}, {"http": 500}, {"text": "garbage"} or {"silent": true}.',
    sample: 'tokens',
    offer: ['authentication-token-webhook-config-file', 'authentication-token-webhook-version'],
  },
  'access-webhook': {
    sentence: 'Access webhook: Answers whether somebody may. The first rule that fits decides; "match" names members of the review’s spec.',
    sample: 'access',
    offer: ['authorization-mode', 'authorization-webhook-config-file', 'authorization-webhook-version'],
  },
  'front-proxy': {
    sentence:
      'Front proxy: Asks people for a password and speaks for them in headers. They count because of the certificate it shows; without "clientCertificate" it shows none.',
    sample: 'proxy',
    offer: [
      'requestheader-client-ca-file',
      'requestheader-allowed-names',
      'requestheader-username-headers',
      'requestheader-group-headers',
      'requestheader-extra-headers-prefix',
    ],
  },
  vault: {
    sentence: 'Vault: Lets workloads log in with a token of their service account: it asks the API server whose the token is, and its roles say who may.',
    offer: [],
  },
  aws: { sentence: 'AWS: Gives out keys for its services to whoever a token names, if the role’s policies say so.', offer: [] },
  'pod-identity-webhook': { sentence: 'Pod identity webhook: Puts a token’s volume and the variables that name it into new Pods.', offer: [] },
};

describe('the kinds of parties', () => {
  it('stand in the list once each', () => {
    const kinds = PARTY_KINDS.map(({ about }) => about.kind);
    expect(kinds).toEqual([...new Set(kinds)]);
  });

  it.each(PARTY_KINDS.map(({ about }) => [about.kind, about] as const))('%s has a title and a sentence', (kind, { title, blurb }) => {
    expect(title).not.toBe(kind);
    expect(blurb).toMatch(/^[A-Z].*\.$/);
  });

  it.each(Object.entries(TOLD))('%s has its sentence, its sample and its offer', (kind, { sentence, sample, offer }) => {
    const about = kindOf(kind)!.about;
    expect(`${about.title}: ${about.blurb}`).toBe(sentence);
    expect([about.sample?.name, about.flags]).toEqual([sample, offer]);
  });

  it.each(PARTY_KINDS.map(({ about }) => about.kind))('%s is offered with flags that the API server has and that its sample sets', (kind) => {
    const spec = sampleOf(kind);
    const flags = kindOf(kind)!.about.flags;
    expect(spec ? Object.keys(flagsFor(spec)) : []).toEqual(flags);
    expect(flags.filter((name) => !Object.hasOwn(FLAG_ABOUT, name))).toEqual([]);
  });
});
