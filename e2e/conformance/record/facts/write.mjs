// Puts a table of facts where it stands in the sources, and says whether it is another one now.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../../../../', import.meta.url));

/** `file` is relative to the project's root. */
export function writeFacts(file, text) {
  const where = path.join(ROOT, file);
  const same = existsSync(where) && readFileSync(where, 'utf8') === text;
  if (!same) writeFileSync(where, text);
  console.log(`${same ? 'as it was' : 'CHANGED  '} ${file}`);
}
