// Whatever a client sends, the server stays, and gives nothing but the built folder. Raw sockets, because every HTTP client tidies a request line before it is sent.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { serve } from './serve.mjs';

const PAGE = '<!doctype html><title>the page</title>';
const SECRET = 'outside of the folder';
const around = mkdtempSync(path.join(tmpdir(), 'gatehouse-serve-'));
let server: Awaited<ReturnType<typeof serve>>['server'];
let port: number;

beforeAll(async () => {
  mkdirSync(path.join(around, 'dist', 'assets'), { recursive: true });
  mkdirSync(path.join(around, 'dist-other'));
  writeFileSync(path.join(around, 'dist', 'index.html'), PAGE);
  writeFileSync(path.join(around, 'dist', 'assets', 'a.js'), 'export {};');
  writeFileSync(path.join(around, 'secret.txt'), SECRET);
  writeFileSync(path.join(around, 'dist-other', 'secret.txt'), SECRET);
  ({ server } = await serve({ folder: path.join(around, 'dist'), port: 0 }));
  const address = server.address();
  port = typeof address === 'object' && address ? address.port : 0;
});

afterAll(() => {
  server.closeAllConnections();
  server.close();
  rmSync(around, { recursive: true, force: true });
});

/** Sends the bytes and resolves with all that comes back before the server closes; a client that expects no answer hangs up at once. */
const send = (bytes: string, isAnswered = true): Promise<string> =>
  new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    let answer = '';
    socket.setEncoding('latin1');
    socket.on('data', (chunk) => (answer += chunk));
    // A reset is an answer too: the server closed on what it could not read.
    socket.on('error', () => resolve(answer));
    socket.on('close', () => resolve(answer));
    if (isAnswered) socket.write(bytes);
    else socket.end(bytes);
  });

const HEADERS = 'Host: localhost\r\nConnection: close\r\n\r\n';
const line = (text: string): string => `${text}\r\n${HEADERS}`;

/** [what is sent, the status that answers]; no status where Node's own parser may close without one. */
const REQUESTS: [request: string, status?: number | undefined][] = [
  ...(
    [
      ['GET / HTTP/1.1', 200],
      ['GET /index.html HTTP/1.1', 200],
      ['GET /?lesson=static-tokens HTTP/1.1', 200],
      ['HEAD / HTTP/1.1', 200],
      ['GET /assets/a.js HTTP/1.1', 200],
      ['GET /./assets/../index.html HTTP/1.1', 200],
      ['GET http://x/ HTTP/1.1', 200],
      ['GET http://localhost/assets/a.js HTTP/1.1', 200],
      ['GET //', 200],
      ['GET // HTTP/1.1', 200],
      ['GET /// HTTP/1.1', 200],
      ['GET //x HTTP/1.1', 404],
      ['GET //secret.txt HTTP/1.1', 404],
      ['GET //[ HTTP/1.1', 404],
      ['GET /\\ HTTP/1.1', 200],
      ['GET \\\\ HTTP/1.1', 400],
      ['GET /% HTTP/1.1', 404],
      ['GET /%0 HTTP/1.1', 404],
      ['GET /%zz HTTP/1.1', 404],
      ['GET /%00 HTTP/1.1', 404],
      ['GET /index.html%00.js HTTP/1.1', 404],
      ['GET /%ff HTTP/1.1', 404],
      ['GET /%c0%ae%c0%ae/secret.txt HTTP/1.1', 404],
      ['GET /../secret.txt HTTP/1.1', 404],
      ['GET /../../../../../../etc/passwd HTTP/1.1', 404],
      ['GET /%2e%2e/secret.txt HTTP/1.1', 404],
      ['GET /%2e%2e%2fsecret.txt HTTP/1.1', 404],
      ['GET /..%2fsecret.txt HTTP/1.1', 404],
      ['GET /..%5csecret.txt HTTP/1.1', 404],
      ['GET /%252e%252e/secret.txt HTTP/1.1', 404],
      ['GET /assets/../../secret.txt HTTP/1.1', 404],
      ['GET /assets/%2e%2e/%2e%2e/secret.txt HTTP/1.1', 404],
      ['GET /assets/..%2f..%2fsecret.txt HTTP/1.1', 404],
      ['GET /..%2fdist-other%2fsecret.txt HTTP/1.1', 404],
      ['GET /-other/secret.txt HTTP/1.1', 404],
      ['GET /%2fetc%2fpasswd HTTP/1.1', 404],
      ['GET http:// HTTP/1.1', 404],
      ['GET http://[ HTTP/1.1', 404],
      ['GET http://x:99999/ HTTP/1.1', 404],
      ['GET file:///etc/passwd HTTP/1.1', 404],
      ['GET data:,x HTTP/1.1', 400],
      ['GET javascript:0 HTTP/1.1', 400],
      ['GET secret.txt HTTP/1.1', 400],
      ['GET ? HTTP/1.1', 400],
      ['GET * HTTP/1.1', 404],
      ['OPTIONS * HTTP/1.1', 404],
      ['OPTIONS / HTTP/1.1', 405],
      ['POST / HTTP/1.1', 405],
      ['DELETE /index.html HTTP/1.1', 405],
      ['PROPFIND / HTTP/1.1', 405],
      ['CONNECT x:443 HTTP/1.1'],
      ['FROB / HTTP/1.1', 400],
      ['get / HTTP/1.1', 400],
      ['GET / HTTP/9.9', 400],
      ['GET / FTP/1.1', 400],
      ['GET /', 200],
      ['GET', 400],
      [''],
      [' / HTTP/1.1', 400],
      ['\u0016\u0003\u0001\u0002\u0000', 400],
      [`GET /${'a'.repeat(8000)} HTTP/1.1`, 404],
      [`GET /${'../'.repeat(2000)}secret.txt HTTP/1.1`, 404],
      [`GET /${'a'.repeat(100_000)} HTTP/1.1`, 431],
    ] as [string, number?][]
  ).map(([text, status]): [string, number | undefined] => [line(text), status]),
  ['GET / HTTP/1.1\r\n\r\n', 400],
  [`GET / HTTP/1.1\r\nHost: x\r\nX-Long: ${'x'.repeat(100_000)}\r\n\r\n`, 431],
  ['GET / HTTP/1.1\r\nHost: x\r\nNo colon\r\n\r\n', 400],
  ['GET / HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n'],
  ['POST / HTTP/1.1\r\nHost: x\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n', 405],
  ['GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\nAccept-Encoding: br, gzip, \u0000\r\n\r\n', 400],
  [''],
];

describe('the server of the built page', () => {
  it.each(REQUESTS.map(([request, status]) => [JSON.stringify(request.split('\r\n')[0]?.slice(0, 60)), request, status] as const))(
    '%s is answered and ends nothing',
    async (_, request, status) => {
      const answer = await send(request, status !== undefined);
      if (status !== undefined) expect(Number(/^HTTP\/1\.1 (\d+)/.exec(answer)?.[1])).toBe(status);
      expect(answer).not.toContain(SECRET);
      expect(answer).not.toContain('root:');
      const after = await send(line('GET / HTTP/1.1'));
      expect([after.split('\r\n')[0], after.endsWith(PAGE)]).toEqual(['HTTP/1.1 200 OK', true]);
    },
  );
});
