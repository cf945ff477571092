import { describe, expect, test } from 'vitest';
import { celEnvironment } from './cel.ts';

const claims = {
  sub: '1234',
  email: 'jane@example.com',
  groups: ['dev', 'qa'],
  big: 9007199254740992,
  ip: '10.0.0.1',
  url: 'https://u@a.b:81/c%20d?d=e&d=f#g',
  UPPER: 'Up CÄSE',
  nested: { team: 'blue', level: 3 },
};

async function resultOf(expression: string): Promise<unknown> {
  const compiled = (await celEnvironment([{ name: 'claims' }])).compile(expression);
  if (!compiled.ok) return compiled.error;
  const result = compiled.program.evaluate({ claims });
  return result.ok ? result.value : `fails: ${result.error}`;
}

describe('the function set of Kubernetes', () => {
  test.each<[library: string, expression: string, value: unknown]>([
    ['conversions', 'string(claims.big)', '9.007199254740992e+15'],
    ['conversions', 'string(5)', '5'],
    ['conversions', 'string(1.0)', '1'],
    ['conversions', "string(duration('1h30m'))", '5400s'],
    ['conversions', "string(timestamp('2026-01-01T00:00:00Z'))", '2026-01-01T00:00:00Z'],
    ['conversions', 'string(int(claims.nested.level))', '3'],
    ['conversions', 'int(1e30)', 'fails: integer overflow'],
    ['conversions', 'int(-1e30)', 'fails: integer overflow'],
    ['conversions', 'int(9223372036854775807.0)', 'fails: integer overflow'],
    ['conversions', 'uint(-1.0)', 'fails: unsigned integer overflow'],
    ['conversions', 'int(-1.9)', -1n],
    ['strings', 'claims.UPPER.lowerAscii()', 'up cÄse'],
    ['strings', 'claims.sub.charAt(1)', '2'],
    ['strings', 'claims.sub.charAt(4)', ''],
    ['strings', 'claims.sub.charAt(5)', 'fails: index out of range: 5'],
    ['strings', "'a$b'.replace('$', '$&')", 'a$&b'],
    ['strings', "'aaa'.replace('a', 'b', 2)", 'bba'],
    ['strings', "'%s-%d'.format([string(claims.sub), 5])", '1234-5'],
    ['strings', "'%.2f %e %b %x %X %o %%'.format([1.5, 1234.5, 5, 255, 'hi', 8])", '1.50 1.234500e+03 101 ff 6869 10 %'],
    ['strings', "'%s'.format([[1, 2]])", '[1, 2]'],
    ['strings', "strings.quote('a\"b')", '"a\\"b"'],
    ['regex', "claims.email.find('[a-z]+')", 'jane'],
    ['regex', "claims.email.findAll('[a-z]+', 2)", ['jane', 'example']],
    ['lists', "['b','a','b'].distinct()", ['b', 'a']],
    ['lists', '[[1],[2]].flatten()', [1n, 2n]],
    ['lists', '[3,1,2].sort()', [1n, 2n, 3n]],
    ['lists', '[1,2,3].reverse()', [3n, 2n, 1n]],
    ['lists', 'claims.groups.slice(0, 1)', ['dev']],
    ['lists', '[1].slice(0, 2)', 'fails: cannot slice(0, 2), list is length 1'],
    ['lists', 'claims.groups.isSorted()', true],
    ['lists', 'lists.range(3)', [0n, 1n, 2n]],
    ['lists', '[1, 2].sum()', 3n],
    ['lists', '[3, 1].min() + [3, 1].max()', 4n],
    ['lists', "claims.groups.indexOf('qa')", 1n],
    ['sets', "sets.contains(['a', 'b'], ['b'])", true],
    ['sets', 'sets.equivalent([1, 2], [2, 1, 1])', true],
    ['sets', 'sets.intersects([[1]], [[1.0]])', true],
    ['url', 'url(claims.url).getHost()', 'a.b:81'],
    ['url', 'url(claims.url).getHostname()', 'a.b'],
    ['url', 'url(claims.url).getPort()', '81'],
    ['url', 'url(claims.url).getEscapedPath()', '/c%20d'],
    ['url', "url(claims.url).getQuery()['d']", ['e', 'f#g']],
    ['url', "isURL('a.b')", false],
    ['ip', 'isIP(claims.ip)', true],
    ['ip', "isIP('010.0.0.1')", false],
    ['ip', "string(ip('2001:db8::0:1'))", '2001:db8::1'],
    ['ip', "ip.isCanonical('2001:DB8::1')", false],
    ['ip', "ip('127.0.0.1').isLoopback() && ip('fe80::1').isLinkLocalUnicast()", true],
    ['ip', "ip('::1').family()", 6n],
    ['cidr', "cidr('10.0.0.0/8').containsIP(claims.ip)", true],
    ['cidr', "string(cidr('10.1.2.3/20').masked())", '10.1.0.0/20'],
    ['cidr', "cidr('10.0.0.0/8').containsCIDR('10.1.0.0/7')", false],
    ['cidr', "isCIDR('10.0.0.0/33')", false],
    ['quantity', "quantity('1Gi').isGreaterThan(quantity('1Mi'))", true],
    ['quantity', "quantity('1.5k').asInteger()", 1500n],
    ['quantity', "quantity('100m').isInteger()", false],
    ['quantity', "quantity('1').add(2).sub(quantity('500m')).compareTo(quantity('2500m'))", 0n],
    ['quantity', "isQuantity('1Zi')", false],
    ['format', "format.dns1123Label().validate('A').hasValue()", true],
    ['format', "format.dns1123Label().validate('a').hasValue()", false],
    ['format', "format.named('nope').hasValue()", false],
    ['format', "format.date().validate('2026-02-30').value()", ['invalid date']],
    ['semver', "semver('1.2.3').isGreaterThan(semver('1.2.3-rc.1'))", true],
    ['semver', "isSemver('v1.2')", false],
    ['semver', "semver('v1.2', true).minor()", 2n],
    ['semver', "semver('1.0.0-alpha.2').compareTo(semver('1.0.0-alpha.10'))", -1n],
    ['two variables', '[1, 2].all(i, v, v > i)', true],
    ['two variables', "{'a': 1}.exists(k, v, k == 'a' && v == 1)", true],
    ['two variables', "{'a': 1, 'b': 2}.transformMap(k, v, v > 1, v + 1)", new Map([['b', 3n]])],
    ['two variables', 'claims.nested.transformList(k, v, k)', ['team', 'level']],
  ])('%s: %s', async (_library, expression, value) => {
    expect(await resultOf(expression)).toEqual(value);
  });
});

