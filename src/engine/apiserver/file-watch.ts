// What becomes of a file that the running server reads anew when it changes. Models no one file: several watch theirs alike.

/** "in-force": what the server goes by says the same as the file. "later": refused for a reason that may pass, so that the same text is looked at again. */
export type Reread = 'in-force' | 'refused' | 'later';

/** Takes the changed text, undefined when the file is gone. Says in the server's log what it makes of it. */
export type FileWatch = (text: string | undefined) => Promise<Reread>;
