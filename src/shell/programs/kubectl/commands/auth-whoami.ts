// kubectl auth whoami.

import { membersOf } from '../../../../trace/json.ts';
import type { Client, KubeObject } from '../client.ts';
import type { Command } from '../context.ts';
import { plainError, StatusFailure } from '../failure.ts';
import { OBJECT_FORMATS, parseOutput, printObject } from '../print/output.ts';
import { printerTable } from '../print/tabwriter.ts';

const VERSIONS = ['v1', 'v1beta1', 'v1alpha1'];

export const whoami: Command = {
  flags: [
    { name: 'output', short: 'o', type: 'string' },
    { name: 'template', type: 'string' },
    { name: 'show-managed-fields', type: 'bool' },
    { name: 'allow-missing-template-keys', type: 'bool' },
  ],
  async run(context) {
    const { flags, io } = context;
    const output = parseOutput(flags.text('output'), flags.text('template'), OBJECT_FORMATS, io);
    const review = await ask(await context.client());
    if (output.format === 'name') io.out('selfsubjectreview.authentication.k8s.io/<unknown>\n');
    else if (output.format) io.out(await printObject(output, review, { floats: true }));
    else io.out(table(membersOf(membersOf(review.status).userInfo)));
    return 0;
  },
};

async function ask(client: Client): Promise<KubeObject> {
  for (const version of VERSIONS) {
    try {
      const body = JSON.stringify({ kind: 'SelfSubjectReview', apiVersion: `authentication.k8s.io/${version}`, metadata: {}, status: { userInfo: {} } });
      return await client.json({ method: 'POST', path: `/apis/authentication.k8s.io/${version}/selfsubjectreviews`, body });
    } catch (error) {
      if (!(error instanceof StatusFailure)) throw error;
      if (error.reason === 'Forbidden') throw plainError('the selfsubjectreviews API is not enabled in the cluster or you do not have permission to call it');
      if (error.reason !== 'NotFound') throw error;
    }
  }
  throw plainError('the selfsubjectreviews API is not enabled in the cluster');
}

function table(user: Record<string, unknown>): string {
  const list = (value: unknown): string => `[${(Array.isArray(value) ? value : []).join(' ')}]`;
  const rows = [['ATTRIBUTE', 'VALUE']];
  if (user.username) rows.push(['Username', String(user.username)]);
  if (user.uid) rows.push(['UID', String(user.uid)]);
  if (Array.isArray(user.groups) && user.groups.length) rows.push(['Groups', list(user.groups)]);
  for (const key of Object.keys(membersOf(user.extra)).sort()) rows.push([`Extra: ${key}`, list(membersOf(user.extra)[key])]);
  return printerTable(rows);
}
