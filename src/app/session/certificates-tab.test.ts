import { describe, expect, it, vi } from 'vitest';
import type { CertificateWish, MadeCertificate } from '../../ports/certificates.ts';
import { headless } from '../testing/headless.ts';

// The first test of a file loads the engine, and several people may share the machine.
vi.setConfig({ testTimeout: 60_000 });

async function opened(stored: string | null = null) {
  const session = headless({ stored });
  await session.idle();
  const { ports } = session;
  const make = async (part: Partial<CertificateWish> = {}): Promise<MadeCertificate> => {
    const wish: CertificateWish = {
      commonName: 'nadia',
      organizations: ['qa', 'dev'],
      key: 'P-256',
      signer: 'cluster',
      from: 0,
      lifetime: 600,
      usages: ['clientAuth'],
    };
    const answer = await ports.makeCertificate({ ...wish, ...part });
    if ('error' in answer) throw new Error(answer.error);
    return answer.made;
  };
  /** Writes it, and presses Enter on the command that then waits in the terminal. */
  const use = async (made: MadeCertificate, kept = false): Promise<string> => {
    ports.writeCertificate(made, kept);
    await session.idle();
    return run(ports.session.getState().terminal.draft ?? '');
  };
  const run = async (line: string): Promise<string> => {
    ports.run(line, 'typed');
    await session.idle();
    return (ports.session.getState().terminal.entries.at(-1)?.output ?? []).map(({ text }) => text).join('');
  };
  return { ...session, make, use, run };
}

const failing = ({ decoded }: MadeCertificate): string[] =>
  decoded.flatMap(({ verdict }) => verdict.filter(({ ok }) => ok === false).map(({ check }) => check));

describe('the Certificates tab', () => {
  it.each(['P-256', 'RSA'] as const)('makes a certificate with a %s key that the server knows', async (key) => {
    const { make, use, ports } = await opened();
    const made = await make({ key });
    expect(failing(made)).toEqual([]);
    expect(made.decoded[0]?.parts.find(({ check }) => check === 'subject')?.detail).toBe('CN=nadia,O=dev,O=qa');
    expect(await use(made)).toContain('pods is forbidden: User \\"nadia\\" cannot list resource');
    expect(ports.session.getState()).toMatchObject({ tab: 'Terminal' });
  });

  it.each<[what: string, wish: Partial<CertificateWish>, fails: string]>([
    ['that is not good yet', { from: 86_400 }, 'valid now'],
    ['that was good once', { from: -3600 }, 'valid now'],
    ['of a CA nobody knows', { signer: 'own' }, 'signed by a trusted CA'],
    ['for servers only', { usages: ['serverAuth'] }, 'may be used for client auth'],
  ])('makes one %s, says so beforehand, and the server answers 401', async (_, wish, fails) => {
    const { make, use } = await opened();
    const made = await make(wish);
    expect(failing(made)).toEqual([fails]);
    expect(await use(made)).toContain('"code": 401');
  });

  it('takes any use when none is named', async () => {
    const { make } = await opened();
    expect(failing(await make({ usages: [] }))).toEqual([]);
  });

  it('makes a request that kubectl hands in, an administrator approves and the controller signs', async () => {
    const { make, use, run } = await opened();
    const made = await make({ signer: 'request', commonName: 'Nadia K.' });
    expect([made.name, made.decoded[0]?.label]).toEqual(['nadia-k', 'CERTIFICATE REQUEST']);
    const said = await use(made);
    expect(said).toContain('certificatesigningrequest.certificates.k8s.io/nadia-k approved');
    expect(await run('openssl x509 -in ~/certs/nadia-k.crt -noout -subject -dates')).toBe(
      'subject=O = qa + O = dev, CN = Nadia K.\nnotBefore=May 18 09:57:11 2026 GMT\nnotAfter=May 18 10:12:11 2026 GMT\n',
    );
  });

  it('has no CA to sign with once the server reads none', async () => {
    const { ports, idle } = await opened();
    ports.setFlag('client-ca-file', undefined);
    ports.restartServer();
    await idle();
    const wish: CertificateWish = { commonName: 'x', organizations: [], key: 'P-256', signer: 'cluster', from: 0, lifetime: 60, usages: [] };
    expect(await ports.makeCertificate(wish)).toEqual({
      error: 'The API server has no --client-ca-file now, so there is no CA whose certificates it would take.',
    });
  });

  it('keeps a key between visits only when that was asked for', async () => {
    const first = await opened();
    await first.use(await first.make());
    expect(first.stored() ?? '').not.toContain('PRIVATE KEY');
    const made = await first.make({ commonName: 'keeper' });
    await first.use(made, true);
    expect(first.stored()).toContain('PRIVATE KEY');
    const second = await opened(first.stored());
    expect(await second.run(made.command)).toContain('User \\"keeper\\" cannot list');
    expect(await second.run('ls ~/certs')).toBe('keeper.crt\nkeeper.key\n');
  });

  it('reads what is pasted, and holds a certificate against the CA of the server', async () => {
    const { ports, make } = await opened();
    const { pem } = await make({ signer: 'own' });
    const [block] = await ports.readPem(`some text\n${pem}`);
    expect(block?.verdict.map(({ ok }) => ok)).toEqual([true, true, false, null, null, null, null]);
    expect((await ports.readPem('nothing'))[0]).toEqual({
      label: '',
      parts: [{ check: 'frame', ok: false, detail: 'no line says -----BEGIN …-----' }],
      verdict: [],
    });
  });
});
