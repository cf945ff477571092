import { describe, expect, it } from 'vitest';
import type { PolicyRule, RequestAttributes } from '../../../trace/event.ts';
import { judgeRule, judgeRules, NEW_RULE_COST, roleText, SubjectJudge, subjectOf, subjectText } from './near-miss-judgement.ts';
import { ask, GROUP, path, person, rule, subject } from './testing/policy-fixture.ts';

const pods = ask('get', 'pods', { name: 'web' });
const urls = (verbs: string, ...list: string[]): PolicyRule => ({ verbs: verbs.split(','), nonResourceURLs: list });

describe('what one rule lacks', () => {
  it.each<[claim: string, rule: PolicyRule, asked: RequestAttributes, differences: string[] | undefined, cost: number]>([
    ['nothing', rule('get', 'pods'), pods, [], 0],
    ['the verb', rule('list', 'pods'), pods, ['verb'], 1],
    ['the name', rule('get', 'pods', '', 'db'), pods, ['name'], 1],
    ['the group', rule('get', 'pods', 'apps'), pods, ['group'], 2],
    ['the resource', rule('get', 'secrets'), pods, ['resource'], 2],
    ['the subresource of the resource', rule('get', 'pods'), ask('get', 'pods', { subresource: 'log' }), ['resource'], 1.5],
    ['the resource of the subresource', rule('get', 'pods/log'), pods, ['resource'], 1.5],
    ['the spelling of the resource', rule('get', 'Pods'), pods, ['resource'], 1.5],
    ['everything', rule('list', 'secrets', 'apps', 'db'), pods, ['verb', 'group', 'resource', 'name'], 6],
    ['a subject, being about paths', urls('get', '/x'), pods, undefined, 0],
    ['nothing, for a path', urls('get', '/x'), path('get', '/x'), [], 0],
    ['the path', urls('get', '/x', '/y/*'), path('get', '/z'), ['url'], 2],
    ['the verb for a path', urls('post', '/x'), path('get', '/x'), ['verb'], 1],
    ['a subject, being about resources', rule('get', 'pods'), path('get', '/x'), undefined, 0],
    ['a subject, having no resources', { verbs: ['get'], apiGroups: [''], resources: [] }, pods, undefined, 0],
    ['a subject, having no paths', { verbs: ['get'], nonResourceURLs: [] }, path('get', '/x'), undefined, 0],
  ])('%s', (_claim, given, asked, differences, cost) => {
    expect(judgeRule(given, asked)).toEqual(differences && { differences, cost });
  });
});

describe('what a role lacks', () => {
  it.each<[claim: string, rules: PolicyRule[], nearest: number | undefined, cost: number, broad: boolean]>([
    ['everything', [], undefined, NEW_RULE_COST, false],
    ['nothing', [rule('get', 'pods')], 0, 0, false],
    ['one word of the nearest', [rule('get', 'secrets'), rule('list', 'pods')], 1, 1, false],
    ['one word of the first of two alike', [rule('list', 'pods'), rule('watch', 'pods')], 0, 1, false],
    ['so much that a rule of its own is shorter', [rule('list', 'secrets')], undefined, NEW_RULE_COST, false],
    ['nothing, by far', [rule('*', '*', '*')], 0, 0, true],
    ['much, though it is broad about paths', [urls('*', '*')], undefined, NEW_RULE_COST, true],
    ['nothing, with a star for the verb alone', [rule('*', 'pods')], 0, 0, false],
    ['nothing, with a star for the resource alone', [rule('get', '*')], 0, 0, false],
  ])('%s', (_claim, rules, nearest, cost, broad) => {
    const judged = judgeRules(rules, pods);
    expect([judged.covers, judged.cost, judged.nearest?.index, judged.broad]).toEqual([cost === 0, cost, nearest, broad]);
    if (nearest !== undefined) expect(judged.nearest?.rule).toBe(rules[nearest]);
  });
});

describe('in a few words', () => {
  it.each<[rules: PolicyRule[], asked: RequestAttributes, text: string]>([
    [[], pods, 'no rule for get pods'],
    [[], ask('', 'pods'), 'no rule for this method on pods'],
    [[], path('get', '/x'), 'no rule for get /x'],
    [[rule('list,watch', 'pods')], pods, 'verbs: list, watch, not get'],
    [[rule('a,b,c,d', 'pods')], pods, 'verbs: a, b, c, d, not get'],
    [[rule('a,b,c,d,e', 'pods')], pods, 'verbs: a, b, c, d, …, not get'],
    [[{ ...rule('get', 'pods'), verbs: [] }], pods, 'verbs: none, not get'],
    [[rule('get', 'pods')], ask('', 'pods'), 'verbs: get, not none'],
    [[rule('get', 'pods', 'apps,')], ask('get', 'pods', { apiGroup: 'batch' }), 'API groups: apps, core, not batch'],
    [[rule('get', 'pods', 'apps')], pods, 'API groups: apps, not core'],
    [[rule('get', 'pods')], ask('get', 'pods', { subresource: 'log' }), 'resources: pods, not pods/log'],
    [[rule('get', 'pods', '', 'a,b')], pods, 'names: a, b, not web'],
    [[rule('get', 'pods', '', 'a')], ask('get', 'pods'), 'only by name: a'],
    [[urls('get', '/x')], path('get', '/y'), 'paths: /x, not /y'],
    [[rule('list', 'pods', '', 'a')], pods, 'no rule for get pods'],
  ])('%j', (rules, asked, text) => {
    expect(roleText(judgeRules(rules, asked), asked)).toBe(text);
  });
});

