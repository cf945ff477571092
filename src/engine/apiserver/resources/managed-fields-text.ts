// Models what the field manager writes into metadata.managedFields of a new object, for the one text that shows it: a review with metadata.
// Left out: everywhere else; this server keeps no managed fields.
import { isJsonObject } from '../../../trace/json.ts';
import type { KubeObject } from '../../store/object.ts';
import type { RequestContext } from '../request-context.ts';

type Fields = { [key: string]: Fields };

/** Members behind a pointer, and maps: these carry a mark for themselves beside their members. */
const MARKED = ['labels', 'annotations', 'extra', 'resourceAttributes', 'nonResourceAttributes', 'fieldSelector', 'labelSelector'];

function fieldsOf(value: object): Fields {
  const out: Fields = {};
  for (const [key, member] of Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))) {
    if (!isJsonObject(member)) out[`f:${key}`] = {};
    else out[`f:${key}`] = { ...(MARKED.includes(key) ? { '.': {} } : {}), ...fieldsOf(member) };
  }
  return out;
}

/** The object's metadata as JSON with the entry that this request's writer gets. */
export function metadataText(context: RequestContext, { apiVersion, metadata, spec }: KubeObject): string {
  const { name: _name, namespace: _namespace, ...kept } = metadata;
  const written = fieldsOf({ ...(Object.keys(kept).length ? { metadata: kept } : {}), spec });
  const manager = context.info.query.get('fieldManager') || context.request.headers.get('user-agent')?.split('/')[0] || 'unknown';
  const entry = {
    manager,
    operation: 'Update',
    apiVersion,
    time: context.server.clock.timestamp(),
    fieldsType: 'FieldsV1',
    fieldsV1: written,
  };
  return JSON.stringify({ ...metadata, managedFields: [entry] });
}
