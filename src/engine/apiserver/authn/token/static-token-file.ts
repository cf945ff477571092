// Models staging/src/k8s.io/apiserver/pkg/authentication/token/tokenfile/tokenfile.go. Nothing is left out: the file is read once, at start.
import type { Evidence, UserInfo } from '../../../../trace/event.ts';
import type { StartFailure } from '../../../world.ts';
import type { Authentication, AuthenticatorAbout, TokenAuthenticator } from '../authenticator.ts';
import { readCsv } from './csv.ts';

export const staticTokenFileAbout: AuthenticatorAbout = {
  id: 'authn.static-token-file',
  title: 'Static token file',
  blurb: 'A file on the node: each line is a token and the person it stands for. It is read once, when the server starts.',
  upstream: 'staging/src/k8s.io/apiserver/pkg/authentication/token/tokenfile/tokenfile.go',
  flags: ['token-auth-file'],
  answers: ['recognised', 'no-opinion'],
};

interface Entry {
  user: UserInfo;
  line: number;
}

export interface TokenFile {
  path: string;
  entries: ReadonlyMap<string, Entry>;
  rows: { line: number; text: string }[];
  warnings: string[];
}

/** Reads the file's text as at a start; a failure stops the server. */
export function readTokenFile(path: string, text: string): { ok: true; file: TokenFile } | { ok: false; failure: StartFailure } {
  const failed = (error: string, where: Partial<StartFailure>) => ({ ok: false as const, failure: { error, file: path, flag: 'token-auth-file', ...where } });
  const { records, error } = readCsv(text);
  const entries = new Map<string, Entry>();
  const warnings: string[] = [];
  for (const [i, { fields, line }] of records.entries()) {
    const [token, name, uid, groups] = fields;
    if (token === undefined || name === undefined || uid === undefined) {
      return failed(`token file '${path}' must have at least 3 columns (token, user name, user uid), found ${fields.length}`, { line, column: 1 });
    }
    const number = i + 1;
    if (token === '') {
      warnings.push(`empty token has been found in token file '${path}', record number '${number}'`);
      continue;
    }
    if (entries.has(token)) warnings.push(`duplicate token has been found in token file '${path}', record number '${number}'`);
    entries.set(token, { user: { name, uid, groups: groups === undefined ? [] : groups.split(','), extra: {} }, line });
  }
  if (error) return failed(error.error, { line: error.line, column: error.column });
  const rows = text.split('\n').map((row, i) => ({ line: i + 1, text: row.replace(/\r$/, '') }));
  if (rows.at(-1)?.text === '') rows.pop();
  return { ok: true, file: { path, entries, rows, warnings } };
}

/** @param readAt RFC 3339: when the server read the file */
export function staticTokenFile(file: TokenFile, readAt: string): TokenAuthenticator {
  const { path, rows } = file;
  return {
    ...staticTokenFileAbout,
    authenticateToken(token): Authentication {
      const entry = file.entries.get(token);
      if (entry) {
        const { user, line } = entry;
        const evidence: Evidence = { type: 'csv-row', file: path, line, rows, user, readAt };
        return { verdict: 'recognised', user, reason: `${user.name}, line ${line}`, evidence };
      }
      const nearest = nearestMiss(file, token);
      return { verdict: 'no-opinion', reason: 'no such line', evidence: { type: 'csv-miss', file: path, rows, readAt, ...(nearest ? { nearest } : {}) } };
    },
  };
}

/** The line whose token is nearly the one shown, for people only: the server itself never says. */
function nearestMiss(file: TokenFile, token: string): { line: number; why: string } | undefined {
  for (const [known, { line }] of file.entries) {
    // A JWT among short tokens is no near miss, and this is asked for each of them.
    if (Math.abs(known.length - token.length) > 40) continue;
    if (known.trim() === token) return { line, why: 'blanks around the token belong to it' };
    if (known.length > 2 && token.length > 2) {
      if (known.toLowerCase() === token.toLowerCase()) return { line, why: 'capital and small letters differ' };
      if (known.startsWith(token)) return { line, why: 'the token shown is cut short' };
      if (token.startsWith(known)) return { line, why: 'the token shown has more after it' };
      if (known.length === token.length && differences(known, token) === 1) return { line, why: 'one character differs' };
    }
  }
  return undefined;
}

function differences(a: string, b: string): number {
  let count = 0;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) count++;
  return count;
}
