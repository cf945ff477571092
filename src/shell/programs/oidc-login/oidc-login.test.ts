import { describe, expect, it } from 'vitest';
import { minikubeWorld } from '../../../engine/base-worlds/minikube.ts';
import { sampleParty, withOutside } from '../../../engine/base-worlds/outside.ts';
import { createWorld } from '../../../engine/create-world.ts';
import type { LoginAnswer, LoginPage } from '../../browser.ts';
import { createShell } from '../../shell.ts';

const FLAGS = '--oidc-issuer-url=https://login.example.test --oidc-client-id=kubernetes --certificate-authority=/home/learner/example-ca.crt';
const SERVER_FLAGS = {
  'oidc-issuer-url': 'https://login.example.test',
  'oidc-client-id': 'kubernetes',
  'oidc-ca-file': '/var/lib/minikube/certs/example-ca.crt',
  'oidc-username-claim': 'email',
  'oidc-groups-claim': 'groups',
};
const JANE: LoginAnswer = { do: 'log-in', login: 'jane', password: '' };
const SET = `kubectl config set-credentials jane --exec-api-version=client.authentication.k8s.io/v1 --exec-interactive-mode=Never --exec-command=kubectl ${[
  'oidc-login',
  'get-token',
  '--oidc-extra-scope=email',
  '--oidc-extra-scope=offline_access',
  ...FLAGS.split(' '),
]
  .map((arg) => `--exec-arg=${arg}`)
  .join(' ')}`;

async function company(answers: LoginAnswer[] = [JANE]) {
  const base = withOutside(minikubeWorld(), ['oidc']);
  const world = await createWorld({ ...base, server: { ...base.server, flags: { ...base.server.flags, ...SERVER_FLAGS } } });
  const shell = createShell({ world, machine: 'laptop' });
  const pages: LoginPage[] = [];
  const run = async (line: string, alone = false) => {
    const onLogin = async (page: LoginPage): Promise<LoginAnswer> => {
      pages.push(page);
      return answers.shift() ?? { do: 'close' };
    };
    const { exitCode, output, runs } = await shell.run(line, alone ? {} : { onLogin });
    const of = (stream: string) =>
      output
        .filter((o) => o.stream === stream)
        .map((o) => o.text)
        .join('');
    return { exitCode, out: of('stdout'), err: of('stderr'), asked: runs.map(({ program, trace }) => `${program}: ${trace.title} at ${trace.to}`) };
  };
  return { world, run, pages };
}

