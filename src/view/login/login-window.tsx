import { type FormEvent, useEffect, useId, useRef, useState } from 'react';
import { usePorts, useSession } from '../ports-context.tsx';
import { Button } from '../ui/button.tsx';
import './login-window.css';

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
      className="login"
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
      <div className="login-bar" aria-hidden="true">
        <span className="login-address">https://{page.host}</span>
      </div>
      {page.failed !== undefined ? (
        <div className="login-body">
          <h2 id={`${id}-title`}>This page cannot be shown</h2>
          <p role="alert">
            <code>{page.failed}</code>
          </p>
          <div className="login-foot">
            <Button look="ink" onClick={close}>
              Close
            </Button>
          </div>
        </div>
      ) : (
        <form className="login-body" onSubmit={send}>
          <h2 id={`${id}-title`}>Log in at {page.host}</h2>
          {page.problem !== undefined && (
            <p className="login-problem" role="alert">
              {page.problem}
            </p>
          )}
          <p>
            <b>{page.client}</b> wants to know who you are, and asks for:
          </p>
          <ul className="login-scopes" aria-label="Scopes">
            {page.scopes.map((scope) => (
              <li key={scope}>
                <code>{scope}</code> {SCOPES[scope] ?? ''}
              </li>
            ))}
          </ul>
          <div className="login-field">
            <label htmlFor={`${id}-login`}>Log in as</label>
            {page.users.length > 0 ? (
              <select id={`${id}-login`} value={chosen} onChange={(e) => setLogin(e.target.value)}>
                {page.users.map((user) => (
                  <option key={user.login}>{user.login}</option>
                ))}
              </select>
            ) : (
              <input id={`${id}-login`} value={login} autoComplete="off" onChange={(e) => setLogin(e.target.value)} />
            )}
          </div>
          {asksPassword ? (
            <label className="login-field">
              <span>Password</span>
              <input type="password" value={password} autoComplete="off" onChange={(e) => setPassword(e.target.value)} />
            </label>
          ) : (
            <p className="login-note">This provider is simulated: it asks {chosen || 'nobody'} for no password.</p>
          )}
          <div className="login-foot">
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

const SCOPES: Record<string, string> = {
  openid: 'who you are',
  email: 'your e-mail address',
  profile: 'your name',
  groups: 'your groups',
  offline_access: 'new tokens later, without asking you',
};
