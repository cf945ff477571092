// Models apiserver/pkg/admission/plugin/webhook/mutating/plugin.go. Nothing is asked as long as nobody has registered a webhook.
import type { AdmissionPlugin } from './admission-plugin.ts';

const CONFIGURATIONS = { group: 'admissionregistration.k8s.io', resource: 'mutatingwebhookconfigurations' };
/** Webhooks are not asked about themselves, or nobody could take back a broken one. */
const OWN = ['mutatingwebhookconfigurations', 'validatingwebhookconfigurations', 'validatingadmissionpolicies', 'validatingadmissionpolicybindings'];

export const mutatingAdmissionWebhook: AdmissionPlugin = {
  name: 'MutatingAdmissionWebhook',
  async admit(admitting) {
    const { context, route, object } = admitting;
    const configurations = object && !route.virtual ? context.server.store.list(CONFIGURATIONS) : [];
    if (!object || !configurations.length || (route.entry.type.group === CONFIGURATIONS.group && OWN.includes(route.entry.type.resource))) return undefined;
    return (await import('./mutating-webhooks.ts')).mutate(admitting, object, configurations);
  },
};
