/** RFC 8785 text of a JSON value, and the text an operation's hash is taken over. Only JSON values may come in (no NaN, no undefined in arrays). */
import { erasedHash } from './erased-part.ts';
import type { Operation } from './operation.ts';

/** Same value, same text: members sorted by UTF-16 code units, numbers as ECMAScript writes them, members that are `undefined` left out. */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  let members = '';
  for (const name of Object.keys(value).sort()) {
    const member: unknown = (value as Readonly<Record<string, unknown>>)[name];
    if (member !== undefined) members += `${members === '' ? '' : ','}${JSON.stringify(name)}:${canonicalJson(member)}`;
  }
  return `{${members}}`;
}

export type Sha256Hex = (text: string) => string | Promise<string>;

/**
 * SHA-256 (hex) of an operation without its `n`, and with `s` replaced by its own hash.
 *
 * So a new number after a fork is no other operation, and erasing `s` leaves a chain of hashes whole (fixed-points.md, Operations). The
 * salt inside `s` keeps a 13-digit number from being guessed from the hash.
 */
export async function hashOperation(op: Operation, sha256Hex: Sha256Hex): Promise<string> {
  const { n: _n, s, ...rest } = op;
  const body = s === undefined ? rest : { ...rest, s: await hashPersonal(s, sha256Hex) };
  return sha256Hex(canonicalJson(body));
}

/** Of an erased part, the hash that it had. */
export async function hashPersonal(s: unknown, sha256Hex: Sha256Hex): Promise<string> {
  return erasedHash(s) ?? sha256Hex(canonicalJson(s));
}
