// Undo and redo of edits, never of commands. An edit knows how to put itself back; typing in one place is one edit until the learner pauses.
export interface Edit {
  /** What the button says: "edit of tokens.csv". */
  label: string;
  /** Edits of one kind that follow each other closely are one. */
  kind: string;
  undo(): void;
  redo(): void;
}

export interface EditHistory {
  record(edit: Edit): void;
  undo(): void;
  redo(): void;
  /** Ends the present edit: what is typed next is another one. */
  seal(): void;
  clear(): void;
}

/** How long a pause ends an edit, in milliseconds. */
const PAUSE = 1000;
const DEPTH = 200;

export function createEditHistory(options: {
  later(run: () => void, ms: number): () => void;
  changed(canUndo: string | undefined, canRedo: string | undefined): void;
}): EditHistory {
  let past: Edit[] = [];
  let future: Edit[] = [];
  let open = false;
  let cancel: (() => void) | undefined;
  const tell = (): void => options.changed(past.at(-1)?.label, future.at(-1)?.label);
  const seal = (): void => {
    open = false;
    cancel?.();
    cancel = undefined;
  };
  return {
    record(edit) {
      const last = past.at(-1);
      if (open && last?.kind === edit.kind) past[past.length - 1] = { ...edit, undo: last.undo };
      else past.push(edit);
      if (past.length > DEPTH) past.shift();
      future = [];
      seal();
      open = true;
      cancel = options.later(seal, PAUSE);
      tell();
    },
    undo() {
      seal();
      const edit = past.pop();
      if (!edit) return;
      future.push(edit);
      edit.undo();
      tell();
    },
    redo() {
      seal();
      const edit = future.pop();
      if (!edit) return;
      past.push(edit);
      edit.redo();
      tell();
    },
    seal,
    clear() {
      seal();
      past = [];
      future = [];
      tell();
    },
  };
}