describe('the subject that is you', () => {
  it.each([
    ['ada', { kind: 'User', apiGroup: GROUP, name: 'ada' }, 'User ada'],
    ['system:serviceaccount:ci:bot', { kind: 'ServiceAccount', name: 'bot', namespace: 'ci' }, 'ServiceAccount ci/bot'],
    ['system:serviceaccount:ci', { kind: 'User', apiGroup: GROUP, name: 'system:serviceaccount:ci' }, 'User system:serviceaccount:ci'],
    ['system:serviceaccount:a:b:c', { kind: 'User', apiGroup: GROUP, name: 'system:serviceaccount:a:b:c' }, 'User system:serviceaccount:a:b:c'],
    ['x:system:serviceaccount:a:b', { kind: 'User', apiGroup: GROUP, name: 'x:system:serviceaccount:a:b' }, 'User x:system:serviceaccount:a:b'],
  ])('%s', (name, you, text) => {
    expect(subjectOf(person(name))).toEqual(you);
    expect(subjectText(subjectOf(person(name)))).toBe(text);
  });
});

describe('whom a binding names', () => {
  const ada = person('ada', 'devs');
  const arthur = person('arthur');
  const oidc = person('oidc:ada', 'oidc:devs');
  const bot = person('system:serviceaccount:ci:bot', 'system:serviceaccounts');
  const judge = (user: typeof ada, subjects: string[], namespace = '') => {
    const { namesYou, cost, almost } = new SubjectJudge(user).judge(subjects.map(subject), namespace);
    return namesYou ? `you, ${cost}` : almost ? `${almost.index}: ${almost.why}, ${cost}` : `others, ${cost}`;
  };
  it.each<[claim: string, user: typeof ada, subjects: string[], namespace: string, said: string]>([
    ['nobody', ada, [], '', 'others, 2'],
    ['you', ada, ['User bob', 'User ada'], '', 'you, 0'],
    ['your group', ada, ['Group devs'], '', 'you, 0'],
    ['you, though another is nearly you', ada, ['User Ada', 'User ada'], '', 'you, 0'],
    ['others', ada, ['User bob', 'Group ops', 'ServiceAccount ci/x'], '', 'others, 2'],
    ['you in other case', ada, ['User bob', 'User Ada'], '', '1: names User Ada, you are ada, 1'],
    ['you without your prefix', oidc, ['User ada'], '', '0: names User ada, you are oidc:ada, 1'],
    ['you with a prefix you do not have', ada, ['User https://x#ada'], '', '0: names User https://x#ada, you are ada, 1'],
    ['you with something before you that is no prefix', ada, ['User xx-ada'], '', 'others, 2'],
    ['you with a letter too many', arthur, ['User arthurr'], '', '0: names User arthurr, you are arthur, 1'],
    ['you with a letter too few', arthur, ['User arhur'], '', '0: names User arhur, you are arthur, 1'],
    ['you with a letter too many in front', arthur, ['User xarthur'], '', '0: names User xarthur, you are arthur, 1'],
    ['you with a digit too many', arthur, ['User arthur2'], '', 'others, 2'],
    ['a short name with a letter too many', ada, ['User adaa'], '', 'others, 2'],
    ['a name of four with a letter too many', person('anna'), ['User annaa'], '', '0: names User annaa, you are anna, 1'],
    ['you with two letters too many', arthur, ['User arthurrr'], '', 'others, 2'],
    ['another of your length', ada, ['User eve'], '', 'others, 2'],
    ['an empty name', person('x:'), ['User '], '', 'others, 2'],
    ['you as a group', ada, ['Group ada'], '', '0: names Group ada, you are User ada, 1'],
    ['your group as a user', ada, ['User devs'], '', '0: names User devs, you are in the group devs, 1'],
    ['your group in other case', ada, ['Group Devs'], '', '0: names Group Devs, your group is devs, 1'],
    ['your group without its prefix', oidc, ['Group devs'], '', '0: names Group devs, your group is oidc:devs, 1'],
    ['a service account of your name', ada, ['ServiceAccount ci/ada'], '', '0: names ServiceAccount ci/ada, you are User ada, 1'],
    ['a service account of another name', ada, ['ServiceAccount ci/bob'], '', 'others, 2'],
    ['your account', bot, ['ServiceAccount ci/bot'], '', 'you, 0'],
    ['your account in another namespace', bot, ['ServiceAccount dev/bot'], '', '0: names ServiceAccount dev/bot, you are in namespace ci, 1'],
    ['your account in the binding’s namespace', bot, ['ServiceAccount bot'], 'dev', '0: names ServiceAccount dev/bot, you are in namespace ci, 1'],
    ['another account of your namespace', bot, ['ServiceAccount ci/cat'], '', 'others, 2'],
    ['your account as a user', bot, ['User bot'], '', '0: names User bot, you are system:serviceaccount:ci:bot, 1'],
    ['your account as a group', bot, ['Group bot'], '', '0: names Group bot, you are ServiceAccount ci/bot, 1'],
    ['your account’s whole name as a user', bot, ['User system:serviceaccount:ci:bot'], '', 'you, 0'],
  ])('%s', (_claim, user, subjects, namespace, said) => {
    expect(judge(user, subjects, namespace)).toBe(said);
  });
});
