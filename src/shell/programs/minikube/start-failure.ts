// A kube-apiserver that refuses to start says why on its last log line; our pointer to the place follows.
import type { StartFailure } from '../../../engine/apiserver/start-failure.ts';

export function startFailureText({ error, file, line, column, flag }: StartFailure): string {
  const place = file === undefined ? '' : `  ${file}${line === undefined ? '' : `, line ${line}${column === undefined ? '' : `, column ${column}`}`}\n`;
  return `"command failed" err=${JSON.stringify(error)}\n${place || (flag === undefined ? '' : `  --${flag}\n`)}`;
}
