/** A JSON value (RFC 8259). */
export type Json = null | boolean | number | string | Json[] | JsonObject;

/** A JSON object: its members are JSON again. */
export type JsonObject = { [member: string]: Json };

/** The members of an object that came from outside, not yet looked at. */
export type Members = Record<string, unknown>;

/** Whether a value is a JSON object: neither null nor an array. */
export const isJsonObject = (value: unknown): value is Members => typeof value === 'object' && value !== null && !Array.isArray(value);

/** The members of a JSON object; none of anything else. */
export function membersOf(value: Json | undefined): JsonObject;
export function membersOf(value: unknown): Members;
export function membersOf(value: unknown): Members {
  return isJsonObject(value) ? value : {};
}
