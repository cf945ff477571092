import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { type Decision, evaluate, evaluateWithin } from './evaluate.ts';
import { type Policy, type PolicyKind, readPolicy } from './policy-document.ts';
import { matches } from './wildcard.ts';

const HOST = 'oidc.example/id/A';
const ARN = `arn:aws:iam::111122223333:oidc-provider/${HOST}`;
const SUB = 'system:serviceaccount:ns:sa';

const read = (document: unknown, kind: PolicyKind = 'permissions'): Policy => {
  const result = readPolicy(JSON.stringify(document), kind);
  if (!result.ok) throw new Error(result.fault.message);
  return result.policy;
};
const TRUST = { Effect: 'Allow', Principal: { Federated: ARN }, Action: 'sts:AssumeRoleWithWebIdentity' };
const trust = (...statements: object[]) => read({ Version: '2012-10-17', Statement: statements.map((one) => ({ ...TRUST, ...one })) }, 'trust');
const asked = (policy: Policy, { sub = SUB, aud = ['sts.amazonaws.com'], arn = ARN } = {}): Decision =>
  evaluate([policy], {
    action: 'sts:AssumeRoleWithWebIdentity',
    principal: { type: 'Federated', names: [arn] },
    facts: new Map([
      [`${HOST.toLowerCase()}:sub`, [sub]],
      [`${HOST.toLowerCase()}:aud`, aud],
    ]),
  });

describe('trust', () => {
  test.each<[string, object[], Parameters<typeof asked>[1], Decision]>([
    ['no condition: any token of the issuer', [{}], {}, 'allow'],
    ['the subject, letter for letter', [{ Condition: { StringEquals: { [`${HOST}:sub`]: SUB } } }], {}, 'allow'],
    ['another subject', [{ Condition: { StringEquals: { [`${HOST}:sub`]: SUB } } }], { sub: `${SUB}2` }, 'implicit-deny'],
    ['the subject in capitals is another', [{ Condition: { StringEquals: { [`${HOST}:sub`]: SUB } } }], { sub: SUB.toUpperCase() }, 'implicit-deny'],
    ['… but not for StringEqualsIgnoreCase', [{ Condition: { StringEqualsIgnoreCase: { [`${HOST}:sub`]: SUB } } }], { sub: SUB.toUpperCase() }, 'allow'],
    ['a star under StringEquals is a star', [{ Condition: { StringEquals: { [`${HOST}:sub`]: 'system:serviceaccount:ns:*' } } }], {}, 'implicit-deny'],
    ['a star under StringLike is anything', [{ Condition: { StringLike: { [`${HOST}:sub`]: 'system:serviceaccount:ns:*' } } }], {}, 'allow'],
    [
      '… of that namespace',
      [{ Condition: { StringLike: { [`${HOST}:sub`]: 'system:serviceaccount:ns:*' } } }],
      { sub: 'system:serviceaccount:n:sa' },
      'implicit-deny',
    ],
    ['a question mark is one letter', [{ Condition: { StringLike: { [`${HOST}:sub`]: 'system:serviceaccount:ns:s?' } } }], {}, 'allow'],
    ['values are or-ed', [{ Condition: { StringEquals: { [`${HOST}:sub`]: ['x', SUB] } } }], {}, 'allow'],
    ['keys are and-ed', [{ Condition: { StringEquals: { [`${HOST}:sub`]: SUB, [`${HOST}:aud`]: 'x' } } }], {}, 'implicit-deny'],
    ['operators are and-ed', [{ Condition: { StringEquals: { [`${HOST}:sub`]: SUB }, StringLike: { [`${HOST}:aud`]: 'x*' } } }], {}, 'implicit-deny'],
    ['a key with https:// is no key of the token', [{ Condition: { StringEquals: { [`https://${HOST}:sub`]: SUB } } }], {}, 'implicit-deny'],
    ['… which StringNotEquals takes for different', [{ Condition: { StringNotEquals: { [`https://${HOST}:sub`]: SUB } } }], {}, 'allow'],
    ['… and IfExists lets pass', [{ Condition: { StringEqualsIfExists: { [`https://${HOST}:sub`]: SUB } } }], {}, 'allow'],
    ['keys do not care about case', [{ Condition: { StringEquals: { [`${HOST}:SUB`]: SUB } } }], {}, 'allow'],
    ['one of two audiences', [{ Condition: { StringEquals: { [`${HOST}:aud`]: 'b' } } }], { aud: ['a', 'b'] }, 'allow'],
    ['ForAllValues wants every audience', [{ Condition: { 'ForAllValues:StringEquals': { [`${HOST}:aud`]: 'b' } } }], { aud: ['a', 'b'] }, 'implicit-deny'],
    ['ForAnyValue wants one', [{ Condition: { 'ForAnyValue:StringEquals': { [`${HOST}:aud`]: 'b' } } }], { aud: ['a', 'b'] }, 'allow'],
    ['another provider', [{}], { arn: `${ARN}B` }, 'implicit-deny'],
    ['a list of providers', [{ Principal: { Federated: [`${ARN}B`, ARN] } }], {}, 'allow'],
    ['sts:* covers it', [{ Action: 'sts:*' }], {}, 'allow'],
    ['sts:AssumeRole does not', [{ Action: 'sts:AssumeRole' }], {}, 'implicit-deny'],
    ['a Deny wins, wherever it stands', [{ Effect: 'Deny', Condition: { StringLike: { [`${HOST}:sub`]: '*:sa' } } }, {}], {}, 'explicit-deny'],
    ['a Deny of somebody else does not', [{}, { Effect: 'Deny', Condition: { StringLike: { [`${HOST}:sub`]: '*:other' } } }], {}, 'allow'],
    ['NotPrincipal names everybody else', [{}, { Effect: 'Deny', Principal: undefined, NotPrincipal: { Federated: `${ARN}B` } }], {}, 'explicit-deny'],
    ['Null: the key must be absent', [{ Condition: { Null: { [`${HOST}:amr`]: 'true' } } }], {}, 'allow'],
    ['Null: the key must be there', [{ Condition: { Null: { [`${HOST}:amr`]: 'false' } } }], {}, 'implicit-deny'],
  ])('%s', (_, statements, token, decision) => {
    expect(asked(trust(...statements), token)).toBe(decision);
  });
});

