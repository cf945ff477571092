import { type FormEvent, useEffect, useId, useRef, useState } from 'react';
import { usePorts, useSession } from '../ports-context.tsx';
import { Button } from '../ui/button.tsx';
import { Field } from '../ui/field.tsx';

/** The provider's page in the browser of the laptop: who are you, and may this program know? A command in the terminal waits for the answer. */
export default function LoginWindow() {
  const ports = usePorts();
  const page = useSession((s) => s.login);
  const embed = useSession((s) => s.embed);
  const dialog = useRef<HTMLDialogElement>(null);
  const before = useRef<Element | null>(null);
  const [login, setLogin] = useState('');
  const [password, setPassword] = useState('');
  const id = useId();
  const open = page !== undefined;

  useEffect(() => {
    const element = dialog.current;
    if (!element || !open) return;
    before.current = document.activeElement;
    // In somebody else's page nothing may take the whole screen, nor the focus.
    if (!element.open) embed ? element.show() : element.showModal();
    return () => {
      if (before.current instanceof HTMLElement && !embed) before.current.focus();
    };
  }, [open, embed]);
  const suggested = page?.suggested;
  useEffect(() => {
    if (suggested !== undefined) setLogin(suggested);
  }, [suggested]);
  if (!page) return null;

  const close = (): void => ports.answerLogin({ do: 'close' });
  const chosen = login || page.users[0]?.login || '';
  const asksPassword = page.users.find((user) => user.login === chosen)?.password === true;
  const send = (event: FormEvent): void => {
    event.preventDefault();
    ports.answerLogin({ do: 'log-in', login: chosen, password });
    setPassword('');
  };
  return (
    <dialog
      ref={dialog}
      className={`${WINDOW} ${embed ? CORNER : 'm-auto'}`}
      aria-labelledby={`${id}-title`}
      onCancel={(event) => {
        event.preventDefault();
        close();
      }}
      onKeyDown={(event) => {
        event.stopPropagation();
        if (event.key !== 'Escape') return;
        event.preventDefault();
        close();
      }}
    >
      <div className="border-b border-line bg-surface-3 px-3 py-1.5" aria-hidden="true">
        <span className="block rounded-2 bg-surface px-2.5 py-0.5 font-mono text-12 leading-5 text-ink-2">https://{page.host}</span>
      </div>
      {page.failed !== undefined ? (
        <div className={BODY}>
          <h2 className="font-sans text-18 leading-6 font-strong" id={`${id}-title`}>
            This page cannot be shown
          </h2>
          <p role="alert">
            <code className={CODE}>{page.failed}</code>
          </p>
          <div className="mt-1.5 flex flex-wrap justify-end gap-2">
            <Button look="ink" onClick={close}>
              Close
            </Button>
          </div>
        </div>
      ) : (
        <form className={BODY} onSubmit={send}>
          <h2 className="font-sans text-18 leading-6 font-strong" id={`${id}-title`}>
            Log in at {page.host}
          </h2>
          {page.problem !== undefined && (
            <p className="font-strong text-deny" role="alert">
              {page.problem}
            </p>
          )}
          <p>
            <b>{page.client}</b> wants to know who you are, and asks for:
          </p>
          <ul className="pl-4.5" aria-label="Scopes">
            {page.scopes.map((scope) => (
              <li key={scope}>
                <code className={CODE}>{scope}</code> {SCOPES[scope] ?? ''}
              </li>
            ))}
          </ul>
          <div className={`grid ${FIELD}`}>
            <label htmlFor={`${id}-login`}>Log in as</label>
            {page.users.length > 0 ? (
              <select className={INPUT} id={`${id}-login`} value={chosen} onChange={(e) => setLogin(e.target.value)}>
                {page.users.map((user) => (
                  <option key={user.login}>{user.login}</option>
                ))}
              </select>
            ) : (
              <input className={INPUT} id={`${id}-login`} value={login} autoComplete="off" onChange={(e) => setLogin(e.target.value)} />
            )}
          </div>
          {asksPassword ? (
            <Field className={FIELD} label="Password">
              <input className={INPUT} type="password" value={password} autoComplete="off" onChange={(e) => setPassword(e.target.value)} />
            </Field>
          ) : (
            <p className="text-12 text-ink-3">This provider is simulated: it asks {chosen || 'nobody'} for no password.</p>
          )}
          <div className="mt-1.5 flex flex-wrap justify-end gap-2">
            <Button onClick={close}>Close the window</Button>
            <Button look="line" onClick={() => ports.answerLogin({ do: 'deny' })}>
              Deny
            </Button>
            <Button look="ink" type="submit">
              Log in and allow
            </Button>
          </div>
        </form>
      )}
    </dialog>
  );
}

const WINDOW =
  'max-h-[calc(100dvh---spacing(6))] w-[min(--spacing(100),100vw---spacing(6))] overflow-auto rounded-3 border border-line bg-surface text-ink backdrop:bg-shade';
const CORNER = 'fixed inset-[--spacing(3)_--spacing(3)_auto_auto] z-40 m-0';
const BODY = 'grid gap-2.5 px-5 pt-4 pb-5 text-13 leading-5';
const CODE = 'text-12 wrap-anywhere';
const FIELD = 'gap-1 font-strong';
const INPUT = 'min-h-8 font-text pointer-coarse:min-h-11';

const SCOPES: Record<string, string> = {
  openid: 'who you are',
  email: 'your e-mail address',
  profile: 'your name',
  groups: 'your groups',
  offline_access: 'new tokens later, without asking you',
};
