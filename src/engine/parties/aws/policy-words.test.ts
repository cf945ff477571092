import { describe, expect, test } from 'vitest';
import { evaluate, evaluateWithin } from './evaluate.ts';
import { type PolicyKind, readPolicy } from './policy-document.ts';

const P = { Effect: 'Allow', Action: 's3:*', Resource: '*' };
const T = { Effect: 'Allow', Principal: { AWS: '*' }, Action: 'sts:AssumeRole' };
const ACCOUNT = '111122223333';

/** What IAM says of a document; "good" when it takes it. */
function said(kind: PolicyKind, document: unknown): string {
  const read = readPolicy(typeof document === 'string' ? document : JSON.stringify(document), kind);
  if (read.ok) return 'good';
  return read.fault.code === 'MalformedPolicyDocument' ? read.fault.message : `${read.fault.code}: ${read.fault.message}`;
}
const SYNTAX = 'Syntax errors in policy.';
const VENDOR = 'Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.';
const SID = 'Statement IDs (SID) must be alpha-numeric. Check that your input satisfies the regular expression [0-9A-Za-z]*';

describe('a document', () => {
  const empty = '{"Statement":[]}';
  test.each<[claim: string, kind: PolicyKind, document: unknown, words: string]>([
    ['of one statement', 'permissions', { Statement: P }, 'good'],
    ['of a list', 'permissions', { Version: '2012-10-17', Id: 'x', Statement: [P] }, 'good'],
    ['of the old version', 'permissions', { Version: '2008-10-17', Statement: P }, 'good'],
    ['of another version', 'permissions', { Version: '2012-10-18', Statement: P }, SYNTAX],
    ['of no statement', 'permissions', { Version: '2012-10-17' }, 'Missing required field Statement'],
    ['of an empty list', 'permissions', empty, 'Policy document must contain at least one statement.'],
    ['of an empty list, for trust', 'trust', empty, SYNTAX],
    ['of a text for a statement', 'permissions', { Statement: 'x' }, SYNTAX],
    ['of null', 'permissions', 'null', SYNTAX],
    ['of a text', 'permissions', '"x"', SYNTAX],
    ['of a number', 'trust', '5', SYNTAX],
    ['as long as may be', 'permissions', `${JSON.stringify({ Statement: P })}${' '.repeat(131_072 - JSON.stringify({ Statement: P }).length)}`, 'good'],
    ['longer than may be', 'permissions', `${JSON.stringify({ Statement: P })}${' '.repeat(131_073 - JSON.stringify({ Statement: P }).length)}`, SYNTAX],
    ['nested fifty deep', 'permissions', `{"x":${'['.repeat(49)}${']'.repeat(49)}}`, 'Unknown field x'],
    ['nested deeper', 'permissions', `{"x":${'['.repeat(50)}${']'.repeat(50)}}`, SYNTAX],
    ['nested deeper, with braces', 'permissions', `{"x":${'{"a":'.repeat(50)}1${'}'.repeat(50)}}`, SYNTAX],
    ['with many brackets side by side', 'permissions', `{"x":[${'[],'.repeat(60)}{}${',{}'.repeat(60)}]}`, 'Unknown field x'],
    [
      'with two statements of one Sid',
      'permissions',
      {
        Statement: [
          { ...P, Sid: 'a' },
          { ...P, Sid: 'a' },
        ],
      },
      'Statement IDs (SID) in a single policy must be unique.',
    ],
    ['with statements without a Sid', 'permissions', { Statement: [P, { ...P, Sid: '' }, { ...P, Sid: 'a' }] }, 'good'],
  ])('%s', (_claim, kind, document, words) => {
    expect(said(kind, document)).toBe(words);
  });

  test('names the place where it is no JSON, and none where it is', () => {
    expect(readPolicy('{\n "Version":\n  x}', 'trust')).toEqual({ ok: false, fault: { code: 'MalformedPolicyDocument', message: SYNTAX, line: 3, column: 3 } });
    expect(readPolicy('[]', 'trust')).toEqual({ ok: false, fault: { code: 'MalformedPolicyDocument', message: SYNTAX } });
    expect(readPolicy('['.repeat(60), 'trust')).toEqual({ ok: false, fault: { code: 'MalformedPolicyDocument', message: SYNTAX } });
  });
});