describe('permissions', () => {
  const facts = new Map([
    ['aws:principaltag/kubernetes-namespace', ['shop']],
    ['s3:prefix', ['a/']],
    ['n', ['5']],
    ['x:n', ['5']],
    ['x:time', ['2026-05-18T10:02:11Z']],
    ['x:arn', ['arn:aws:s3:::b/k']],
    ['x:flag', ['true']],
  ]);
  const may = (statements: object, action = 's3:PutObject', resource = 'arn:aws:s3:::b/shop/k') =>
    evaluate([read({ Version: '2012-10-17', Statement: statements })], { action, resource, facts });
  const S = { Effect: 'Allow', Action: 's3:PutObject', Resource: 'arn:aws:s3:::b/*' };
  test.each<[string, object, Decision]>([
    ['action and resource', S, 'allow'],
    ['nothing said', [{ ...S, Action: 's3:GetObject' }], 'implicit-deny'],
    ['actions do not care about case', { ...S, Action: 'S3:putobject' }, 'allow'],
    ['wildcards in actions', { ...S, Action: 's3:Put*' }, 'allow'],
    ['NotAction is all but these', { ...S, Action: undefined, NotAction: 's3:Delete*' }, 'allow'],
    ['NotAction, one of these', { ...S, Action: undefined, NotAction: 's3:Put*' }, 'implicit-deny'],
    ['the bucket is not what lies in it', { ...S, Resource: 'arn:aws:s3:::b' }, 'implicit-deny'],
    ['resources care about case', { ...S, Resource: 'arn:aws:s3:::B/*' }, 'implicit-deny'],
    ['NotResource', { ...S, Resource: undefined, NotResource: 'arn:aws:s3:::b/shop/*' }, 'implicit-deny'],
    ['a session tag as variable', { ...S, Resource: 'arn:aws:s3:::b/${aws:PrincipalTag/kubernetes-namespace}/*' }, 'allow'],
    ['a variable without value matches nothing', { ...S, Resource: 'arn:aws:s3:::b/${aws:username}/*' }, 'implicit-deny'],
    ['… unless it has a default', { ...S, Resource: "arn:aws:s3:::b/${aws:username, 'shop'}/*" }, 'allow'],
    ['${*} is a star', { ...S, Resource: 'arn:aws:s3:::b/${*}' }, 'implicit-deny'],
    ['explicit Deny', [S, { ...S, Effect: 'Deny', Resource: '*' }], 'explicit-deny'],
    ['numbers', { ...S, Condition: { NumericLessThan: { 'x:n': '10' }, NumericGreaterThanEquals: { 'x:n': 5 } } }, 'allow'],
    ['numbers that are none', { ...S, Condition: { NumericEquals: { 'x:time': '5' } } }, 'implicit-deny'],
    ['dates', { ...S, Condition: { DateLessThan: { 'x:time': '2026-05-18T10:02:12Z' }, DateGreaterThan: { 'x:time': '1779098530' } } }, 'allow'],
    ['booleans', { ...S, Condition: { Bool: { 'x:flag': true } } }, 'allow'],
    ['ARNs part by part', { ...S, Condition: { ArnLike: { 'x:arn': 'arn:aws:s3:*:*:b/*' } } }, 'allow'],
    ['a star of an ARN stays in its part', { ...S, Condition: { ArnLike: { 'x:arn': 'arn:*:b/k' } } }, 'implicit-deny'],
  ])('%s', (_, statements, decision) => {
    expect(may(statements)).toBe(decision);
  });

  it('lets a session policy take away, never give', () => {
    const all = read({ Version: '2012-10-17', Statement: { ...S, Action: '*', Resource: '*' } });
    const put = read({ Version: '2012-10-17', Statement: S });
    const ask = (own: Policy, session: Policy | undefined, action: string) => evaluateWithin([own], session, { action, resource: 'arn:aws:s3:::b/k', facts });
    expect([ask(all, put, 's3:PutObject'), ask(all, put, 's3:GetObject'), ask(put, all, 's3:GetObject'), ask(put, undefined, 's3:PutObject')]).toEqual([
      'allow',
      'implicit-deny',
      'implicit-deny',
      'allow',
    ]);
  });
});

