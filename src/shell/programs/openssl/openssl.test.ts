import { beforeAll, describe, expect, it } from 'vitest';
import { minikubeWorld } from '../../../engine/base-worlds/minikube.ts';
import { createWorld } from '../../../engine/create-world.ts';
import { janeRequest } from '../../../engine/crypto/testing/requests.ts';
import { janeCertificate, janeExpired, janeKey, janeOtherCa } from '../../../lessons/jane-certificates.data.ts';
import { createShell, type Shell } from '../../shell.ts';

let shell: Shell;
beforeAll(async () => {
  const world = await createWorld(minikubeWorld());
  const laptop = world.machine('laptop');
  const files = {
    'jane.crt': janeCertificate,
    'jane.key': janeKey,
    'expired.crt': janeExpired,
    'other.crt': janeOtherCa,
    'jane.csr': janeRequest,
    'bad.crt': 'garbage\n',
  };
  for (const [name, text] of Object.entries({ ...files, ext: 'extendedKeyUsage = clientAuth\n' })) laptop.write(`/home/learner/${name}`, text);
  shell = createShell({ world, machine: 'laptop' });
  await shell.run('export CA=$HOME/.minikube/ca.crt');
}, 60_000);

const run = async (line: string): Promise<{ code: number; out: string; err: string }> => {
  const { exitCode, output } = await shell.run(line);
  const text = (stream: string) => output.flatMap((part) => (part.stream === stream ? [part.text] : [])).join('');
  return { code: exitCode, out: text('stdout'), err: text('stderr') };
};

/** Every text here is what OpenSSL 3.0.19 of Debian 12 printed of the same files. */
describe('reading', () => {
  it.each<[command: string, code: number, out: string, err: string]>([
    [
      'openssl x509 -in jane.crt -noout -subject -issuer -dates -serial',
      0,
      'subject=O = qa, CN = jane\nissuer=CN = minikubeCA\nnotBefore=May 17 10:02:11 2026 GMT\nnotAfter=May 17 10:02:11 2027 GMT\nserial=21\n',
      '',
    ],
    ['openssl x509 -in jane.crt -noout -fingerprint', 0, 'SHA1 Fingerprint=46:0D:97:DB:C7:51:50:73:41:B1:DC:90:63:03:FE:D1:7C:C1:28:7B\n', ''],
    ['openssl x509 -in bad.crt -noout', 1, '', 'Could not read certificate from bad.crt\nUnable to load certificate\n'],
    ['openssl req -in jane.csr -noout -subject -verify', 0, 'subject=CN = jane, O = dev\n', 'Certificate request self-signature verify OK\n'],
    ['openssl verify -CAfile $CA jane.crt', 0, 'jane.crt: OK\n', ''],
    [
      'openssl verify -CAfile $CA other.crt',
      2,
      '',
      'O = qa, CN = jane\nerror 20 at 0 depth lookup: unable to get local issuer certificate\nerror other.crt: verification failed\n',
    ],
    [
      'openssl verify -CAfile $CA expired.crt',
      2,
      '',
      'O = qa, CN = jane\nerror 10 at 0 depth lookup: certificate has expired\nerror expired.crt: verification failed\n',
    ],
    ['openssl verify -CAfile $CA bad.crt', 2, '', 'Could not read certificate file from bad.crt\nUnable to load certificate file\n'],
    ['openssl x509 -in', 1, '', 'x509: Option -in needs a value\nx509: Use -help for summary.\n'],
    ['openssl genrsa abc', 1, '', 'genrsa: Can\'t parse "abc" as a number\n'],
    ['openssl genrsa -out /nodir/k.pem 2048', 1, '', 'genrsa: Can\'t open "/nodir/k.pem" for writing, No such file or directory\n'],
    ['openssl nope', 1, '', 'Invalid command \'nope\'; type "help" for a list.\n'],
    ['openssl version', 0, 'OpenSSL 3.0.19 27 Jan 2026 (Library: OpenSSL 3.0.19 27 Jan 2026)\n', ''],
    [
      'openssl req -new -key jane.key -subj "O=qa"',
      1,
      '',
      "req: subject name is expected to be in the format /type0=value0/type1=value1/type2=... where characters may be escaped by \\. This name is not in that format: 'O=qa'\n",
    ],
    ['openssl s_client', 1, '', 'openssl s_client is not modelled here; nearest: curl -v\n'],
  ])('%s', async (command, code, out, err) => {
    expect(await run(command)).toEqual({ code, out, err });
  });

  it('prints all of a certificate', async () => {
    expect((await run('openssl x509 -in jane.crt -noout -text')).out).toBe(`Certificate:
    Data:
        Version: 3 (0x2)
        Serial Number: 33 (0x21)
        Signature Algorithm: sha256WithRSAEncryption
        Issuer: CN = minikubeCA
        Validity
            Not Before: May 17 10:02:11 2026 GMT
            Not After : May 17 10:02:11 2027 GMT
        Subject: O = qa, CN = jane
        Subject Public Key Info:
            Public Key Algorithm: id-ecPublicKey
                Public-Key: (256 bit)
                pub:
                    04:14:c8:5c:0a:36:76:06:eb:88:1f:f6:80:b6:8f:
                    6a:81:40:71:04:03:a3:3f:9f:55:e9:97:57:68:5a:
                    fe:4a:7a:2a:39:c4:da:e4:45:d0:fd:a4:bd:dd:de:
                    98:86:15:5c:36:77:69:cc:ea:c6:bf:43:10:d7:2f:
                    c1:46:4a:19:18
                ASN1 OID: prime256v1
                NIST CURVE: P-256
        X509v3 extensions:
            X509v3 Extended Key Usage: 
                TLS Web Client Authentication
            X509v3 Basic Constraints: critical
                CA:FALSE
            X509v3 Authority Key Identifier: 
                31:AB:69:A8:5F:45:72:9E:D1:D6:FE:81:30:A0:1D:E8:06:3D:B4:2A
            X509v3 Subject Key Identifier: 
                9F:64:D9:57:99:61:88:83:F9:3E:E6:E8:CF:F5:F7:2D:10:04:7A:12
    Signature Algorithm: sha256WithRSAEncryption
    Signature Value:
        74:8f:ff:e6:74:37:b5:ab:21:14:31:8f:91:6a:cb:39:11:9e:
        55:86:9e:25:ff:55:c6:33:82:cb:2c:68:af:07:f1:a5:12:f9:
        28:00:2a:61:4b:7a:e9:99:e6:fb:27:0d:e8:36:47:cc:40:18:
        e3:5a:e2:8f:e2:1c:41:17:3a:2c:5c:4b:d1:10:f5:8a:31:a3:
        17:da:1a:6e:c7:48:4a:5e:0c:ef:52:dd:ed:41:62:65:98:b2:
        de:dc:b6:12:32:32:d1:97:54:43:66:6b:61:b8:18:37:58:67:
        68:53:06:4e:5b:2a:b2:71:2f:65:af:28:aa:ab:05:b5:60:d0:
        4a:bb:45:8f:72:18:10:49:82:3e:de:c5:9c:ba:5e:be:b9:24:
        b4:c2:b3:80:8e:d9:fe:dc:2d:47:cf:d6:d9:b7:84:17:4a:0e:
        0c:10:b1:f8:fb:2d:b4:c8:f3:cd:1a:1b:b6:17:75:e1:b2:45:
        5f:c3:29:98:bb:86:e4:a8:1a:2e:7f:46:32:62:21:c5:8a:a1:
        81:bb:65:28:0c:6a:78:4b:22:65:5b:ca:d5:dd:0c:4b:4b:e4:
        67:d4:0d:e5:fb:8d:db:70:87:c3:f7:95:69:94:f3:87:f9:f7:
        c5:00:ae:38:35:99:25:c1:4c:8d:7d:d4:94:5f:4b:7f:0b:d8:
        a8:de:78:89
`);
  });
});