describe('a statement of permissions', () => {
  const arn = (text: string) => `Resource ${text} must be in ARN format or "*".`;
  test.each<[claim: string, change: object, words: string]>([
    ['a Sid', { Sid: 'Abc123' }, 'good'],
    ['a Sid with a blank', { Sid: 'a b' }, SID],
    ['a Sid with a hyphen in front', { Sid: '-a' }, SID],
    ['a Sid with a hyphen behind', { Sid: 'a-' }, SID],
    ['a Sid that is a number', { Sid: 5 }, SYNTAX],
    ['no effect', { Effect: undefined }, 'Missing required field Effect'],
    ['another effect', { Effect: 'Permit' }, 'Invalid effect: Permit'],
    ['a Deny', { Effect: 'Deny' }, 'good'],
    ['no action', { Action: undefined }, 'Policy statement must contain actions.'],
    ['an empty list of actions', { Action: [] }, 'Policy statement must contain actions.'],
    ['actions of both kinds', { NotAction: 's3:*' }, SYNTAX],
    ['NotAction', { Action: undefined, NotAction: 's3:*' }, 'good'],
    ['an action that is a number', { Action: 5 }, SYNTAX],
    ['a number among actions', { Action: ['s3:*', 5] }, SYNTAX],
    ['every action', { Action: '*' }, 'good'],
    ['an action of nobody', { Action: 'PutObject' }, VENDOR],
    ['an action with a blank behind', { Action: 's3:Put Object' }, 'Action s3:Put Object is not valid.'],
    ['an action with a blank in front', { Action: 's 3:PutObject' }, 'Action s 3:PutObject is not valid.'],
    ['an action of no name', { Action: 's3:' }, 'Action s3: is not valid.'],
    ['an action with wildcards', { Action: 's3:P?t*' }, 'good'],
    ['no resource', { Resource: undefined }, 'Policy statement must contain resources.'],
    ['resources of both kinds', { NotResource: '*' }, SYNTAX],
    ['NotResource', { Resource: undefined, NotResource: '*' }, 'good'],
    ['an ARN', { Resource: 'arn:aws:s3:::b/k' }, 'good'],
    ['an ARN of a region and an account', { Resource: `arn:aws:sqs:eu-west-1:${ACCOUNT}:queue` }, 'good'],
    ['an ARN of nothing', { Resource: 'arn:aws:s3:::' }, arn('arn:aws:s3:::')],
    ['something before an ARN', { Resource: 'xarn:aws:s3:::b' }, arn('xarn:aws:s3:::b')],
    ['a principal', { Principal: '*' }, 'Policy document should not specify a principal.'],
    ['NotPrincipal', { NotPrincipal: '*' }, 'Policy document should not specify a principal.'],
    ['a field nobody knows', { Effekt: 'Allow' }, 'Unknown field Effekt'],
  ])('%s', (_claim, change, words) => {
    expect(said('permissions', { Statement: { ...P, ...change } })).toBe(words);
  });
});

