/** What the page of a member is asked about: how he stands, what is missing, whether he signs again. Joins rules of the domain, makes none. */
import { nextPledgeDay } from '../../../domain/due-date.ts';
import { adulthoodOn, majorityOn, type Majority } from '../../../domain/minor.ts';
import { pledgeInMonth } from '../../../domain/pledge.ts';
import type { GroupRow, MemberRow } from '../../../domain/row.ts';
import { monthOf } from '../../../domain/thai-calendar.ts';

export type MissingField = 'bornOn' | 'houseNo' | 'nationalId' | 'phone';

/** What can still be asked of who applied; nothing of it stops anybody from being a member (case 6). */
export function missingFields(member: MemberRow): readonly MissingField[] {
  const { person, kind, idStatus, state } = member;
  if (state === 'left' || state === 'interested') return [];
  const missing: MissingField[] = [];
  if (kind === 'person' && person.bornOn === undefined) missing.push('bornOn');
  if (person.houseNo === undefined) missing.push('houseNo');
  if (kind === 'person' && idStatus === 'later') missing.push('nationalId');
  if (person.phone === undefined) missing.push('phone');
  return missing;
}

export function majorityOf(member: MemberRow, on: string): Majority | undefined {
  return member.kind === 'person' ? majorityOn(member.person, on) : undefined;
}

export interface SigningAgain {
  readonly adultFrom: string;
  /** already of age, so it can be written down now */
  readonly isAdult: boolean;
  /** the pledge day at which he is asked; `undefined` while the group has none */
  readonly askOn: string | undefined;
}

/**
 * Who joined as a minor is asked once to promise again by himself, at the first pledge day on which he is of age; his own promise
 * dated after that answers it, and the guardian's paper stays readable (case 1).
 */
export function signingAgain(member: MemberRow, pledgeDay: GroupRow['pledgeDay'], todayOn: string): SigningAgain | undefined {
  if (!member.minorAtJoining || member.state !== 'accepted') return undefined;
  const adultFrom = adulthoodOn(member.person);
  if (adultFrom === undefined) return undefined;
  if (member.pledges.some((pledge) => pledge.decidedBy === 'member' && pledge.decidedOn >= adultFrom)) return undefined;
  const isAdult = adultFrom <= todayOn;
  const askOn = pledgeDay === undefined ? undefined : nextPledgeDay(pledgeDay, todayOn);
  return isAdult || (askOn !== undefined && adultFrom <= askOn) ? { adultFrom, isAdult, askOn } : undefined;
}

export function pledgeNow(member: MemberRow, todayOn: string): number | undefined {
  return pledgeInMonth(member, monthOf(todayOn));
}

/** A promise that was made but acts only later. */
export function pledgeToCome(member: MemberRow, todayOn: string): MemberRow['pledges'][number] | undefined {
  const month = monthOf(todayOn);
  return member.pledges.find((pledge) => pledge.effectiveFrom > month);
}
