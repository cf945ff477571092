// Whoever may stand outside minikube's cluster, ready to be put there: a company's identity provider and two webhooks, behind one CA of that company,
// and a proxy on the node that shows minikube's own front-proxy certificate. Left out: more than one company.

import { invariant } from '../invariant.ts';
import type { PartyAbout } from '../parties/party.about.ts';
import { kindOf, PARTY_KINDS, type PartySpec, type SampleKind } from '../parties/party-kinds.ts';
import { checkParty } from '../parties/party-spec.ts';
import type { KeyMaterial, WorldSpec } from '../spec.ts';
import { LAPTOP_CA, NODE_CA } from './outside-files.ts';
import { outsidePki } from './outside-pki.data.ts';

export type { SampleKind };

/** The sample of a kind, or undefined where there is none. */
export function sampleOf(kind: string): PartySpec | undefined {
  const sample = kindOf(kind)?.about.sample;
  if (!sample) return undefined;
  const checked = checkParty(structuredClone(sample));
  invariant(checked.ok, 'the sample does not fit its schema', checked);
  return checked.party;
}

export function sampleParty(kind: SampleKind): PartySpec {
  const sample = sampleOf(kind);
  invariant(sample, 'no sample of this kind', kind);
  return sample;
}

/** What the parties of the company serve and sign with, and whom to trust for it. */
export const outsideKeys = (): Record<string, KeyMaterial> => structuredClone(outsidePki);

/** Files the cluster's administrator and the company's people were given along with the parties. */
export const outsideFiles = (): { node: Record<string, string>; laptop: Record<string, string> } => ({
  node: {
    [NODE_CA]: outsidePki['example-ca'].crt,
    ...Object.fromEntries(
      PARTY_KINDS.map(({ about }): PartyAbout => about).flatMap(({ reviews, sample }) =>
        reviews && sample ? [[reviews.config, webhookConfig(`${sample.origin}${reviews.path}`)]] : [],
      ),
    ),
  },
  laptop: { [LAPTOP_CA]: outsidePki['example-ca'].crt },
});

const webhookConfig = (server: string): string => `apiVersion: v1
kind: Config
clusters:
- name: webhook
  cluster:
    server: ${server}
    certificate-authority: ${NODE_CA}
users:
- name: kube-apiserver
contexts:
- name: webhook
  context:
    cluster: webhook
    user: kube-apiserver
current-context: webhook
`;

/** A world with these parties around it: a kind stands for the example of that kind. */
export function withOutside(spec: WorldSpec, parties: readonly (SampleKind | PartySpec)[]): WorldSpec {
  const { node, laptop } = outsideFiles();
  const { machines } = spec;
  return {
    ...spec,
    server: { ...spec.server, files: { ...node, ...spec.server.files } },
    pki: { ...outsideKeys(), ...spec.pki },
    machines: { ...machines, ...(machines.laptop ? { laptop: { ...machines.laptop, files: { ...laptop, ...machines.laptop.files } } } : {}) },
    parties: [...(spec.parties ?? []), ...parties.map((party) => (typeof party === 'string' ? sampleParty(party) : structuredClone(party)))],
  };
}

/** Flags that make kube-apiserver ask this party, or believe it; none for others. `version` is that of a webhook's reviews. */
export const flagsFor = (spec: PartySpec, version = 'v1'): Record<string, string> => kindOf(spec.kind)?.flags(spec, version) ?? {};
