// Lines that certainly end here, so that Enter need not ask the shell (which may still be loading). Anything doubtful is asked.

const OPENS = /(?:^|[;&|(]\s*|\bdo\s+|\bthen\s+)(?:if|for|while|until|case|select|function)\b/;

export function certainlyComplete(text: string): boolean {
  if (/[\n\\`(){}]|<<|\[\[/.test(text)) return false;
  if (/(?:\||&&|\|\|)\s*$/.test(text)) return false;
  if (OPENS.test(text)) return false;
  return quotesClose(text);
}

function quotesClose(text: string): boolean {
  let open: string | undefined;
  for (const char of text) {
    if (open === undefined && (char === '"' || char === "'")) open = char;
    else if (char === open) open = undefined;
  }
  return open === undefined;
}

/**
 * A pasted text as a shell reads it: whole statements run, what follows the last newline stays in the input. `needsMore` says whether a
 * statement goes on.
 */
export async function pastedStatements(text: string, needsMore: (text: string) => Promise<boolean>): Promise<{ run: string[]; rest: string }> {
  const lines = text.replace(/\r\n?/g, '\n').split('\n');
  const last = lines.pop() ?? '';
  const run: string[] = [];
  let open: string[] = [];
  for (const line of lines) {
    if (open.length === 0 && line.trim() === '') continue;
    open.push(line);
    const statement = open.join('\n');
    if (certainlyComplete(statement) || !(await needsMore(statement))) {
      run.push(statement);
      open = [];
    }
  }
  return { run, rest: [...open, last].join('\n') };
}
