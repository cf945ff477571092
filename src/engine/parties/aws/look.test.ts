import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createShell, type Shell } from '../../../shell/shell.ts';
import type { Demand, Trace, TraceEvent } from '../../../trace/event.ts';
import { timeline } from '../../../trace/timeline.ts';
import { awsWorld, EKS_ISSUER } from '../../base-worlds/aws.ts';
import { createWorld } from '../../create-world.ts';
import type { World, WorldSnapshot } from '../../world.ts';

const HOST = EKS_ISSUER.slice(8);
const ME = 'system:serviceaccount:default:my-serviceaccount';
const ASSUME = 'aws sts assume-role-with-web-identity --role-session-name me --web-identity-token file://token --role-arn arn:aws:iam::111122223333:role/';

let world: World;
let fresh: WorldSnapshot;
let shell: Shell;
beforeAll(async () => {
  world = await createWorld(awsWorld());
  fresh = world.snapshot();
}, 60_000);
beforeEach(() => {
  world.restore(fresh);
  shell = createShell({ world, machine: 'laptop', isTerminal: false, loadBash: () => Promise.reject(new Error('bash was loaded')) });
});

async function token(account = 'my-serviceaccount', more = '--audience sts.amazonaws.com'): Promise<void> {
  const { output } = await shell.run(`kubectl create token ${account} ${more}`);
  world.machine('laptop').write('/home/learner/token', output.map(({ text }) => text).join(''));
}

/** The one run that went to this party, or the last of them. */
async function traceTo(party: string, line: string): Promise<Trace> {
  const found = (await shell.run(line)).runs.findLast(({ trace }) => trace.to === party)?.trace;
  if (!found) throw new Error(`nobody asked ${party}`);
  return found;
}

type Look = [stage: string, verdict: string, why: string];

function looks({ events }: Trace): Look[] {
  const stages = new Map<number, string>();
  return events.flatMap((event): Look[] => {
    if (event.kind === 'before') stages.set(event.id, event.stage);
    const stage = 'id' in event ? (stages.get(event.id) ?? '') : '';
    return event.kind === 'after' && stage.includes('.') ? [[stage.replace(/^s(ts|3)\./, ''), event.verdict, event.reason]] : [];
  });
}

const demandsOf = ({ events }: Trace): Demand[] =>
  events.flatMap((event: TraceEvent) =>
    (event.kind === 'note' || event.kind === 'after') && event.evidence?.type === 'demands' ? event.evidence.demands : [],
  );

/** What did not match, as "element key: wanted, found". */
const misses = (trace: Trace): string[] =>
  demandsOf(trace).flatMap(({ element, key, wanted, found, ok }) => (ok ? [] : [`${element}${key ? ` ${key}` : ''}: ${wanted.join(' ')}, ${found.join(' ')}`]));

