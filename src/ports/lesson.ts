// Lessons and what the learner answered.
import type { Lesson, LessonTitle, SituationId } from '../lessons/lesson.ts';
import type { Trace } from '../trace/event.ts';

export interface LessonState {
  lesson: Lesson;
  /** Index into lesson.steps. */
  step: number;
  done: boolean[];
  prediction: { chosen: number | undefined /** the answer may be shown */; answered: boolean } | undefined;
  hintsShown: number;
  /** How many actions of the step's solution stand in the workbench. */
  solutionShown: number;
}

/** Its part of the session. */
export interface LessonPart {
  lessons: LessonTitle[];
  lesson: LessonState | undefined;
  /** Which plugin when: the learner's answers by plugin and situation. */
  fits: Record<string, Record<string, boolean>>;
}

/** Its wishes. */
export interface LessonPorts {
  openLesson(slug: string, step?: number): void;
  lessonStep(step: number): void;
  predict(choice: number): void;
  hint(): void;
  /** Plays commands from the lesson's start, each in a world of its own, and shows none of it. */
  playWays(commands: string[]): Promise<Trace[][]>;
  /** Whether the plugin suits the situation, says the learner. */
  answerFit(plugin: string, situation: SituationId, fits: boolean): void;
  /** Types the present step's solution into the terminal (or the editor) and waits for Enter. */
  showSolution(): void;
}
