// Everything the session needs of the place it runs in, so that it runs in Node as it does in a browser.
import type { Layout } from '../../ports/page.ts';

export interface Environment {
  /** Cancelled by the function it returns. */
  later(run: () => void, milliseconds: number): () => void;
  /** Waits for a quiet moment. */
  idle(run: () => void): void;
  /** "?lesson=static-tokens&step=2" */
  query(): string;
  /** Shows another address without loading anything; `push` makes an entry that Back leaves. */
  setQuery(query: string, push: boolean): void;
  /** Back or Forward was pressed. */
  onQuery(listener: () => void): void;
  /** Undefined when the browser denies it. */
  storage: { read(): string | null; write(text: string): void } | undefined;
  layout(embed: boolean): Layout;
  onLayout(listener: () => void): void;
  prefersDark(): boolean;
  reducedMotion(): boolean;
  hasCrypto: boolean;
  setTheme(theme: 'light' | 'dark'): void;
  download(name: string, text: string): void;
}

const STORAGE_KEY = 'gatehouse.state';

export function browserEnvironment(): Environment {
  const { document, location, history } = window;
  return {
    later(run, milliseconds) {
      const timer = setTimeout(run, milliseconds);
      return () => clearTimeout(timer);
    },
    idle(run) {
      if (typeof requestIdleCallback === 'function') requestIdleCallback(run, { timeout: 500 });
      else setTimeout(run, 50);
    },
    query: () => location.search,
    setQuery(query, push) {
      if (query === location.search) return;
      try {
        history[push ? 'pushState' : 'replaceState'](null, '', `${location.pathname}${query}`);
      } catch {
        // An opaque origin or a file: address may not be renamed; the page works without.
      }
    },
    onQuery: (listener) => window.addEventListener('popstate', listener),
    storage: browserStorage(),
    layout(embed) {
      const width = window.innerWidth;
      if (embed) return 'focus';
      return width < 640 ? 'phone' : width < 960 ? 'focus' : 'lab';
    },
    onLayout: (listener) => window.addEventListener('resize', listener),
    prefersDark: () => matchMedia('(prefers-color-scheme: dark)').matches,
    reducedMotion: () => matchMedia('(prefers-reduced-motion: reduce)').matches,
    hasCrypto: globalThis.crypto?.subtle !== undefined,
    setTheme(theme) {
      document.documentElement.dataset.theme = theme;
    },
    download(name, text) {
      const link = document.createElement('a');
      link.href = URL.createObjectURL(new Blob([text], { type: 'application/json' }));
      link.download = name;
      link.click();
      setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
    },
  };
}

function browserStorage(): Environment['storage'] {
  try {
    const { localStorage } = window;
    localStorage.setItem(`${STORAGE_KEY}.probe`, '1');
    localStorage.removeItem(`${STORAGE_KEY}.probe`);
    return {
      read: () => localStorage.getItem(STORAGE_KEY),
      write: (text) => localStorage.setItem(STORAGE_KEY, text),
    };
  } catch {
    return undefined;
  }
}
