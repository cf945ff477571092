import { describe, expect, it } from 'vitest';
import type { RequestAttributes } from '../../../trace/event.ts';
import { Headers } from '../../http/message.ts';
import type { Authorization, Authorizer } from '../authz/authorizer.ts';
import type { RequestContext } from '../request-context.ts';
import { authorizationFilter } from './authorization.ts';

const info: RequestAttributes = {
  isResourceRequest: true,
  verb: 'list',
  path: '/api/v1/namespaces',
  apiGroup: '',
  apiVersion: 'v1',
  resource: 'namespaces',
  subresource: '',
  namespace: '',
  name: '',
};

function judge(answer: Authorization, target = '/api/v1/namespaces') {
  const authorizer: Authorizer = { id: 'authz.test', title: 'Test', blurb: '', upstream: '', authorize: () => answer };
  const context = {
    server: { authorizer },
    request: { method: 'GET', target, headers: new Headers(), body: '' },
    user: { name: 'arthur', uid: '1', groups: [], extra: {} },
    info,
    warnings: [],
  };
  return authorizationFilter.handle(context as unknown as RequestContext);
}

describe('the gate of authorization', () => {
  it('tells the reason of the server word for word', async () => {
    expect(await judge({ decision: 'allowed', reason: 'RBAC: allowed by …', words: 'x' })).toEqual({ verdict: 'allowed', reason: 'RBAC: allowed by …' });
  });
  it('uses a few words when the server gives no reason', async () => {
    expect(await judge({ decision: 'allowed', reason: '', words: 'member of system:masters' })).toEqual({
      verdict: 'allowed',
      reason: 'member of system:masters',
    });
  });
  it('lets an allow count in spite of an error', async () => {
    expect((await judge({ decision: 'allowed', reason: 'yes', error: 'broken' })).verdict).toBe('allowed');
  });
  it('refuses with 403 and the joined reason at the end', async () => {
    const { verdict, reason, response } = await judge({ decision: 'no-opinion', reason: 'Everything is forbidden.' });
    expect([verdict, reason, response?.status]).toEqual(['denied', 'Everything is forbidden.', 403]);
    expect(response?.headers.get('x-content-type-options')).toBe('nosniff');
    expect(JSON.parse(response?.body ?? '')).toEqual({
      kind: 'Status',
      apiVersion: 'v1',
      metadata: {},
      status: 'Failure',
      message: 'namespaces is forbidden: User "arthur" cannot list resource "namespaces" in API group "" at the cluster scope: Everything is forbidden.',
      reason: 'Forbidden',
      details: { kind: 'namespaces' },
      code: 403,
    });
  });
  it('keeps its few words out of the answer', async () => {
    const { reason, response } = await judge({ decision: 'no-opinion', reason: '', words: 'no rule allows it' });
    expect([reason, response?.body.includes('no rule')]).toEqual(['no rule allows it', false]);
  });
  it('answers 500 in plain text when an authorizer failed', async () => {
    const { verdict, reason, response } = await judge({ decision: 'no-opinion', reason: '', error: 'dial <tcp>: refused' }, '/a?b=<c>&d');
    expect([verdict, reason, response?.status]).toEqual(['error', 'dial <tcp>: refused', 500]);
    expect(response?.body).toBe('Internal Server Error: "/a?b=&lt;c&gt;&amp;d": dial &lt;tcp&gt;: refused\n');
    expect(response?.headers.get('content-type')).toBe('text/plain; charset=utf-8');
  });
});
