import { describe, expect, test } from 'vitest';
import { Headers, type HttpRequest } from './message.ts';
import { negotiate, routeAccepts, wantsPretty } from './negotiation.ts';

const TABLE = 'application/json;as=Table;v=v1;g=meta.k8s.io';
const tables = (o: { as: string }) => o.as === 'Table';
const produces = ['application/json', 'application/yaml'];

describe('the router looks at media types alone', () => {
  test.each([
    [undefined, true],
    ['application/json', true],
    [TABLE, true],
    ['text/html', false],
    ['text/html, */*;q=0.1', true],
    ['application/*', false],
  ])('%s → %s', (accept, ok) => expect(routeAccepts(accept, produces)).toBe(ok));
});

describe('the writer takes the best it can make', () => {
  test.each([
    [undefined, 'json', ''],
    ['application/yaml', 'yaml', ''],
    [`${TABLE},application/json`, 'json', 'Table'],
    ['application/json;as=Nope;v=v1;g=meta.k8s.io,application/json', 'json', ''],
    ['application/json;q=0.1,application/yaml', 'yaml', ''],
    ['*/*', 'json', ''],
  ])('%s → %s %s', (accept, encoding, as) => expect(negotiate(accept, tables)).toMatchObject({ encoding, as }));

  test('what it cannot make it does not promise', () => {
    expect(negotiate('application/json;as=Nope;v=v1;g=meta.k8s.io', tables)).toBeUndefined();
    expect(negotiate('application/vnd.kubernetes.protobuf')).toBeUndefined();
  });
});

describe('JSON is indented for people', () => {
  const asked = (target: string, agent?: string): HttpRequest => ({
    method: 'GET',
    target,
    headers: new Headers(agent ? [['User-Agent', agent]] : []),
    body: '',
  });
  test.each([
    ['/api', undefined, false],
    ['/api', 'curl/8.1', true],
    ['/api', 'Wget/1', true],
    ['/api', 'Mozilla/5.0 (X11)', true],
    ['/api', 'kubectl/v1.2.3', false],
    ['/api?pretty=true', undefined, true],
    ['/api?pretty=0', 'curl/8.1', false],
    ['/api?pretty=x', 'curl/8.1', false],
    ['/api?pretty=', 'curl/8.1', true],
  ])('%s from %s: %s', (target, agent, pretty) => expect(wantsPretty(asked(target, agent))).toBe(pretty));
});
