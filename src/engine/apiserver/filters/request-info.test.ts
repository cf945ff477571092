import { describe, expect, test } from 'vitest';
import { parseRequest } from './request-info.ts';

const short = (method: string, target: string): string => {
  const parsed = parseRequest(method, target);
  if ('error' in parsed) return `error: ${parsed.error}`;
  const i = parsed.info;
  if (!i.isResourceRequest) return `${i.verb} path ${i.path}`;
  return `${i.verb || '""'} ${i.apiGroup || 'core'}/${i.apiVersion || '""'} ${i.resource || '""'}${i.subresource ? `/${i.subresource}` : ''} ns=${i.namespace} name=${i.name}`;
};

describe('what a request asks for', () => {
  test.each<[request: string, meaning: string]>([
    ['GET /api/v1/namespaces', 'list core/v1 namespaces ns= name='],
    ['GET /api/v1/namespaces/other', 'get core/v1 namespaces ns=other name=other'],
    ['GET /apis/apps/v1/namespaces/foo', 'get apps/v1 namespaces ns=foo name=foo'],
    ['GET /api/v1/namespaces/other/pods', 'list core/v1 pods ns=other name='],
    ['HEAD /api/v1/pods', 'list core/v1 pods ns= name='],
    ['HEAD /api/v1/namespaces/other/pods/foo', 'get core/v1 pods ns=other name=foo'],
    ['GET /api/v1/pods?watch=true', 'watch core/v1 pods ns= name='],
    ['GET /api/v1/pods?watch=1', 'watch core/v1 pods ns= name='],
    ['GET /api/v1/pods?watch=', 'watch core/v1 pods ns= name='],
    ['GET /api/v1/pods?watch=False', 'list core/v1 pods ns= name='],
    ['GET /api/v1/pods?watch=0', 'list core/v1 pods ns= name='],
    ['GET /api/v1/watch/namespaces/other/pods', 'watch core/v1 pods ns=other name='],
    ['PATCH /api/v1/watch/pods', 'watch core/v1 pods ns= name='],
    ['GET /api/v1/proxy/namespaces/other/pods/foo/subpath/a', 'proxy core/v1 pods ns=other name=foo'],
    ['GET /api/v1/namespaces/other/pods/foo/proxy/subpath', 'get core/v1 pods/proxy ns=other name=foo'],
    ['GET /api/v1/namespaces/x/proxy', 'list core/v1 proxy ns=x name='],
    ['PUT /api/v1/namespaces/other/finalize', 'update core/v1 namespaces/finalize ns=other name=other'],
    ['PUT /api/v1/namespaces/other/status', 'update core/v1 namespaces/status ns=other name=other'],
    ['DELETE /api/v1/nodes', 'deletecollection core/v1 nodes ns= name='],
    ['DELETE /api/v1/namespaces', 'deletecollection core/v1 namespaces ns= name='],
    ['POST /apis/extensions/v1/namespaces/other/pods', 'create extensions/v1 pods ns=other name='],
    ['OPTIONS /api/v1/pods', '"" core/v1 pods ns= name='],
    ['GET /api//v1/pods', 'get core/"" v1 ns= name=pods'],
    ['GET //api/v1/pods', 'list core/v1 pods ns= name='],
    ['GET /api/v1/pods/', 'list core/v1 pods ns= name='],
    ['GET /api/v1%2Fpods', 'list core/v1 pods ns= name='],
    ['GET /apis/batch/v1/job/foo/scale', 'get batch/v1 job/scale ns= name=foo'],
    ['GET /API/v1/pods', 'get path /API/v1/pods'],
    ['GET /', 'get path /'],
    ['GET /api/version/', 'get path /api/version/'],
    ['GET /apis/group/version/', 'get path /apis/group/version/'],
    ['TRACE /version', 'trace path /version'],
    ['GET /healthz?verbose', 'get path /healthz'],
    ['GET /api/v1/pods?fieldSelector=metadata.name%3Dname1', 'list core/v1 pods ns= name=name1'],
    ['GET /api/v1/pods?fieldSelector=metadata.name=name1,spec.nodeName=n', 'list core/v1 pods ns= name=name1'],
    ['GET /api/v1/pods?fieldSelector=metadata.name=name1,foo', 'list core/v1 pods ns= name='],
    ['GET /api/v1/pods?fieldSelector=metadata.name!=name1', 'list core/v1 pods ns= name='],
    ['GET /api/v1/pods?fieldSelector=metadata.name=a%2Fb', 'list core/v1 pods ns= name='],
    ['GET /api/v1/pods?fieldSelector=metadata.name=name1&watch=true', 'watch core/v1 pods ns= name=name1'],
    ['GET /api/v1/pods?fieldSelector=metadata.name=name1&limit=x', 'list core/v1 pods ns= name='],
    ['DELETE /api/v1/pods?fieldSelector=metadata.name=name1', 'deletecollection core/v1 pods ns= name='],
    ['GET /apis/g/v/watch/resource?fieldSelector=metadata.name=x', 'watch g/v resource ns= name='],
    ['GET /api/v1/watch', 'error: unable to determine kind and namespace from url, /api/v1/watch'],
    ['GET /api/v1/proxy?a=b', 'error: unable to determine kind and namespace from url, /api/v1/proxy?a=b'],
  ])('%s', (request, meaning) => {
    const [method = '', target = ''] = request.split(/ (.*)/);
    expect(short(method, target)).toBe(meaning);
  });

  test('selectors are kept raw for lists and collections only, the first value counts', () => {
    const of = (method: string, target: string) => {
      const parsed = parseRequest(method, target);
      return 'error' in parsed ? [] : [parsed.info.fieldSelector, parsed.info.labelSelector];
    };
    expect(of('GET', '/api/v1/pods?fieldSelector=a&fieldSelector=b&labelSelector=x')).toEqual(['a', 'x']);
    expect(of('DELETE', '/api/v1/pods?fieldSelector=a&labelSelector=x')).toEqual(['a', 'x']);
    expect(of('GET', '/api/v1/namespaces/d/pods/p?fieldSelector=a&labelSelector=x')).toEqual(['', '']);
    expect(of('GET', '/apis/g/v/watch/resource?fieldSelector=a')).toEqual(['', '']);
  });
});
