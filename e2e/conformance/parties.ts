// The parties outside the cluster that a recorded case was given (`server.services`), as the simulated world knows them.
import type { PartySpec } from '../../src/engine/parties/party-spec.ts';
import type { WebhookAnswer } from '../../src/engine/parties/token-webhook-spec.ts';

const certificate = 'services';
const at = (port: number) => `https://127.0.0.1:${port}`;

interface Services {
  oidc?: { key: string | string[]; issuer?: string };
  oidc2?: { key: string | string[]; issuer?: string };
  tokenWebhook?: { tokens: Record<string, unknown> };
  accessWebhook?: { rules: { match: Record<string, unknown>; status: Record<string, unknown> }[] };
}

export function parties(services: Record<string, unknown>): PartySpec[] {
  const { oidc, oidc2, tokenWebhook, accessWebhook } = services as Services;
  const made: PartySpec[] = [];
  const provider = (name: string, port: number, given: NonNullable<Services['oidc']>) => {
    const keys = [given.key].flat();
    made.push({ kind: 'oidc', name, origin: at(port), certificate, keys, ...(given.issuer ? { issuer: given.issuer } : {}) });
  };
  if (oidc) provider('oidc', 26500, oidc);
  if (oidc2) provider('oidc2', 26501, oidc2);
  if (tokenWebhook) {
    const tokens = Object.fromEntries(Object.entries(tokenWebhook.tokens).map(([token, answer]) => [token, webhookAnswer(answer)]));
    made.push({ kind: 'token-webhook', name: 'token-webhook', origin: at(26502), certificate, tokens });
  }
  if (accessWebhook) {
    const rules = accessWebhook.rules.map(({ match, status }) => ({ match, answer: { status } }));
    made.push({ kind: 'access-webhook', name: 'access-webhook', origin: at(26503), certificate, rules });
  }
  return made;
}

const BOOM = { kind: 'Status', apiVersion: 'v1', status: 'Failure', message: 'boom', code: 500 };

function webhookAnswer(recorded: unknown): WebhookAnswer {
  if (recorded === 'HTTP500') return { http: 500, body: JSON.stringify(BOOM) };
  if (recorded === 'GARBAGE') return { text: 'not json' };
  return { status: recorded as Record<string, unknown> };
}
