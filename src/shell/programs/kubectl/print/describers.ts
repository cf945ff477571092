// What describe prints of each kind.

import { toYaml } from '../../../../engine/http/go-yaml.ts';
import { membersOf } from '../../../../trace/json.ts';
import type { Client, KubeObject } from '../client.ts';
import { humanAge } from '../duration.ts';
import { metaOf } from '../manifests.ts';
import { type Rule, ruleCells, ruleRows } from '../rules.ts';
import { dashedTable, described, labelRows } from './describe-text.ts';

interface Describer {
  describe(object: KubeObject, now: number): string;
  /** Asks for the object's events and prints them in the same column. */
  wantsEvents?: boolean;
  /** The label of the events does not share the columns above it. */
  eventsApart?: boolean;
  /** More that has to be asked for. */
  also?(client: Client, object: KubeObject): Promise<string>;
}

const list = (value: unknown): KubeObject[] => (Array.isArray(value) ? value.map(membersOf) : []);
const text = (value: unknown): string => (value === undefined || value === null ? '' : String(value));

function head(object: KubeObject, { namespace = true, annotations = true } = {}): string {
  const meta = metaOf(object);
  const place = namespace && meta.namespace !== undefined ? `Namespace:\t${meta.namespace}\n` : '';
  return `Name:\t${meta.name ?? ''}\n${place}${labelRows('Labels', meta.labels, '=')}${annotations ? labelRows('Annotations', meta.annotations, ': ') : ''}`;
}

const bytes = (base64: string): string => {
  try {
    return atob(base64);
  } catch {
    return '';
  }
};

const role: Describer = {
  describe: (object) => {
    const rows = ruleRows((Array.isArray(object.rules) ? object.rules : []) as Rule[]).map(ruleCells);
    return described(`${head(object, { namespace: false })}PolicyRule:\n${dashedTable(['Resources', 'Non-Resource URLs', 'Resource Names', 'Verbs'], rows)}`);
  },
};

const binding: Describer = {
  describe: (object) => {
    const reference = membersOf(object.roleRef);
    const rows = list(object.subjects).map((s) => [text(s.kind), text(s.name), text(s.namespace)]);
    return described(
      `${head(object, { namespace: false })}Role:\n  Kind:\t${text(reference.kind)}\n  Name:\t${text(reference.name)}\nSubjects:\n${dashedTable(['Kind', 'Name', 'Namespace'], rows)}`,
    );
  },
};

const secret: Describer = {
  describe: (object) => {
    const isToken = object.type === 'kubernetes.io/service-account-token';
    const rows = Object.entries(membersOf(object.data))
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, value]) => {
        const plain = bytes(text(value));
        return `${key}:\t${isToken && key === 'token' ? plain : `${plain.length} bytes`}\n`;
      });
    return described(`${head(object)}\nType:\t${text(object.type)}\n\nData\n====\n${rows.join('')}`);
  },
};

const configMap: Describer = {
  wantsEvents: true,
  eventsApart: true,
  describe: (object) => {
    const data = Object.entries(membersOf(object.data))
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, value]) => `${key}:\n----\n${text(value)}\n\n`);
    const binary = Object.entries(membersOf(object.binaryData))
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, value]) => `${key}: ${bytes(text(value)).length} bytes\n`);
    return `${described(head(object))}\nData\n====\n${data.join('')}\nBinaryData\n====\n${binary.join('')}\n`;
  },
};

const serviceAccount: Describer = {
  wantsEvents: true,
  describe: (object) => {
    const pulls = list(object.imagePullSecrets).map((s) => text(s.name));
    const rows = pulls.length ? pulls.map((name, i) => `${i ? '' : 'Image pull secrets:'}\t${name}\n`).join('') : 'Image pull secrets:\t<none>\n';
    return described(`${head(object)}${rows}`);
  },
};