describe('what STS looks at', () => {
  it('is all written down, in order, when it gives credentials', async () => {
    await token();
    const trace = await traceTo('sts', `${ASSUME}my-role`);
    expect(looks(trace)).toEqual([
      ['token', 'passed', `it speaks for ${ME}`],
      ['provider', 'passed', 'IAM knows this issuer'],
      ['audience', 'passed', 'the token is for sts.amazonaws.com'],
      ['key', 'passed', 'the issuer publishes it'],
      ['signature', 'passed', 'that key made it'],
      ['expiry', 'passed', 'until 2026-05-18T11:02:11Z'],
      ['role', 'passed', 'my-role'],
      ['trust-policy', 'allowed', 'statement 1 allows it'],
    ]);
    expect(demandsOf(trace).filter(({ element }) => /^String/.test(element))).toEqual([
      { element: 'StringEquals', key: `${HOST}:sub`, wanted: [ME], found: [ME], ok: true },
      { element: 'StringEquals', key: `${HOST}:aud`, wanted: ['sts.amazonaws.com'], found: ['sts.amazonaws.com'], ok: true },
    ]);
    expect(misses(trace)).toEqual([]);
  });

  it('is a path through the machine that its trace carries, and a step each', async () => {
    await token();
    const trace = await traceTo('sts', `${ASSUME}my-role`);
    const edges = trace.machine.states.flatMap(({ id, transitions }) => transitions.map(({ on, to }) => `${id} ${on} ${to}`));
    const seen = looks(trace);
    const taken = seen.map(([stage, verdict], i) => `sts.${stage} ${verdict} ${seen[i + 1] ? `sts.${seen[i + 1]?.[0]}` : 'party'}`);
    expect(taken.filter((edge) => !edges.includes(edge))).toEqual([]);
    const { steps, rooms, desks } = timeline(trace);
    const at = steps.map(({ kind, stage }) => (kind === 'judged' ? stage.replace('sts.', '') : kind)).join(' ');
    expect(at).toBe('send network tls token provider audience outside outside outside outside key signature expiry role trust-policy reply');
    expect(rooms.map(({ stage }) => stage)).toEqual(['network', 'tls', 'party', 'reply']);
    expect(desks.filter(({ decisive }) => decisive).map(({ stage }) => stage)).toEqual(['sts.trust-policy']);
  });

  type Case = [mistake: string, arrange: () => Promise<unknown>, role: string, last: Look, misses: string[]];
  const issuerIs = async (issuer: string) => {
    await world.restart({ ...(world.server().flags as Record<string, string>), 'service-account-issuer': issuer });
    return token();
  };
  const forged = async (withKid: boolean) => {
    await token();
    const [header = '', payload = ''] = (world.machine('laptop').read('/home/learner/token') ?? '')
      .split('.')
      .map((p) => Buffer.from(p, 'base64url').toString());
    const kid = world.signingKeys().find(({ name }) => name === 'stranger')?.kid ?? '';
    const made = await world.signToken(withKid ? header.replace(/"kid":"[^"]*"/, `"kid":"${kid}"`) : header, payload, 'stranger');
    world.machine('laptop').write('/home/learner/token', made.ok ? made.token : '');
  };
  const cases: Case[] = [
    [
      'another account: its sub',
      () => token('other'),
      'my-role',
      ['trust-policy', 'denied', `${HOST}:sub wants ${ME}, not system:serviceaccount:default:other`],
      [`StringEquals ${HOST}:sub: ${ME}, system:serviceaccount:default:other`],
    ],
    [
      'another namespace in the policy: its sub',
      () => token(),
      'reports',
      ['trust-policy', 'denied', `${HOST}:sub wants system:serviceaccount:prod:my-serviceaccount, not ${ME}`],
      [`StringEquals ${HOST}:sub: system:serviceaccount:prod:my-serviceaccount, ${ME}`],
    ],
    [
      'the API server’s audience in the policy: its aud',
      () => token(),
      'backups',
      ['trust-policy', 'denied', `${HOST}:aud wants https://kubernetes.default.svc.cluster.local, not sts.amazonaws.com`],
      [`StringEquals ${HOST}:aud: https://kubernetes.default.svc.cluster.local, sts.amazonaws.com`],
    ],
    [
      'a slash in the policy: the provider, and keys that no token has',
      () => token(),
      'billing',
      ['trust-policy', 'denied', `Principal wants arn:aws:iam::111122223333:oidc-provider/${HOST}/, not arn:aws:iam::111122223333:oidc-provider/${HOST}`],
      [
        `Principal: arn:aws:iam::111122223333:oidc-provider/${HOST}/, arn:aws:iam::111122223333:oidc-provider/${HOST}`,
        `StringEquals ${HOST}/:sub: ${ME}, `,
        `StringEquals ${HOST}/:aud: sts.amazonaws.com, `,
      ],
    ],
    [
      'a token that is not for AWS: the audience',
      () => token('my-serviceaccount', ''),
      'my-role',
      ['audience', 'error', 'the token is for https://kubernetes.default.svc.cluster.local'],
      ['aud: sts.amazonaws.com, https://kubernetes.default.svc.cluster.local'],
    ],
    [
      'a slash at the issuer’s end: the provider',
      () => issuerIs(`${EKS_ISSUER}/`),
      'my-role',
      ['provider', 'error', `IAM has no provider ${EKS_ISSUER}/`],
      [`iss: ${EKS_ISSUER}, ${EKS_ISSUER}/`],
    ],
    [
      'a private issuer: the key that nobody can read',
      async () => {
        await token();
        const [spec] = world.parties().filter(({ kind }) => kind === 'aws');
        if (spec?.kind === 'aws') await world.changeParty({ ...spec, issuers: [{ url: EKS_ISSUER, keys: ['sa'], reachable: false }] });
      },
      'my-role',
      ['key', 'error', 'AWS cannot reach the issuer'],
      [],
    ],
    [
      'a token that has ended: its exp',
      async () => {
        await token('my-serviceaccount', '--audience sts.amazonaws.com --duration 10m');
        await world.advance(600_000);
      },
      'my-role',
      ['expiry', 'error', 'it ended at 2026-05-18T10:12:11Z'],
      ['exp: later than 2026-05-18T10:12:11Z, 2026-05-18T10:12:11Z'],
    ],
    ['another cluster’s key under its own kid: the key', () => forged(true), 'my-role', ['key', 'error', 'the issuer publishes no key of this kid'], ['kid']],
    ['another cluster’s key under this cluster’s kid: the signature', () => forged(false), 'my-role', ['signature', 'error', 'that key did not make it'], []],
    ['a role that is not there', () => token(), 'no-role', ['role', 'denied', 'there is no role no-role'], []],
    ['no token at all', async () => world.machine('laptop').write('/home/learner/token', 'hello'), 'my-role', ['token', 'error', 'this is no JWT'], []],
  ];
  it.each(cases)('%s', async (_, arrange, role, last, missed) => {
    await arrange();
    const trace = await traceTo('sts', ASSUME + role);
    expect(looks(trace).at(-1)).toEqual(last);
    expect(
      looks(trace)
        .slice(0, -1)
        .filter(([, verdict]) => verdict !== 'passed'),
    ).toEqual([]);
    expect(misses(trace).map((miss) => (missed[0] === 'kid' ? miss.slice(0, 3) : miss))).toEqual(missed);
  });
});

describe('what S3 looks at', () => {
  const asRole = () =>
    token().then(() =>
      shell.run('export AWS_ROLE_ARN=arn:aws:iam::111122223333:role/my-role AWS_WEB_IDENTITY_TOKEN_FILE=$HOME/token AWS_ROLE_SESSION_NAME=me'),
    );
  it('is the signature, and the statement that allows', async () => {
    await asRole();
    expect(looks(await traceTo('s3', 'aws s3 ls s3://myapp-uploads'))).toEqual([
      ['signature', 'passed', 'it is arn:aws:sts::111122223333:assumed-role/my-role/me'],
      ['policy', 'allowed', 'statement 2 allows it'],
    ]);
  });

  it('is what the nearest statement would have wanted, when none allows', async () => {
    await asRole();
    const trace = await traceTo('s3', 'aws s3 rm s3://myapp-uploads/hello.txt');
    expect(looks(trace).at(-1)).toEqual(['policy', 'denied', 'Action wants s3:PutObject, s3:GetObject, not s3:DeleteObject']);
    expect(misses(trace)[0]).toBe('Action: s3:PutObject s3:GetObject, s3:DeleteObject');
  });

  it('is a Deny, whatever else allows', async () => {
    const [spec] = world.parties().filter(({ kind }) => kind === 'aws');
    const deny = JSON.stringify({ Version: '2012-10-17', Statement: { Effect: 'Deny', Action: 's3:List*', Resource: '*' } });
    if (spec?.kind === 'aws') await world.changeParty({ ...spec, roles: spec.roles.map((role) => ({ ...role, permissions: { ...role.permissions, deny } })) });
    await asRole();
    expect(looks(await traceTo('s3', 'aws s3 ls s3://myapp-uploads')).at(-1)).toEqual(['policy', 'denied', 'statement 3 denies it']);
  });
});
