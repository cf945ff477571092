// Models the second half of oidc.go's AuthenticateToken: claims become a user by mappings, and rules look at both.
// Left out: distributed claims; a token whose groups must be fetched elsewhere is refused by name.

import type { UserInfo } from '../../../../trace/event.ts';
import { isJsonObject, type Json, type JsonObject } from '../../../../trace/json.ts';
import type { Recorder } from '../../../../trace/recorder.ts';
import type { CelProgram } from '../../../cel/cel.ts';
import { goQuote } from '../../../http/go-format.ts';
import type { Compiled, Rule } from './compiled.ts';
import { type IdToken, readBool, readString, readStringOrArray } from './go-values.ts';
import type { JwtConfig } from './jwt-config.ts';

export type Mapped = { ok: true; user: UserInfo } | { ok: false; error: string; reason: string };

export interface Mapping {
  config: JwtConfig;
  compiled: Compiled;
  /** All claims, as they stand in the token. */
  claims: JsonObject;
  token: IdToken;
  recorder: Recorder;
  /** How a CEL value is shown to people; loaded with the expressions. */
  shown: (value: unknown) => string;
}

/** Thrown and caught in this file only: the first thing that does not work ends the mapping. */
class Refusal extends Error {
  readonly reason: string;
  constructor(error: string, reason: string) {
    super(error);
    this.reason = reason;
  }
}

export async function mapClaims(mapping: Mapping): Promise<Mapped> {
  const native = mapping.compiled.groups || mapping.compiled.extra.length ? (await import('../../../cel/cel-ast.ts')).yieldsNativeList : () => false;
  try {
    const user: UserInfo = { name: username(mapping), groups: groups(mapping, native), uid: uid(mapping), extra: extra(mapping, native) };
    requiredClaims(mapping);
    rules(mapping, mapping.compiled.claimRules, { claims: mapping.claims }, 'oidc: error evaluating claim validation expression');
    const { name, ...rest } = user;
    rules(mapping, mapping.compiled.userRules, { user: { username: name, ...rest } }, 'oidc: error evaluating user info validation rule');
    return { ok: true, user };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return { ok: false, error: error.message, reason: error.reason };
  }
}

/** Runs an expression over the claims; what fails is refused with `what` in front. */
function run({ claims, recorder, shown }: Mapping, program: CelProgram, what = ''): unknown {
  const result = program.evaluate({ claims });
  if (!result.ok) {
    recorder.note(`${program.expression} cannot be computed`, { ok: false, evidence: { type: 'cel', expression: program.expression, result: result.error } });
    throw new Refusal(`${what ? `${what}: ` : ''}expression '${program.expression}' resulted in error: ${result.error}`, 'an expression failed');
  }
  recorder.note(`${program.expression} is ${shown(result.value)}`, {
    ok: true,
    evidence: { type: 'cel', expression: program.expression, result: shown(result.value) },
  });
  return result.value;
}

function username(mapping: Mapping): string {
  const { config, compiled, claims } = mapping;
  if (compiled.username) {
    const value = run(mapping, compiled.username, 'oidc: error evaluating username claim expression');
    if (typeof value !== 'string') {
      throw new Refusal('oidc: error evaluating username claim expression: username claim expression must return a string', 'the user name is no text');
    }
    if (!value) throw new Refusal('oidc: empty username via CEL expression is not allowed', 'the user name is empty');
    return value;
  }
  const { claim, prefix = '' } = config.claimMappings.username;
  const say = (why: string) => new Refusal(`oidc: parse username claims ${goQuote(claim)}: ${why}`, `no user name in claim ${claim}`);
  const given = claims[claim];
  if (given === undefined) throw say('claim not present');
  const name = readString(given);
  if (!name.ok) throw say(name.error);
  const verified = claims.email_verified;
  if (claim === 'email' && verified !== undefined) {
    const read = readBool(verified);
    if (!read.ok) throw new Refusal(`oidc: parse 'email_verified' claim: ${read.error}`, 'email_verified is neither true nor false');
    if (!read.value) throw new Refusal('oidc: email not verified', 'e-mail address not verified');
  }
  return prefix + name.value;
}

