// Models staging/src/k8s.io/apiserver/pkg/apis/apiserver/validation/validation.go for `jwt`: every error in the server's words and order, and the programs
// that came out of compiling. Left out: the egress selector's own configuration.
import { pemBlocks } from '../../../crypto/encoding.ts';
import { goQuote } from '../../../http/go-format.ts';
import { parseError } from '../../issuer-url.ts';
import { type Compiled, type Compilers, compileFault } from './compiled.ts';
import { extraKeyFaults } from './extra-key.ts';
import type { ClaimOrExpression, JwtConfig, PrefixedClaimOrExpression } from './jwt-config.ts';

export interface ConfigError {
  /** "jwt[0].issuer.url" */
  path: string;
  error: string;
}

export type Validated = { ok: true; compiled: Compiled[] } | { ok: false; errors: ConfigError[] };

const invalid = (value: string, why: string) => `Invalid value: ${goQuote(value)}: ${why}`;
const duplicate = (value: string) => `Duplicate value: ${goQuote(value)}`;
const EMAIL_RULE =
  'claims.email_verified must be used in claimMappings.username.expression or claimMappings.extra[*].valueExpression or claimValidationRules[*].expression when claims.email is used in claimMappings.username.expression';
const EITHER = 'Required value: claim or expression is required';
const BOTH = "claim and expression can't both be set";

export async function validateJwt(configs: readonly JwtConfig[], loadCompilers: () => Promise<Compilers>): Promise<Validated> {
  if (configs.length > 64) return { ok: false, errors: [{ path: 'jwt', error: `Too many: ${configs.length}: must have at most 64 items` }] };
  const errors: ConfigError[] = [];
  const compiled: Compiled[] = [];
  const urls = new Set<string>();
  const discovery = new Set<string>();
  const compilers = configs.some(hasExpression) ? await loadCompilers() : undefined;
  const { selects } = compilers ? await import('../../../cel/cel-ast.ts') : { selects: undefined };
  for (const [i, config] of configs.entries()) {
    const say = (path: string, error: string) => errors.push({ path: `jwt[${i}].${path}`, error });
    validateIssuer(config.issuer, `jwt[${i}]`, urls, discovery, say);
    const one: Compiled = { extra: [], claimRules: [], userRules: [] };
    compiled.push(one);
    claimRules(config, compilers, one, say);
    mappings(config, compilers, one, say);
    const { username } = one;
    if (username && selects?.(username.ast, 'claims', 'email')) {
      const looked = [username, ...one.extra.map((e) => e.program), ...one.claimRules.map((r) => r.program)];
      if (!looked.some(({ ast }) => selects(ast, 'claims', 'email_verified'))) {
        say('claimMappings.username.expression', invalid(username.expression, EMAIL_RULE));
      }
    }
    userRules(config, compilers, one, say);
  }
  return errors.length ? { ok: false, errors } : { ok: true, compiled };
}

function hasExpression({ claimMappings: m, claimValidationRules, userValidationRules }: JwtConfig): boolean {
  return (
    [m.username, m.groups, m.uid].some((c) => c.expression) ||
    m.extra.length > 0 ||
    claimValidationRules.some((r) => r.expression) ||
    userValidationRules.length > 0
  );
}

type Say = (path: string, error: string) => void;

function validateIssuer(issuer: JwtConfig['issuer'], entry: string, urls: Set<string>, discovery: Set<string>, say: Say): void {
  const { url, discoveryURL, audiences, audienceMatchPolicy: policy, certificateAuthority, egressSelectorType: egress } = issuer;
  if (!url) say('issuer.url', 'Required value');
  else {
    const why = urlFault(url);
    if (why) say('issuer.url', invalid(url, why));
    if (urls.has(url)) say('issuer.url', duplicate(url));
    urls.add(url);
  }
  if (discoveryURL) {
    if (discoveryURL.replace(/\/$/, '') === url.replace(/\/$/, ''))
      say('issuer.discoveryURL', invalid(discoveryURL, 'discoveryURL must be different from URL'));
    const why = urlFault(discoveryURL);
    if (why) say('issuer.discoveryURL', invalid(discoveryURL, why));
    if (discovery.has(discoveryURL)) say('issuer.discoveryURL', duplicate(discoveryURL));
    discovery.add(discoveryURL);
  }
  if (!audiences.length) say('issuer.audiences', `Required value: at least one ${entry}.issuer.audiences is required`);
  const seen = new Set<string>();
  for (const [i, audience] of audiences.entries()) {
    if (!audience) say(`issuer.audiences[${i}]`, 'Required value');
    if (seen.has(audience)) say(`issuer.audiences[${i}]`, duplicate(audience));
    seen.add(audience);
  }
  if (audiences.length > 1 && policy !== 'MatchAny') {
    say('issuer.audienceMatchPolicy', invalid(policy, 'audienceMatchPolicy must be MatchAny for multiple audiences'));
  }
  if (audiences.length === 1 && policy !== '' && policy !== 'MatchAny') {
    say('issuer.audienceMatchPolicy', invalid(policy, 'audienceMatchPolicy must be empty or MatchAny for single audience'));
  }
  if (certificateAuthority) {
    const blocks = pemBlocks(certificateAuthority, 'CERTIFICATE');
    const why = !blocks.length
      ? 'data does not contain any valid RSA or ECDSA certificates'
      : blocks.some(({ der }) => der[0] !== 0x30)
        ? 'x509: malformed certificate'
        : undefined;
    if (why) say('issuer.certificateAuthority', invalid('<omitted>', why));
  }
  if (egress && egress !== 'controlplane' && egress !== 'cluster') {
    say('issuer.egressSelectorType', invalid(egress, 'egress selector must be either controlplane or cluster'));
  }
}

