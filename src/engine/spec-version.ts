// The version a world as data carries. Apart from the schema, so that a base world costs no schema library.
export const SPEC_VERSION = 1;
