// Models staging/src/k8s.io/apiserver/pkg/endpoints/filters/impersonation/constrained_impersonation.go (gate ConstrainedImpersonation, on by default).
// Left out: the caches of successes; the handler that stands here when the gate is off.
import { goQuote } from '../../http/go-format.ts';
import type { Headers } from '../../http/message.ts';
import { writeStatus } from '../../http/response-writer.ts';
import { badRequest, forbidden } from '../../http/status.ts';
import { unescapeKey } from '../authn/request/front-proxy.ts';
import type { Ask, Denial, Wanted } from '../impersonation-modes.ts';
import type { RequestContext } from '../request-context.ts';
import type { Filter, Outcome } from './filter.ts';
import { attributesOf } from './request-info.ts';

const EXTRA = 'impersonate-extra-';

export const impersonation: Filter = {
  state: {
    id: 'impersonation',
    kind: 'gate',
    room: 'impersonation',
    title: 'Impersonation',
    question: 'As whom?',
    blurb: 'A request may ask to act as somebody else, when it may.',
    upstream: 'staging/src/k8s.io/apiserver/pkg/endpoints/filters/impersonation/constrained_impersonation.go',
    transitions: [
      { on: 'skipped', to: 'flow-control', because: 'no one else is named' },
      { on: 'passed', to: 'flow-control' },
      { on: 'denied', to: 'reply.403' },
      { on: 'invalid', to: 'reply.400', because: 'groups, uid or extra without a user' },
    ],
  },
  handle(context) {
    const wanted = wantedOf(context.request.headers);
    return wanted ? impersonate(context, wanted) : { verdict: 'skipped', reason: 'no one else named' };
  },
};

async function impersonate(context: RequestContext, wanted: Wanted): Promise<Outcome> {
  // Few requests name somebody else: the modes are loaded with the first that does.
  const { impersonated, MODES, tryMode } = await import('../impersonation-modes.ts');
  const { server, recorder } = context;
  if (wanted.name === '') {
    const message = `requested ${goSyntax(wanted)} without impersonating a user name`;
    return { verdict: 'invalid', reason: 'no user named', response: await writeStatus(context, badRequest(message), { nosniff: true }) };
  }
  const requestor = context.user;
  const ask: Ask = async (user, attributes) => server.authorizer.authorize(user, attributes);
  const history = server.impersonationHistory;
  const last = history.get(requestor.name);
  const order = MODES.filter((m) => m.applies(wanted, requestor)).sort((a, b) => Number(b.name === last) - Number(a.name === last));
  let first: Denial | undefined;
  for (const { name } of order) {
    const denial = await tryMode(name, wanted, requestor, attributesOf(context.info), ask);
    if (denial) {
      recorder.note(`${name}: ${requestor.name} may not ${denial.attributes.verb} ${subject(denial)}`, {
        ok: false,
        evidence: { type: 'attributes', attributes: denial.attributes },
      });
      first ??= denial;
      continue;
    }
    history.set(requestor.name, name);
    context.requestor = requestor;
    if (name !== 'legacy') context.constraint = `impersonate:${name}`;
    context.user = impersonated(name, wanted);
    for (const [header] of context.request.headers.entries()) if (isImpersonation(header)) context.request.headers.delete(header);
    return { verdict: 'passed', reason: `${requestor.name} as ${wanted.name}`, evidence: { type: 'user', user: context.user } };
  }
  const { attributes, user, why } = first ?? { attributes: context.info, user: requestor, why: '' };
  const response = await writeStatus(context, forbidden(attributes, user, why), { nosniff: true });
  return { verdict: 'denied', reason: `${requestor.name} may not act as ${wanted.name}`, response };
}

const subject = ({ attributes: a }: Denial): string =>
  a.isResourceRequest ? `${a.resource}${a.subresource ? `/${a.subresource}` : ''}${a.name ? ` ${a.name}` : ''}` : a.path;

function isImpersonation(name: string): boolean {
  const low = name.toLowerCase();
  return low === 'impersonate-user' || low === 'impersonate-group' || low === 'impersonate-uid' || low.startsWith(EXTRA);
}

/** undefined when the request names no one else. */
function wantedOf(headers: Headers): Wanted | undefined {
  let any = false;
  const extra: Record<string, string[]> = {};
  for (const [name, value] of headers.entries()) {
    const low = name.toLowerCase();
    if (!low.startsWith('impersonate-')) continue;
    any = true;
    if (low.startsWith(EXTRA)) (extra[unescapeKey(low.slice(EXTRA.length))] ??= []).push(value);
  }
  if (!any) return undefined;
  const wanted = { name: headers.get('Impersonate-User') ?? '', uid: headers.get('Impersonate-Uid') ?? '', groups: headers.all('Impersonate-Group'), extra };
  return wanted.name || wanted.uid || wanted.groups.length || Object.keys(extra).length ? wanted : undefined;
}

/** What Go's %#v prints of a user.DefaultInfo. */
function goSyntax({ name, uid, groups, extra }: Wanted): string {
  const list = (values: readonly string[]) => `[]string{${values.map(goQuote).join(', ')}}`;
  const keys = Object.keys(extra).sort();
  const map = keys.length ? `map[string][]string{${keys.map((k) => `${goQuote(k)}:${list(extra[k] ?? [])}`).join(', ')}}` : 'map[string][]string(nil)';
  return `&user.DefaultInfo{Name:${goQuote(name)}, UID:${goQuote(uid)}, Groups:${groups.length ? list(groups) : '[]string(nil)'}, Extra:${map}}`;
}
