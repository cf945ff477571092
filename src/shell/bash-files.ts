// A machine's files as just-bash wants to see them. Files are text; bytes that are no UTF-8 do not survive a write.
import type { IFileSystem } from 'just-bash/browser';
import type { Machine } from '../engine/machine.ts';
import { basename, resolvePath } from './paths.ts';

type Stat = Awaited<ReturnType<IFileSystem['stat']>>;
type Content = string | Uint8Array;
type Encoding = Parameters<IFileSystem['writeFile']>[2];

/** Bash looks for programs and devices there; they are no files of the machine. */
const FOLDERS = new Set(['/', '/bin', '/usr', '/usr/bin', '/usr/local/bin', '/dev', '/dev/fd', '/proc', '/tmp']);
/** What `<(…)` and `>(…)` hand over goes through here and is no file of the machine. */
const isDescriptor = (path: string): boolean => path.startsWith('/dev/fd/');
const DEVICES = new Set(['/dev/null', '/dev/stdin', '/dev/stdout', '/dev/stderr', '/dev/tty']);

const failure = (code: string, what: string, path: string): Error => Object.assign(new Error(`${code}: ${what}, '${path}'`), { code });
const missing = (operation: string, path: string): Error => failure('ENOENT', `no such file or directory, ${operation}`, path);

function text(content: Content, encoding: Encoding): string {
  if (typeof content !== 'string') return new TextDecoder().decode(content);
  const name = typeof encoding === 'string' ? encoding : encoding?.encoding;
  if (name !== 'binary' && name !== 'latin1') return content;
  return new TextDecoder().decode(Uint8Array.from(content, (c) => c.charCodeAt(0)));
}

const PROGRAMS = /^\/(?:usr\/)?bin\/([^/]+)$/;

export class MachineFiles implements IFileSystem {
  readonly #machine: Machine;
  readonly #programs: ReadonlySet<string>;
  readonly #descriptors = new Map<string, string>();

  /** @param programs What counts as a file in /bin and /usr/bin: bash looks a command up before it runs it. */
  constructor(machine: Machine, programs: ReadonlySet<string>) {
    this.#machine = machine;
    this.#programs = programs;
  }

