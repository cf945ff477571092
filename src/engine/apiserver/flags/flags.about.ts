// The flags of kube-apiserver that this model has, in our own words; their types and defaults are the real server's, in flags.data.ts.
// A flag is modelled by standing here: the server's options take it, and the flags tab shows it under whoever reads it.
import { anonymousAbout } from '../authn/request/anonymous.about.ts';
import { frontProxyAbout } from '../authn/request/front-proxy.about.ts';
import { x509About } from '../authn/request/x509.about.ts';
import { bootstrapTokenAbout } from '../authn/token/bootstrap-token.about.ts';
import { oidcAbout } from '../authn/token/oidc.about.ts';
import { serviceAccountAbout } from '../authn/token/service-account.about.ts';
import { staticTokenFileAbout } from '../authn/token/static-token-file.about.ts';
import { webhookAbout } from '../authn/token/webhook.about.ts';

export interface FlagAbout {
  /** Gate or desk that reads it: the id of its stage. Absent where the flag is accepted and changes nothing that can be seen here. */
  readonly reader?: FlagReader;
  /** What is in the file that it names. */
  readonly file?: 'csv' | 'json-lines' | 'kubeconfig' | 'log' | 'pem' | 'yaml';
  /** What counts when it is not given, where the help prints no default. */
  readonly absent?: string;
  /** What it is for, in one sentence. */
  readonly help: string;
}

/** Who reads flags, in the order of the stage, as the flags tab heads them. */
export const FLAG_READERS = {
  tls: 'TLS',
  [frontProxyAbout.id]: frontProxyAbout.title,
  [x509About.id]: x509About.title,
  [staticTokenFileAbout.id]: staticTokenFileAbout.title,
  [serviceAccountAbout.id]: serviceAccountAbout.title,
  [bootstrapTokenAbout.id]: bootstrapTokenAbout.title,
  [oidcAbout.id]: oidcAbout.title,
  [webhookAbout.id]: webhookAbout.title,
  [anonymousAbout.id]: anonymousAbout.title,
  'authn.bearer-token': 'Every desk that reads tokens',
  authentication: 'Authentication',
  authorization: 'Authorization',
  'authz.abac': 'ABAC',
  'authz.webhook': 'Authorization webhook',
  admission: 'Admission',
  storage: 'Issuing service account tokens',
  audit: 'Audit',
  routing: 'OpenID discovery',
} as const;
export type FlagReader = keyof typeof FLAG_READERS;

