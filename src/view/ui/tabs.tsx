// A tab list with one tab stop: arrows move and select, Home and End go to the ends.
import { type KeyboardEvent, type ReactNode, useRef } from 'react';

export interface TabItem<Id extends string> {
  id: Id;
  label: ReactNode;
  /** Said after the name and shown as a dot: "not yet read". */
  flag?: string | undefined;
}

interface TabsProps<Id extends string> {
  label: string;
  items: readonly TabItem<Id>[];
  selected: Id;
  onSelect(id: Id): void;
  /** `${idPrefix}-tab-N` and `${idPrefix}-panel` join tabs and panel. */
  idPrefix: string;
  /** For a narrow column: less air beside the names. */
  dense?: boolean;
  children?: ReactNode;
}

const TAB =
  'relative inline-flex items-center gap-1.5 text-13 font-ui whitespace-nowrap text-ink-3 hover:text-ink focus-visible:-outline-offset-3 aria-selected:font-strong aria-selected:text-ink ' +
  'after:absolute after:bottom-0 after:h-0.5 aria-selected:after:bg-now forced-colors:aria-selected:after:bg-highlight';

export function Tabs<Id extends string>({ label, items, selected, onSelect, idPrefix, dense = false, children }: TabsProps<Id>) {
  const list = useRef<HTMLDivElement>(null);
  const move = (event: KeyboardEvent): void => {
    const at = items.findIndex((item) => item.id === selected);
    const to = { ArrowLeft: at - 1, ArrowRight: at + 1, Home: 0, End: items.length - 1 }[event.key];
    const next = to === undefined ? undefined : items[(to + items.length) % items.length];
    if (!next) return;
    event.preventDefault();
    event.stopPropagation();
    onSelect(next.id);
    list.current?.querySelectorAll<HTMLElement>('[role=tab]')[items.indexOf(next)]?.focus();
  };
  return (
    <div className={`flex flex-none items-stretch border-b border-line ${dense ? 'h-10 pr-2 pl-2.5' : 'h-9 gap-0.5 px-2.5'}`}>
      <div
        className="scroll-shade-x flex min-w-0 items-stretch gap-[inherit] overflow-x-auto [scrollbar-width:none]"
        role="tablist"
        aria-label={label}
        ref={list}
        onKeyDown={move}
      >
        {items.map((item) => (
          <button
            key={item.id}
            type="button"
            role="tab"
            className={`${TAB} ${dense ? 'px-1.5 after:inset-x-1.5' : 'px-2 after:inset-x-2'}`}
            id={`${idPrefix}-tab-${items.indexOf(item)}`}
            aria-selected={item.id === selected}
            aria-controls={item.id === selected ? `${idPrefix}-panel` : undefined}
            aria-description={item.flag}
            tabIndex={item.id === selected ? 0 : -1}
            onClick={() => onSelect(item.id)}
          >
            {item.label}
            {item.flag && <i className="size-1.5 rounded-full bg-error" title={item.flag} aria-hidden="true" />}
          </button>
        ))}
      </div>
      {children}
    </div>
  );
}