  #isProgram(path: string): boolean {
    return this.#programs.has(PROGRAMS.exec(path)?.[1] ?? '');
  }

  #read(path: string): string {
    if (DEVICES.has(path) || this.#isProgram(path)) return '';
    const content = this.#descriptors.get(path) ?? this.#machine.read(path);
    if (content === undefined) throw this.#kind(path) === 'folder' ? failure('EISDIR', 'illegal operation on a directory, read', path) : missing('open', path);
    return content;
  }

  #kind(path: string): 'file' | 'folder' | undefined {
    if (DEVICES.has(path) || this.#isProgram(path) || this.#descriptors.has(path)) return 'file';
    if (FOLDERS.has(path)) return 'folder';
    const found = this.#machine.stat(path);
    return found === undefined ? undefined : found === 'folder' ? 'folder' : 'file';
  }

  async readFile(path: string): Promise<string> {
    return this.#read(path);
  }

  async readFileBuffer(path: string): Promise<Uint8Array> {
    return new TextEncoder().encode(this.#read(path));
  }

  async writeFile(path: string, content: Content, encoding?: Encoding): Promise<void> {
    if (DEVICES.has(path)) return;
    if (this.#kind(path) === 'folder') throw failure('EISDIR', 'illegal operation on a directory, open', path);
    const folder = path.slice(0, path.lastIndexOf('/')) || '/';
    if (this.#kind(folder) !== 'folder') throw missing('open', path);
    if (isDescriptor(path)) this.#descriptors.set(path, text(content, encoding));
    else this.#machine.write(path, text(content, encoding));
  }

  async appendFile(path: string, content: Content, encoding?: Encoding): Promise<void> {
    await this.writeFile(path, (this.#kind(path) === 'file' ? this.#read(path) : '') + text(content, encoding));
  }

  async exists(path: string): Promise<boolean> {
    return this.#kind(path) !== undefined;
  }

  async stat(path: string): Promise<Stat> {
    const kind = this.#kind(path);
    if (!kind) throw missing('stat', path);
    const found = this.#machine.stat(path);
    const entry = typeof found === 'object' ? found : { text: '', modified: 0, mode: DEVICES.has(path) ? 0o666 : 0o755 };
    const size = new TextEncoder().encode(entry.text).length;
    return { isFile: kind === 'file', isDirectory: kind === 'folder', isSymbolicLink: false, mode: entry.mode, size, mtime: new Date(entry.modified) };
  }

  lstat(path: string): Promise<Stat> {
    return this.stat(path);
  }

  async mkdir(path: string, options: { recursive?: boolean } = {}): Promise<void> {
    const kind = this.#kind(path);
    if (kind === 'folder' && options.recursive) return;
    if (kind) throw failure('EEXIST', 'file already exists, mkdir', path);
    if (!options.recursive && this.#kind(path.slice(0, path.lastIndexOf('/')) || '/') !== 'folder') throw missing('mkdir', path);
    this.#machine.makeFolder(path);
  }

  async readdir(path: string): Promise<string[]> {
    if (this.#kind(path) !== 'folder') throw this.#kind(path) ? failure('ENOTDIR', 'not a directory, scandir', path) : missing('scandir', path);
    const prefix = path === '/' ? '/' : `${path}/`;
    const names = new Set<string>();
    for (const other of this.#machine.paths()) if (other.startsWith(prefix) && other !== prefix) names.add(other.slice(prefix.length).split('/')[0] ?? '');
    return [...names].sort();
  }

  async readdirWithFileTypes(path: string): Promise<{ name: string; isFile: boolean; isDirectory: boolean; isSymbolicLink: boolean }[]> {
    return (await this.readdir(path)).map((name) => {
      const folder = this.#kind(resolvePath(path, name)) === 'folder';
      return { name, isFile: !folder, isDirectory: folder, isSymbolicLink: false };
    });
  }

  async rm(path: string, options: { recursive?: boolean; force?: boolean } = {}): Promise<void> {
    const kind = this.#kind(path);
    if (!kind && options.force) return;
    if (!kind) throw missing('rm', path);
    if (kind === 'folder' && !options.recursive && (await this.readdir(path)).length) throw failure('ENOTEMPTY', 'directory not empty, rm', path);
    if (!this.#descriptors.delete(path)) this.#machine.remove(path);
  }

  async cp(from: string, to: string, options: { recursive?: boolean } = {}): Promise<void> {
    if (this.#kind(from) !== 'folder') return this.writeFile(to, this.#read(from));
    if (!options.recursive) throw failure('EISDIR', 'is a directory, cp', from);
    await this.mkdir(to, { recursive: true });
    for (const name of await this.readdir(from)) await this.cp(resolvePath(from, name), resolvePath(to, name), options);
  }

  async mv(from: string, to: string): Promise<void> {
    const target = this.#kind(to) === 'folder' ? resolvePath(to, basename(from)) : to;
    await this.cp(from, target, { recursive: true });
    this.#machine.remove(from);
  }

  resolvePath(base: string, path: string): string {
    return resolvePath(base, path);
  }

  getAllPaths(): string[] {
    return this.#machine.paths();
  }

  async chmod(path: string, mode: number): Promise<void> {
    const found = this.#machine.stat(path);
    if (!found) throw missing('chmod', path);
    if (found !== 'folder') this.#machine.write(path, found.text, mode);
  }

  async symlink(_target: string, path: string): Promise<void> {
    throw failure('EPERM', 'this machine has no symbolic links', path);
  }

  async link(existing: string, path: string): Promise<void> {
    await this.cp(existing, path);
  }

  async readlink(path: string): Promise<string> {
    throw this.#kind(path) ? failure('EINVAL', 'invalid argument, readlink', path) : missing('readlink', path);
  }

  async realpath(path: string): Promise<string> {
    if (!this.#kind(path)) throw missing('realpath', path);
    return path;
  }

  async utimes(path: string): Promise<void> {
    const found = this.#machine.stat(path);
    if (!found) throw missing('utimes', path);
    if (found !== 'folder') this.#machine.write(path, found.text);
  }
}