/** Why a text may not be an issuer's URL, in the server's words. */
function urlFault(url: string): string | undefined {
  const unread = parseError(url);
  if (unread) return unread;
  if (!/^https:/i.test(url)) return 'URL scheme must be https';
  if (/^https:\/\/[^/?#]*@/i.test(url)) return 'URL must not contain a username or password';
  if (/^[^#?]*\?[^#]/.test(url)) return 'URL must not contain a query';
  if (/#./.test(url)) return 'URL must not contain a fragment';
  return undefined;
}

function claimRules({ claimValidationRules: rules }: JwtConfig, compilers: Compilers | undefined, one: Compiled, say: Say): void {
  const claims = new Set<string>();
  const expressions = new Set<string>();
  for (const [i, { claim, requiredValue, expression, message }] of rules.entries()) {
    const at = `claimValidationRules[${i}]`;
    if (claim && expression) say(at, invalid(claim, BOTH));
    else if (!claim && !expression) say(at, EITHER);
    else if (claim) {
      if (message) say(`${at}.message`, invalid(message, 'may not be specified when claim is set'));
      if (claims.has(claim)) say(`${at}.claim`, duplicate(claim));
      claims.add(claim);
    } else {
      if (requiredValue) say(`${at}.requiredValue`, invalid(requiredValue, 'may not be specified when expression is set'));
      if (expressions.has(expression)) {
        say(`${at}.expression`, duplicate(expression));
        continue;
      }
      expressions.add(expression);
      const compiled = compilers?.claims.compile(expression);
      const fault = compiled && compileFault(compiled, goQuote(expression), true);
      if (fault) say(`${at}.expression`, fault);
      else if (compiled?.ok) one.claimRules.push({ program: compiled.program, message });
    }
  }
}

function mappings({ claimMappings: m }: JwtConfig, compilers: Compilers | undefined, one: Compiled, say: Say): void {
  const compile = (path: string, expression: string) => {
    const compiled = compilers?.claims.compile(expression);
    const fault = compiled && compileFault(compiled, goQuote(expression), false);
    if (fault) say(path, fault);
    return compiled?.ok ? compiled.program : undefined;
  };
  const prefixed = (path: string, { claim, expression, prefix }: PrefixedClaimOrExpression) => {
    if (claim && expression) return say(path, invalid('', BOTH));
    if (expression && prefix !== undefined && prefix !== '') say(`${path}.prefix`, invalid(prefix, 'may not be specified when expression is set'));
    if (claim && prefix === undefined) {
      say(`${path}.prefix`, 'Required value: prefix is required when claim is set. It can be set to an empty string to disable prefixing');
    }
    return undefined;
  };
  const plain = ({ claim, expression }: ClaimOrExpression) => Boolean(expression) && !claim;
  if (!m.username.claim && !m.username.expression) say('claimMappings.username', EITHER);
  else prefixed('claimMappings.username', m.username);
  const username = plain(m.username) ? compile('claimMappings.username.expression', m.username.expression) : undefined;
  prefixed('claimMappings.groups', m.groups);
  const groups = plain(m.groups) ? compile('claimMappings.groups.expression', m.groups.expression) : undefined;
  if (m.uid.claim && m.uid.expression) say('claimMappings.uid', invalid('', BOTH));
  const uid = plain(m.uid) ? compile('claimMappings.uid.expression', m.uid.expression) : undefined;
  Object.assign(one, { ...(username ? { username } : {}), ...(groups ? { groups } : {}), ...(uid ? { uid } : {}) });
  const keys = new Set<string>();
  for (const [i, { key, valueExpression }] of m.extra.entries()) {
    const at = `claimMappings.extra[${i}]`;
    for (const { value, why } of extraKeyFaults(key)) say(`${at}.key`, value === undefined ? why : invalid(value, why));
    if (key && keys.has(key)) say(`${at}.key`, duplicate(key));
    keys.add(key);
    if (!valueExpression) {
      say(`${at}.valueExpression`, 'Required value');
      continue;
    }
    const program = compile(`${at}.valueExpression`, valueExpression);
    if (program) one.extra.push({ key, program });
  }
}

function userRules({ userValidationRules: rules }: JwtConfig, compilers: Compilers | undefined, one: Compiled, say: Say): void {
  const expressions = new Set<string>();
  for (const [i, { expression, message }] of rules.entries()) {
    const at = `userValidationRules[${i}].expression`;
    if (!expression) say(at, 'Required value');
    else if (expressions.has(expression)) say(at, duplicate(expression));
    else {
      expressions.add(expression);
      const compiled = compilers?.user.compile(expression);
      const fault = compiled && compileFault(compiled, goQuote(expression), true);
      if (fault) say(at, fault);
      else if (compiled?.ok) one.userRules.push({ program: compiled.program, message });
    }
  }
}
