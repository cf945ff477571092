// kubectl oidc-login (kubectl-oidc_login, "kubelogin"): logs in at an OIDC provider and hands kubectl the ID token.
// Left out: the grants other than the authorization code, several listen addresses, keyrings, proxies.
import { toHex } from '../../../engine/crypto/encoding.ts';
import { Interrupted, type ProgramIo } from '../../program.ts';
import { KubectlError } from '../kubectl/failure.ts';
import { type FlagSpec, type Flags, parseFlags } from '../kubectl/flags.ts';
import { cachePath, readCache } from './cache.ts';
import { claimsOf, type LoginOptions, login, refresh, sha256, type TokenSet } from './code-flow.ts';

const text = (name: string): FlagSpec => ({ name, type: 'string' });
const FLAGS: readonly FlagSpec[] = [
  ...['oidc-issuer-url', 'oidc-client-id', 'oidc-client-secret', 'oidc-redirect-url', 'token-cache-dir', 'grant-type'].map(text),
  { name: 'oidc-extra-scope', type: 'list', split: true },
  { name: 'certificate-authority', type: 'list' },
  { name: 'insecure-skip-tls-verify', type: 'bool' },
  { name: 'force-refresh', type: 'bool' },
  { name: 'oidc-use-pkce', type: 'bool' },
  { name: 'skip-open-browser', type: 'bool' },
  { name: 'v', short: 'v', type: 'int' },
  { name: 'help', short: 'h', type: 'bool' },
];

const USAGE = `Log in to the OpenID Connect provider and get a token for kubectl.

Usage:
  kubelogin [command]

Available Commands:
  get-token   Run as a kubectl credential plugin
  setup       Show the setup instruction
  clean       Delete the token cache
`;

export const oidcLogin = {
  async run(words: string[], io: ProgramIo): Promise<number> {
    const [command = '', ...rest] = words;
    const act = COMMANDS[command];
    if (!act) {
      if (!command || command === '--help' || command === '-h' || command === 'help') {
        io.out(USAGE);
        return 0;
      }
      io.err(`error: unknown command ${JSON.stringify(command)} for "kubelogin"\n`);
      return 1;
    }
    try {
      const { flags } = parseFlags(rest, FLAGS, `kubelogin ${command}`);
      if (flags.on('help')) {
        io.out(`Usage:\n  kubelogin ${command} [flags]\n\nFlags:\n${FLAGS.map(({ name }) => `      --${name}\n`).join('')}`);
        return 0;
      }
      await act(io, flags);
      return 0;
    } catch (error) {
      if (error instanceof KubectlError) io.err(`${error.message.replace(/\nSee '.*$/, '')}\n`);
      else if (error instanceof Interrupted || !(error instanceof LoginError)) throw error;
      else io.err(`error: ${command}: ${error.message}\n`);
      return 1;
    }
  },
};

/** Something the provider, the network or the person at the browser did; worded as the plugin words it. */
class LoginError extends Error {}

const COMMANDS: Record<string, ((io: ProgramIo, flags: Flags) => Promise<void>) | undefined> = {
  'get-token': getToken,
  setup,
  async clean(io, flags) {
    const folder = cachePath(io, flags, '');
    io.machine.remove(folder.replace(/\/$/, ''));
    io.err(`Deleted the token cache at ${folder}\n`);
  },
};

function optionsOf(io: ProgramIo, flags: Flags): LoginOptions {
  const missing = ['oidc-client-id', 'oidc-issuer-url'].filter((name) => !flags.text(name));
  if (missing.length) throw new KubectlError(`error: required flag(s) ${missing.map((name) => JSON.stringify(name)).join(', ')} not set`);
  const grant = flags.text('grant-type');
  if (grant && grant !== 'auto' && grant !== 'authcode')
    throw new KubectlError(`error: this simulator does not model --grant-type=${grant}. Nearest: --grant-type=authcode`);
  const ca = flags.list('certificate-authority').map((path) => {
    const pem = io.readFile(path);
    if (pem === undefined)
      throw new LoginError(`authentication error: oidc error: could not load the certificate file: open ${path}: no such file or directory`);
    return pem;
  });
  return {
    issuer: flags.text('oidc-issuer-url'),
    client: flags.text('oidc-client-id'),
    secret: flags.text('oidc-client-secret'),
    redirectUri: flags.text('oidc-redirect-url') || 'http://localhost:8000',
    scopes: [...flags.list('oidc-extra-scope'), 'openid'],
    ca: ca.length ? ca.join('\n') : undefined,
    insecure: flags.on('insecure-skip-tls-verify'),
    browser: !flags.on('skip-open-browser'),
  };
}

