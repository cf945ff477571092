// The path of a request target as Go's net/url gives it to the filters: decoded, not cleaned.

/** undefined-free: a target that cannot be decoded keeps its raw path (such a request never reaches a filter, see request-info.ts). */
export function pathOf(target: string): string {
  const question = target.indexOf('?');
  const raw = question < 0 ? target : target.slice(0, question);
  if (!raw.includes('%')) return raw;
  try {
    return decodeURIComponent(raw);
  } catch {
    return raw;
  }
}
