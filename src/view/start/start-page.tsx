// The first visit: what this is, one way in, and the lessons there are.

import { ArrowRight, Moon, Sun } from 'lucide-react';
import type { MouseEvent } from 'react';
import { KUBERNETES_MINOR_VERSION } from '../../engine/kubernetes-version.about.ts';
import type { LessonTitle } from '../../lessons/lesson.ts';
import { usePorts, useSession } from '../ports-context.tsx';
import { Button } from '../ui/button.tsx';
import { Logo } from '../ui/logo.tsx';
import { VerdictMark } from '../ui/verdict-mark.tsx';
import { Castle } from './castle.tsx';

/** As the numbers of their lessons run. */
const PARTS = ['Who are you?', 'What may you do?', 'Who are your Pods?', 'Who says so elsewhere?'] as const;

const ANSWERS = [
  { code: '200', standing: 'allowed', text: 'It knows you, and you may.' },
  { code: '401', standing: 'error', text: 'It cannot tell who you are.' },
  { code: '403', standing: 'denied', text: 'It knows you. You may not.' },
] as const;

const ABOUT = [
  [
    'teachers',
    'For teachers',
    'Every lesson, and every step of it, has an address to hand out. Each begins in a cluster of its own and asks for a guess first. Nobody needs an account.',
    '?lesson=static-tokens&step=2',
  ],
  [
    'embed',
    'Embed',
    'Any lesson stands in a frame of another page, from 480 by 360 pixels up.',
    `<iframe src="${typeof location === 'object' ? location.origin + location.pathname : ''}?embed=1&lesson=static-tokens" width="720" height="420"></iframe>`,
  ],
  [
    'sources',
    'How we know',
    `A model of kube-apiserver ${KUBERNETES_MINOR_VERSION} runs in this page. It is held against recorded answers of the real one. What it does not model, it says by name.`,
    '',
  ],
] as const;

const PAGE = 'px-0.5 py-1.5 text-14 font-ui text-ink-2 no-underline hover:text-ink';
const WAY = 'h-11 px-4.5 text-15 font-strong max-sm:flex-auto';

/** A link that stays in the page, and is still a link: it opens in a new tab, can be copied and bookmarked. */
const stay =
  (go: () => void) =>
  (event: MouseEvent): void => {
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.button !== 0) return;
    event.preventDefault();
    go();
  };