async function authenticate(io: ProgramIo, options: LoginOptions, known: TokenSet | undefined): Promise<TokenSet> {
  if (known?.refresh) {
    const renewed = await refresh(io, options, known.refresh);
    if (renewed) return renewed;
  }
  const result = await login(io, options);
  if ('error' in result) throw new LoginError(`authentication error: ${result.error}`);
  return result;
}

async function getToken(io: ProgramIo, flags: Flags): Promise<void> {
  const options = optionsOf(io, flags);
  const path = cachePath(io, flags, await keyOf(options));
  const cached = readCache(io, path);
  const until = cached ? Number(claimsOf(cached.idToken)?.exp ?? 0) : 0;
  let tokens = cached;
  if (!tokens || flags.on('force-refresh') || until <= io.world.clock.seconds()) {
    tokens = await authenticate(io, options, cached);
    io.writeFile(path, JSON.stringify({ id_token: tokens.idToken, refresh_token: tokens.refresh }), 0o600);
  }
  const exp = Number(claimsOf(tokens.idToken)?.exp ?? 0);
  const asked = execInfo(io.env.KUBERNETES_EXEC_INFO);
  const credential = {
    kind: 'ExecCredential',
    apiVersion: asked,
    spec: { interactive: false },
    status: { expirationTimestamp: new Date(exp * 1000).toISOString().replace('.000Z', 'Z'), token: tokens.idToken },
  };
  io.out(`${JSON.stringify(credential)}\n`);
}

async function setup(io: ProgramIo, flags: Flags): Promise<void> {
  const options = optionsOf(io, flags);
  const tokens = await authenticate(io, options, undefined);
  const claims = JSON.stringify(claimsOf(tokens.idToken) ?? {}, null, 2);
  const given = FLAGS.flatMap(({ name, type }) =>
    name === 'v' || !flags.has(name) ? [] : type === 'bool' ? [`--${name}`] : flags.list(name).map((value) => `--${name}=${pathOf(io, name, value)}`),
  );
  io.out(`## Authenticated with the OpenID Connect Provider

You got the token with the following claims:

\`\`\`
${claims}
\`\`\`

## Set up the kubeconfig

You can run the following command to set up the kubeconfig:

\`\`\`
kubectl config set-credentials oidc \\
  --exec-api-version=client.authentication.k8s.io/v1 \\
  --exec-interactive-mode=Never \\
  --exec-command=kubectl \\
  --exec-arg=oidc-login \\
  --exec-arg=get-token \\
${given.map((flag) => `  --exec-arg=${JSON.stringify(flag)}`).join(' \\\n')}
\`\`\`
`);
}

/** Kubeconfigs are used from any folder. */
const pathOf = (io: ProgramIo, name: string, value: string): string => (name === 'certificate-authority' ? io.resolve(value) : value);

async function keyOf({ issuer, client, secret, scopes, ca, insecure }: LoginOptions): Promise<string> {
  return toHex(await sha256(JSON.stringify([issuer, client, secret, scopes, ca ?? '', insecure])));
}

/** The version kubectl asks for; by hand, the one that works everywhere. */
function execInfo(text: string | undefined): string {
  try {
    const { apiVersion } = JSON.parse(text ?? '') as { apiVersion?: unknown };
    if (typeof apiVersion === 'string') return apiVersion;
  } catch {
    // nobody said
  }
  return 'client.authentication.k8s.io/v1beta1';
}
