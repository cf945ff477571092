import type { ProgramIo } from '../../program.ts';

/** Editors need a screen of their own; the page has better ones. */
export const editor = (name: string) => ({
  async run(args: string[], io: ProgramIo): Promise<number> {
    const file = args.find((arg) => !arg.startsWith('-') && !arg.startsWith('+'));
    io.err(
      `${name}: this terminal has no full-screen editor. Open ${file ? io.resolve(file) : 'the file'} in the workbench, or write it with: cat > ${file ?? 'FILE'} <<'EOF'\n`,
    );
    return 1;
  },
});
