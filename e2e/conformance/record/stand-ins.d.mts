import type { Pki } from '../recorded-case.ts';

/** Writes the keys and certificates into the folder; answers with what puts those of pki.json back into JSON that shows the stand-ins. */
export function writeStandIns(pki: Pki, folder: string): Promise<(json: string) => string>;
