// When what holds the focus is taken away, browsers drop it: whoever works by keyboard stands at the top of the page again.
// What may go, or what stands around it, names its heirs in data-heir: selectors in the order of preference, between bars.

/** Whoever pressed a button that sent something looks on from here. */
export const PLAYBACK = '.btn-play:enabled|.narration';

/** Watches until the returned function is called. */
export function keepFocus(): () => void {
  let trail: HTMLElement[] = [];
  const note = (event: Event): void => {
    trail = event.composedPath().filter((target) => target instanceof HTMLElement);
  };
  // Who presses elsewhere has left by choice.
  const leave = (): void => {
    trail = [];
  };
  const look = (): void => {
    const held = trail[0];
    if (!held || held.isConnected || document.activeElement !== document.body) return;
    for (const { dataset } of trail) {
      const heir = dataset.heir && heirOf(dataset.heir);
      if (!heir) continue;
      heir.focus({ preventScroll: true });
      return;
    }
  };
  const watch = new MutationObserver(look);
  watch.observe(document.body, { childList: true, subtree: true });
  addEventListener('focusin', note);
  addEventListener('pointerdown', leave);
  return () => {
    watch.disconnect();
    removeEventListener('focusin', note);
    removeEventListener('pointerdown', leave);
  };
}

/** The first that can be seen. */
const heirOf = (list: string): HTMLElement | undefined =>
  list
    .split('|')
    .flatMap((selector) => [...document.querySelectorAll<HTMLElement>(selector)])
    .find((element) => element.getClientRects().length > 0);