describe('what IAM refuses', () => {
  const P = { Effect: 'Allow', Action: 's3:*', Resource: '*' };
  test.each<[string, PolicyKind, string, object]>([
    [
      'a comma too many',
      'trust',
      '{\n  "Version": "2012-10-17",\n}',
      { code: 'MalformedPolicyDocument', message: 'Syntax errors in policy.', line: 3, column: 1 },
    ],
    ['a stray word', 'trust', '{"Version": x}', { message: 'Syntax errors in policy.', line: 1, column: 13 }],
    ['nothing', 'trust', '', { message: 'Syntax errors in policy.', line: 1, column: 1 }],
    ['a list', 'trust', '[]', { message: 'Syntax errors in policy.' }],
    ['an unknown field', 'permissions', JSON.stringify({ Statement: [{ ...P, Principle: '*' }] }), { message: 'Unknown field Principle' }],
    ['an unknown field outside', 'permissions', JSON.stringify({ Statment: [] }), { message: 'Unknown field Statment' }],
    [
      'a principal in permissions',
      'permissions',
      JSON.stringify({ Statement: [{ ...P, Principal: '*' }] }),
      { message: 'Policy document should not specify a principal.' },
    ],
    ['no action', 'permissions', JSON.stringify({ Statement: [{ ...P, Action: undefined }] }), { message: 'Policy statement must contain actions.' }],
    ['no resource', 'permissions', JSON.stringify({ Statement: [{ ...P, Resource: undefined }] }), { message: 'Policy statement must contain resources.' }],
    ['no ARN', 'permissions', JSON.stringify({ Statement: [{ ...P, Resource: 'b/*' }] }), { message: 'Resource b/* must be in ARN format or "*".' }],
    [
      'no vendor',
      'permissions',
      JSON.stringify({ Statement: [{ ...P, Action: 'PutObject' }] }),
      { message: 'Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.' },
    ],
    ['a resource in trust', 'trust', JSON.stringify({ Statement: [{ ...TRUST, Resource: '*' }] }), { message: 'Has prohibited field Resource' }],
    ['no principal', 'trust', JSON.stringify({ Statement: [{ ...TRUST, Principal: undefined }] }), { message: 'Missing required field Principal' }],
    [
      'an action of another service',
      'trust',
      JSON.stringify({ Statement: [{ ...TRUST, Action: 's3:GetObject' }] }),
      { message: 'AssumeRole policy may only specify STS AssumeRole actions.' },
    ],
    [
      'a URL as principal',
      'trust',
      JSON.stringify({ Statement: [{ ...TRUST, Principal: { Federated: 'https://oidc.example' } }] }),
      { message: 'Federated principals must be valid domain names or SAML metadata ARNs' },
    ],
    [
      'an impossible principal',
      'trust',
      JSON.stringify({ Statement: [{ ...TRUST, Principal: { Service: 'pods' } }] }),
      { message: 'Invalid principal in policy: "SERVICE":"pods"' },
    ],
    ['an effect', 'permissions', JSON.stringify({ Statement: [{ ...P, Effect: 'allow' }] }), { message: 'Invalid effect: allow' }],
    [
      'an unknown operator',
      'permissions',
      JSON.stringify({ Statement: [{ ...P, Condition: { StringLikes: { 'a:b': 'c' } } }] }),
      { message: 'Invalid Condition type : StringLikes.' },
    ],
    [
      'an operator that is not modelled',
      'permissions',
      JSON.stringify({ Statement: [{ ...P, Condition: { IpAddress: { 'aws:SourceIp': '10.0.0.0/8' } } }] }),
      { code: 'NotModelled', message: 'this simulator does not model the condition operator IpAddress' },
    ],
    [
      'the same Sid twice',
      'permissions',
      JSON.stringify({
        Statement: [
          { ...P, Sid: 'a' },
          { ...P, Sid: 'a' },
        ],
      }),
      { message: 'Statement IDs (SID) in a single policy must be unique.' },
    ],
    ['what is nested without end', 'trust', '['.repeat(100_000), { message: 'Syntax errors in policy.' }],
  ])('%s', (_, kind, text, fault) => {
    expect(readPolicy(text, kind)).toMatchObject({ ok: false, fault });
  });
});

