// What an about-file of a party outside the cluster holds: everything a person reads about its kind, and the one that can be put there.

export interface PartyAbout {
  /** As its data names it: "token-webhook". */
  readonly kind: string;
  /** "OIDC provider" */
  readonly title: string;
  /** What it does and what stands in its text, in a sentence or two. */
  readonly blurb: string;
  readonly icon: 'cloud' | 'drive' | 'fingerprint' | 'server' | 'webhook';
  /** Where it is drawn. */
  readonly zone: 'Your cluster' | 'Outside';
  /** Flags with which the API server asks it or believes it. Empty where no flag of the server has anything to do with it. */
  readonly flags: readonly string[];
  /** It answers reviews: the kubeconfig on the node that says where it is asked, and the path there. */
  readonly reviews?: { readonly config: string; readonly path: string };
  /** The one that can be put outside the cluster, as data of its schema. Absent where a party comes with a world only. */
  readonly sample?: { readonly kind: string; readonly name: string; readonly origin: string; readonly [member: string]: unknown };
}
