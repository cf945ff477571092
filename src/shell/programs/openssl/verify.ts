// openssl verify: is there a chain from the certificate to a CA of -CAfile, and is it in date? Left out: purposes, revocation, the system's own roots.
import { knownCertificates } from '../../../engine/base-worlds/known-certificates.ts';
import { Certificates } from '../../../engine/crypto/certificates.ts';
import { buildChain, judgeChain } from '../../../engine/crypto/verify-chain.ts';
import type { ProgramIo } from '../../program.ts';
import { readInput, readOptions } from './arguments.ts';
import { printSubject } from './names.ts';

const PROBLEMS = { expired: [10, 'certificate has expired'], 'not-yet-valid': [9, 'certificate is not yet valid'] } as const;

export async function verify(args: readonly string[], io: ProgramIo): Promise<number> {
  const { value, words } = readOptions('verify', args, ['show_chain'], ['CAfile', 'untrusted']);
  const certificates = new Certificates(knownCertificates());
  const roots = value.has('CAfile') ? await certificates.bundle(readInput(io, value.get('CAfile'), 'certificate')) : [];
  const between = value.has('untrusted') ? await certificates.bundle(readInput(io, value.get('untrusted'), 'certificate')) : [];
  let code = 0;
  for (const path of words) {
    const [leaf] = await certificates.bundle(readInput(io, path, 'certificate'));
    if (!leaf) {
      io.err(`Could not read certificate file from ${path}\nUnable to load certificate file\n`);
      code = 2;
      continue;
    }
    const { problem } = judgeChain(await buildChain(certificates, leaf, between, roots), 'client auth', io.world.clock.now());
    const dated = problem === 'expired' || problem === 'not-yet-valid' ? PROBLEMS[problem] : undefined;
    const selfSigned = leaf.facts.subject === leaf.facts.issuer;
    const wrong =
      dated ??
      (problem === 'unknown-authority'
        ? selfSigned
          ? ([18, 'self-signed certificate'] as const)
          : ([20, 'unable to get local issuer certificate'] as const)
        : undefined);
    if (!wrong) {
      io.out(`${path}: OK\n`);
      continue;
    }
    io.err(`${printSubject(leaf.facts.subject)}\nerror ${wrong[0]} at 0 depth lookup: ${wrong[1]}\nerror ${path}: verification failed\n`);
    code = 2;
  }
  return code;
}