describe('whatever is typed', () => {
  it('a document is read or refused, and what was read can be asked', () => {
    const words = fc.constantFrom(
      'Version',
      'Statement',
      'Effect',
      'Allow',
      'Deny',
      'Principal',
      'Federated',
      'Action',
      'Resource',
      'Condition',
      'StringLike',
      '*',
      '${x}',
      'sts:*',
      'a:b',
      '2012-10-17',
      ARN,
    );
    const { tree } = fc.letrec<{ tree: unknown }>((tie) => ({
      tree: fc.oneof({ depthSize: 'small' }, words, fc.boolean(), fc.integer(), fc.constant(null), fc.array(tie('tree')), fc.dictionary(words, tie('tree'))),
    }));
    const statement = fc.record(
      { Effect: fc.constantFrom('Allow', 'Deny'), Action: fc.oneof(words, tree), Resource: fc.oneof(words, tree), Condition: tree },
      { requiredKeys: ['Effect'] },
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          tree.map((t) => JSON.stringify(t)),
          statement.map((s) => JSON.stringify({ Statement: s })),
        ),
        fc.constantFrom<PolicyKind>('trust', 'permissions'),
        (text, kind) => {
          const result = readPolicy(text, kind);
          if (!result.ok) return result.fault.message !== '';
          return ['allow', 'explicit-deny', 'implicit-deny'].includes(
            evaluate([result.policy], { action: 'a:b', resource: '*', facts: new Map([['a:b', ['c']]]) }),
          );
        },
      ),
    );
  });

  it('a pattern matches exactly what its regular expression matches', () => {
    const letters = fc.string({ unit: fc.constantFrom('a', 'b', '*', '?', '.', 'é', '😀'), maxLength: 8 });
    fc.assert(
      fc.property(letters, letters, (pattern, text) => {
        const source = [...pattern].map((c) => (c === '*' ? '.*' : c === '?' ? '.' : c.replace(/[.]/, '\\.'))).join('');
        expect(matches(pattern, text)).toBe(new RegExp(`^${source}$`, 'su').test(text));
      }),
    );
  });
});