describe('a statement of trust', () => {
  const who = (type: string, name: unknown) => ({ Principal: { [type]: name } });
  const invalid = (type: string, name: string) => `Invalid principal in policy: "${type}":"${name}"`;
  const DOMAIN = 'Federated principals must be valid domain names or SAML metadata ARNs';
  const PROVIDER = `arn:aws:iam::${ACCOUNT}:oidc-provider/oidc.example/id/A`;
  test.each<[claim: string, change: object, words: string]>([
    ['a Sid of any letters', { Sid: 'a b' }, 'good'],
    ['no action', { Action: undefined }, 'Missing required field Action'],
    ['every action', { Action: '*' }, 'good'],
    ['an action of STS in capitals', { Action: 'STS:AssumeRole' }, 'good'],
    ['an action of another service', { Action: 'xsts:AssumeRole' }, 'AssumeRole policy may only specify STS AssumeRole actions.'],
    ['a resource', { Resource: '*' }, 'Has prohibited field Resource'],
    ['NotResource', { NotResource: '*' }, 'Has prohibited field NotResource'],
    ['everybody', { Principal: '*' }, 'good'],
    ['nobody', { Principal: undefined }, 'Missing required field Principal'],
    ['an empty principal', { Principal: {} }, 'Missing required field Principal cannot be empty!'],
    ['both kinds of principals', { NotPrincipal: '*' }, SYNTAX],
    ['NotPrincipal', { Principal: undefined, NotPrincipal: { AWS: ACCOUNT } }, 'good'],
    ['a principal that is a text', { Principal: 'ada' }, SYNTAX],
    ['a principal that is a list', { Principal: ['*'] }, SYNTAX],
    ['a principal of another kind', who('Aws', ACCOUNT), invalid('AWS', ACCOUNT)],
    ['a principal of another kind, of several', who('People', ['ada', 'bob']), invalid('PEOPLE', 'ada')],
    ['a principal of another kind, of none', who('People', []), invalid('PEOPLE', '')],
    ['a canonical user', who('CanonicalUser', 'abc'), 'good'],
    ['an account', who('AWS', ACCOUNT), 'good'],
    ['an account of eleven digits', who('AWS', '11112222333'), invalid('AWS', '11112222333')],
    ['an account of thirteen digits', who('AWS', `${ACCOUNT}4`), invalid('AWS', `${ACCOUNT}4`)],
    ['an account with a letter in front', who('AWS', `a${ACCOUNT}`), invalid('AWS', `a${ACCOUNT}`)],
    ['an account’s root', who('AWS', `arn:aws:iam::${ACCOUNT}:root`), 'good'],
    ['a user', who('AWS', `arn:aws:iam::${ACCOUNT}:user/ada`), 'good'],
    ['a role of a path', who('AWS', `arn:aws-cn:iam::${ACCOUNT}:role/a/b`), 'good'],
    ['a session', who('AWS', `arn:aws:sts::${ACCOUNT}:assumed-role/r/s`), 'good'],
    ['a federated user', who('AWS', `arn:aws-us-gov:sts::${ACCOUNT}:federated-user/f`), 'good'],
    ['root with more behind it', who('AWS', `arn:aws:iam::${ACCOUNT}:rooter`), invalid('AWS', `arn:aws:iam::${ACCOUNT}:rooter`)],
    ['a user of no name', who('AWS', `arn:aws:iam::${ACCOUNT}:user/`), invalid('AWS', `arn:aws:iam::${ACCOUNT}:user/`)],
    ['an ARN of one digit', who('AWS', 'arn:aws:iam::1:root'), invalid('AWS', 'arn:aws:iam::1:root')],
    ['something before an ARN', who('AWS', `xarn:aws:iam::${ACCOUNT}:root`), invalid('AWS', `xarn:aws:iam::${ACCOUNT}:root`)],
    ['a bucket', who('AWS', 'arn:aws:s3:::b'), invalid('AWS', 'arn:aws:s3:::b')],
    ['a second that is wrong', who('AWS', ['*', 'x']), invalid('AWS', 'x')],
    ['a service', who('Service', 'pods.eks.amazonaws.com'), 'good'],
    ['a service of one word', who('Service', 'ec2.amazonaws.com'), 'good'],
    ['a service in China', who('Service', 'ec2.amazonaws.com.cn'), 'good'],
    ['a service elsewhere', who('Service', 'ec2.amazonaws.com.de'), invalid('SERVICE', 'ec2.amazonaws.com.de')],
    ['a service in capitals', who('Service', 'EC2.amazonaws.com'), invalid('SERVICE', 'EC2.amazonaws.com')],
    ['a service with a blank in front', who('Service', ' ec2.amazonaws.com'), invalid('SERVICE', ' ec2.amazonaws.com')],
    ['a service with capitals in the middle', who('Service', 'a.EKS.amazonaws.com'), invalid('SERVICE', 'a.EKS.amazonaws.com')],
    ['a provider', who('Federated', PROVIDER), 'good'],
    ['a provider in China', who('Federated', PROVIDER.replace('aws', 'aws-cn')), 'good'],
    ['a provider of no host', who('Federated', `arn:aws:iam::${ACCOUNT}:oidc-provider/`), invalid('FEDERATED', `arn:aws:iam::${ACCOUNT}:oidc-provider/`)],
    ['a provider with a blank', who('Federated', `${PROVIDER} x`), invalid('FEDERATED', `${PROVIDER} x`)],
    ['a SAML provider', who('Federated', `arn:aws:iam::${ACCOUNT}:saml-provider/my.saml-1_x`), 'good'],
    [
      'a SAML provider of a path',
      who('Federated', `arn:aws:iam::${ACCOUNT}:saml-provider/a/b`),
      invalid('FEDERATED', `arn:aws:iam::${ACCOUNT}:saml-provider/a/b`),
    ],
    ['an ARN of a role', who('Federated', `arn:aws:iam::${ACCOUNT}:role/r`), invalid('FEDERATED', `arn:aws:iam::${ACCOUNT}:role/r`)],
    ['a domain', who('Federated', 'accounts.google.com'), 'good'],
    ['a domain in capitals', who('Federated', 'WWW.Amazon.COM'), 'good'],
    ['a word', who('Federated', 'google'), DOMAIN],
    ['a URL', who('Federated', 'https://accounts.google.com'), DOMAIN],
    ['a domain with a path', who('Federated', 'accounts.google.com/x'), DOMAIN],
    ['a text that only holds an ARN', who('Federated', `x${PROVIDER}`), DOMAIN],
  ])('%s', (_claim, change, words) => {
    expect(said('trust', { Statement: { ...T, ...change } })).toBe(words);
  });
});

