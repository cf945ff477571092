// The plug the view needs, put together from one file a tab. It sends wishes out and gets frames in; app/session fits it. Nothing here knows the engine.
import type { StoreApi } from 'zustand/vanilla';
import type { Player } from '../player/player.ts';
import type { LessonPart, LessonPorts } from './lesson.ts';
import type { LoginPart, LoginPorts } from './login.ts';
import type { PagePart, PagePorts } from './page.ts';
import type { PastPorts } from './past.ts';
import type { TabParts, TabPorts } from './tabs.ts';

export interface Session extends TabParts, LoginPart, LessonPart, PagePart {}

export interface Ports extends TabPorts, PastPorts, LoginPorts, LessonPorts, PagePorts {
  /** To read and to listen to; what changes it are the wishes. */
  session: Pick<StoreApi<Session>, 'getState' | 'getInitialState' | 'subscribe'>;
  player: Player;
}
