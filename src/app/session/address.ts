// The address of the page: which lesson, which step, whether it sits in somebody else's page.
export interface Address {
  page: 'start' | 'lab';
  /** Slug. */
  lesson: string | undefined;
  /** From 1. */
  step: number | undefined;
  embed: boolean;
  theme: 'light' | 'dark' | undefined;
  /** One line for the start page, when the link is damaged. */
  problem: string | undefined;
}

const KNOWN = new Set(['lesson', 'step', 'embed', 'theme', 'lab']);

/** @param slugs the lessons there are */
export function readAddress(query: string, slugs: readonly string[]): Address {
  const parameters = new URLSearchParams(query);
  const theme = parameters.get('theme');
  const address: Address = {
    page: 'start',
    lesson: undefined,
    step: undefined,
    embed: parameters.get('embed') === '1',
    theme: theme === 'light' || theme === 'dark' ? theme : undefined,
    problem: undefined,
  };
  const lesson = parameters.get('lesson');
  const step = parameters.get('step');
  const damaged = (problem: string): Address => ({ ...address, problem });
  if (lesson !== null && !slugs.includes(lesson)) return damaged(`This link asks for a lesson called “${printable(lesson)}”, and there is none.`);
  if (step !== null && !/^[1-9]\d{0,2}$/.test(step)) return damaged(`This link asks for step “${printable(step)}”, which is not a number of a step.`);
  if (lesson !== null) return { ...address, page: 'lab', lesson, step: step === null ? undefined : Number(step) };
  if (step !== null) return damaged('This link names a step, but no lesson.');
  if (theme !== null && address.theme === undefined) return damaged(`This link asks for the theme “${printable(theme)}”; there are light and dark.`);
  const stranger = [...parameters.keys()].find((key) => !KNOWN.has(key));
  if (stranger !== undefined && !address.embed && !/^(utm_|ref$|fbclid$|gclid$)/.test(stranger)) {
    return damaged('This link is from another version of Gatehouse, or was cut on its way.');
  }
  return { ...address, page: address.embed || parameters.has('lab') ? 'lab' : 'start' };
}

export function writeAddress(address: Pick<Address, 'page' | 'lesson' | 'step' | 'embed' | 'theme'>): string {
  const parameters = new URLSearchParams();
  if (address.lesson !== undefined) parameters.set('lesson', address.lesson);
  else if (address.page === 'lab' && !address.embed) parameters.set('lab', '1');
  if (address.lesson !== undefined && address.step !== undefined && address.step > 1) parameters.set('step', String(address.step));
  if (address.embed) parameters.set('embed', '1');
  if (address.theme) parameters.set('theme', address.theme);
  const text = parameters.toString();
  return text ? `?${text}` : '';
}

const printable = (text: string): string => {
  const plain = text.replace(/[^\x20-\x7e]/g, '�');
  return plain.length > 40 ? `${plain.slice(0, 40)}…` : plain;
};
