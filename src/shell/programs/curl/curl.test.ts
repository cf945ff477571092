import { beforeAll, describe, expect, it } from 'vitest';
import { minikubeWorld } from '../../../engine/base-worlds/minikube.ts';
import { createWorld } from '../../../engine/create-world.ts';
import { createShell, type Shell } from '../../shell.ts';
import { parseUrl } from './url.ts';

const S = 'https://192.168.49.2:8443';
let shell: Shell;
beforeAll(async () => {
  shell = createShell({ world: await createWorld(minikubeWorld()), machine: 'laptop', loadBash: () => Promise.reject(new Error('bash was loaded')) });
  await shell.run(`export S=${S} CA=$HOME/.minikube/ca.crt P=$HOME/.minikube/profiles/minikube; echo garbage > bad.pem`);
});

const run = async (line: string): Promise<{ code: number; out: string; err: string }> => {
  const { exitCode, output } = await shell.run(line);
  const text = (stream: string) =>
    output
      .filter((part) => part.stream === stream)
      .map((part) => part.text)
      .join('');
  return { code: exitCode, out: text('stdout'), err: text('stderr') };
};

const TRY = "curl: try 'curl --help' or 'curl --manual' for more information\n";
const ADVICE = `More details here: https://curl.se/docs/sslcerts.html

curl failed to verify the legitimacy of the server and therefore could not
establish a secure connection to it. To learn more about this situation and
how to fix it, please visit the web page mentioned above.
`;

describe('failures', () => {
  it.each<[string, string, number, string]>([
    ['no arguments', 'curl', 2, TRY],
    ['an unknown option', 'curl --nope', 2, `curl: option --nope: is unknown\n${TRY}`],
    ['an option without its value', 'curl -H', 2, `curl: option -H: requires parameter\n${TRY}`],
    ['no URL', 'curl -sS', 2, `curl: no URL specified!\n${TRY}`],
    ['no host', 'curl -sS /api/v1', 3, 'curl: (3) URL using bad/illegal format or missing URL\n'],
    ['an empty URL', 'curl -sS ""', 3, 'curl: (3) URL using bad/illegal format or missing URL\n'],
    ['a blank in the URL', `curl -sS '${S}/a b'`, 3, 'curl: (3) URL using bad/illegal format or missing URL\n'],
    ['another protocol', 'curl -sS foo://x/y', 1, 'curl: (1) Protocol "foo" not supported or disabled in libcurl\n'],
    ['a name nobody has', 'curl -sS https://nohost.example/', 6, 'curl: (6) Could not resolve host: nohost.example\n'],
    [
      'a port nobody listens on',
      'curl -sS https://192.168.49.2:1/',
      7,
      "curl: (7) Failed to connect to 192.168.49.2 port 1 after 0 ms: Couldn't connect to server\n",
    ],
    ['the private CA', 'curl -sS $S/api', 60, `curl: (60) SSL certificate problem: unable to get local issuer certificate\n${ADVICE}`],
    [
      'another name',
      'curl -sS --cacert $CA --resolve wrong.example:8443:192.168.49.2 https://wrong.example:8443/',
      60,
      `curl: (60) SSL: no alternative certificate subject name matches target host name 'wrong.example'\n${ADVICE}`,
    ],
    ['a CA file that is not there', 'curl -sS --cacert nofile $S/api', 77, 'curl: (77) error setting certificate file: nofile\n'],
    ['a CA file without certificates', 'curl -sS --cacert bad.pem $S/api', 77, 'curl: (77) error setting certificate file: bad.pem\n'],
    [
      'a client certificate without its key',
      'curl -sS --cacert $CA --cert $P/client.crt $S/api',
      58,
      "curl: (58) unable to set private key file: '/home/learner/.minikube/profiles/minikube/client.crt' type PEM\n",
    ],
    [
      'a client certificate that is not there',
      'curl -sS --cacert $CA --cert nofile.crt $S/api',
      58,
      'curl: (58) could not load PEM client certificate from nofile.crt, OpenSSL error error:80000002:system library::No such file or directory, (no key found, wrong pass phrase, or wrong file format?)\n',
    ],
    ['-f on an error', 'curl -sSf --cacert $CA $S/api/v1/namespaces', 22, 'curl: (22) The requested URL returned error: 403\n'],
    ['-s alone is silent', 'curl -s $S/api', 60, ''],
    [
      'what is not modelled',
      'curl -sS -F a=b $S/api',
      2,
      'curl: this simulator does not model --form. Nearest: -H for headers, -d for a body, -o for a file.\n',
    ],
  ])('%s', async (_claim, line, code, err) => {
    expect(await run(line)).toEqual({ code, out: '', err });
  });

  it('plain http to the TLS port is answered in plain words', async () => {
    expect(await run('curl -sS http://192.168.49.2:8443/version')).toEqual({ code: 0, out: 'Client sent an HTTP request to an HTTPS server.\n', err: '' });
  });
});

