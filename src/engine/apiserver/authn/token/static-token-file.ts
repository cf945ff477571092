// Models staging/src/k8s.io/apiserver/pkg/authentication/token/tokenfile/tokenfile.go. Nothing is left out: the file is read once, at start.
import type { Evidence, UserInfo } from '../../../../trace/event.ts';
import type { StartFailure } from '../../start-failure.ts';
import type { Authentication, TokenAuthenticator } from '../authenticator.ts';
import { readCsv } from './csv.ts';
import { nearlyTheToken } from './nearly-the-token.ts';
import { type StaticTokenFileCode, staticTokenFileAbout } from './static-token-file.about.ts';

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
export function staticTokenFile(file: TokenFile, readAt: string): TokenAuthenticator<StaticTokenFileCode> {
  const { path, rows } = file;
  return {
    ...staticTokenFileAbout,
    authenticateToken(token): Authentication<StaticTokenFileCode> {
      const entry = file.entries.get(token);
      if (entry) {
        const { user, line } = entry;
        const evidence: Evidence = { type: 'csv-row', file: path, line, rows, user, readAt };
        return { verdict: 'recognised', code: 'recognised', user, reason: `${user.name}, line ${line}`, evidence };
      }
      const nearest = nearestMiss(file, token);
      return {
        verdict: 'no-opinion',
        code: 'no-such-line',
        reason: 'no such line',
        evidence: { type: 'csv-miss', file: path, rows, readAt, ...(nearest ? { nearest } : {}) },
      };
    },
  };
}

/** The line whose token is nearly the one shown. */
function nearestMiss(file: TokenFile, token: string): { line: number; why: string } | undefined {
  for (const [known, { line }] of file.entries) {
    const why = nearlyTheToken(known, token);
    if (why) return { line, why };
  }
  return undefined;
}