describe('making', () => {
  it('goes from a key to a certificate that this cluster’s own kind of CA signs', async () => {
    const lines = [
      'openssl genrsa -out ca.key 2048',
      'openssl req -x509 -new -key ca.key -subj /CN=my-ca -days 3650 -out my-ca.crt',
      'openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out e.key',
      'openssl req -new -key e.key -subj "/O=qa/O=dev/CN=jane" -out e.csr',
    ];
    for (const line of lines) expect([line, await run(line)]).toEqual([line, { code: 0, out: '', err: '' }]);
    expect(await run('openssl x509 -req -in e.csr -CA my-ca.crt -CAkey ca.key -CAcreateserial -days 30 -extfile ext -out e.crt')).toEqual({
      code: 0,
      out: '',
      err: 'Certificate request self-signature ok\nsubject=O = qa, O = dev, CN = jane\n',
    });
    expect((await run('openssl verify -CAfile my-ca.crt e.crt')).out).toBe('e.crt: OK\n');
    expect((await run('openssl x509 -in e.crt -noout -subject -issuer -dates')).out).toBe(
      'subject=O = qa, O = dev, CN = jane\nissuer=CN = my-ca\nnotBefore=May 18 10:02:11 2026 GMT\nnotAfter=Jun 17 10:02:11 2026 GMT\n',
    );
  });

  it('keeps a private key from others', async () => {
    await run('openssl genrsa -out mine.key 2048');
    expect((await run('ls -l mine.key')).out).toMatch(/^-rw-------/);
  });

  it('signs a request made on the way with a key of its own', async () => {
    expect(await run('openssl req -new -newkey rsa:2048 -nodes -keyout n.key -subj /CN=n -out n.csr')).toEqual({ code: 0, out: '', err: '-----\n' });
    expect((await run('openssl req -in n.csr -noout -subject -verify')).err).toBe('Certificate request self-signature verify OK\n');
  });
});
