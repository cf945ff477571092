// just-bash comes as one finished file. This takes out what nobody here can use, so that half as much is loaded:
//  - its regular expression engine, which guards a server against endless matching; here the browser's own does, and a stuck worker is ended anyway
//  - the guard around the page's own globals, which needs Node, and the checks that ask for it
//  - commands that this machine does not have or has of its own, with the libraries behind them
//  - its fetch, its own file systems, the texts of `help` and of `--help`, programmable completion, and marks for whoever tests it
//  - two modules a browser has not got
// Every cut names what it expects to find and throws when another version of the package looks different.

const FILE = /just-bash\/dist\/bundle\/browser\.js$/;
/** This machine does not have them: `bash: tree: command not found`. */
const ABSENT_COMMANDS =
  'file html-to-markdown rg gzip gunzip zcat split join strings nl tree du expand unexpand od ln fold comm paste find column timeout md5sum sha1sum expr tac rev stat readlink sha256sum time'.split(
    ' ',
  );
/** The shell brings its own, which answer in a pipe as they do in a line of their own. */
const REPLACED_COMMANDS = 'curl cat ls date sleep clear base64 cp mv rm mkdir touch whoami help history'.split(' ');

const STUBS = {
  'node:zlib': `const absent = () => { throw new Error('gzip is not part of this machine'); };
    export const gunzipSync = absent; export const gzipSync = absent; export const constants = {};`,
  minimatch: `export const minimatch = () => { throw new Error('only ls asked for minimatch'); };`,
  turndown: `export default class Turndown { turndown() { throw new Error('html-to-markdown is not part of this machine'); } }`,
};

/** What just-bash asks of its engine, answered by RegExp. Bracket classes such as [:alpha:] are all that RegExp does not know. */
const ENGINE = `
const CLASSES = { alnum: 'a-zA-Z0-9', alpha: 'a-zA-Z', ascii: '\\\\x00-\\\\x7f', blank: ' \\\\t', cntrl: '\\\\x00-\\\\x1f\\\\x7f', digit: '0-9', graph: '!-~', lower: 'a-z', print: ' -~', punct: '!-\\\\/:-@\\\\[-\`{-~', space: '\\\\s', upper: 'A-Z', word: '\\\\w', xdigit: '0-9a-fA-F' };
it = class extends Error {};
Vr = class Pattern {
  static CASE_INSENSITIVE = 1; static DOTALL = 2; static MULTILINE = 4;
  static translateRegExp(source) { return source.replace(/\\[:(\\^?)(\\w+):\\]/g, (all, not, name) => (CLASSES[name] === undefined || not ? all : CLASSES[name])).replaceAll('(?P<', '(?<'); }
  static compile(source, flags) { return new Pattern(source, flags); }
  constructor(source, flags) {
    const letters = 'g' + (flags & 1 ? 'i' : '') + (flags & 2 ? 's' : '') + (flags & 4 ? 'm' : '');
    try { this.regex = new RegExp(source, letters); this.shape = new RegExp(source + '|').exec(''); }
    catch (error) { throw new it(error.message); }
  }
  groupCount() { return this.shape.length - 1; }
  namedGroups() { return Object.fromEntries(Object.keys(this.shape.groups ?? {}).map((name) => [name, name])); }
  matcher(text) {
    const { regex } = this;
    let found = null, next = 0;
    const input = { charSequence: text };
    return {
      matcherInput: input,
      reset() { found = null; next = 0; return this; },
      find(from = next) {
        if (from > input.charSequence.length) { found = null; return false; }
        regex.lastIndex = from;
        found = regex.exec(input.charSequence);
        if (found) next = found.index + Math.max(found[0].length, 1);
        return found !== null;
      },
      group(which = 0) { return (typeof which === 'string' ? found.groups[which] : found[which]) ?? null; },
      start() { return found.index; },
      end() { return found.index + found[0].length; },
    };
  }
};`;

/** What is left of the guard: everything is trusted. */
const NO_GUARD = `
ye = class extends Error {};
St = class { static bindCurrentContext(f) { return f; } static runTrustedAsync(f) { return f(); } static runUntrustedAsync(f) { return f(); } };`;

function cut(code, from, to, replacement) {
  const start = code.indexOf(from);
  const end = code.indexOf(to, start);
  if (start < 0 || end < 0) throw new Error(`just-bash looks different: "${from}" was not found`);
  return code.slice(0, start + from.length) + replacement + code.slice(end);
}

function swap(code, from, to) {
  const parts = code.split(from);
  if (parts.length < 2) throw new Error(`just-bash looks different: "${from}" was not found`);
  return parts.join(to);
}

/** Where the object that starts at `start` ends: it holds text, lists and nothing that runs. */
function endOfObject(code, start) {
  let depth = 0;
  for (let at = start; at < code.length; at++) {
    const letter = code[at];
    if (letter === '"' || letter === "'" || letter === '`') for (at++; code[at] !== letter; at++) at += code[at] === '\\' ? 1 : 0;
    else if ('{['.includes(letter)) depth++;
    else if ('}]'.includes(letter) && --depth === 0) return at + 1;
  }
  throw new Error('just-bash looks different: an object without an end');
}