const namespace: Describer = {
  describe: (object) => `${described(`${head(object, { namespace: false })}Status:\t${text(membersOf(object.status).phase)}\n`)}`,
  async also(client, object) {
    const name = metaOf(object).name ?? '';
    const count = async (resource: string): Promise<number> => {
      const response = await client.send({ method: 'GET', path: `/api/v1/namespaces/${name}/${resource}?limit=500`, background: true });
      return response.status === 200 ? list((JSON.parse(response.body) as KubeObject).items).length : 0;
    };
    const quotas = await count('resourcequotas');
    const limits = await count('limitranges');
    return `\n${quotas ? `Resource Quotas: ${quotas}` : 'No resource quota.'}\n\n${limits ? `Resource Limits: ${limits}` : 'No LimitRange resource.'}\n`;
  },
};

/** Field names as words, nested by two blanks (describe/GenericDescriber). */
const generic: Describer = {
  wantsEvents: true,
  describe: (object) => {
    const meta = metaOf(object);
    const { apiVersion, kind, metadata, ...others } = object;
    const { name: _n, namespace: _ns, labels: _l, annotations: _a, managedFields: _m, ...rest } = membersOf(metadata) as Record<string, unknown>;
    const namespaceRow = `Namespace:\t${meta.namespace ?? ''}\n`;
    const top = `Name:\t${meta.name ?? ''}\n${namespaceRow}${labelRows('Labels', meta.labels, '=')}${labelRows('Annotations', meta.annotations, ': ')}API Version:\t${text(apiVersion)}\nKind:\t${text(kind)}\nMetadata:\n`;
    return described(`${top}${nested(rest, '  ')}${nested(others, '')}`);
  },
};

const words = (key: string): string =>
  key
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replace(/([A-Z]+)([A-Z][a-z])/g, '$1 $2')
    .replace(/^[a-z]/, (c) => c.toUpperCase());

function nested(map: Record<string, unknown>, indent: string): string {
  return Object.entries(map)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, value]) => {
      if (Array.isArray(value)) {
        if (value.length && value.every((v) => v !== null && typeof v === 'object'))
          return `${indent}${words(key)}:\n${value.map((v) => nested(membersOf(v), `${indent}  `)).join('')}`;
        return `${indent}${words(key)}:\n${value.map((v) => `${indent}  ${text(v)}\n`).join('')}`;
      }
      if (value !== null && typeof value === 'object') return `${indent}${words(key)}:\n${nested(membersOf(value), `${indent}  `)}`;
      return `${indent}${words(key)}:\t${value === null ? '<nil>' : text(value)}\n`;
    })
    .join('');
}

const pod: Describer = {
  wantsEvents: true,
  describe: (object, now) => {
    const spec = membersOf(object.spec);
    const status = membersOf(object.status);
    const created = Date.parse(metaOf(object).creationTimestamp ?? '');
    const containers = list(spec.containers)
      .map((c) => `  ${text(c.name)}:\n    Image:\t${text(c.image)}\n`)
      .join('');
    const age = Number.isNaN(created) ? '' : `Age:\t${humanAge(now - created)}\n`;
    return described(
      `${head(object)}Service Account:\t${text(spec.serviceAccountName)}\nNode:\t${text(spec.nodeName) || '<none>'}\nStatus:\t${text(status.phase)}\n${age}Containers:\n${containers}Volumes:\n${toYaml(list(spec.volumes)).replace(/^/gm, '  ').trimEnd()}\n`,
    );
  },
};

const KINDS: Readonly<Record<string, Describer>> = {
  'Role.rbac.authorization.k8s.io': role,
  'ClusterRole.rbac.authorization.k8s.io': role,
  'RoleBinding.rbac.authorization.k8s.io': binding,
  'ClusterRoleBinding.rbac.authorization.k8s.io': binding,
  'Secret.': secret,
  'ConfigMap.': configMap,
  'ServiceAccount.': serviceAccount,
  'Namespace.': namespace,
  'Pod.': pod,
};

export const describers = (kind: string, group: string): Describer => KINDS[`${kind}.${group}`] ?? generic;
