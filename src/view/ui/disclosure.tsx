// A button that opens a panel under it. Escape and a press elsewhere close it; the focus goes back to the button.
import { type ReactNode, useEffect, useId, useRef, useState } from 'react';

interface DisclosureProps {
  button: ReactNode;
  buttonLabel?: string | undefined;
  className?: string;
  panelClassName?: string;
  children: (close: () => void) => ReactNode;
}

export function Disclosure({ button, buttonLabel, className = 'btn', panelClassName = '', children }: DisclosureProps) {
  const [open, setOpen] = useState(false);
  const box = useRef<HTMLDivElement>(null);
  const opener = useRef<HTMLButtonElement>(null);
  const id = useId();
  const close = (): void => {
    setOpen(false);
    opener.current?.focus();
  };
  useEffect(() => {
    if (!open) return undefined;
    const outside = (event: PointerEvent): void => {
      if (event.target instanceof Node && !box.current?.contains(event.target)) setOpen(false);
    };
    addEventListener('pointerdown', outside);
    return () => removeEventListener('pointerdown', outside);
  }, [open]);
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: Escape is caught wherever the focus stands inside
    <div
      className="disclosure"
      ref={box}
      onKeyDown={(event) => {
        if (!open || event.key !== 'Escape') return;
        event.preventDefault();
        close();
      }}
      onBlur={(event) => {
        if (event.relatedTarget instanceof Node && !event.currentTarget.contains(event.relatedTarget)) setOpen(false);
      }}
    >
      <button
        ref={opener}
        type="button"
        className={className}
        aria-expanded={open}
        aria-controls={open ? id : undefined}
        aria-label={buttonLabel}
        onClick={() => setOpen(!open)}
      >
        {button}
      </button>
      {open && (
        <div className={`disclosure-panel ${panelClassName}`} id={id}>
          {children(close)}
        </div>
      )}
    </div>
  );
}
