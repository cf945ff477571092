// The plug the view needs, put together from one file a tab. It sends wishes out and gets frames in; app/session fits it. Nothing here knows the engine.
import type { StoreApi } from 'zustand/vanilla';
import type { Player } from '../player/player.ts';
import type { CertificatesPorts } from './certificates.ts';
import type { FlagsPart, FlagsPorts } from './flags.ts';
import type { LessonPart, LessonPorts } from './lesson.ts';
import type { LogPart, LogPorts } from './log.ts';
import type { LoginPart, LoginPorts } from './login.ts';
import type { ObjectsPart, ObjectsPorts } from './objects.ts';
import type { PagePart, PagePorts } from './page.ts';
import type { PartiesPart, PartiesPorts } from './parties.ts';
import type { RbacPart, RbacPorts } from './rbac.ts';
import type { TerminalPart, TerminalPorts } from './terminal.ts';
import type { TokensPart, TokensPorts } from './tokens.ts';
import type { TokensCsvPart, TokensCsvPorts } from './tokens-csv.ts';
import type { WhoCanPorts } from './who-can.ts';

export interface Session
  extends TerminalPart,
    TokensCsvPart,
    LogPart,
    RbacPart,
    FlagsPart,
    TokensPart,
    ObjectsPart,
    PartiesPart,
    LoginPart,
    LessonPart,
    PagePart {}

export interface Ports
  extends TerminalPorts,
    RbacPorts,
    LessonPorts,
    PagePorts,
    LogPorts,
    WhoCanPorts,
    TokensCsvPorts,
    FlagsPorts,
    TokensPorts,
    ObjectsPorts,
    PartiesPorts,
    LoginPorts,
    CertificatesPorts {
  /** To read and to listen to; what changes it are the wishes. */
  session: Pick<StoreApi<Session>, 'getState' | 'getInitialState' | 'subscribe'>;
  player: Player;
}
