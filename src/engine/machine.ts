// A machine of the world (laptop, node): a user, an environment and files. Files are text; folders exist where files do, or when made.

export interface FileEntry {
  text: string;
  /** Milliseconds since 1970, the world's clock. */
  modified: number;
  mode: number;
}

export interface MachineSnapshot {
  files: ReadonlyMap<string, FileEntry>;
  folders: ReadonlySet<string>;
}

export class Machine {
  readonly name: string;
  readonly user: string;
  readonly home: string;
  readonly env: Readonly<Record<string, string>>;
  /** Of the pod when this is a container: it sees the cluster's network, and names of its own namespace need no more. */
  readonly namespace: string | undefined;
  readonly #now: () => number;
  #files: Map<string, FileEntry>;
  #folders: Set<string>;
  #listeners: ((path: string) => void)[] = [];

  constructor(
    name: string,
    spec: { user: string; home: string; env: Record<string, string>; files: Record<string, string> },
    now: () => number,
    namespace?: string,
  ) {
    this.name = name;
    this.namespace = namespace;
    this.user = spec.user;
    this.home = spec.home;
    this.env = spec.env;
    this.#now = now;
    this.#files = new Map(Object.entries(spec.files).map(([path, text]) => [path, { text, modified: now(), mode: 0o644 }]));
    this.#folders = new Set(['/', spec.home, '/tmp']);
  }

  read(path: string): string | undefined {
    return this.#files.get(path)?.text;
  }

  stat(path: string): FileEntry | 'folder' | undefined {
    const file = this.#files.get(path);
    if (file) return file;
    if (this.#folders.has(path)) return 'folder';
    const prefix = path === '/' ? '/' : `${path}/`;
    for (const other of [...this.#files.keys(), ...this.#folders]) if (other.startsWith(prefix)) return 'folder';
    return undefined;
  }

  write(path: string, text: string, mode?: number): void {
    this.#files.set(path, { text, modified: this.#now(), mode: mode ?? this.#files.get(path)?.mode ?? 0o644 });
    for (const listener of this.#listeners) listener(path);
  }

  makeFolder(path: string): void {
    this.#folders.add(path);
  }

  /** Removes a file, or a folder with all it holds. */
  remove(path: string): void {
    this.#files.delete(path);
    this.#folders.delete(path);
    const prefix = `${path}/`;
    for (const other of [...this.#files.keys()]) if (other.startsWith(prefix)) this.#files.delete(other);
    for (const other of [...this.#folders]) if (other.startsWith(prefix)) this.#folders.delete(other);
    for (const listener of this.#listeners) listener(path);
  }

  paths(): string[] {
    return [...this.#files.keys(), ...this.#folders].sort();
  }

  /** What every file holds, by path. */
  texts(): Record<string, string> {
    return Object.fromEntries([...this.#files].map(([path, { text }]) => [path, text]).sort(([a = ''], [b = '']) => (a < b ? -1 : 1)));
  }

  /** Called with the path after every write and removal. */
  onChange(listener: (path: string) => void): void {
    this.#listeners.push(listener);
  }

  snapshot(): MachineSnapshot {
    return { files: new Map(this.#files), folders: new Set(this.#folders) };
  }

  restore(snapshot: MachineSnapshot): void {
    this.#files = new Map(snapshot.files);
    this.#folders = new Set(snapshot.folders);
  }
}
