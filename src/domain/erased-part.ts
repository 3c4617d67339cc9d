/** What stands in the place of a personal part that was erased; whose it was and how one is made is in `personal-part.ts`. */

/**
 * `hash` is that of the part that was there, so that the operation keeps its own hash and every chain over it stays whole; its salt is gone,
 * and a 13-digit number cannot be guessed from it. `minor`: of an application, what majority it was judged by, since the birth is gone too.
 */
export interface ErasedPart {
  readonly erased: true;
  readonly hash?: string | undefined;
  readonly minor?: true | undefined;
}

export function isErasedPart(s: unknown): s is ErasedPart {
  return typeof s === 'object' && s !== null && 'erased' in s;
}

/** Hash of the part that was erased; `undefined` for a part that is there. */
export function erasedHash(s: unknown): string | undefined {
  if (!isErasedPart(s)) return undefined;
  return typeof s.hash === 'string' && /^[0-9a-f]{64}$/.test(s.hash) ? s.hash : undefined;
}
