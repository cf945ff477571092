// The format of a lesson: one file of data with its own solution, played headless by lessons.test.ts. No code, no pictures, no React.
import type { PartySpec, SampleKind } from '../engine/parties/party-kinds.ts';
import type { WorldSpec } from '../engine/spec.ts';
import type { Json } from '../trace/json.ts';

/** Inline text: `code` between backquotes, everything else as it stands. */
export type Prose = string;

export interface RunRow {
  /** What it does: "Send token1". */
  label: string;
  /** Typed into the terminal, then run. May hold several lines. */
  command: string;
}

export interface Choice {
  /** Short and in the field's words: "403", "it never heard me". */
  label: string;
  /** What it means: "forbidden". */
  meaning: string;
  right?: true;
  /** Behind a wrong answer: the misconception, said plainly. Behind the right one: why. */
  because: Prose;
}

/** Asked before the decisive gate; two to four choices, exactly one right. The gate named is where the playhead waits. */
export interface Prediction {
  question: string;
  /** Index of the Run row it is about, or the next request by any command; the first row when left out. Its output waits for the reply step. */
  about?: number | 'any';
  gate: string;
  choices: Choice[];
}

/** Something true of the world or of what happened since the lesson step began. Checked on the state reached, never on the text typed. */
export type Condition =
  | {
      type: 'reply';
      /** Who answered, when it is not the API server: "sts". */
      to?: string;
      status?: number;
      user?: string;
      group?: string;
      verb?: string;
      resource?: string;
      namespace?: string;
      credential?: 'none' | 'bearer' | 'certificate';
      /** Who sent the request: "laptop". */
      from?: string;
    }
  | { type: 'connection-failed' }
  | { type: 'server'; status: 'running' | 'stopped'; flag?: { name: string; value: string } }
  /** A line of the file as the running server has read it. */
  | { type: 'file-read'; path: string; contains: string }
  | { type: 'file-read-without'; path: string; contains: string }
  /** The file as it lies on the node. */
  | { type: 'file-saved'; path: string; contains: string }
  | { type: 'file-saved-without'; path: string; contains: string }
  /** A stage of some request since the step began answered like this. `passed` names a check that its evidence says was passed. */
  | { type: 'stage'; stage: string; verdict: string; reason?: string; passed?: string }
  /** The server recognised a client certificate that had no more than so many seconds to live. */
  | { type: 'short-lived'; seconds: number }
  /** Somebody outside the cluster was asked at this path, by whomever, and answered with this status. */
  | { type: 'asked'; target: string; status: number }
  /** A command ended with this code, and said this among other things. */
  | { type: 'exit'; code: number; says: string }
  /** Somebody was given a token for this audience: "kubelet". */
  | { type: 'issued'; to: string; audience: string }
  /** By the cluster's clock, since the step began. */
  | { type: 'time-passed'; seconds: number }
  /** A member of a party's data. */
  | { type: 'party'; name: string; member: string; value: Json }
  /** What the authorizers would say now. */
  | { type: 'may'; user: string; groups: string[]; verb: string; resource: string; group?: string; namespace?: string; allowed: boolean };

/** What the solution does, in the learner's own means: commands, edits of the workbench, the restart button. */
export type Action =
  | { do: 'run'; command: string }
  | { do: 'edit-file'; path: string; text: string }
  | { do: 'edit-rbac'; text: string }
  | { do: 'set-flag'; name: string; value: string | null }
  | { do: 'restart' }
  /** Takes the newest token this session saw, lays these fields over its header and payload, and signs it anew unless `key` is null. */
  | { do: 'forge-token'; header?: Record<string, Json>; payload?: Record<string, Json>; key: string | null }
  /** The Tokens tab's Send. */
  | { do: 'send-token' }
  /** An edit of a party of the Parties tab: these members take the place of its own. */
  | { do: 'edit-party'; name: string; fields: Record<string, Json> }
  /** The login window that the command before it opened. */
  | { do: 'log-in'; login: string };

export interface LessonStep {
  title: string;
  text: Prose[];
  runs?: RunRow[];
  prediction?: Prediction;
  /** Reached when all hold; without a goal the step is done when its first run was played (or, without runs, when read). */
  goal?: Condition[];
  /** Shown one after the other, on request. They cost nothing. */
  hints?: Prose[];
  /** Reaches the goal from the state the steps before it left. The learner sees it typed, waiting for Enter. */
  solution: Action[];
  /** Said when the goal is reached. */
  done?: Prose;
  /** Workbench tab that should be open. */
  tab?: string;
}

/** What lists of lessons show. titles.ts holds them all, so that a list needs no lesson. */
export interface LessonTitle {
  number: number;
  slug: string;
  title: string;
  minutes: number;
  /** Heading of the start page's column. */
  part: 'Who are you?' | 'Who are your Pods?' | 'Who says so elsewhere?' | 'What may you do?';
}

export interface Lesson extends LessonTitle {
  idea: string;
  /** Laid over the base world minikube. */
  start?: {
    flags?: Record<string, string | string[]>;
    files?: Record<string, string>;
    objects?: WorldSpec['objects'];
    /** Who stands outside the cluster; a kind stands for the example of that kind. */
    parties?: (SampleKind | PartySpec)[];
    /** The cluster is one of EKS, with an AWS account beside it. */
    aws?: true;
    /** Keys and certificates beside the cluster's own. */
    pki?: WorldSpec['pki'];
    /** More files of the laptop, by absolute path. */
    laptop?: Record<string, string>;
  };
  steps: LessonStep[];
  /** Which plugin when: asked when the last step is done. The six situations are those of situations.data.ts, none left out. */
  fit?: PluginFit;
  /** Ways to the same end, shown side by side when the last step is done. Each is played from the lesson's start. */
  compare?: { title: string; command: string }[];
  /** How its requests are drawn at first; the building when left out. */
  drawing?: 'Sequence';
}

export type SituationId = 'lab' | 'company' | 'night' | 'ci' | 'legacy' | 'proxy';

export interface Situation {
  id: SituationId;
  /** Heading of a row. */
  title: string;
  text: Prose;
}

/** One plugin beside the six situations. */
export interface PluginFit {
  /** Heading of a column, short: "Certificates". The learner's answers are kept under it. */
  plugin: string;
  situations: Record<SituationId, { fits: boolean; because: Prose }>;
}
