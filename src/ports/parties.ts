// The Parties tab.
import type { PartyAbout } from '../engine/parties/party.about.ts';
import type { Diagnostic } from './diagnostic.ts';

/** A kind of party: its words, and the name of its sample; undefined where a party comes with a world only. */
export interface PartyKindRow extends Omit<PartyAbout, 'sample'> {
  sample: string | undefined;
}

export interface PartiesState {
  kinds: readonly PartyKindRow[];
  /** Who stands outside the cluster. */
  list: { kind: string; name: string; origin: string /** nothing listens */; down: boolean }[];
  selected: string | undefined;
  /** The selected party as JSON, as edited. */
  text: string;
  /** Not empty: the text is not in force. */
  diagnostics: Diagnostic[];
}

/** Its part of the session. */
export interface PartiesPart {
  parties: PartiesState;
}

/** Its wishes. */
export interface PartiesPorts {
  addParty(kind: string): void;
  removeParty(name: string): void;
  selectParty(name: string): void;
  /** Counts as soon as it fits the schema. */
  editParty(text: string): void;
  switchParty(name: string, down: boolean): void;
  /** A provider signs with its other key, and publishes no more than that. */
  rotateKey(name: string): void;
  /** Sets the flags with which the API server asks this party; they wait for a restart. */
  configureFor(name: string, version?: string): void;
}

declare module './tabs.ts' {
  interface Tabs {
    Parties: { part: PartiesPart; ports: PartiesPorts };
  }
}
