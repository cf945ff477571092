// Every program of the shell. A program is loaded when it is first run: a plain curl brings neither kubectl nor bash along.
import type { Program } from '../program.ts';

type Loaded = Pick<Program, 'run' | 'complete'>;

function lazy(name: string, about: string, load: () => Promise<Loaded>, bashHasIt = false): Program {
  return {
    name,
    about,
    bashHasIt,
    run: async (args, io) => (await load()).run(args, io),
    complete: async (words, io) => (await (await load()).complete?.(words, io)) ?? [],
  };
}

const small = (name: string, load: () => Promise<Loaded>): Program => lazy(name, '', load, true);

export const programs: readonly Program[] = [
  lazy('kubectl', 'controls the cluster', async () => (await import('./kubectl/kubectl.ts')).kubectl),
  lazy('curl', 'sends one HTTP request', async () => (await import('./curl/curl.ts')).curl),
  lazy('minikube', 'starts the cluster with other API server flags', async () => (await import('./minikube/minikube.ts')).minikube),
  lazy('restart', 'restarts kube-apiserver with its present flags', async () => (await import('./minikube/restart.ts')).restart),
  lazy('aws', 'talks to an AWS account', async () => (await import('./aws/aws.ts')).aws),
  lazy('openssl', 'makes keys, requests and certificates, and reads them', async () => (await import('./openssl/openssl.ts')).openssl),
  lazy('jwt', 'decodes a token', async () => (await import('./jwt.ts')).jwt),
  lazy('kubectl-oidc_login', '', async () => (await import('./oidc-login/oidc-login.ts')).oidcLogin),
  lazy('date', "the world's clock", async () => (await import('./small/date.ts')).date),
  lazy('sleep', "moves the world's clock forward", async () => (await import('./small/sleep.ts')).sleep),
  lazy('advance', "moves the world's clock on, to a moment too", async () => (await import('./small/advance.ts')).advance),
  lazy('clear', '', async () => (await import('./small/clear.ts')).clear),
  lazy('vi', '', async () => (await import('./small/editor.ts')).editor('vi')),
  lazy('vim', '', async () => (await import('./small/editor.ts')).editor('vim')),
  lazy('nano', '', async () => (await import('./small/editor.ts')).editor('nano')),
  lazy('cat', '', async () => (await import('./small/cat.ts')).cat),
  lazy('ls', '', async () => (await import('./small/ls.ts')).ls),
  small('echo', async () => (await import('./small/echo.ts')).echo),
  small('printf', async () => (await import('./small/printf.ts')).printf),
  small('pwd', async () => (await import('./small/environment.ts')).pwd),
  small('env', async () => (await import('./small/environment.ts')).env),
  small('printenv', async () => (await import('./small/environment.ts')).printenv),
  lazy('whoami', '', async () => (await import('./small/environment.ts')).whoami),
  lazy('mkdir', '', async () => (await import('./small/files.ts')).mkdir),
  lazy('rm', '', async () => (await import('./small/files.ts')).rm),
  lazy('cp', '', async () => (await import('./small/files.ts')).cp),
  lazy('mv', '', async () => (await import('./small/files.ts')).mv),
  lazy('touch', '', async () => (await import('./small/files.ts')).touch),
  lazy('base64', '', async () => (await import('./small/base64.ts')).base64),
];
