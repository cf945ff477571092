// An editor owns its text while somebody types; the session owns it otherwise. Sent texts come back as echoes, some of them late.

/** Remembers what was sent, so that a late echo of an older text never overwrites what was typed since. */
export class TextEcho {
  #sent: string[] = [];

  send(text: string): void {
    if (this.#sent.at(-1) !== text) this.#sent.push(text);
    if (this.#sent.length > 200) this.#sent.splice(0, 100);
  }

  /** True when `text` comes from somewhere else and must be taken over. */
  isNews(text: string): boolean {
    const index = this.#sent.indexOf(text);
    if (index < 0) {
      this.#sent = [];
      return true;
    }
    this.#sent.splice(0, index + 1);
    return false;
  }
}

/** The one replaced stretch between two texts, so that cursors outside of it stay where they are. */
export function replacement(from: string, to: string): { from: number; to: number; insert: string } {
  const limit = Math.min(from.length, to.length);
  let start = 0;
  while (start < limit && from.charCodeAt(start) === to.charCodeAt(start)) start++;
  let end = 0;
  while (end < limit - start && from.charCodeAt(from.length - 1 - end) === to.charCodeAt(to.length - 1 - end)) end++;
  return { from: start, to: from.length - end, insert: to.slice(start, to.length - end) };
}
