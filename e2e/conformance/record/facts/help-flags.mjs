// Reads what a program built with cobra and pflag prints for --help: a line a flag, "      --name type   usage (default x)".

/** pflag's types, and the words that Kubernetes' own flags print in their place, made few. What is not here is a string. */
const TYPES = [
  ['bool', /^$/],
  ['int', /^(u?int(8|16|32|64)?|Level)$/],
  ['duration', /^duration$/],
  ['list', /^(strings|stringArray|\w+Slice|namedCertKey|\w*[mM]ap(String|Bool)\w*|stringToString)$/],
];
const ZERO = { bool: 'false', int: '0', duration: '0s', list: '', string: '' };

/** [{name, type, byDefault, usage}] in the order of the help. Throws on a line that looks like a flag's and is none. */
export function helpFlags(help) {
  const joined = help.replaceAll(/\n {20,}(?=\S)/g, ' '); // usage goes on in the next line
  return joined
    .split('\n')
    .filter((line) => /^ +(-\w, )?--/.test(line))
    .map((line) => {
      const found = /^ +(?:-(?<short>\w), )?--(?<name>[\w-]+)(?:\[=(?<without>[^\]]*)\])?(?: (?<word>\S(?:.*?\S)?))?(?: {2,}(?<usage>.*))?$/.exec(line)?.groups;
      if (!found) throw new Error(`the help has a flag of a form that is not known: ${line}`);
      const { name, usage = '' } = found;
      const word = (found.word ?? '').replace(/\[=.*\]$/, '');
      const type = TYPES.find(([, pattern]) => pattern.test(word))?.[0] ?? 'string';
      return { name, type, byDefault: defaultOf(usage) ?? (/^float/.test(word) ? '0' : ZERO[type]), usage };
    });
}

/** pflag puts strings into quotes and lists into brackets. */
function defaultOf(usage) {
  const text = /\(default (.*)\)(?: \(DEPRECATED: .*\))?$/.exec(usage)?.[1];
  if (text?.startsWith('"')) return JSON.parse(text);
  return text?.replace(/^\[(.*)\]$/, '$1');
}