describe('kubectl oidc-login', () => {
  it('walks discovery, the browser and the token endpoint, and shows the claims', async () => {
    const { run, pages } = await company();
    const { exitCode, out, err, asked } = await run(`kubectl oidc-login setup ${FLAGS} --oidc-extra-scope=email`);
    expect(err).toBe('');
    expect(exitCode).toBe(0);
    expect(asked).toEqual([
      'kubectl: GET /.well-known/openid-configuration at login',
      'browser: GET /auth at login',
      'browser: POST /auth at login',
      'kubectl: POST /token at login',
    ]);
    expect(pages).toEqual([
      {
        host: 'login.example.test',
        client: 'kubernetes',
        scopes: ['email', 'openid'],
        users: [
          { login: 'jane', password: false },
          { login: 'omar', password: false },
        ],
        problem: undefined,
        failed: undefined,
      },
    ]);
    expect(out).toContain('"email": "jane@example.test"');
    expect(out).toContain('  --exec-arg="--oidc-client-id=kubernetes"');
  });

  it('gives kubectl a token the API server believes, and keeps it until it expires', async () => {
    const { run, pages, world } = await company([JANE, JANE]);
    await run(SET);
    const first = await run('kubectl --user=jane auth whoami');
    expect([first.exitCode, first.err]).toEqual([0, '']);
    expect(first.out).toContain('jane@example.test');
    expect(first.out).toContain('[dev oncall system:authenticated]');
    expect((await run('kubectl --user=jane auth whoami')).exitCode).toBe(0);
    expect(pages).toHaveLength(1);
    await world.advance(3_700_000);
    const later = await run('kubectl --user=jane auth whoami');
    expect([later.exitCode, later.err]).toEqual([0, '']);
    // The refresh token spared somebody a login.
    expect(pages).toHaveLength(1);
    expect(later.asked.slice(0, 2)).toEqual(['kubectl: GET /.well-known/openid-configuration at login', 'kubectl: POST /token at login']);
  });

  it.each<[title: string, answer: LoginAnswer, error: string]>([
    [
      'a person who says no',
      { do: 'deny' },
      'error: get-token: authentication error: authcode-browser error: authentication error: authorization error: authorization error from server: access_denied the user said no\n',
    ],
    [
      'a window that is closed',
      { do: 'close' },
      'error: get-token: authentication error: authcode-browser error: authentication error: authorization error: context deadline exceeded\n',
    ],
  ])('tells of %s', async (_title, answer, error) => {
    const { run } = await company([answer]);
    const { exitCode, err, out } = await run(`kubectl oidc-login get-token ${FLAGS}`);
    expect({ exitCode, err, out }).toEqual({ exitCode: 1, err: error, out: '' });
  });

  it('shows the page again with what was wrong, until the password fits', async () => {
    const wrong: LoginAnswer = { do: 'log-in', login: 'jane', password: 'x' };
    const { run, pages, world } = await company([wrong, { ...wrong, password: 'rose' }]);
    const party = sampleParty('oidc');
    if (party.kind === 'oidc') await world.changeParty({ ...party, users: [{ login: 'jane', password: 'rose', claims: {} }] });
    expect((await run(`kubectl oidc-login get-token ${FLAGS}`)).exitCode).toBe(0);
    expect(pages.map(({ problem }) => problem)).toEqual([undefined, 'Wrong login or password.']);
  });

  it.each([
    ['without an issuer', 'kubectl oidc-login get-token --oidc-client-id=kubernetes', 'error: required flag(s) "oidc-issuer-url" not set\n'],
    [
      'without the CA',
      'kubectl oidc-login get-token --oidc-issuer-url=https://login.example.test --oidc-client-id=kubernetes',
      'error: get-token: authentication error: oidc error: oidc discovery error: Get "https://login.example.test/.well-known/openid-configuration": tls: failed to verify certificate: x509: certificate signed by unknown authority\n',
    ],
    [
      'with the name of another issuer',
      `kubectl oidc-login get-token ${FLAGS.replace('login.example.test', 'login.example.test/')}`,
      'error: get-token: authentication error: oidc error: oidc discovery error: oidc: issuer did not match the issuer returned by provider, expected "https://login.example.test/" got "https://login.example.test"\n',
    ],
  ])('fails %s', async (_title, line, error) => {
    const { run } = await company();
    const { exitCode, err } = await run(line);
    expect({ exitCode, err }).toEqual({ exitCode: 1, err: error });
  });

  it('reports a provider that does not listen', async () => {
    const { run, world } = await company();
    await world.changeParty({ ...sampleParty('oidc'), down: true } as ReturnType<typeof sampleParty>);
    expect((await run(`kubectl oidc-login get-token ${FLAGS}`)).err).toContain('dial tcp login.example.test:443: connect: connection refused');
  });

  it('cannot log in where nobody sits at a browser', async () => {
    const { run } = await company();
    expect((await run(`kubectl oidc-login get-token ${FLAGS}`, true)).exitCode).toBe(1);
  });

  it('shows what the provider says of a redirect it does not know', async () => {
    const { run, pages } = await company();
    await run(`kubectl oidc-login get-token ${FLAGS} --oidc-redirect-url=http://evil.test`);
    expect(pages[0]?.failed).toBe(
      '{"error":"invalid_request","error_description":"redirect_uri \\"http://evil.test\\" is not registered for client \\"kubernetes\\""}',
    );
  });

  it('can be walked by hand with curl', async () => {
    const { run } = await company();
    const auth =
      'https://login.example.test/auth?response_type=code&client_id=kubernetes&redirect_uri=http://localhost:8000&scope=openid&code_challenge=abc&code_challenge_method=plain';
    const form = await run(`curl -sS --cacert ~/example-ca.crt '${auth}'`);
    expect(form.out).toContain('<button name="consent" value="allow">Log in and allow</button>');
    const sent = await run(`curl -sS -i --cacert ~/example-ca.crt -d login=jane -d consent=allow '${auth}'`);
    const code = /code=([\w-]+)/.exec(sent.out)?.[1] ?? '';
    const redeem = (verifier: string, where = 'http://localhost:8000') =>
      run(
        `curl -sS --cacert ~/example-ca.crt -d grant_type=authorization_code -d client_id=kubernetes -d code=${code} -d redirect_uri=${where} -d code_verifier=${verifier} https://login.example.test/token`,
      );
    expect((await redeem('abd')).out).toBe('{"error":"invalid_grant","error_description":"code_verifier does not fit the code_challenge"}');
    expect((await redeem('abc', 'http://localhost:9')).out).toBe(
      '{"error":"invalid_grant","error_description":"redirect_uri is not the one the code was asked for with"}',
    );
    expect((await redeem('abc')).out).toContain('"id_token":"');
    expect((await redeem('abc')).out).toBe('{"error":"invalid_grant","error_description":"the code was used before"}');
  });
});