describe('requests', () => {
  const sent = async (line: string): Promise<string[]> =>
    (await run(`${line} -sv --cacert $CA`)).err
      .split('\n')
      .filter((row) => row.startsWith('>'))
      .map((row) => row.slice(2));
  it.each([
    ['GET', 'curl $S/version', ['GET /version HTTP/2', 'Host: 192.168.49.2:8443', 'user-agent: curl/7.88.1', 'accept: */*', '']],
    [
      'a header',
      'curl $S/api -H "Authorization: Bearer x"',
      ['GET /api HTTP/2', 'Host: 192.168.49.2:8443', 'user-agent: curl/7.88.1', 'accept: */*', 'authorization: Bearer x', ''],
    ],
    ['headers taken away and sent empty', "curl $S/api -H 'Accept:' -H 'X-Empty;' -A ''", ['GET /api HTTP/2', 'Host: 192.168.49.2:8443', 'x-empty:', '']],
    [
      '-u',
      'curl $S/api -u arthur:x',
      ['GET /api HTTP/2', 'Host: 192.168.49.2:8443', 'authorization: Basic YXJ0aHVyOng=', 'user-agent: curl/7.88.1', 'accept: */*', ''],
    ],
    [
      '-d with a content type',
      `curl $S/api -d '{"a":1}' -H 'Content-Type: application/json'`,
      ['POST /api HTTP/2', 'Host: 192.168.49.2:8443', 'user-agent: curl/7.88.1', 'accept: */*', 'content-type: application/json', 'content-length: 7', ''],
    ],
    [
      '-d twice',
      'curl $S/api -d a=1 -d b=2 -X PUT',
      [
        'PUT /api HTTP/2',
        'Host: 192.168.49.2:8443',
        'user-agent: curl/7.88.1',
        'accept: */*',
        'content-length: 7',
        'content-type: application/x-www-form-urlencoded',
        '',
      ],
    ],
    [
      '-G',
      "curl $S/version -G -d a=b --data-urlencode 'c=d e'",
      ['GET /version?a=b&c=d+e HTTP/2', 'Host: 192.168.49.2:8443', 'user-agent: curl/7.88.1', 'accept: */*', ''],
    ],
    [
      '--json',
      `curl $S/api --json '{"a":1}'`,
      [
        'POST /api HTTP/2',
        'Host: 192.168.49.2:8443',
        'user-agent: curl/7.88.1',
        'content-type: application/json',
        'accept: application/json',
        'content-length: 7',
        '',
      ],
    ],
  ])('%s', async (_claim, line, rows) => {
    expect(await sent(line)).toEqual(rows);
  });

  it('-d @file drops line breaks, --data-binary keeps them', async () => {
    await run("printf 'a\\nb\\n' > body");
    const length = async (option: string) => (await sent(`curl $S/api ${option} @body`)).find((row) => row.startsWith('content-length'));
    expect([await length('-d'), await length('--data-binary')]).toEqual(['content-length: 2', 'content-length: 4']);
  });

  it('the client certificate of the kubeconfig is the administrator', async () => {
    const { out } = await run(
      'curl -sS --cacert $CA --cert $P/client.crt --key $P/client.key $S/api/v1/namespaces/default -o d.json -w "%{http_code} %{content_type} %{http_version} %{nope}\\n"',
    );
    expect(out).toBe('200 application/json 2 \n');
  });

  it('-i prints the head, -I nothing else', async () => {
    const { out } = await run('curl -sSi --cacert $CA $S/healthz');
    expect([out.split('\n')[0], out.endsWith('\n\nok')]).toEqual(['HTTP/2 200 ', true]);
    expect((await run('curl -sSI --cacert $CA $S/version')).out.endsWith('\n\n')).toBe(true);
  });

  it('-o writes a file, several URLs are fetched in turn', async () => {
    expect(await run('curl -sS --cacert $CA $S/healthz $S/livez')).toEqual({ code: 0, out: 'okok', err: '' });
    expect(await run('curl -sS --cacert $CA $S/healthz -o out.txt; cat out.txt')).toEqual({ code: 0, out: 'ok', err: '' });
  });
});

describe('-v', () => {
  it('tells the refused handshake', async () => {
    expect((await run('curl -v $S/api')).err).toBe(`*   Trying 192.168.49.2:8443...
* Connected to 192.168.49.2 (192.168.49.2) port 8443 (#0)
* ALPN: offers h2,http/1.1
* TLSv1.3 (OUT), TLS handshake, Client hello (1):
*  CAfile: /etc/ssl/certs/ca-certificates.crt
*  CApath: /etc/ssl/certs
* TLSv1.3 (IN), TLS handshake, Server hello (2):
* TLSv1.3 (IN), TLS handshake, Encrypted Extensions (8):
* TLSv1.3 (IN), TLS handshake, Request CERT (13):
* TLSv1.3 (IN), TLS handshake, Certificate (11):
* TLSv1.3 (OUT), TLS alert, unknown CA (560):
* SSL certificate problem: unable to get local issuer certificate
* Closing connection 0
curl: (60) SSL certificate problem: unable to get local issuer certificate
${ADVICE}`);
  });
});

describe('URLs', () => {
  it.each([
    ['https://h:8443/a?b#c', { scheme: 'https', host: 'h', port: 8443, target: '/a?b', user: undefined }],
    ['h/a', { scheme: 'http', host: 'h', port: 80, target: '/a', user: undefined }],
    ['https://h', { scheme: 'https', host: 'h', port: 443, target: '/', user: undefined }],
    ['https://h?x=1', { scheme: 'https', host: 'h', port: 443, target: '/?x=1', user: undefined }],
    ['https://u:p@h/', { scheme: 'https', host: 'h', port: 443, target: '/', user: 'u:p' }],
    ['https://[::1]:1/', { scheme: 'https', host: '[::1]', port: 1, target: '/', user: undefined }],
    ['http://h:99999/', undefined],
    [':8443/api', undefined],
  ])('%s', (text, url) => {
    expect(parseUrl(text)).toEqual(url);
  });
});
