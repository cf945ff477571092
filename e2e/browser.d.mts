/** The path of a Chromium, and in which way it was found. Throws when there is none. */
export function findBrowser(): { file: string; how: string };
export const launchArgs: string[];
