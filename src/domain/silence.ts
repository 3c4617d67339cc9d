/** Why nothing is heard of an officer: an office that asks the wrong question takes a full phone for an idle person. */

export type SilenceReason = 'no-phone' | 'storage-full' | 'old-version' | 'not-opened' | 'waiting' | 'no-meeting';

export interface SilenceFacts {
  /** days since any phone of this person was heard from; `undefined` while there is none */
  readonly daysSinceSeen: number | undefined;
  /** records and pictures the phone said it still holds */
  readonly waiting: number;
  /** times the phone could not write because it was full, as it last said */
  readonly quotaErrors: number;
  readonly isOldVersion: boolean;
  /** groups of this person whose day to meet is over this month */
  readonly meetingsOver: number;
  /** groups of this person that met or were visited this month */
  readonly activeGroups: number;
}

/** a phone that is used is heard from each day it has signal */
export const silentAfterDays = 3;

/** Every reason that holds, the one to act on first; none for somebody who is heard of. */
export function silenceReasons(facts: SilenceFacts): readonly SilenceReason[] {
  if (facts.daysSinceSeen === undefined) return ['no-phone'];
  const reasons: SilenceReason[] = [];
  if (facts.quotaErrors > 0) reasons.push('storage-full');
  if (facts.isOldVersion) reasons.push('old-version');
  if (facts.daysSinceSeen >= silentAfterDays) reasons.push('not-opened');
  if (facts.waiting > 0) reasons.push('waiting');
  if (facts.meetingsOver > 0 && facts.activeGroups === 0) reasons.push('no-meeting');
  return reasons;
}

/** @returns false for a version that is no number, a tool's own for instance */
export function isOlderVersion(version: string, than: string): boolean {
  const parts = (text: string) => (/^\d+(\.\d+)*$/.test(text) ? text.split('.').map(Number) : undefined);
  const [own, other] = [parts(version), parts(than)];
  if (own === undefined || other === undefined) return false;
  for (let at = 0; at < Math.max(own.length, other.length); at++) {
    const difference = (own[at] ?? 0) - (other[at] ?? 0);
    if (difference !== 0) return difference < 0;
  }
  return false;
}
