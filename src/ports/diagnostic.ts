// What is wrong with a text, and where.

export interface Diagnostic {
  severity: 'error' | 'warning';
  /** From 1. */
  line: number;
  column: number;
  message: string;
}
