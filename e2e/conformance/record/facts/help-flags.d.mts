export interface HelpFlag {
  name: string;
  type: 'string' | 'bool' | 'int' | 'duration' | 'list';
  /** What the help prints, or the zero value of the type. */
  byDefault: string;
  usage: string;
}

/** The flags that a program's --help lists, in its order. */
export function helpFlags(help: string): HelpFlag[];