export const FLAG_ABOUT: Readonly<Record<string, FlagAbout>> = {
  'advertise-address': { help: 'Address under which the server makes itself known in the cluster.' },
  'allow-privileged': { help: 'Whether Pods may ask for privileged containers.' },
  'anonymous-auth': { reader: 'authn.anonymous', help: 'Gives requests that show nothing the name system:anonymous.' },
  'api-audiences': { reader: 'authn.bearer-token', help: 'Names this server goes by in the aud claim of tokens; the issuers when empty.' },
  'audit-log-format': { reader: 'audit', help: 'How an audit event is written; only json is modelled.' },
  'audit-log-maxage': { reader: 'audit', help: 'Days to keep old audit logs.' },
  'audit-log-maxbackup': { reader: 'audit', help: 'How many old audit logs to keep.' },
  'audit-log-maxsize': { reader: 'audit', help: 'Megabytes after which a new audit log begins.' },
  'audit-log-mode': { reader: 'audit', help: 'Whether a request waits until its event is written.' },
  'audit-log-path': { reader: 'audit', file: 'log', help: 'Where audit events go, - for the standard output; here the Log tab shows them.' },
  'audit-log-version': { reader: 'audit', help: 'API version of the events.' },
  'audit-policy-file': { reader: 'audit', file: 'yaml', help: 'Rules that say what of each request is written down.' },
  'authentication-config': { reader: 'authentication', file: 'yaml', help: 'File with the structured authentication configuration.' },
  'authentication-token-webhook-cache-ttl': { reader: 'authn.webhook', help: 'How long answers of the token webhook are kept.' },
  'authentication-token-webhook-config-file': { reader: 'authn.webhook', file: 'kubeconfig', help: 'Kubeconfig that says where to ask about tokens.' },
  'authentication-token-webhook-version': { reader: 'authn.webhook', help: 'API version of the TokenReview sent to the webhook.' },
  'authorization-config': { reader: 'authorization', file: 'yaml', help: 'File with the structured authorization configuration.' },
  'authorization-mode': { reader: 'authorization', absent: 'AlwaysAllow', help: 'Authorizers in the order in which they are asked.' },
  'authorization-policy-file': { reader: 'authz.abac', file: 'json-lines', help: 'ABAC policy, one JSON object a line.' },
  'authorization-webhook-cache-authorized-ttl': { reader: 'authz.webhook', help: 'How long the webhook is believed when it allowed.' },
  'authorization-webhook-cache-unauthorized-ttl': { reader: 'authz.webhook', help: 'How long the webhook is believed when it did not allow.' },
  'authorization-webhook-config-file': { reader: 'authz.webhook', file: 'kubeconfig', help: 'Kubeconfig that says where to ask about access.' },
  'authorization-webhook-version': { reader: 'authz.webhook', help: 'API version of the SubjectAccessReview sent to the webhook.' },
  'client-ca-file': { reader: 'authn.x509', file: 'pem', help: 'CAs whose client certificates are believed.' },
  'disable-admission-plugins': { reader: 'admission', help: 'Default admission plugins to leave out.' },
  'enable-admission-plugins': { reader: 'admission', help: 'Admission plugins to run besides the default ones.' },
  'enable-bootstrap-token-auth': { reader: 'authn.bootstrap', help: 'Accepts bootstrap tokens kept as Secrets in kube-system.' },
  'etcd-cafile': { file: 'pem', help: "CA of etcd's certificate." },
  'etcd-certfile': { file: 'pem', help: 'Client certificate for etcd.' },
  'etcd-keyfile': { file: 'pem', help: 'Key of the client certificate for etcd.' },
  'etcd-servers': { help: 'Where etcd listens.' },
  'feature-gates': { help: 'Switches for features, name=true or name=false.' },
  'kubelet-client-certificate': { file: 'pem', help: 'Client certificate for calls to kubelets.' },
  'kubelet-client-key': { file: 'pem', help: 'Key of that certificate.' },
  'kubelet-preferred-address-types': { help: 'Which address of a node to call.' },
  'oidc-ca-file': { reader: 'authn.oidc', file: 'pem', help: "CA of the identity provider's certificate." },
  'oidc-client-id': { reader: 'authn.oidc', help: 'Audience that ID tokens must carry.' },
  'oidc-groups-claim': { reader: 'authn.oidc', help: 'Claim that holds the groups.' },
  'oidc-groups-prefix': { reader: 'authn.oidc', help: 'Put before every group.' },
  'oidc-issuer-url': { reader: 'authn.oidc', help: 'Identity provider whose tokens are believed.' },
  'oidc-required-claim': { reader: 'authn.oidc', help: 'Claims that must have a value, key=value.' },
  'oidc-signing-algs': { reader: 'authn.oidc', help: 'Signature algorithms accepted of the provider.' },
  'oidc-username-claim': { reader: 'authn.oidc', help: 'Claim that holds the user name.' },
  'oidc-username-prefix': { reader: 'authn.oidc', help: 'Put before every user name.' },
  profiling: { help: 'Serves profiles under /debug/pprof.' },
  'proxy-client-cert-file': { file: 'pem', help: 'Certificate with which this server calls extension servers.' },
  'proxy-client-key-file': { file: 'pem', help: 'Key of that certificate.' },
  'requestheader-allowed-names': { reader: 'authn.front-proxy', help: 'Common names a front proxy may have; any when empty.' },
  'requestheader-client-ca-file': { reader: 'authn.front-proxy', file: 'pem', help: "CA of the front proxy's certificate." },
  'requestheader-extra-headers-prefix': { reader: 'authn.front-proxy', help: 'Beginnings of the headers that carry extra attributes.' },
  'requestheader-group-headers': { reader: 'authn.front-proxy', help: 'Headers that carry groups.' },
  'requestheader-uid-headers': { reader: 'authn.front-proxy', help: 'Headers that carry the uid.' },
  'requestheader-username-headers': { reader: 'authn.front-proxy', help: 'Headers that carry the user name.' },
  'secure-port': { reader: 'tls', help: 'Port for HTTPS.' },
  'service-account-extend-token-expiration': {
    reader: 'storage',
    help: 'Lets the tokens of Pods live a year while they are renewed as if they lived an hour.',
  },
  'service-account-issuer': { reader: 'authn.service-account', help: 'The iss claim of tokens: the first is written, all are accepted.' },
  'service-account-jwks-uri': { reader: 'routing', help: 'Where others find the public keys, when not here.' },
  'service-account-key-file': { reader: 'authn.service-account', file: 'pem', help: 'Public keys that verify service account tokens.' },
  'service-account-lookup': { reader: 'authn.service-account', help: 'Compares tokens kept in Secrets with the Secret.' },
  'service-account-max-token-expiration': { reader: 'storage', help: 'Longest lifetime of a token.' },
  'service-account-signing-key-file': { reader: 'storage', file: 'pem', help: 'Private key that signs service account tokens.' },
  'service-cluster-ip-range': { help: 'Addresses given to Services.' },
  'tls-cert-file': { reader: 'tls', file: 'pem', help: 'Certificate this server shows.' },
  'tls-private-key-file': { reader: 'tls', file: 'pem', help: 'Key of that certificate.' },
  'token-auth-file': { reader: 'authn.static-token-file', file: 'csv', help: 'CSV file of static tokens; read once, at start.' },
  v: { help: 'How much the server writes into its log.' },
};
