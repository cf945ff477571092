import type { Server } from 'node:http';

export interface Serving {
  /** The built page. */
  folder: string;
  /** 0 takes any free port. */
  port?: number;
  /** Path under which the page stands: "/some/where/". */
  prefix?: string;
  /** Further pages by path, without any policy: hosts that embed ours. */
  pages?: Record<string, string>;
}
export function serve(serving: Serving): Promise<{ server: Server; address: string }>;