describe('conditions', () => {
  test.each<[claim: string, condition: unknown, words: string]>([
    ['none', {}, 'good'],
    ['a text', 'x', SYNTAX],
    ['a list', [], SYNTAX],
    ['an operator', { StringEquals: { 'a:b': 'c' } }, 'good'],
    ['numbers and truths', { NumericEquals: { 'a:b': [1, true, 'c'] } }, 'good'],
    ['an operator with a text inside', { StringEquals: 'x' }, SYNTAX],
    ['an operator with a list inside', { StringEquals: ['x'] }, SYNTAX],
    ['an object for a value', { StringEquals: { 'a:b': {} } }, SYNTAX],
    ['null among values', { StringEquals: { 'a:b': ['c', null] } }, SYNTAX],
    ['a key of nobody', { StringEquals: { ab: 'c' } }, VENDOR],
    ['an operator that is none', { StringIs: { 'a:b': 'c' } }, 'Invalid Condition type : StringIs.'],
    ['an operator in small letters', { stringequals: { 'a:b': 'c' } }, 'Invalid Condition type : stringequals.'],
    ['an operator with something before its prefix', { 'xForAnyValue:StringEquals': { 'a:b': 'c' } }, 'Invalid Condition type : xForAnyValue:StringEquals.'],
    ['an operator with a newline behind', { 'StringEquals\n': { 'a:b': 'c' } }, 'Invalid Condition type : StringEquals\n.'],
    ['Null, which cannot be …IfExists', { NullIfExists: { 'a:b': 'true' } }, 'Invalid Condition type : NullIfExists.'],
    ['nothing but IfExists', { IfExists: { 'a:b': 'c' } }, 'Invalid Condition type : IfExists.'],
    [
      'what is not modelled, said by name',
      { 'ForAnyValue:IpAddressIfExists': { 'a:b': 'c' } },
      'NotModelled: this simulator does not model the condition operator IpAddress',
    ],
    ['bytes, said by name', { BinaryEquals: { 'a:b': 'c' } }, 'NotModelled: this simulator does not model the condition operator BinaryEquals'],
    ['addresses, said by name', { NotIpAddress: { 'a:b': 'c' } }, 'NotModelled: this simulator does not model the condition operator NotIpAddress'],
  ])('%s', (_claim, condition, words) => {
    expect(said('permissions', { Statement: { ...P, Condition: condition } })).toBe(words);
  });
});

