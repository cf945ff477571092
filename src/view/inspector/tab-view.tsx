import type { ReactNode } from 'react';
import { DecisionTab } from './decision-tab.tsx';
import type { InspectorTab } from './decisive-tab.ts';
import { IdentityTab } from './identity-tab.tsx';
import { RequestTab } from './request-tab.tsx';
import { ResponseTab } from './response-tab.tsx';
import { TokenTab } from './token-tab.tsx';
import type { Picture } from './use-picture.ts';

const TABS: Record<InspectorTab, (picture: Picture) => ReactNode> = {
  Request: RequestTab,
  Identity: IdentityTab,
  Decision: DecisionTab,
  Token: TokenTab,
  Response: ResponseTab,
};

/** One tab of the inspector, as far as the playhead has come. */
export default function TabView({ tab, picture }: { tab: InspectorTab; picture: Picture }) {
  const View = TABS[tab];
  return <View {...picture} />;
}
