// Who the columns are: a name for people, a second line, the part of the world they stand in, and an icon.
import { Box, Cloud, FileSearch, Fingerprint, HardDrive, Laptop, Server, Webhook } from 'lucide-react';
import type { PartiesState } from '../../ports/parties.ts';
import { capital } from '../words/names.ts';

export interface PartyWords {
  title: string;
  detail: string;
  zone: string;
  Icon: typeof Cloud;
}

const CLUSTER = 'Your cluster';
const OUTSIDE = 'Outside';

const KNOWN: Record<string, PartyWords> = {
  laptop: { title: 'Laptop', detail: 'you', zone: 'Yours', Icon: Laptop },
  'kube-apiserver': { title: 'API server', detail: 'kube-apiserver', zone: CLUSTER, Icon: Server },
  kubelet: { title: 'Kubelet', detail: 'on the node', zone: CLUSTER, Icon: Server },
  'pod-identity-webhook': { title: 'Pod webhook', detail: 'pod-identity-webhook', zone: CLUSTER, Icon: Webhook },
  'pod-identity-agent': { title: 'Agent', detail: '169.254.170.23', zone: CLUSTER, Icon: Server },
  issuer: { title: 'Issuer', detail: 'discovery and keys', zone: 'Published by your cluster', Icon: FileSearch },
  sts: { title: 'AWS STS', detail: 'credentials', zone: 'AWS', Icon: Cloud },
  iam: { title: 'AWS IAM', detail: 'policies', zone: 'AWS', Icon: Cloud },
  eks: { title: 'Amazon EKS', detail: 'associations', zone: 'AWS', Icon: Cloud },
  'eks-auth': { title: 'EKS Auth', detail: 'Pod Identity', zone: 'AWS', Icon: Cloud },
  s3: { title: 'Amazon S3', detail: 'buckets', zone: 'AWS', Icon: HardDrive },
};

export const PARTY_ICONS = { cloud: Cloud, drive: HardDrive, fingerprint: Fingerprint, server: Server, webhook: Webhook };

export function partyWords(name: string, { list, kinds }: Pick<PartiesState, 'list' | 'kinds'>): PartyWords {
  const known = KNOWN[name];
  if (known) return known;
  const party = list.find((other) => other.name === name);
  const about = kinds.find(({ kind }) => kind === party?.kind);
  if (party && about) return { title: about.title, detail: name, zone: about.zone, Icon: PARTY_ICONS[about.icon] };
  if (party) return { title: name, detail: party.kind, zone: OUTSIDE, Icon: Cloud };
  if (/^kube-/.test(name)) return { title: capital(name.replace('kube-', '')), detail: name, zone: CLUSTER, Icon: Server };
  // Hosts have dots (or are addresses); what has none and is no party is a Pod.
  if (/[.:]/.test(name)) return { title: 'Nobody', detail: name, zone: OUTSIDE, Icon: Cloud };
  return { title: 'Pod', detail: name, zone: CLUSTER, Icon: Box };
}