describe('who is meant by a principal', () => {
  const decide = (statement: object, principal: Parameters<typeof evaluate>[1]['principal']) => {
    const read = readPolicy(JSON.stringify({ Statement: { ...T, ...statement } }), 'trust');
    if (!read.ok) throw new Error(read.fault.message);
    return evaluate([read.policy], { action: 'sts:AssumeRole', facts: new Map(), ...(principal ? { principal } : {}) });
  };
  const ROOT = `arn:aws:iam::${ACCOUNT}:root`;
  const ada = { type: 'AWS' as const, names: [`arn:aws:iam::${ACCOUNT}:user/ada`, ROOT] };
  const pods = { type: 'Service' as const, names: ['pods.eks.amazonaws.com'] };
  test.each<[claim: string, statement: object, principal: Parameters<typeof decide>[1], decision: string]>([
    ['a star is everybody of AWS', { Principal: '*' }, ada, 'allow'],
    ['a star under AWS, too', { Principal: { AWS: '*' } }, ada, 'allow'],
    ['a star is no service', { Principal: '*' }, pods, 'implicit-deny'],
    ['a star under another kind is none', { Principal: { CanonicalUser: '*' } }, ada, 'implicit-deny'],
    ['an account is everybody in it', { Principal: { AWS: ROOT } }, ada, 'allow'],
    ['another user', { Principal: { AWS: `arn:aws:iam::${ACCOUNT}:user/bob` } }, ada, 'implicit-deny'],
    ['a service', { Principal: { Service: 'pods.eks.amazonaws.com' } }, pods, 'allow'],
    ['another service', { Principal: { Service: 'ec2.amazonaws.com' } }, pods, 'implicit-deny'],
    ['a service’s name under AWS is none', { Principal: { Service: 'pods.eks.amazonaws.com' } }, { ...ada, names: pods.names }, 'implicit-deny'],
    ['nobody in particular', { Principal: { Service: 'ec2.amazonaws.com' } }, undefined, 'implicit-deny'],
    ['nobody in particular is no star', { Principal: '*' }, undefined, 'implicit-deny'],
    ['all but a service', { Principal: undefined, NotPrincipal: { Service: 'ec2.amazonaws.com' } }, pods, 'allow'],
    ['all but everybody', { Principal: undefined, NotPrincipal: '*' }, ada, 'implicit-deny'],
    ['one of two actions', { Action: ['sts:TagSession', 'sts:AssumeRole'] }, ada, 'allow'],
  ])('%s', (_claim, statement, principal, decision) => {
    expect(decide(statement, principal)).toBe(decision);
  });
});

describe('a session policy', () => {
  const policy = (...statements: object[]) => {
    const read = readPolicy(JSON.stringify({ Version: '2012-10-17', Statement: statements.map((s) => ({ ...P, ...s })) }), 'permissions');
    if (!read.ok) throw new Error(read.fault.message);
    return read.policy;
  };
  const question = { action: 's3:GetObject', resource: 'arn:aws:s3:::b/k', facts: new Map() };
  const allow = policy({});
  const deny = policy({ Effect: 'Deny' });
  const other = policy({ Action: 'sqs:*' });
  test.each([
    ['allow in both', allow, allow, 'allow'],
    ['allow, and nothing in the session', allow, other, 'implicit-deny'],
    ['allow, and a Deny in the session', allow, deny, 'explicit-deny'],
    ['nothing, and allow in the session', other, allow, 'implicit-deny'],
    ['nothing in both', other, other, 'implicit-deny'],
    ['nothing, and a Deny in the session', other, deny, 'explicit-deny'],
    ['a Deny, whatever the session says', deny, allow, 'explicit-deny'],
    ['a Deny, and nothing in the session', deny, other, 'explicit-deny'],
    ['no session policy', allow, undefined, 'allow'],
  ] as const)('%s', (_claim, own, session, decision) => {
    expect(evaluateWithin([own], session, question)).toBe(decision);
  });

  test('one of two resources is enough, and none is for who asks of none', () => {
    const two = policy({ Resource: ['arn:aws:s3:::a/*', 'arn:aws:s3:::b/*'] });
    expect(evaluate([two], question)).toBe('allow');
    expect(evaluate([two], { action: 's3:GetObject', facts: new Map() })).toBe('implicit-deny');
  });
});
