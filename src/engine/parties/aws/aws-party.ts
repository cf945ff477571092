// Models an AWS account seen from the network: one state, several services, each at its own address. Left out: IPv6, FIPS and dual-stack addresses.

import type { HttpRequest } from '../../http/message.ts';
import type { Party, PartyAnswer, PartyContext } from '../party.ts';
import { Account, type AccountState } from './account.ts';
import { awsAbout } from './aws.about.ts';
import type { AwsSpec } from './aws-spec.ts';
import { eks } from './eks.ts';
import { eksAuth } from './eks-auth.ts';
import { iam } from './iam.ts';
import { issuer } from './issuer.ts';
import { AGENT_ADDRESS, podIdentityAgent } from './pod-identity-agent.ts';
import { s3 } from './s3.ts';
import { sts } from './sts.ts';

type Service = (account: Account, request: HttpRequest, context: PartyContext) => Promise<PartyAnswer>;
type Door = [name: string, title: string, origin: string, service: Service];

/** What each service looks at before it answers; see look.ts. */
const LOOKS: Readonly<Record<string, readonly string[]>> = {
  sts: ['token', 'provider', 'audience', 'key', 'signature', 'expiry', 'role', 'trust-policy'].map((name) => `sts.${name}`),
  s3: ['s3.signature', 's3.policy'],
};

export function awsParty(spec: AwsSpec): Party {
  const account = new Account(spec);
  let built: { spec: AwsSpec; doors: readonly Party[] } | undefined;
  return {
    get spec() {
      return account.spec;
    },
    name: spec.name,
    title: awsAbout.title,
    origin: spec.origin,
    certificate: spec.certificate,
    get doors() {
      // The account's spec is replaced, never changed: as long as it is the same, so are the doors.
      if (built?.spec === account.spec) return built.doors;
      const made = doors(account).map(
        ([name, title, origin, service]): Party => ({
          spec: account.spec,
          name,
          title,
          origin,
          certificate: spec.certificate,
          looks: LOOKS[name] ?? [],
          handle: (request, context) => service(account, request, context),
        }),
      );
      built = { spec: account.spec, doors: made };
      return made;
    },
    handle: (request, context) => sts(account, request, context),
    snapshot: () => account.state(),
    restore: (state) => account.restore(state as AccountState),
  };
}

function doors({ spec }: Account): Door[] {
  const { region, origin, buckets, issuers = [], clusters = [] } = spec;
  const domain = `${region}.amazonaws.com`;
  const reachable = issuers.filter((one) => one.reachable !== false);
  const origins = [...new Set(reachable.map(({ url }) => /^https:\/\/[^/]+/.exec(url)?.[0] ?? ''))].filter((one) => one !== '');
  return [
    ['sts', 'AWS STS', origin, sts],
    ['sts', 'AWS STS', 'https://sts.amazonaws.com', sts],
    ['iam', 'AWS IAM', 'https://iam.amazonaws.com', iam],
    ...[`https://s3.${domain}`, 'https://s3.amazonaws.com'].map((at): Door => ['s3', 'Amazon S3', at, (a, r, c) => s3(a, r, c, undefined)]),
    ...Object.keys(buckets).map((bucket): Door => ['s3', 'Amazon S3', `https://${bucket}.s3.${domain}`, (a, r, c) => s3(a, r, c, bucket)]),
    ...origins.map(
      (at): Door => [
        'issuer',
        'public issuer',
        at,
        (_, r, c) =>
          issuer(
            reachable.filter(({ url }) => url.startsWith(`${at}/`)),
            r,
            c,
            at,
          ),
      ],
    ),
    ...(clusters.length
      ? ([
          ['eks', 'Amazon EKS', `https://eks.${domain}`, eks],
          ['eks-auth', 'EKS Auth', `https://eks-auth.${region}.api.aws`, eksAuth],
          ['pod-identity-agent', 'EKS Pod Identity Agent', `http://${AGENT_ADDRESS}`, podIdentityAgent],
        ] satisfies Door[])
      : []),
  ];
}