export function StartPage() {
  const ports = usePorts();
  const lessons = useSession((s) => s.lessons);
  const theme = useSession((s) => s.theme);
  const notices = useSession((s) => s.notices);
  const first = lessons[0];
  const parts = PARTS.map((part) => [part, lessons.filter((lesson) => lesson.part === part)] as const).filter(([, its]) => its.length > 0);
  const shortest = parts.reduce((least, one) => (one[1].length < least[1].length ? one : least), parts[0] ?? ['', []])[0];
  const other = theme === 'dark' ? 'light' : 'dark';
  return (
    <div className="flex min-h-full flex-col overflow-x-clip bg-surface">
      {notices.map(({ id, severity, text }) => (
        <p key={id} className="flex items-center gap-2.5 bg-error-soft px-14 py-2 text-13 text-ink max-sm:px-5 [&>.mark]:text-error" role="status">
          {severity === 'warning' && <VerdictMark standing="error" />}
          <span>{text}</span>
          <Button className="ml-auto" onClick={() => ports.dismiss(id)}>
            Dismiss
          </Button>
        </p>
      ))}
      <header className="flex h-16 items-center justify-between bg-paper px-14 max-sm:px-5">
        <span className="flex items-center gap-2.25 font-display text-18 font-strong tracking-snug">
          <Logo size={24} />
          Gatehouse
        </span>
        <nav className="flex items-center gap-6.5" aria-label="Pages">
          <a className={PAGE} href="?lab=1" onClick={stay(ports.openLab)}>
            Lab
          </a>
          {ABOUT.map(([id, title]) => (
            <a key={id} className={`${PAGE} max-sm:hidden`} href={`#${id}`} onClick={stay(() => document.getElementById(id)?.scrollIntoView())}>
              {title}
            </a>
          ))}
          <Button look="icon" aria-label={`Use ${other} theme`} onClick={() => ports.setTheme(other)}>
            {theme === 'dark' ? <Sun size={16} strokeWidth={1.75} aria-hidden="true" /> : <Moon size={16} strokeWidth={1.75} aria-hidden="true" />}
          </Button>
        </nav>
      </header>
      <main>
        <section className="relative h-99 bg-paper max-xl:flex max-xl:h-auto max-xl:flex-col" aria-labelledby="start-title">
          <div className="absolute top-3.5 left-14 z-1 w-125 max-xl:static max-xl:w-auto max-xl:px-14 max-xl:pt-2 max-xl:pb-7 max-sm:px-5">
            <h1 id="start-title" className="mb-4 font-display text-hero font-strong max-sm:text-hero-narrow">
              Every request is a letter.
              <br />
              Watch it pass the gates.
            </h1>
            <p className="max-w-110 text-15 leading-read text-ink-2">
              See how the Kubernetes API server decides who you are and what you may do, one gate at a time. Change the setup, send it again, and guess first.
            </p>
            <div className="mt-5.5 mb-2.5 flex flex-wrap gap-2.5">
              {first && (
                <a className={`btn btn-ink ${WAY}`} href={`?lesson=${first.slug}`} onClick={stay(() => ports.openLesson(first.slug))}>
                  Start with lesson {first.number}
                  <ArrowRight size={17} strokeWidth={1.75} aria-hidden="true" />
                </a>
              )}
              <a className={`btn btn-line ${WAY}`} href="?lab=1" onClick={stay(ports.openLab)}>
                Open the lab
              </a>
            </div>
            <p className="max-w-110 text-13 leading-read text-ink-3">
              {first ? `${first.minutes} minutes. ` : ''}No cluster, no sign-up. Nothing leaves this page.
            </p>
          </div>
          <Castle />
        </section>
        <section className="relative border-t border-line bg-surface px-14 pt-7 pb-10 max-sm:px-5 max-sm:pt-6.5 max-sm:pb-9" aria-label="Lessons">
          <div className="grid grid-cols-4 gap-x-10 gap-y-8.5 max-xl:grid-cols-2 max-sm:grid-cols-1">
            {parts.map(([part, its]) => (
              <div key={part} className="max-sm:contents">
                <Part part={part} lessons={its} first={first?.slug} />
                {part === shortest && <Answers />}
              </div>
            ))}
          </div>
        </section>
        <section
          className="grid grid-cols-3 gap-x-10 gap-y-7 border-t border-line bg-paper px-14 pt-7 pb-12 text-14 leading-read text-ink-2 max-sm:grid-cols-1 max-sm:px-5"
          aria-label="About"
        >
          {ABOUT.map(([id, title, words, code]) => (
            <div key={id} id={id}>
              <h2 className="mb-1.5 font-display text-15 font-strong text-ink">{title}</h2>
              <p className="mb-2">{words}</p>
              {code && <code className="text-12 leading-4.5 wrap-anywhere">{code}</code>}
            </div>
          ))}
        </section>
      </main>
      <footer className="bg-paper px-14 pb-7 text-12 text-ink-2 max-sm:px-5">
        Apache-2.0. <a href="licenses.txt">Licences of what it is made of</a>
      </footer>
    </div>
  );
}

function Answers() {
  return (
    <ul className="mt-8.5 grid gap-3.5 max-sm:order-1 max-sm:mt-0">
      {ANSWERS.map(({ code, standing, text }) => (
        <li key={code} className="flex items-center gap-3 text-14 text-ink-2">
          <VerdictMark standing={standing} size={26} />
          <span>
            <b className="mono mr-1 font-strong text-ink">{code}</b> {text}
          </span>
        </li>
      ))}
    </ul>
  );
}

function Part({ part, lessons, first }: { part: string; lessons: LessonTitle[]; first: string | undefined }) {
  const ports = usePorts();
  return (
    <div>
      <h2 className="mb-1 border-b border-ink pb-2.5 font-display text-15 font-strong tracking-snug">{part}</h2>
      <ol>
        {lessons.map(({ number, slug, title, minutes }) => (
          <li key={slug}>
            <a
              href={`?lesson=${slug}`}
              className={`grid min-h-9 grid-cols-[--spacing(6.5)_1fr_auto] items-center text-14 text-ink no-underline hover:bg-surface-2 pointer-coarse:min-h-11 ${slug === first ? 'border-b-2 border-now font-strong' : 'border-b border-line font-ui'}`}
              onClick={stay(() => ports.openLesson(slug))}
            >
              <span className="mono text-12 font-ui text-ink-3">{number}</span>
              <span>{title}</span>
              <span className="text-12 font-text text-ink-3">{minutes} min</span>
            </a>
          </li>
        ))}
      </ol>
    </div>
  );
}
