// The first visit: what this is, one way in, and the lessons there are.
import { ArrowRight, Moon, Sun } from 'lucide-react';
import type { MouseEvent } from 'react';
import type { LessonTitle } from '../../lessons/lesson.ts';
import { usePorts, useSession } from '../ports-context.tsx';
import { Button } from '../ui/button.tsx';
import { Logo } from '../ui/logo.tsx';
import { VerdictMark } from '../ui/verdict-mark.tsx';
import { Castle } from './castle.tsx';
import './start.css';

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
    'A model of kube-apiserver 1.36 runs in this page. It is held against recorded answers of the real one. What it does not model, it says by name.',
    '',
  ],
] as const;

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
    <div className="start">
      {notices.map(({ id, severity, text }) => (
        <p key={id} className="start-notice" role="status">
          {severity === 'warning' && <VerdictMark standing="error" />}
          <span>{text}</span>
          <Button onClick={() => ports.dismiss(id)}>Dismiss</Button>
        </p>
      ))}
      <header className="start-bar">
        <span className="start-brand display">
          <Logo size={24} />
          Gatehouse
        </span>
        <nav aria-label="Pages">
          <a href="?lab=1" onClick={stay(ports.openLab)}>
            Lab
          </a>
          {ABOUT.map(([id, title]) => (
            <a key={id} href={`#${id}`} onClick={stay(() => document.getElementById(id)?.scrollIntoView())}>
              {title}
            </a>
          ))}
          <Button look="icon" aria-label={`Use ${other} theme`} onClick={() => ports.setTheme(other)}>
            {theme === 'dark' ? <Sun size={16} strokeWidth={1.75} aria-hidden="true" /> : <Moon size={16} strokeWidth={1.75} aria-hidden="true" />}
          </Button>
        </nav>
      </header>
      <main>
        <section className="start-hero" aria-labelledby="start-title">
          <div className="start-words">
            <h1 id="start-title" className="display">
              Every request is a letter.
              <br />
              Watch it pass the gates.
            </h1>
            <p>
              See how the Kubernetes API server decides who you are and what you may do, one gate at a time. Change the setup, send it again, and guess first.
            </p>
            <div className="start-ways">
              {first && (
                <a className="btn btn-ink" href={`?lesson=${first.slug}`} onClick={stay(() => ports.openLesson(first.slug))}>
                  Start with lesson {first.number}
                  <ArrowRight size={17} strokeWidth={1.75} aria-hidden="true" />
                </a>
              )}
              <a className="btn btn-line" href="?lab=1" onClick={stay(ports.openLab)}>
                Open the lab
              </a>
            </div>
            <p className="start-fine">{first ? `${first.minutes} minutes. ` : ''}No cluster, no sign-up. Nothing leaves this page.</p>
          </div>
          <Castle />
        </section>
        <section className="start-lessons" aria-label="Lessons">
          <div className="start-parts">
            {parts.map(([part, its]) => (
              <div key={part} className="start-column">
                <Part part={part} lessons={its} first={first?.slug} />
                {part === shortest && <Answers />}
              </div>
            ))}
          </div>
        </section>
        <section className="start-about" aria-label="About">
          {ABOUT.map(([id, title, words, code]) => (
            <div key={id} id={id}>
              <h2 className="display">{title}</h2>
              <p>{words}</p>
              {code && <code>{code}</code>}
            </div>
          ))}
        </section>
      </main>
    </div>
  );
}

function Answers() {
  return (
    <ul className="start-answers">
      {ANSWERS.map(({ code, standing, text }) => (
        <li key={code}>
          <VerdictMark standing={standing} size={26} />
          <span>
            <b className="mono">{code}</b> {text}
          </span>
        </li>
      ))}
    </ul>
  );
}

function Part({ part, lessons, first }: { part: string; lessons: LessonTitle[]; first: string | undefined }) {
  const ports = usePorts();
  return (
    <div className="start-part">
      <h2 className="display">{part}</h2>
      <ol>
        {lessons.map(({ number, slug, title, minutes }) => (
          <li key={slug}>
            <a href={`?lesson=${slug}`} className={slug === first ? 'start-first' : undefined} onClick={stay(() => ports.openLesson(slug))}>
              <span className="start-number mono">{number}</span>
              <span className="start-lesson">{title}</span>
              <span className="start-minutes">{minutes} min</span>
            </a>
          </li>
        ))}
      </ol>
    </div>
  );
}
