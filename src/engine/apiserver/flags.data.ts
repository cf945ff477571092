// The command-line flags of kube-apiserver that this model knows: its type, its default, and which state or desk reads it. What each is for
// stands in view/words/flag-help.data.ts, because only a reader needs that.
// `stage` is missing where a flag changes nothing that can be seen here; it is still accepted.

export type FlagType = 'string' | 'bool' | 'duration' | 'int' | 'list' | 'path';

export interface FlagAbout {
  name: string;
  type: FlagType;
  /** As the server prints it; "" for none. */
  default: string;
  stage?: string;
  /** Given several times, values add up. */
  repeats?: true;
}

const row = (name: string, type: FlagType, byDefault: string, stage?: string, repeats?: true): FlagAbout => ({
  name,
  type,
  default: byDefault,
  ...(stage ? { stage } : {}),
  ...(repeats ? { repeats } : {}),
});

export const FLAGS: readonly FlagAbout[] = [
  row('advertise-address', 'string', ''),
  row('allow-privileged', 'bool', 'false'),
  row('anonymous-auth', 'bool', 'true', 'authn.anonymous'),
  row('api-audiences', 'list', '', 'authn.bearer-token'),
  row('audit-log-format', 'string', 'json', 'audit'),
  row('audit-log-maxage', 'int', '0', 'audit'),
  row('audit-log-maxbackup', 'int', '0', 'audit'),
  row('audit-log-maxsize', 'int', '0', 'audit'),
  row('audit-log-mode', 'string', 'blocking', 'audit'),
  row('audit-log-path', 'path', '', 'audit'),
  row('audit-log-version', 'string', 'audit.k8s.io/v1', 'audit'),
  row('audit-policy-file', 'path', '', 'audit'),
  row('authentication-config', 'path', '', 'authentication'),
  row('authentication-token-webhook-cache-ttl', 'duration', '2m0s', 'authn.webhook'),
  row('authentication-token-webhook-config-file', 'path', '', 'authn.webhook'),
  row('authentication-token-webhook-version', 'string', 'v1beta1', 'authn.webhook'),
  row('authorization-config', 'path', '', 'authorization'),
  row('authorization-mode', 'list', 'AlwaysAllow', 'authorization', true),
  row('authorization-policy-file', 'path', '', 'authz.abac'),
  row('authorization-webhook-cache-authorized-ttl', 'duration', '5m0s', 'authz.webhook'),
  row('authorization-webhook-cache-unauthorized-ttl', 'duration', '30s', 'authz.webhook'),
  row('authorization-webhook-config-file', 'path', '', 'authz.webhook'),
  row('authorization-webhook-version', 'string', 'v1beta1', 'authz.webhook'),
  row('client-ca-file', 'path', '', 'authn.x509'),
  row('disable-admission-plugins', 'list', '', 'admission'),
  row('enable-admission-plugins', 'list', '', 'admission'),
  row('enable-bootstrap-token-auth', 'bool', 'false', 'authn.bootstrap'),
  row('etcd-cafile', 'path', ''),
  row('etcd-certfile', 'path', ''),
  row('etcd-keyfile', 'path', ''),
  row('etcd-servers', 'list', ''),
  row('feature-gates', 'list', '', undefined, true),
  row('kubelet-client-certificate', 'path', ''),
  row('kubelet-client-key', 'path', ''),
  row('kubelet-preferred-address-types', 'list', 'Hostname,InternalDNS,InternalIP,ExternalDNS,ExternalIP'),
  row('oidc-ca-file', 'path', '', 'authn.oidc'),
  row('oidc-client-id', 'string', '', 'authn.oidc'),
  row('oidc-groups-claim', 'string', '', 'authn.oidc'),
  row('oidc-groups-prefix', 'string', '', 'authn.oidc'),
  row('oidc-issuer-url', 'string', '', 'authn.oidc'),
  row('oidc-required-claim', 'list', '', 'authn.oidc', true),
  row('oidc-signing-algs', 'list', 'RS256', 'authn.oidc'),
  row('oidc-username-claim', 'string', 'sub', 'authn.oidc'),
  row('oidc-username-prefix', 'string', '', 'authn.oidc'),
  row('profiling', 'bool', 'true'),
  row('proxy-client-cert-file', 'path', ''),
  row('proxy-client-key-file', 'path', ''),
  row('requestheader-allowed-names', 'list', '', 'authn.front-proxy'),
  row('requestheader-client-ca-file', 'path', '', 'authn.front-proxy'),
  row('requestheader-extra-headers-prefix', 'list', '', 'authn.front-proxy'),
  row('requestheader-group-headers', 'list', '', 'authn.front-proxy'),
  row('requestheader-uid-headers', 'list', '', 'authn.front-proxy'),
  row('requestheader-username-headers', 'list', '', 'authn.front-proxy'),
  row('secure-port', 'int', '6443', 'tls'),
  row('service-account-extend-token-expiration', 'bool', 'true', 'storage'),
  row('service-account-issuer', 'list', '', 'authn.service-account', true),
  row('service-account-jwks-uri', 'string', '', 'routing'),
  row('service-account-key-file', 'path', '', 'authn.service-account', true),
  row('service-account-lookup', 'bool', 'true', 'authn.service-account'),
  row('service-account-max-token-expiration', 'duration', '0s', 'storage'),
  row('service-account-signing-key-file', 'path', '', 'storage'),
  row('service-cluster-ip-range', 'string', ''),
  row('tls-cert-file', 'path', '', 'tls'),
  row('tls-private-key-file', 'path', '', 'tls'),
  row('token-auth-file', 'path', '', 'authn.static-token-file'),
  row('v', 'int', '0'),
];
