// kubectl certificate approve and deny.

import { membersOf } from '../../../../trace/json.ts';
import type { Command } from '../context.ts';
import { plainError } from '../failure.ts';
import { FILE_FLAGS } from '../manifests.ts';

const REQUESTS = '/apis/certificates.k8s.io/v1/certificatesigningrequests';

function decide(type: 'Approved' | 'Denied'): Command {
  const done = type.toLowerCase();
  const verb = type === 'Approved' ? 'approve' : 'deny';
  return {
    flags: [...FILE_FLAGS, { name: 'force', type: 'bool' }, { name: 'output', short: 'o', type: 'string' }],
    async run(context) {
      const { args, flags, io } = context;
      if (!args.length) throw plainError('one or more CSRs must be specified as <name> or -f <filename>');
      const client = await context.client();
      for (const arg of args) {
        const name = arg.replace(/^(csr|certificatesigningrequests?)\//, '');
        const request = await client.json({ method: 'GET', path: `${REQUESTS}/${encodeURIComponent(name)}` });
        const status = membersOf(request.status);
        const conditions = Array.isArray(status.conditions) ? status.conditions.map(membersOf) : [];
        const opposite = conditions.find((c) => c.type === (type === 'Approved' ? 'Denied' : 'Approved'));
        if (opposite) throw plainError(`certificate signing request ${JSON.stringify(name)} is already ${String(opposite.type)}`);
        if (!conditions.some((c) => c.type === type) || flags.on('force')) {
          const now = new Date(io.world.clock.now()).toISOString().replace(/\.\d+Z$/, 'Z');
          const condition = {
            type,
            status: 'True',
            reason: `Kubectl${type === 'Approved' ? 'Approve' : 'Deny'}`,
            message: `This CSR was ${done} by kubectl certificate ${verb}.`,
            lastUpdateTime: now,
          };
          await client.json({
            method: 'PUT',
            path: `${REQUESTS}/${encodeURIComponent(name)}/approval`,
            body: JSON.stringify({ ...request, status: { ...status, conditions: [...conditions.filter((c) => c.type !== type), condition] } }),
          });
        }
        io.out(
          flags.text('output') === 'name'
            ? `certificatesigningrequest.certificates.k8s.io/${name}\n`
            : `certificatesigningrequest.certificates.k8s.io/${name} ${done}\n`,
        );
      }
      return 0;
    },
  };
}

export const approve = decide('Approved');
export const deny = decide('Denied');