/** Of what a command says of itself, one line stays: `Usage: …`. */
function withoutHelp(code) {
  const opening = /\{name:("[^"]+"),summary:(?:"[^"]*"|`[^`]*`),usage:("[^"]*"|`[^`]*`)/g;
  let text = '';
  let from = 0;
  for (const { 0: found, 1: name, 2: usage, index } of code.matchAll(opening)) {
    const end = endOfObject(code, index);
    if (!/^(?:,(?:options|description|examples|notes):|\})/.test(code.slice(index + found.length)))
      throw new Error(`just-bash looks different: the help of ${name}`);
    text += `${code.slice(from, index)}{name:${name},usage:${usage}}`;
    from = end;
  }
  if (from === 0) throw new Error('just-bash looks different: no command has help');
  return text + code.slice(from);
}

function lean(code) {
  let text = cut(code, ',k1=L(()=>{', '});function Tb(', ENGINE);
  text = cut(text, ',Sn=L(()=>{', '});function oh(', NO_GUARD);
  text = cut(text, 'function vt(', 'async function sn(', '){}');
  text = cut(text, 'async function sn(e,t,n,r){', '}var br=', 'return r()');
  text = cut(text, 'assertDefenseContext(t){if(', 'buildExportedEnv(){', '0)return}');
  text = swap(text, 'this.defenseInDepthConfig?St.getInstance(this.defenseInDepthConfig):null', 'null');
  text = swap(text, 't.network&&(this.secureFetch=Wp(t.network))', 'null');
  text = swap(text, 't?.base??new ir', 't.base');
  text = cut(text, 'let n=t.fs', ';this.fs=n', '');
  text = swap(text, 'if(t==="compgen")return Yd(c,n);if(t==="complete")return tp(c,n);if(t==="compopt")return np(c,n);', '');
  text = swap(text, '"compgen","complete","compopt",', '');
  // Builtins of scripts longer than anybody types here: without them bash says that there is no such command.
  for (const call of ['if(t==="getopts")return gc(c,n);', 'if(t==="pushd")return await dp(c,n);if(t==="popd")return pp(c,n);if(t==="dirs")return hp(c,n);'])
    text = swap(text, call, '');
  text = swap(text, 'if(t==="mapfile"||t==="readarray")return Ep(c,n,s);', '');
  text = swap(text, 'if(t==="hash")return yp(c,n);', '');
  text = swap(text, 'n instanceof ir', '!1');
  text = cut(text, '_4=new Map([', ']),B4=', '');
  text = swap(text, 'if(t==="help")return wp(c,n);', '');
  text = text.replace(/[\w$]+(?:\.ctx)?\.coverage\?\.hit\((?:`[^`]*`|"[^"]*")\)/g, '0');
  text = text.replace(/([\w$]+=)\{name:"[^"]+",flags:\[(?:\{[^{}]*\},?)*\][^{}]*\}/g, '$10');
  text = withoutHelp(text);
  text = cut(text, 'function G(e){let t=`', '}function q(e){', '`;return{stdout:`Usage: ${e.usage}\n`,stderr:"",exitCode:0}');
  // `<(…)` writes to /dev/fd, which is a folder like any other here.
  text = cut(text, 'function BN(e){', '}async function UN(', 'throw new Error("/dev/fd takes no file")');
  text = text.replace(/flagsForFuzzing:\(\)=>[\w$]+,?/g, '');
  for (const name of [...ABSENT_COMMANDS, ...REPLACED_COMMANDS]) {
    const entry = new RegExp(
      `\\{name:"${name}",load:async\\(\\)=>\\(await Promise\\.resolve\\(\\)\\.then\\(\\(\\)=>\\([\\w$]+\\(\\),[\\w$]+\\)\\)\\)\\.\\w+\\},?`,
    );
    if (!entry.test(text)) throw new Error(`just-bash looks different: no command ${name}`);
    text = text.replace(entry, '');
  }
  // Its modules start when first asked for; saying that starting them can be left out lets the bundler drop those nobody asks for.
  return text.replaceAll('=L(()=>{', '=/*#__PURE__*/L(()=>{').replaceAll('=Jo((', '=/*#__PURE__*/Jo((');
}

/** A plugin for Vite, its workers, its tests and the bundles for Node: everybody runs the same bash. */
export function leanBash() {
  return {
    name: 'gatehouse:lean-bash',
    enforce: 'pre',
    resolveId(id, importer) {
      return id in STUBS && importer !== undefined && FILE.test(importer.replaceAll('\\', '/')) ? `\0stub:${id}` : undefined;
    },
    load(id) {
      return id.startsWith('\0stub:') ? STUBS[id.slice('\0stub:'.length)] : undefined;
    },
    transform(code, id) {
      return FILE.test(id.replaceAll('\\', '/')) ? { code: lean(code), map: null } : undefined;
    },
  };
}
