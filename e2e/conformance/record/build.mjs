// Builds the real components for the recorder: kube-apiserver, kube-controller-manager and kubectl of one Kubernetes release and an etcd,
// each an ordinary Go program from the Go module proxy. Nothing lands in the project: all of it stands in a cache folder.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';

/** The newest etcd of the minor release that the API server's own tests run with. */
export const ETCD_VERSION = 'v3.6.16';

const PROGRAMS = {
  etcd: 'go.etcd.io/etcd/server/v3',
  'kube-apiserver': 'k8s.io/kubernetes/cmd/kube-apiserver',
  'kube-controller-manager': 'k8s.io/kubernetes/cmd/kube-controller-manager',
  kubectl: 'k8s.io/kubernetes/cmd/kubectl',
};

/** Where the programs of a release stand, built or not. */
export function programsOf(version) {
  const cache = path.join(process.env.XDG_CACHE_HOME || path.join(homedir(), '.cache'), 'gatehouse', `kubernetes-${version}-etcd-${ETCD_VERSION}`);
  return { folder: cache, bin: path.join(cache, 'bin') };
}

/**
 * Builds what is missing of the named programs and answers with their folder. `version` is a release of Kubernetes such as "v1.2.3".
 * Throws when there is no Go, or when a build fails.
 */
export function buildPrograms(version, names = Object.keys(PROGRAMS), say = console.log) {
  const { folder, bin } = programsOf(version);
  const missing = names.filter((name) => !existsSync(path.join(bin, name)));
  if (!missing.length) return bin;
  const module = path.join(folder, 'module');
  mkdirSync(module, { recursive: true });
  mkdirSync(bin, { recursive: true });
  writeFileSync(path.join(module, 'go.mod'), goMod(version));
  for (const name of missing) {
    const source = PROGRAMS[name];
    say(`building ${name} (${source})`);
    // -mod=mod lets Go add the rest of what the programs need to go.mod and go.sum
    const flags = ['-mod=mod', '-trimpath', '-ldflags', `-s -w ${source.startsWith('k8s.io/') ? stamp(version) : ''}`];
    go(['build', ...flags, '-o', path.join(bin, name), source], module);
  }
  return bin;
}

/**
 * Kubernetes' own go.mod takes its staging modules from folders of its repository, which no other module can. The same code is published
 * under v0: what is "./staging/…" in v1.X.Y is v0.X.Y there.
 */
function goMod(version) {
  const { GoMod: file } = JSON.parse(go(['mod', 'download', '-json', `k8s.io/kubernetes@${version}`], undefined, 'pipe'));
  const theirs = readFileSync(file, 'utf8');
  const staging = [...theirs.matchAll(/^\s*(?:replace\s+)?(\S+)\s+=>\s+\.\/staging\//gm)].map(([, name]) => name);
  // before 1.33 or so every staging module was replaced; since then the workspace does it and go.mod requires v0.0.0
  const unpublished = [...theirs.matchAll(/^\s*(?:require\s+)?(k8s\.io\/\S+)\s+v0\.0\.0\s*$/gm)].map(([, name]) => name);
  const published = version.replace('v1.', 'v0.');
  return [
    'module gatehouse.example/record',
    '',
    /^go .*$/m.exec(theirs)?.[0] ?? '',
    '',
    ...Object.values(PROGRAMS).map((source) => `tool ${source}`),
    '',
    `require k8s.io/kubernetes ${version}`,
    `require go.etcd.io/etcd/server/v3 ${ETCD_VERSION}`,
    '',
    ...[...new Set([...staging, ...unpublished])].sort().map((name) => `replace ${name} => ${name} ${published}`),
    '',
  ].join('\n');
}

/** What the release's own build script writes into the programs; the rest keeps the defaults of component-base/version/base.go. */
function stamp(version) {
  const [, major, minor] = /^v(\d+)\.(\d+)\./.exec(version) ?? [];
  const values = { gitVersion: version, gitMajor: major, gitMinor: minor };
  return Object.entries(values)
    .flatMap(([name, value]) => [`-X k8s.io/component-base/version.${name}=${value}`, `-X k8s.io/client-go/pkg/version.${name}=${value}`])
    .join(' ');
}

function go(args, cwd, stdout = 'inherit') {
  const {
    error,
    status,
    stdout: out,
  } = spawnSync('go', args, {
    cwd,
    stdio: ['ignore', stdout, 'inherit'],
    encoding: 'utf8',
    env: { ...process.env, CGO_ENABLED: '0' },
  });
  if (error) throw new Error(`go cannot be run (${error.message}); install it from https://go.dev/dl/`);
  if (status !== 0) throw new Error(`go ${args[0]} ended with ${status}`);
  return out;
}
