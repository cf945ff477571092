import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { celEnvironment } from './cel.ts';

const claims = await celEnvironment([{ name: 'claims' }]);
const user = await celEnvironment([
  { name: 'user', fields: { username: 'string', uid: 'string', groups: 'list<string>', extra: 'map<string, list<string>>' } },
]);

const START = "{'[', '{', '(', '.', '-', '!', 'true', 'false', 'null', NUM_FLOAT, NUM_INT, NUM_UINT, STRING, BYTES, IDENTIFIER}";
const point = (text: string, expression: string, column: number) => `ERROR: <input>:1:${column}: ${text}\n | ${expression}\n | ${'.'.repeat(column - 1)}^`;

describe('what does not compile is refused in cel-go’s words (asked of kube-apiserver)', () => {
  test.each<[expression: string, column: number, text: string]>([
    ['claims.', 8, "Syntax error: no viable alternative at input '.'"],
    ['claims..x', 8, "Syntax error: no viable alternative at input '..'"],
    ['foo.bar', 1, "undeclared reference to 'foo' (in container '')"],
    ['claims.email ==', 16, `Syntax error: mismatched input '<EOF>' expecting ${START}`],
    ['1 +', 4, `Syntax error: mismatched input '<EOF>' expecting ${START}`],
    [' ', 2, `Syntax error: mismatched input '<EOF>' expecting ${START}`],
    [')', 1, `Syntax error: mismatched input ')' expecting ${START}`],
    ['(claims.x', 10, "Syntax error: missing ')' at '<EOF>'"],
    ['claims.a b', 10, "Syntax error: extraneous input 'b' expecting <EOF>"],
    ['[1,2', 5, "Syntax error: mismatched input '<EOF>' expecting {']', ','}"],
    ['claims.x ? 1', 13, "Syntax error: mismatched input '<EOF>' expecting ':'"],
    ['claims.email.nofn()', 18, "undeclared reference to 'nofn' (in container '')"],
    ['nofn(1)', 5, "undeclared reference to 'nofn' (in container '')"],
    ['claims.email.size() > "a"', 21, "found no matching overload for '_>_' applied to '(int, string)'"],
    ['1 < "a"', 3, "found no matching overload for '_<_' applied to '(int, string)'"],
    ['1 == "a"', 3, "found no matching overload for '_==_' applied to '(int, string)'"],
    ['"a" + 1 == "a"', 5, "found no matching overload for '_+_' applied to '(string, int)'"],
    ['claims.x == "a" && 1', 20, "expected type 'bool' but found 'int'"],
    ['!1', 1, "found no matching overload for '!_' applied to '(int)'"],
    ['"abc".startsWith(1)', 17, "found no matching overload for 'startsWith' applied to 'string.(int)'"],
    ['claims.list.exists(x, x == "a")', 7, "expression of type 'any' cannot be range of a comprehension (must be list, map, or dynamic)"],
    ["claims['list'].exists(x, true)", 7, "expression of type 'any' cannot be range of a comprehension (must be list, map, or dynamic)"],
    ['user.username == "a"', 1, "undeclared reference to 'user' (in container '')"],
  ])('%s', (expression, column, text) => {
    expect(claims.compile(expression)).toEqual({ ok: false, error: point(text, expression, column) });
  });

  test.each<[expression: string, column: number, text: string]>([
    ['user.nope == "x"', 5, "undefined field 'nope'"],
    ['user.username == 1', 15, "found no matching overload for '_==_' applied to '(string, int)'"],
    ['user.groups == "a"', 13, "found no matching overload for '_==_' applied to '(list(string), string)'"],
  ])('of the user: %s', (expression, column, text) => {
    expect(user.compile(expression)).toEqual({ ok: false, error: point(text, expression, column) });
  });
});

describe('what compiles runs', () => {
  const given = { email: 'a@x.io', n: 10, roles: 'a,b', nested: { list: ['x'] }, 'kubernetes.io': { namespace: 'ns' } };
  test.each<[expression: string, value: unknown]>([
    ['claims.email', 'a@x.io'],
    ['claims.email.endsWith("@x.io")', true],
    ['claims.?nope.orValue(true) == true', true],
    ['claims.n - claims.n <= 86400', true],
    ["claims.roles.split(',').map(r, r)", ['a', 'b']],
    ['claims.nested.list.exists(x, x == "x")', true],
    ['claims.kubernetes__dot__io.namespace', 'ns'],
    ['claims.email.replace("a", "b")', 'b@x.io'],
    ['has(claims.nope) ? claims.nope : "none"', 'none'],
  ])('%s', (expression, value) => {
    const compiled = claims.compile(expression);
    expect(compiled.ok && compiled.program.evaluate({ claims: given })).toEqual({ ok: true, value });
  });

  test.each<[expression: string, error: string]>([
    ['claims.nope', 'no such key: nope'],
    ['claims.n * 2', 'no such overload'],
  ])('%s fails: %s', (expression, error) => {
    const compiled = claims.compile(expression);
    expect(compiled.ok && compiled.program.evaluate({ claims: given })).toEqual({ ok: false, error });
  });
});

test('whatever is written compiles or is refused with a place in the text, and never throws', () => {
  const piece = fc.constantFrom(
    ...'claims . email ?. [ ] ( ) { } , : == != && || ! - + 1 2.5 "a" r"x" true null in x size( .map(x, has( .?a @ $ ` \n é'.split(' '),
    ' ',
  );
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.array(piece, { maxLength: 12 }).map((parts) => parts.join('')),
      ),
      (expression) => {
        const compiled = claims.compile(expression);
        if (compiled.ok) {
          const ran = compiled.program.evaluate({ claims: { email: 'a', list: [1] } });
          expect(ran.ok || ran.error.length > 0).toBe(true);
        } else expect(compiled.error).toMatch(/^ERROR: <input>:\d+:\d+: /);
      },
    ),
    { numRuns: 20_000 },
  );
});
