// The tabs of the workbench by name. Each tab's own file adds its entry, so there is no list of them to keep here.

/** A tab's part of the session, and its wishes. */
export interface TabTypes {
  part: object;
  ports: object;
}

// biome-ignore lint/suspicious/noEmptyInterface: every tab's file adds its name and a TabTypes
export interface Tabs {}

export type Tab = keyof Tabs;

/** What holds for each of a union holds for all of it at once: A | B becomes A & B. */
type All<Each> = (Each extends unknown ? (each: Each) => void : never) extends (all: infer Whole) => void ? Whole : never;

export type TabParts = All<Tabs[Tab]['part']>;
export type TabPorts = All<Tabs[Tab]['ports']>;
