// HTTP as plain values. Names of headers are kept as sent and compared without case.

export class Headers {
  readonly #list: [name: string, value: string][];

  constructor(entries: Iterable<readonly [string, string]> = []) {
    this.#list = [...entries].map(([n, v]) => [n, v]);
  }

  /** The first value, as Go's Header.Get reads it; undefined when the header is absent. */
  get(name: string): string | undefined {
    const wanted = name.toLowerCase();
    return this.#list.find(([n]) => n.toLowerCase() === wanted)?.[1];
  }

  all(name: string): string[] {
    const wanted = name.toLowerCase();
    return this.#list.filter(([n]) => n.toLowerCase() === wanted).map(([, v]) => v);
  }

  has(name: string): boolean {
    return this.get(name) !== undefined;
  }

  /** Replaces all values of the name. */
  set(name: string, value: string): void {
    this.delete(name);
    this.#list.push([name, value]);
  }

  add(name: string, value: string): void {
    this.#list.push([name, value]);
  }

  delete(name: string): void {
    const wanted = name.toLowerCase();
    for (let i = this.#list.length - 1; i >= 0; i--) if (this.#list[i]?.[0].toLowerCase() === wanted) this.#list.splice(i, 1);
  }

  entries(): [string, string][] {
    return this.#list.map(([n, v]) => [n, v]);
  }
}

export interface HttpRequest {
  method: string;
  /** Request target as sent, with its query: "/api/v1/pods?limit=1". */
  target: string;
  headers: Headers;
  body: string;
}

export interface HttpResponse {
  status: number;
  headers: Headers;
  body: string;
}

const PHRASES: Record<number, string> = {
  101: 'Switching Protocols',
  200: 'OK',
  201: 'Created',
  202: 'Accepted',
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  405: 'Method Not Allowed',
  406: 'Not Acceptable',
  409: 'Conflict',
  410: 'Gone',
  413: 'Request Entity Too Large',
  415: 'Unsupported Media Type',
  422: 'Unprocessable Entity',
  429: 'Too Many Requests',
  500: 'Internal Server Error',
  501: 'Not Implemented',
  502: 'Bad Gateway',
  503: 'Service Unavailable',
  504: 'Gateway Timeout',
};

export const phrase = (status: number): string => PHRASES[status] ?? '';
