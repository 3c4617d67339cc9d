/** Ids, codes and hashes the server makes; randomness and clock come in. */
import { createHash } from 'node:crypto';
import { areaStreamName, uuidOfHash, uuidV7 } from '../domain/uuid.ts';

/** So many random bytes. */
export type Random = (bytes: number) => Uint8Array;
/** Milliseconds since 1970 UTC. */
export type Clock = () => number;

const crockford = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

export function newId(clock: Clock, random: Random): string {
  return uuidV7(clock(), random(10));
}

export function sha256Hex(text: string | Uint8Array): string {
  return createHash('sha256').update(text).digest('hex');
}

/** 256 bits as base64url. */
export function newToken(random: Random): string {
  return Buffer.from(random(32)).toString('base64url');
}

/** Ten characters, 50 bits; every one of the 32 characters as likely. */
export function newInvitationCode(random: Random): string {
  return Array.from(random(10), (byte) => crockford.charAt(byte & 31)).join('');
}

/** The code as it was made, whatever the case, spaces or dashes it was typed with; I and L are 1, O is 0. */
export function readInvitationCode(typed: string): string {
  return typed.toUpperCase().replace(/[\s-]/g, '').replace(/[IL]/g, '1').replace(/O/g, '0');
}

/** The same id for the same name in every store: streams of areas, the server's own user and device. */
export function namedId(name: string): string {
  return uuidOfHash(sha256Hex(`sajja:${name}`));
}

/** The office writes its own operations as this user, from this device. */
export const officeUser = namedId('office-user');
export const officeDevice = namedId('office-device');

export function areaStreamId(area: string): string {
  return uuidOfHash(sha256Hex(areaStreamName(area)));
}

/** The area that a district office's notes on its own people stand under: a stream of their own, since officers read the district's. */
export function notesAreaOf(district: string): string {
  return `${district}/notes`;
}
