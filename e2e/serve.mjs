// Serves the built page: node e2e/serve.mjs [--port N] [--open] [--quiet]. Nothing but files; any static host does the same.
import { spawn } from 'node:child_process';
import { createReadStream, existsSync, readFileSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import path from 'node:path';
import { pipeline } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { constants, createBrotliCompress, createGzip } from 'node:zlib';

const TYPES = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.webmanifest': 'application/manifest+json; charset=utf-8',
  '.svg': 'image/svg+xml; charset=utf-8',
  '.txt': 'text/plain; charset=utf-8',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
};
const COMPRESSED = new Set(['.html', '.js', '.mjs', '.css', '.json', '.webmanifest', '.svg', '.txt']);

/** The policy is written once, by the build, into the page itself; the header repeats it. */
function policyOf(folder) {
  const page = readFileSync(path.join(folder, 'index.html'), 'utf8');
  return /<meta http-equiv="Content-Security-Policy" content="([^"]+)"/.exec(page)?.[1].replaceAll('&#39;', "'");
}

/** The path a request asks for, in whatever form it names it; undefined when it names none, as `GET //` does. */
function pathOf(target) {
  // A target of a path alone is not a URL: read as one, what follows `//` would be a host.
  const absolute = target.startsWith('/') ? `http://localhost${target}` : target;
  return URL.canParse(absolute, 'http://localhost') ? new URL(absolute, 'http://localhost').pathname : undefined;
}

/** Which file answers this path: undefined when none does, or when the path tries to leave the folder. */
function fileOf(folder, pathname) {
  let wanted;
  try {
    wanted = path.normalize(path.join(folder, decodeURIComponent(pathname)));
  } catch {
    return undefined;
  }
  if (wanted !== folder && !wanted.startsWith(folder + path.sep)) return undefined;
  const file = existsSync(wanted) && statSync(wanted).isDirectory() ? path.join(wanted, 'index.html') : wanted;
  return existsSync(file) && statSync(file).isFile() ? file : undefined;
}

function compressor(accepted, ext) {
  if (!COMPRESSED.has(ext)) return undefined;
  if (/\bbr\b/.test(accepted)) return ['br', createBrotliCompress({ params: { [constants.BROTLI_PARAM_QUALITY]: 5 } })];
  if (/\bgzip\b/.test(accepted)) return ['gzip', createGzip()];
  return undefined;
}

/** Listens and resolves with the server and its address. A port that is taken is passed over: 0 asks for any free one. */
export function serve({ folder, port = 4173, prefix = '/', pages = {} }) {
  const policy = policyOf(folder);
  const server = createServer((request, response) => {
    const pathname = pathOf(request.url ?? '/');
    const own = pathname === undefined || !Object.hasOwn(pages, pathname) ? undefined : pages[pathname];
    if (own !== undefined) {
      response.writeHead(200, { 'Content-Type': TYPES['.html'] }).end(own);
      return;
    }
    const file = pathname?.startsWith(prefix) ? fileOf(folder, pathname.slice(prefix.length - 1)) : undefined;
    if (!file || (request.method !== 'GET' && request.method !== 'HEAD')) {
      response.writeHead(file ? 405 : 404, { 'Content-Type': 'text/plain; charset=utf-8' }).end(file ? 'method not allowed\n' : 'not found\n');
      return;
    }
    const ext = path.extname(file);
    const headers = {
      'Content-Type': TYPES[ext] ?? 'application/octet-stream',
      'X-Content-Type-Options': 'nosniff',
      'Referrer-Policy': 'no-referrer',
      // A sandboxed frame has no origin of its own, and modules are always fetched across origins.
      'Access-Control-Allow-Origin': '*',
      Vary: 'Accept-Encoding',
      'Cache-Control': file.includes(`${path.sep}assets${path.sep}`) ? 'public, max-age=31536000, immutable' : 'no-cache',
    };
    if (policy) headers['Content-Security-Policy'] = policy;
    const [encoding, stream] = compressor(String(request.headers['accept-encoding'] ?? ''), ext) ?? [];
    if (encoding) headers['Content-Encoding'] = encoding;
    else headers['Content-Length'] = statSync(file).size;
    response.writeHead(200, headers);
    if (request.method === 'HEAD') response.end();
    else {
      // A file that goes away meanwhile, or a client that does, ends the answer and nothing else.
      const parts = stream ? [createReadStream(file), stream, response] : [createReadStream(file), response];
      pipeline(parts, (error) => error && response.destroy());
    }
  });
  return new Promise((resolve, reject) => {
    server.on('error', (error) => {
      if (error.code === 'EADDRINUSE' && port !== 0) server.listen(0, '127.0.0.1');
      else reject(error);
    });
    server.on('listening', () => resolve({ server, address: `http://127.0.0.1:${server.address().port}${prefix}` }));
    server.listen(port, '127.0.0.1');
  });
}

/** Opens the address in the user's browser where there is a desktop; where there is none, the printed address is enough. */
function openBrowser(address) {
  const desktop = process.platform !== 'linux' || process.env.DISPLAY || process.env.WAYLAND_DISPLAY;
  if (!desktop || process.env.CI) return;
  const [command, args] =
    process.platform === 'darwin' ? ['open', [address]] : process.platform === 'win32' ? ['cmd', ['/c', 'start', '', address]] : ['xdg-open', [address]];
  const child = spawn(command, args, { stdio: 'ignore', detached: true });
  child.on('error', () => {});
  child.unref();
}

if (process.argv[1] && path.resolve(process.argv[1]) === fileURLToPath(import.meta.url)) {
  const args = process.argv.slice(2);
  const folder = path.resolve(fileURLToPath(new URL('../dist', import.meta.url)));
  if (!existsSync(path.join(folder, 'index.html'))) {
    console.error('There is no built page yet: run `npm run build` first, or `npm start`, which does both.');
    process.exit(1);
  }
  const at = args.indexOf('--port');
  const { address } = await serve({ folder, port: at >= 0 ? Number(args[at + 1]) : 4173 });
  if (!args.includes('--quiet')) console.log(`\n  Gatehouse is at ${address}\n  Stop it with Ctrl-C.\n`);
  if (args.includes('--open')) openBrowser(address);
}
