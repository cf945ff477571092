// kubectl create token (kubectl/pkg/cmd/create/create_token.go).
import type { Command } from '../context.ts';
import { parseDuration } from '../duration.ts';
import { plainError, StatusFailure } from '../failure.ts';
import { OBJECT_FORMATS, parseOutput, printObject } from '../print/output.ts';

const KINDS: Record<string, string> = { Pod: 'v1', Secret: 'v1', Node: 'v1' };

export const createToken: Command = {
  flags: [
    { name: 'audience', type: 'list' },
    { name: 'duration', type: 'duration' },
    { name: 'bound-object-kind', type: 'string' },
    { name: 'bound-object-name', type: 'string' },
    { name: 'bound-object-uid', type: 'string' },
    { name: 'output', short: 'o', type: 'string' },
    { name: 'template', type: 'string' },
    { name: 'allow-missing-template-keys', type: 'bool' },
    { name: 'show-managed-fields', type: 'bool' },
  ],

  async run(context) {
    const { flags, io } = context;
    const name = context.oneName();
    const output = parseOutput(flags.text('output'), flags.text('template'), OBJECT_FORMATS, io);
    const client = await context.client();
    const nanoseconds = Number(parseDuration(flags.text('duration') || '0'));
    const [kind, boundName, uid] = [flags.text('bound-object-kind'), flags.text('bound-object-name'), flags.text('bound-object-uid')];
    if (nanoseconds < 0) throw plainError('--duration must be greater than or equal to 0');
    if (nanoseconds % 1e9 !== 0) throw plainError('--duration cannot be expressed in units less than seconds');
    if (flags.list('audience').includes('')) throw plainError('--audience must not be an empty string');
    if (kind) {
      if (!(kind in KINDS)) throw plainError(`supported --bound-object-kind values are ${Object.keys(KINDS).sort().join(', ')}`);
      if (!boundName) throw plainError('--bound-object-name is required if --bound-object-kind is provided');
    } else if (boundName) throw plainError('--bound-object-name can only be set if --bound-object-kind is provided');
    else if (uid) throw plainError('--bound-object-uid can only be set if --bound-object-kind is provided');
    const spec = {
      audiences: flags.list('audience').length ? flags.list('audience') : null,
      expirationSeconds: nanoseconds ? nanoseconds / 1e9 : null,
      boundObjectRef: kind ? { kind, apiVersion: KINDS[kind], name: boundName, ...(uid ? { uid } : {}) } : null,
    };
    const body = { kind: 'TokenRequest', apiVersion: 'authentication.k8s.io/v1', metadata: {}, spec, status: { token: '', expirationTimestamp: null } };
    const { namespace } = client.config;
    let answer: Record<string, unknown>;
    try {
      answer = await client.json({
        method: 'POST',
        path: `/api/v1/namespaces/${encodeURIComponent(namespace)}/serviceaccounts/${encodeURIComponent(name)}/token`,
        body: JSON.stringify(body),
      });
    } catch (error) {
      if (!(error instanceof StatusFailure)) throw error;
      throw plainError(`failed to create token: ${error.message}`);
    }
    const token = (answer.status as { token?: string } | undefined)?.token;
    if (!token) throw plainError('failed to create token: no token in server response');
    if (output.format === 'name') io.out(`tokenrequest.authentication.k8s.io/${name}\n`);
    else if (output.format) io.out(await printObject(output, answer, { floats: true }));
    else io.out(io.isTerminal ? `${token}\n` : token);
    return 0;
  },
};
