// What a tab of the workbench gives to the session.
import type { Tab, Tabs } from '../../ports/tabs.ts';
import type { Facts } from '../backend/backend.ts';
import type { Context } from './context.ts';
import type { Environment } from './environment.ts';

export interface OpenTab<T extends Tab> {
  /** What the view may wish of it. */
  ports: Tabs[T]['ports'];
  /** It was chosen in the row. */
  opened?(): void;
  /** Takes over how the world stands. */
  learn?(facts: Facts): void;
  /** Another world stands: what was typed for the one before does not matter to it. */
  forget?(): void;
  /** Does what was typed and still waits, now. */
  flush?(): Promise<unknown>;
}

export interface SessionTab<T extends Tab, Open extends OpenTab<T> = OpenTab<T>> {
  /** Its part of the session before anything is known of the world. */
  initial(environment: Environment): Tabs[T]['part'];
  open(context: Context): Open;
}
