// Models how kube-apiserver reads a webhook's kubeconfig (client-go tools/clientcmd): which URL, which CA, which credentials of its own.
// Left out: exec plugins, auth providers, proxies, client certificates (parties do not ask for any), impersonation,
// the words for some of the ways in which YAML can be wrong.

import { isJsonObject, type Members } from '../../../trace/json.ts';
import { fromBase64, fromUtf8, toBase64, utf8 } from '../../crypto/encoding.ts';
import { yamlValue, yamlWords } from '../../http/yaml-value.ts';
import type { Trust } from '../../network/call.ts';

export interface WebhookTarget {
  /** The exact URL that is posted to, without `timeout`. */
  readonly url: string;
  readonly trust: Trust;
  /** Value of the Authorization header the server shows; undefined when its user has no credentials. */
  readonly authorization: string | undefined;
}

const text = (value: unknown): string => (typeof value === 'string' ? value : '');

/** The entry of that name in a kubeconfig's list; `{}` when it is there but empty. */
function named(list: unknown, name: string, member: string): Members | undefined {
  const entry = (Array.isArray(list) ? list : []).find((e: unknown) => isJsonObject(e) && e.name === name) as Members | undefined;
  if (!entry) return undefined;
  return isJsonObject(entry[member]) ? entry[member] : {};
}

/**
 * @param read a file of the node; undefined when there is none
 * @returns `error` in client-go's words
 */
export async function readWebhookKubeconfig(path: string, read: (path: string) => string | undefined): Promise<{ target: WebhookTarget } | { error: string }> {
  const source = read(path);
  if (source === undefined) return { error: `stat ${path}: no such file or directory` };
  const { LineCounter, parseDocument } = await import('yaml');
  const lineCounter = new LineCounter();
  const document = parseDocument(source, { version: '1.1', merge: true, prettyErrors: false, lineCounter });
  const problem = document.errors[0];
  if (problem) return { error: `error loading config file "${path}": ${yamlWords(problem, lineCounter.linePos(problem.pos[0]).line, source)}` };
  const valued = yamlValue(document);
  if ('error' in valued) return { error: `error loading config file "${path}": ${valued.error}` };
  const config = valued.value;
  if (!isJsonObject(config)) return { error: NOTHING };
  const contextName = text(config['current-context']);
  const context = named(config.contexts, contextName, 'context');
  if (contextName && !context)
    return { error: `invalid configuration: [context was not found for specified context: ${contextName}, cluster has no server defined]` };
  // Without a current context client-go takes empty names, which name nothing.
  const cluster = named(config.clusters, text(context?.cluster), 'cluster');
  if (!cluster || !Object.keys(cluster).length) return { error: NOTHING };
  const user = named(config.users, text(context?.user), 'user') ?? {};
  const server = text(cluster.server);
  if (!server) return { error: `invalid configuration: no server found for cluster "${text(context?.cluster)}"` };

  const file = (given: unknown): string | undefined => (text(given) ? read(resolve(path, text(given))) : undefined);
  const caFile = text(cluster['certificate-authority']);
  const inline = fromBase64(text(cluster['certificate-authority-data']));
  const ca = inline?.length ? fromUtf8(inline) : file(caFile);
  if (caFile && ca === undefined) {
    const at = resolve(path, caFile);
    const why = `unable to read certificate-authority ${at} for ${text(context?.cluster)} due to open ${at}: no such file or directory`;
    return { error: `invalid configuration: ${why}` };
  }
  const insecure = cluster['insecure-skip-tls-verify'] === true;
  const serverName = text(cluster['tls-server-name']);
  const token = text(user.token) || (file(user.tokenFile) ?? '').trim();
  const basic = text(user.username) ? `Basic ${toBase64(utf8(`${text(user.username)}:${text(user.password)}`))}` : undefined;
  return {
    target: {
      // A server without a scheme is spoken to over TLS when there is any TLS setting.
      url: /^https?:\/\//i.test(server) ? server : `${ca || insecure ? 'https' : 'http'}://${server}`,
      trust: { ...(ca === undefined ? {} : { ca }), ...(insecure ? { insecure } : {}), ...(serverName ? { serverName } : {}) },
      authorization: token ? `Bearer ${token}` : basic,
    },
  };
}

const NOTHING = 'invalid configuration: no configuration has been provided, try setting KUBERNETES_MASTER environment variable';

/** Paths in a kubeconfig count from its own folder. `$PKI/…` and `$DIR/…` stand for absolute paths. */
function resolve(kubeconfig: string, path: string): string {
  if (/^[/$]/.test(path)) return path;
  return `${kubeconfig.slice(0, kubeconfig.lastIndexOf('/') + 1)}${path.replace(/^\.\//, '')}`;
}
