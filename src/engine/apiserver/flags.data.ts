// The command-line flags of kube-apiserver that this model knows: what each is, in our own words, and which state or desk reads it.
// `stage` is missing where a flag changes nothing that can be seen here; it is still accepted.

export type FlagType = 'string' | 'bool' | 'duration' | 'int' | 'list' | 'path';

export interface FlagAbout {
  name: string;
  type: FlagType;
  /** As the server prints it; "" for none. */
  default: string;
  help: string;
  stage?: string;
  /** Given several times, values add up. */
  repeats?: true;
}

const row = (name: string, type: FlagType, byDefault: string, help: string, stage?: string, repeats?: true): FlagAbout => ({
  name,
  type,
  default: byDefault,
  help,
  ...(stage ? { stage } : {}),
  ...(repeats ? { repeats } : {}),
});

export const FLAGS: readonly FlagAbout[] = [
  row('advertise-address', 'string', '', 'Address under which the server makes itself known in the cluster.'),
  row('allow-privileged', 'bool', 'false', 'Whether Pods may ask for privileged containers.'),
  row('anonymous-auth', 'bool', 'true', 'Gives requests that show nothing the name system:anonymous.', 'authn.anonymous'),
  row('api-audiences', 'list', '', 'Names this server goes by in the aud claim of tokens; the issuers when empty.', 'authn.bearer-token'),
  row('audit-log-format', 'string', 'json', 'How an audit event is written; only json is modelled.', 'audit'),
  row('audit-log-maxage', 'int', '0', 'Days to keep old audit logs.', 'audit'),
  row('audit-log-maxbackup', 'int', '0', 'How many old audit logs to keep.', 'audit'),
  row('audit-log-maxsize', 'int', '0', 'Megabytes after which a new audit log begins.', 'audit'),
  row('audit-log-mode', 'string', 'blocking', 'Whether a request waits until its event is written.', 'audit'),
  row('audit-log-path', 'path', '', 'Where audit events go, - for the standard output; here the Log tab shows them.', 'audit'),
  row('audit-log-version', 'string', 'audit.k8s.io/v1', 'API version of the events.', 'audit'),
  row('audit-policy-file', 'path', '', 'Rules that say what of each request is written down.', 'audit'),
  row('authentication-config', 'path', '', 'File with the structured authentication configuration.', 'authentication'),
  row('authentication-token-webhook-cache-ttl', 'duration', '2m0s', 'How long answers of the token webhook are kept.', 'authn.webhook'),
  row('authentication-token-webhook-config-file', 'path', '', 'Kubeconfig that says where to ask about tokens.', 'authn.webhook'),
  row('authentication-token-webhook-version', 'string', 'v1beta1', 'API version of the TokenReview sent to the webhook.', 'authn.webhook'),
  row('authorization-config', 'path', '', 'File with the structured authorization configuration.', 'authorization'),
  row('authorization-mode', 'list', 'AlwaysAllow', 'Authorizers in the order in which they are asked.', 'authorization', true),
  row('authorization-policy-file', 'path', '', 'ABAC policy, one JSON object a line.', 'authz.abac'),
  row('authorization-webhook-cache-authorized-ttl', 'duration', '5m0s', 'How long the webhook is believed when it allowed.', 'authz.webhook'),
  row('authorization-webhook-cache-unauthorized-ttl', 'duration', '30s', 'How long the webhook is believed when it did not allow.', 'authz.webhook'),
  row('authorization-webhook-config-file', 'path', '', 'Kubeconfig that says where to ask about access.', 'authz.webhook'),
  row('authorization-webhook-version', 'string', 'v1beta1', 'API version of the SubjectAccessReview sent to the webhook.', 'authz.webhook'),
  row('client-ca-file', 'path', '', 'CAs whose client certificates are believed.', 'authn.x509'),
  row('disable-admission-plugins', 'list', '', 'Default admission plugins to leave out.', 'admission'),
  row('enable-admission-plugins', 'list', '', 'Admission plugins to run besides the default ones.', 'admission'),
  row('enable-bootstrap-token-auth', 'bool', 'false', 'Accepts bootstrap tokens kept as Secrets in kube-system.', 'authn.bootstrap'),
  row('etcd-cafile', 'path', '', "CA of etcd's certificate."),
  row('etcd-certfile', 'path', '', 'Client certificate for etcd.'),
  row('etcd-keyfile', 'path', '', 'Key of the client certificate for etcd.'),
  row('etcd-servers', 'list', '', 'Where etcd listens.'),
  row('feature-gates', 'list', '', 'Switches for features, name=true or name=false.', undefined, true),
  row('kubelet-client-certificate', 'path', '', 'Client certificate for calls to kubelets.'),
  row('kubelet-client-key', 'path', '', 'Key of that certificate.'),
  row('kubelet-preferred-address-types', 'list', 'Hostname,InternalDNS,InternalIP,ExternalDNS,ExternalIP', 'Which address of a node to call.'),
  row('oidc-ca-file', 'path', '', "CA of the identity provider's certificate.", 'authn.oidc'),
  row('oidc-client-id', 'string', '', 'Audience that ID tokens must carry.', 'authn.oidc'),
  row('oidc-groups-claim', 'string', '', 'Claim that holds the groups.', 'authn.oidc'),
  row('oidc-groups-prefix', 'string', '', 'Put before every group.', 'authn.oidc'),
  row('oidc-issuer-url', 'string', '', 'Identity provider whose tokens are believed.', 'authn.oidc'),
  row('oidc-required-claim', 'list', '', 'Claims that must have a value, key=value.', 'authn.oidc', true),
  row('oidc-signing-algs', 'list', 'RS256', 'Signature algorithms accepted of the provider.', 'authn.oidc'),
  row('oidc-username-claim', 'string', 'sub', 'Claim that holds the user name.', 'authn.oidc'),
  row('oidc-username-prefix', 'string', '', 'Put before every user name.', 'authn.oidc'),
  row('profiling', 'bool', 'true', 'Serves profiles under /debug/pprof.'),
  row('proxy-client-cert-file', 'path', '', 'Certificate with which this server calls extension servers.'),
  row('proxy-client-key-file', 'path', '', 'Key of that certificate.'),
  row('requestheader-allowed-names', 'list', '', 'Common names a front proxy may have; any when empty.', 'authn.front-proxy'),
  row('requestheader-client-ca-file', 'path', '', "CA of the front proxy's certificate.", 'authn.front-proxy'),
  row('requestheader-extra-headers-prefix', 'list', '', 'Beginnings of the headers that carry extra attributes.', 'authn.front-proxy'),
  row('requestheader-group-headers', 'list', '', 'Headers that carry groups.', 'authn.front-proxy'),
  row('requestheader-uid-headers', 'list', '', 'Headers that carry the uid.', 'authn.front-proxy'),
  row('requestheader-username-headers', 'list', '', 'Headers that carry the user name.', 'authn.front-proxy'),
  row('secure-port', 'int', '6443', 'Port for HTTPS.', 'tls'),
  row('service-account-extend-token-expiration', 'bool', 'true', 'Lets the tokens of Pods live a year while they are renewed as if they lived an hour.', 'storage'),
  row('service-account-issuer', 'list', '', 'The iss claim of tokens: the first is written, all are accepted.', 'authn.service-account', true),
  row('service-account-jwks-uri', 'string', '', 'Where others find the public keys, when not here.', 'routing'),
  row('service-account-key-file', 'path', '', 'Public keys that verify service account tokens.', 'authn.service-account', true),
  row('service-account-lookup', 'bool', 'true', 'Compares tokens kept in Secrets with the Secret.', 'authn.service-account'),
  row('service-account-max-token-expiration', 'duration', '0s', 'Longest lifetime of a token.', 'storage'),
  row('service-account-signing-key-file', 'path', '', 'Private key that signs service account tokens.', 'storage'),
  row('service-cluster-ip-range', 'string', '', 'Addresses given to Services.'),
  row('tls-cert-file', 'path', '', 'Certificate this server shows.', 'tls'),
  row('tls-private-key-file', 'path', '', 'Key of that certificate.', 'tls'),
  row('token-auth-file', 'path', '', 'CSV file of static tokens; read once, at start.', 'authn.static-token-file'),
  row('v', 'int', '0', 'How much the server writes into its log.'),
];

/** Flags of the real server that this model knows by name only: a start with one of them is refused, saying so. */
export const UNMODELLED_FLAGS: readonly string[] =
  'admission-control-config-file aggregator-reject-forwarding-redirects allow-metric-labels audit-log-batch-buffer-size audit-log-compress audit-log-truncate-enabled audit-webhook-config-file bind-address cert-dir cors-allowed-origins egress-selector-config-file emulated-version enable-aggregator-routing enable-garbage-collector enable-priority-and-fairness encryption-provider-config endpoint-reconciler-type etcd-prefix event-ttl external-hostname goaway-chance http2-max-streams-per-connection kubernetes-service-node-port livez-grace-period max-mutating-requests-inflight max-requests-inflight min-request-timeout peer-advertise-ip permit-port-sharing request-timeout runtime-config service-account-signing-endpoint service-node-port-range shutdown-delay-duration shutdown-send-retry-after storage-backend storage-media-type strict-transport-security-directives tls-cipher-suites tls-min-version tls-sni-cert-key tracing-config-file vmodule watch-cache'.split(
    ' ',
  );
