// Issuers are compared letter for letter; people write a slash too many, or http for https. Nothing upstream says so.

const bare = (issuer: string): string =>
  issuer
    .toLowerCase()
    .replace(/^https?:\/\//, '')
    .replace(/\/+$/, '');

/** Why the token's issuer is none of the server's although it nearly is one; undefined when it is somebody else's. */
export function nearlyTheIssuer(shown: string, ours: readonly string[]): string | undefined {
  const near = ours.find((own) => own !== shown && bare(own) === bare(shown));
  return near === undefined ? undefined : `the token is of ${shown}, this server believes ${near}: not one letter may differ`;
}
