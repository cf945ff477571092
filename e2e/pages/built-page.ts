// Serves the built page on a free port for the whole run; GATEHOUSE_URL tells the tests where.
import { existsSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { serve } from '../serve.mjs';

export const folder = path.resolve(fileURLToPath(new URL('../../dist', import.meta.url)));

export default async function globalSetup(): Promise<() => void> {
  if (!existsSync(path.join(folder, 'index.html'))) throw new Error('there is no built page: run `npm run build` first');
  const { server, address } = await serve({ folder, port: 0 });
  process.env.GATEHOUSE_URL = address;
  return () => {
    server.closeAllConnections();
    server.close();
  };
}
