// Who is a minor on a day, from birth and marriage, and what a person must still look at; what consent must hold is in consent.ts.
import { ageOn, addDays, addMonths, turnsTwentyOn, type BirthPrecision, type CivilDate } from './thai-calendar.ts';

export type MaritalStatus = 'single' | 'registered' | 'customary' | 'widowed' | 'divorced' | 'unknown';

/** The fields of a member that decide; all may be missing after a quick intake. A title says nothing about majority. */
export interface MajorityFacts {
  bornOn?: CivilDate;
  birthPrecision?: BirthPrecision;
  maritalStatus?: MaritalStatus;
  marriageRegisteredOn?: CivilDate;
  courtOrderSeen?: boolean;
}

/** What a person has to look at before relying on the answer. */
export type MajorityReview =
  /** no birth year: ask for it, the year alone is enough */
  | 'birth-unknown'
  /** of age only because an unknown day or month counts as the first (CCC s.16) */
  | 'birth-day-unknown'
  /** the marriage was registered below the age of its day; it counts once a court order has been seen */
  | 'needs-court-order'
  /** said to be or have been married, but without the day of registration, which is the evidence */
  | 'marriage-day-missing'
  /** single or customary, and yet a day of registration: one of the two is wrong */
  | 'marriage-facts-disagree';

export interface Majority {
  state: 'minor' | 'adult' | 'unknown';
  /** the first day as an adult; `undefined` when neither the birth nor a marriage that counts is known */
  adultFrom?: CivilDate;
  because?: 'age' | 'marriage';
  reviews: MajorityReview[];
}

/** On this day the age of marriage rose from 17 to 18 (CCC s.1448 as amended, BE 2568). */
const marriageAgeRaisedOn: CivilDate = '2025-01-22';

/**
 * The day a person stops being a minor: 00:00 of the 20th birthday, or the day a marriage was registered.
 *
 * A ceremony without registration changes nothing, and a divorce or the spouse's death does not undo it (CCC s.19, s.20). A marriage registered
 * below the age of its day counts only with a court order.
 *
 * @returns `undefined` when the birth year is unknown and no marriage counts
 */
export function adulthoodOn(facts: MajorityFacts): CivilDate | undefined {
  return becomesAdult(facts)?.on;
}

/** Whether consent of a guardian is needed on a day. A person of unknown birth is not called a minor; `majorityOn` tells the two apart. */
export function isMinorOn(facts: MajorityFacts, on: CivilDate): boolean {
  return majorityOn(facts, on).state === 'minor';
}

/** Whether somebody comes of age after one day and up to another: the list of those to sign again at the next pledge day (case 1). */
export function becomesAdultBetween(facts: MajorityFacts, afterOn: CivilDate, upToOn: CivilDate): boolean {
  const on = adulthoodOn(facts);
  return on !== undefined && on > afterOn && on <= upToOn;
}

/**
 * How a person stands on a day, since when, and what is doubtful about it. Reviews are only those that could change the answer for that
 * day, so an elder's old papers ask nothing.
 */
export function majorityOn(facts: MajorityFacts, on: CivilDate): Majority {
  const adult = becomesAdult(facts);
  const state = adult === undefined ? 'unknown' : on < adult.on ? 'minor' : 'adult';
  return { state, adultFrom: adult?.on, because: adult?.because, reviews: findReviews(facts, on, adult) };
}

interface BecomesAdult {
  on: CivilDate;
  because: 'age' | 'marriage';
}

function becomesAdult(facts: MajorityFacts): BecomesAdult | undefined {
  const twentyOn = facts.bornOn === undefined ? undefined : turnsTwentyOn(facts.bornOn);
  const { marriageRegisteredOn } = facts;
  const marriageCounts = marriageRegisteredOn !== undefined && mayBeMarried(facts) && !isBelowMarriageAge(facts);
  if (marriageCounts && (twentyOn === undefined || marriageRegisteredOn < twentyOn))
    return { on: marriageRegisteredOn, because: 'marriage' };
  return twentyOn === undefined ? undefined : { on: twentyOn, because: 'age' };
}

function findReviews(facts: MajorityFacts, on: CivilDate, adult: BecomesAdult | undefined): MajorityReview[] {
  const reviews: MajorityReview[] = [];
  if (facts.bornOn === undefined) reviews.push('birth-unknown');
  else if (adult?.because === 'age' && on >= adult.on && on < latestTwentiethBirthday(facts.bornOn, facts.birthPrecision)) {
    reviews.push('birth-day-unknown');
  }
  if (adult !== undefined && on >= adult.on) return reviews;
  const { maritalStatus, marriageRegisteredOn } = facts;
  if (marriageRegisteredOn === undefined) {
    if (maritalStatus === 'registered' || maritalStatus === 'widowed' || maritalStatus === 'divorced') reviews.push('marriage-day-missing');
  } else if (!mayBeMarried(facts)) reviews.push('marriage-facts-disagree');
  else if (isBelowMarriageAge(facts)) reviews.push('needs-court-order');
  return reviews;
}

function mayBeMarried(facts: MajorityFacts): boolean {
  return facts.maritalStatus !== 'single' && facts.maritalStatus !== 'customary';
}

function isBelowMarriageAge({ bornOn, marriageRegisteredOn, courtOrderSeen }: MajorityFacts): boolean {
  if (bornOn === undefined || marriageRegisteredOn === undefined || courtOrderSeen) return false;
  return ageOn(bornOn, marriageRegisteredOn) < (marriageRegisteredOn < marriageAgeRaisedOn ? 17 : 18);
}

/** The last day on which the 20th birthday can be, given how much of the birth is known. */
function latestTwentiethBirthday(bornOn: CivilDate, precision: BirthPrecision = 'day'): CivilDate {
  if (precision === 'day') return turnsTwentyOn(bornOn);
  return turnsTwentyOn(addDays(addMonths(bornOn, precision === 'month' ? 1 : 12), -1));
}
