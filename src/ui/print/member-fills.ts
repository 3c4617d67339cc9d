/** What was recorded of a member, as it stands on the lines and boxes of his application and of his guardian's consent; nothing is guessed. */
import type { PaperFills } from '../../content/papers.ts';
import { createTranslate } from '../../content/text.ts';
import { formatBaht } from '../../domain/money.ts';
import { maskNationalId } from '../../domain/national-id.ts';
import { formatPercent } from '../../domain/percent-share.ts';
import { formatPhoneNumber } from '../../domain/phone-number.ts';
import { pledgeInMonth } from '../../domain/pledge.ts';
import type { ConsentRow, GroupRow, MemberRow } from '../../domain/row.ts';
import { ageOn, formatBirthDate, thaiDateParts } from '../../domain/thai-calendar.ts';
import { plainName } from '../words/member-name.ts';
import { wordsOf } from '../words/use-words.ts';
import { bahtInWords } from './paper-source.ts';

export interface MemberRecord {
  readonly group: GroupRow;
  readonly member: MemberRow;
  /** the guardian's paper that is in force */
  readonly consent: ConsentRow | undefined;
  /** where he applied */
  readonly place: string | undefined;
  /** a guardian's paper that is not signed yet says how old the child is now */
  readonly today: string;
}

const thai = { t: createTranslate({}), words: wordsOf('th') };

export function memberFills({ group, member, consent, place, today }: MemberRecord): PaperFills {
  const { person, idStatus, beneficiaries = [] } = member;
  const day = (on: string | undefined) => on && thai.words.day(on, { style: 'long' });
  const [firstPledge] = member.pledges;
  // what was corrected on the day itself counts, what was changed later is no part of the application
  const pledge = firstPledge === undefined ? member.intendedPledge : pledgeInMonth(member, firstPledge.effectiveFrom);
  const consentPledge = consent === undefined ? pledge : consent.pledge;
  return {
    'member-no': member.no?.toString(),
    'joined-on': day(member.joinedOn),
    'applied-on': hasApplied(member) ? day(member.appliedOn) : undefined,
    'meeting-place': place,
    standing: member.joinedOn === undefined ? undefined : 'accepted',
    title: person.title,
    'first-name': person.firstName,
    'last-name': person.lastName,
    'full-name': plainName(person) || undefined,
    nickname: person.nickname,
    ...birthFills(person, member.appliedOn, consent?.signedOn ?? today),
    'house-no': person.houseNo,
    'member-moo': String(person.moo ?? group.village.moo),
    phone: person.phone && formatPhoneNumber(person.phone),
    'member-type': member.memberType,
    pledge: baht(pledge),
    'pledge-words': inWords(pledge),
    ...pledgeMonth(firstPledge?.effectiveFrom),
    'entry-fee': member.entryFeePaid ? baht(member.entryFeeSatang) : undefined,
    'national-id': idStatus === 'given' && person.nationalId !== undefined ? maskNationalId(person.nationalId) : undefined,
    'id-status': idStatus,
    consent: consent === undefined ? undefined : 'given',
    'signed-on': day(consent?.signedOn),
    'guardian-name': consent?.guardianName,
    'guardian-phone': consent?.guardianPhone && formatPhoneNumber(consent.guardianPhone),
    relation: consent?.relation,
    'consent-pledge': baht(consentPledge),
    'consent-pledge-words': inWords(consentPledge),
    'signature-kind': consent?.signatureKind,
    'witness-1': consent?.witnesses[0],
    'witness-2': consent?.witnesses[1],
    beneficiaries: beneficiaries.map(({ name = '', relation = '', share }, index) => [
      String(index + 1),
      name,
      relation,
      '',
      formatPercent(share),
    ]),
  };
}

/** Not only a name on the list of interested people. */
export function hasApplied({ state, waitsForVote }: MemberRow): boolean {
  return state !== 'interested' || waitsForVote === true;
}

/** Only as much of a birth as is known; an age that follows from a year alone says so. */
function birthFills({ bornOn, birthPrecision = 'day' }: MemberRow['person'], appliedOn: string, signedOn: string): PaperFills {
  if (bornOn === undefined) return {};
  const { day, month, yearBE } = thaiDateParts(bornOn);
  const { calendar } = thai.words;
  const age = (on: string) => {
    const years = ageOn(bornOn, on);
    return birthPrecision === 'day' ? String(years) : thai.t('print.form-age-about', { n: years });
  };
  return {
    birth: birthPrecision === 'year' ? thai.t('member.birth.year-only', { year: yearBE }) : formatBirthDate({ bornOn, birthPrecision }, calendar, { style: 'long' }), // prettier-ignore
    'birth-day': birthPrecision === 'day' ? String(day) : undefined,
    'birth-month': birthPrecision === 'year' ? undefined : calendar.monthsLong[month - 1],
    'birth-year': String(yearBE),
    'age-applied': age(appliedOn),
    'age-signed': age(signedOn),
  };
}

function pledgeMonth(from: string | undefined): PaperFills {
  if (from === undefined) return {};
  const { month, yearBE } = thaiDateParts(`${from}-01`);
  return { 'pledge-month': thai.words.calendar.monthsLong[month - 1], 'pledge-year': String(yearBE) };
}

function baht(satang: number | undefined): string | undefined {
  return satang === undefined ? undefined : formatBaht(satang);
}

function inWords(satang: number | undefined): string | undefined {
  return satang === undefined ? undefined : bahtInWords(satang);
}
