/** The desks in the order in which they are asked, for the picture before any trace has named them. */
export const DESK_TITLES = [
  'Front proxy headers',
  'X.509 client certificate',
  'Static token file',
  'Service account tokens',
  'Bootstrap tokens',
  'OIDC / JWT',
  'Webhook',
  'Anonymous',
];
