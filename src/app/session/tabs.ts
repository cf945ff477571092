// The tabs of the workbench as the session knows them. A tab of the ports that has no line here does not compile.
import type { Tab, TabParts, TabPorts } from '../../ports/tabs.ts';
import { logTab } from './audit-tab.ts';
import { certificatesTab } from './certificates-tab.ts';
import { terminalTab } from './commands.ts';
import type { Context } from './context.ts';
import type { Environment } from './environment.ts';
import { flagsTab } from './flags.ts';
import { objectsTab } from './objects-tab.ts';
import { partiesTab } from './parties-tab.ts';
import { rbacTab } from './rbac-text.ts';
import type { OpenTab, SessionTab } from './session-tab.ts';
import { tokensCsvTab } from './tokens-csv.ts';
import { tokensTab } from './tokens-tab.ts';
import { whoCanTab } from './who-can-tab.ts';

/** In the order in which they learn: the Log tab looks at the rows of the flags. */
const TABS = {
  'API server flags': flagsTab,
  Log: logTab,
  'tokens.csv': tokensCsvTab,
  RBAC: rbacTab,
  Tokens: tokensTab,
  Objects: objectsTab,
  Parties: partiesTab,
  Terminal: terminalTab,
  'Who can': whoCanTab,
  Certificates: certificatesTab,
} as const satisfies { [T in Tab]: SessionTab<T> };

export const SESSION_TABS = Object.keys(TABS) as Tab[];

export type OpenTabs = { [T in Tab]: ReturnType<(typeof TABS)[T]['open']> };

/** The parts of all tabs in one. */
export const initialTabs = (environment: Environment): TabParts => Object.assign({}, ...Object.values(TABS).map((tab) => tab.initial(environment)));

export const openTabs = (context: Context): OpenTabs => Object.fromEntries(SESSION_TABS.map((name) => [name, TABS[name].open(context)])) as OpenTabs;

/** The wishes of all tabs in one. */
export const portsOf = (tabs: OpenTabs): TabPorts => Object.assign({}, ...each(tabs).map(({ ports }) => ports));

/** To do to all of them what any of them may know to do. */
export const each = (tabs: OpenTabs): OpenTab<Tab>[] => Object.values(tabs);
