// Names as sentences say them: short enough to read, never so short that they lie.
import type { RequestAttributes, UserInfo } from '../../trace/event.ts';

export const SENTENCE = 90;

const SERVICE_ACCOUNT = 'system:serviceaccount:';

export const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** Keeps the head; what is cut shows as an ellipsis. Control characters and line breaks become spaces. */
export function shorten(text: string, max: number): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: a name from outside may hold any of them
  const flat = text.replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029\s]+/g, ' ').trim();
  const letters = [...flat];
  return letters.length <= max ? flat : `${letters.slice(0, Math.max(1, max - 1)).join('')}…`;
}

/** A path says where it leads at its end: the query goes first, then the middle. "POST /apis/…/clusterrolebindings". */
export function shortenPath(from: string, max: number): string {
  const text = shorten(from, Number.POSITIVE_INFINITY);
  if (text.length <= max) return text;
  const path = text.split('?')[0] ?? '';
  const whole = path === text ? path : `${path}?…`;
  if (whole.length <= max) return whole;
  const [head = '', first = '', ...rest] = path.split('/');
  for (let cut = 1; cut < rest.length; cut++) {
    const short = `${head}/${first}/…/${rest.slice(cut).join('/')}`;
    if (short.length <= max) return short;
  }
  return shorten(text, max);
}

const isPath = (name: string): boolean => /^(?:[A-Z]+ )?\//.test(name);

/** The longest form of a sentence that stays within 90 characters: its names are cut first, the sentence itself last. */
export function within(say: (...names: string[]) => string, ...names: string[]): string {
  for (const max of [60, 48, 40, 32, 26, 20, 16, 12, 8, 5]) {
    const sentence = say(...names.map((name) => (isPath(name) ? shortenPath(name, max) : shorten(name, max))));
    if (sentence.length <= SENTENCE) return sentence;
  }
  return shorten(say(...names.map((name) => shorten(name, 5))), SENTENCE - 4);
}

/** "system:serviceaccount:ns:name" in its two halves; undefined for anybody else. */
export function serviceAccountName(name: string): { prefix: string; last: string } | undefined {
  if (!name.startsWith(SERVICE_ACCOUNT)) return undefined;
  const cut = name.lastIndexOf(':');
  return cut < SERVICE_ACCOUNT.length ? undefined : { prefix: name.slice(0, cut + 1), last: name.slice(cut + 1) };
}

/** How a sentence calls somebody: "arthur", "the service account test". */
export function callName(user: UserInfo | undefined): string {
  if (!user) return 'nobody';
  const account = serviceAccountName(user.name);
  return account ? `the service account ${account.last}` : user.name || '""';
}

/** "list namespaces", "get /healthz", "create serviceaccounts/token". */
export function askedFor(attributes: RequestAttributes | undefined): string {
  if (!attributes) return 'do this';
  const { verb, resource, subresource, path, isResourceRequest } = attributes;
  return isResourceRequest ? `${verb} ${resource}${subresource ? `/${subresource}` : ''}` : `${verb} ${path}`;
}

/** A title in the middle of a sentence: "static token file", but "X.509 client certificate", "OIDC / JWT", "TLS". */
export const inSentence = (title: string): string => (/^[A-Z][a-z]/.test(title) ? title[0]?.toLowerCase() + title.slice(1) : title);

const NUMBERS = ['no', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten', 'eleven', 'twelve'];

const singular = (resource: string): string =>
  resource.endsWith('ies') ? `${resource.slice(0, -3)}y` : resource.endsWith('sses') ? resource.slice(0, -2) : resource.replace(/s$/, '');

/** "five namespaces", "one secret", "no pods", "37 roles". */
export const countOf = (count: number, resource: string): string => `${NUMBERS[count] ?? count} ${count === 1 ? singular(resource) : resource}`;

/** Where the rest would answer a prediction that is open. */
export const FIRST_PREDICT = 'What follows is shown as you play on: first predict it.';
