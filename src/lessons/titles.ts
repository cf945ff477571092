// Every lesson there is, in order. A lesson's own file says the same; lessons.test.ts compares them.
import type { Lesson, LessonTitle } from './lesson.ts';

export const titles: readonly LessonTitle[] = [
  { number: 1, slug: 'whom-do-you-trust', title: 'Whom do you trust?', minutes: 3, part: 'Who are you?' },
  { number: 2, slug: 'what-does-the-server-see', title: 'What does the server see of you?', minutes: 4, part: 'Who are you?' },
  { number: 3, slug: 'static-tokens', title: 'Static tokens', minutes: 5, part: 'Who are you?' },
  { number: 4, slug: 'why-files-hurt', title: 'Why files hurt', minutes: 5, part: 'Who are you?' },
  { number: 5, slug: 'who-may', title: 'Who may?', minutes: 6, part: 'What may you do?' },
  { number: 6, slug: 'the-near-miss', title: 'The near miss', minutes: 7, part: 'What may you do?' },
  { number: 7, slug: 'a-token-is-three-parts', title: 'A token is three parts', minutes: 6, part: 'Who are your Pods?' },
  { number: 8, slug: 'identities-for-workloads', title: 'Identities for workloads', minutes: 6, part: 'Who are your Pods?' },
  { number: 9, slug: 'the-mounted-token', title: 'The mounted token', minutes: 6, part: 'Who are your Pods?' },
  { number: 10, slug: 'how-long-does-it-live', title: 'How long does it live?', minutes: 7, part: 'Who are your Pods?' },
  { number: 11, slug: 'ask-the-server', title: 'Ask the server: TokenReview', minutes: 8, part: 'Who are your Pods?' },
  { number: 12, slug: 'secrets-of-old', title: 'Secrets of old', minutes: 7, part: 'Who are your Pods?' },
  { number: 13, slug: 'certificates', title: 'Certificates', minutes: 8, part: 'Who says so elsewhere?' },
  { number: 14, slug: 'somebody-elses-passport', title: 'Somebody else’s passport: OIDC', minutes: 9, part: 'Who says so elsewhere?' },
  { number: 15, slug: 'when-oidc-says-no', title: 'When OIDC says no', minutes: 8, part: 'Who says so elsewhere?' },
  { number: 16, slug: 'ask-a-stranger', title: 'Ask a stranger: webhook', minutes: 7, part: 'Who says so elsewhere?' },
  { number: 17, slug: 'the-trusted-messenger', title: 'The trusted messenger: proxy', minutes: 7, part: 'Who says so elsewhere?' },
  { number: 18, slug: 'on-your-laptop', title: 'On your laptop: exec plugins', minutes: 6, part: 'Who says so elsewhere?' },
  { number: 19, slug: 'all-desks-at-once', title: 'All desks at once', minutes: 6, part: 'Who says so elsewhere?' },
  { number: 20, slug: 'who-tells-aws', title: 'Federation: a role for a token', minutes: 10, part: 'Who says so elsewhere?' },
  { number: 21, slug: 'simpler-at-home', title: 'Simpler at home: Pod Identity', minutes: 6, part: 'Who says so elsewhere?' },
];

const files = import.meta.glob<{ lesson: Lesson }>('./[0-9][0-9]-*.ts');

/** @throws when there is no file of that lesson: titles.ts and the files disagree */
export async function loadLesson(slug: string): Promise<Lesson> {
  const found = Object.entries(files).find(([path]) => path.replace(/^\.\/\d\d-|\.ts$/g, '') === slug);
  if (!found) throw new Error(`there is no lesson ${slug}`);
  return (await found[1]()).lesson;
}
