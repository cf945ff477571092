import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { KUBERNETES_VERSION } from '../../kubernetes-version.about.ts';
import { aggregatedDiscovery, apiGroup, apiGroupList, apiVersions, pathsDocument, resourceList, versionDocument } from './documents.ts';

interface Recorded {
  steps: { request?: { path: string; cert?: string; headers?: Record<string, string> }; response?: { status: number; json?: unknown } }[];
}
const recorded = (file: string): Recorded => JSON.parse(readFileSync(`e2e/conformance/cases/${file}`, 'utf8')) as Recorded;

/** The document that answers a path here. */
function documentAt(path: string): unknown {
  if (path === '/') return pathsDocument();
  if (path === '/version') return versionDocument(KUBERNETES_VERSION);
  const [, root, group = '', version = ''] = path.split('/');
  if (root === 'api') return group ? resourceList('', group) : apiVersions('127.0.0.1:26443');
  if (!group) return apiGroupList();
  return version ? resourceList(group, version) : apiGroup(group);
}

describe('discovery is what the real server said, members in the same order', () => {
  const steps = ['rest/discovery-documents.json', 'anonymous-on/admin-sees-the-same-paths.json'].flatMap((file) => recorded(file).steps);
  const documents = steps.flatMap(({ request, response }) =>
    request?.cert === 'admin' && response?.status === 200 && /^\/(|api(\/v1)?|apis(\/[^/]+){0,2}|version)$/.test(request.path) && response.json
      ? [[request.path, response.json] as const]
      : [],
  );
  test('there are recordings to compare with', () => expect(documents.length).toBeGreaterThan(8));
  test.each(documents)('%s', (path, json) => expect(JSON.stringify(documentAt(path))).toBe(JSON.stringify(json)));
});

test('aggregated discovery is what the real server said', () => {
  const step = recorded('rest-more/tables-and-encodings.json').steps.find((s) => s.request?.headers?.accept?.includes('APIGroupDiscoveryList'));
  expect(step?.response?.json).toBeDefined();
  expect(JSON.stringify(aggregatedDiscovery('api'))).toBe(JSON.stringify(step?.response?.json));
});

test('what is not served has no document', () => {
  expect(resourceList('apps', 'v9')).toBeUndefined();
  expect(apiGroup('example.com')).toBeUndefined();
});