function groups(mapping: Mapping, native: (node: CelProgram['ast']) => boolean): string[] {
  const { config, compiled, claims, token } = mapping;
  if (compiled.groups) {
    const list = textsOf(run(mapping, compiled.groups, 'oidc: error evaluating group claim expression'), native(compiled.groups.ast));
    if (!list) {
      throw new Refusal('oidc: error evaluating group claim expression: expression must return a string or a list of strings', 'the groups are no texts');
    }
    return list;
  }
  const { claim, prefix = '' } = config.claimMappings.groups;
  if (!claim) return [];
  const given = claims[claim];
  if (given === undefined) {
    // Without an endpoint the claim is an aggregated one, which nobody reads.
    const source = Object.hasOwn(token.claimNames, claim) ? token.claimSources[token.claimNames[claim] ?? ''] : undefined;
    if (isJsonObject(source) && source.endpoint) {
      throw new Refusal(
        `oidc: could not expand distributed claims: not modelled: the claim ${goQuote(claim)} stands at another server`,
        'distributed claims are not modelled',
      );
    }
    return [];
  }
  const list = readStringOrArray(given);
  if (!list.ok) throw new Refusal(`oidc: parse groups claim ${goQuote(claim)}: ${list.error}`, `claim ${claim} holds no groups`);
  return list.value.map((group) => prefix + group);
}

function uid(mapping: Mapping): string {
  const { config, compiled, claims } = mapping;
  if (compiled.uid) {
    const value = run(mapping, compiled.uid, 'oidc: error evaluating uid claim expression');
    if (typeof value === 'string') return value;
    throw new Refusal('oidc: error evaluating uid claim expression: uid claim expression must return a string', 'the uid is no text');
  }
  const { claim } = config.claimMappings.uid;
  if (!claim) return '';
  const given = claims[claim];
  const read = given === undefined ? { ok: false as const, error: 'claim not present' } : readString(given);
  if (!read.ok) throw new Refusal(`oidc: parse uid claim ${goQuote(claim)}: ${read.error}`, `no uid in claim ${claim}`);
  return read.value;
}

function extra(mapping: Mapping, native: (node: CelProgram['ast']) => boolean): Record<string, string[]> {
  const { compiled, claims } = mapping;
  const found: Record<string, string[]> = {};
  if (typeof claims.jti === 'string' && claims.jti) found['authentication.kubernetes.io/credential-id'] = [`JTI=${claims.jti}`];
  for (const { key, program } of compiled.extra) {
    const list = textsOf(run(mapping, program), native(program.ast));
    if (!list) {
      throw new Refusal(
        `oidc: error evaluating extra claim expression: ${program.expression}: expression must return a string or a list of strings`,
        `${key} is no text`,
      );
    }
    if (list.length) found[key] = list;
  }
  return found;
}

/** A string, a list of strings or null as a list without empty texts; undefined for anything else. */
function textsOf(value: unknown, nativeList: boolean): string[] | undefined {
  if (value === null || value === '') return [];
  if (typeof value === 'string') return [value];
  if (nativeList || !Array.isArray(value) || !value.every((v): v is string => typeof v === 'string')) return undefined;
  return value.filter((v) => v !== '');
}

function requiredClaims({ config, claims }: Mapping): void {
  for (const { claim, requiredValue } of config.claimValidationRules) {
    if (!claim) continue;
    const given = claims[claim];
    if (given === undefined) throw new Refusal(`oidc: required claim ${claim} not present in ID token`, `claim ${claim} is missing`);
    const read = readString(given);
    if (!read.ok) throw new Refusal(`oidc: parse claim ${claim}: ${read.error}`, `claim ${claim} is no text`);
    if (read.value !== requiredValue) {
      throw new Refusal(`oidc: required claim ${claim} value does not match. Got = ${read.value}, want = ${requiredValue}`, `claim ${claim} is ${read.value}`);
    }
  }
}

function rules({ recorder, shown }: Mapping, list: readonly Rule[], variables: Record<string, Json>, what: string): void {
  for (const { program, message } of list) {
    const result = program.evaluate(variables);
    const holds = result.ok && result.value === true;
    const told = result.ok ? shown(result.value) : result.error;
    recorder.note(`${program.expression} is ${told}`, { ok: holds, evidence: { type: 'cel', expression: program.expression, result: told } });
    if (!result.ok) throw new Refusal(`${what}: expression '${program.expression}' resulted in error: ${result.error}`, 'a rule failed');
    if (!holds) throw new Refusal(`${what}: validation expression '${program.expression}' failed: ${message}`, message || 'a rule says no');
  }
}