describe('what the environment lacks is named as cel-go names it', () => {
  const B = (dots: number) => `${'.'.repeat(dots)}^`;
  test.each<[expression: string, text: string]>([
    [
      'math.greatest(1, 2)',
      `ERROR: <input>:1:1: undeclared reference to 'math' (in container '')\n | math.greatest(1, 2)\n | ${B(0)}\nERROR: <input>:1:14: undeclared reference to 'greatest' (in container '')\n | math.greatest(1, 2)\n | ${B(13)}`,
    ],
    [
      "regex.replace(claims.sub, 'a', 'b')",
      `ERROR: <input>:1:1: undeclared reference to 'regex' (in container '')\n | regex.replace(claims.sub, 'a', 'b')\n | ${B(0)}\nERROR: <input>:1:14: found no matching overload for 'replace' applied to '!error!.(any, string, string)'\n | regex.replace(claims.sub, 'a', 'b')\n | ${B(13)}`,
    ],
    [
      "'%s'.format([claims.sub])",
      `ERROR: <input>:1:20: error during formatting: string clause can only be used on strings, bools, bytes, ints, doubles, maps, lists, types, durations, and timestamps, was given google.protobuf.Any\n | '%s'.format([claims.sub])\n | ${B(19)}`,
    ],
    ["[1, 'a'].size()", `ERROR: <input>:1:5: expected type 'int' but found 'string'\n | [1, 'a'].size()\n | ${B(4)}`],
    ["string('a', 'b')", `ERROR: <input>:1:7: found no matching overload for 'string' applied to '(string, string)'\n | string('a', 'b')\n | ${B(6)}`],
  ])('%s', async (expression, text) => {
    expect(await resultOf(expression)).toBe(text);
  });
});
