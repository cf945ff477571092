// -o custom-columns=NAME:.metadata.name,… (kubectl/pkg/cmd/get/customcolumn.go).
import { plainError } from '../failure.ts';
import { goText } from './go-text.ts';
import { JsonPath } from './jsonpath.ts';
import { relaxed } from './jsonpath-parser.ts';
import { printerTable } from './tabwriter.ts';

export function customColumns(spec: string, items: readonly unknown[], headers: boolean): string {
  if (!spec) throw plainError('custom-columns format specified but no custom columns given');
  const columns = spec.split(',').map((part) => {
    const at = part.indexOf(':');
    if (at < 0) throw plainError(`unexpected custom-columns spec: ${part}, expected <header>:<json-path-expr>`);
    return { header: part.slice(0, at), path: new JsonPath(relaxed(part.slice(at + 1)), { allowMissing: true, floats: false }) };
  });
  const rows = items.map((item) =>
    columns.map(({ path }) => {
      const found = path.find(item);
      return found.length ? found.map(goText).join(',') : '<none>';
    }),
  );
  return printerTable(headers ? [columns.map((c) => c.header), ...rows] : rows);
}
