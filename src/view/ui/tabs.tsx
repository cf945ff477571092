// A tab list with one tab stop: arrows move and select, Home and End go to the ends.
import { type KeyboardEvent, type ReactNode, useRef } from 'react';
import './ui.css';

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
  children?: ReactNode;
}

export function Tabs<Id extends string>({ label, items, selected, onSelect, idPrefix, children }: TabsProps<Id>) {
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
    <div className="tabs">
      <div className="tablist" role="tablist" aria-label={label} ref={list} onKeyDown={move}>
        {items.map((item) => (
          <button
            key={item.id}
            type="button"
            role="tab"
            className="tab"
            id={`${idPrefix}-tab-${items.indexOf(item)}`}
            aria-selected={item.id === selected}
            aria-controls={item.id === selected ? `${idPrefix}-panel` : undefined}
            aria-description={item.flag}
            tabIndex={item.id === selected ? 0 : -1}
            onClick={() => onSelect(item.id)}
          >
            {item.label}
            {item.flag && <i className="dot" title={item.flag} aria-hidden="true" />}
          </button>
        ))}
      </div>
      {children}
    </div>
  );
}
