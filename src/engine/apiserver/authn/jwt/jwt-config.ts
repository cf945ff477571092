// Models the JWTAuthenticator of staging/src/k8s.io/apiserver/pkg/apis/apiserver/v1/types.go as it is after decoding. Left out: nothing.

export interface ClaimOrExpression {
  readonly claim: string;
  readonly expression: string;
}

export interface PrefixedClaimOrExpression extends ClaimOrExpression {
  /** undefined when it was not given: with a claim it must be, if only as "". */
  readonly prefix: string | undefined;
}

export interface JwtConfig {
  readonly issuer: {
    readonly url: string;
    readonly discoveryURL: string;
    /** PEM; "" for the host's own roots. */
    readonly certificateAuthority: string;
    readonly audiences: readonly string[];
    readonly audienceMatchPolicy: string;
    readonly egressSelectorType: string;
  };
  readonly claimValidationRules: readonly { readonly claim: string; readonly requiredValue: string; readonly expression: string; readonly message: string }[];
  readonly claimMappings: {
    readonly username: PrefixedClaimOrExpression;
    readonly groups: PrefixedClaimOrExpression;
    readonly uid: ClaimOrExpression;
    readonly extra: readonly { readonly key: string; readonly valueExpression: string }[];
  };
  readonly userValidationRules: readonly { readonly expression: string; readonly message: string }[];
}

/** What `--oidc-*` flags and the file have in common, ready to be built. */
export interface JwtSource {
  readonly config: JwtConfig;
  /** Signature algorithms; the file has no say in them and gets all nine. */
  readonly algorithms: readonly string[];
}

export const ALGORITHMS = ['ES256', 'ES384', 'ES512', 'PS256', 'PS384', 'PS512', 'RS256', 'RS384', 'RS512'] as const;
