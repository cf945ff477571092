/** Answers with the JSON at a path of a server; throws when there is none. */
// biome-ignore lint/suspicious/noExplicitAny: the shape is the server's
export type Get = (path: string, headers?: Record<string, string>) => Promise<any>;
