import { type ReactNode, useEffect, useRef } from 'react';

const BOX =
  'm-auto max-h-[calc(100dvh---spacing(8))] max-w-[min(--spacing(140),100vw---spacing(8))] overflow-auto rounded-3 border border-line bg-surface px-6 pt-5 pb-5.5 text-ink shadow-high backdrop:bg-shade';

/** The native modal: it keeps the focus in, gives it back, and closes on Escape by itself. */
export function Dialog({ label, onClose, className, children }: { label: string; onClose(): void; className?: string; children: ReactNode }) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const element = dialog.current;
    if (element && !element.open) element.showModal();
  }, []);
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the keyboard closes a modal dialog with Escape by itself
    <dialog
      ref={dialog}
      className={className ?? BOX}
      aria-label={label}
      onClose={onClose}
      onClick={(event) => {
        if (event.target === event.currentTarget) event.currentTarget.close();
      }}
    >
      {children}
    </dialog>
  );
}
