/** What stands in the intake form, kept as a draft, and how the domain reads it. */
import { thaiWords } from '../../../content/thai-words.ts';
import type { BirthInput, ConsentForm, IntakeForm } from '../../../domain/intake.ts';
import type { MaritalStatus } from '../../../domain/minor.ts';
import type { MemberRow } from '../../../domain/row.ts';
import { formatBaht } from '../../../domain/money.ts';
import { thaiDateParts, type BirthDate } from '../../../domain/thai-calendar.ts';
import { genderOfTitle } from '../../words/member-name.ts';

export const otherTitle = 'other';

export interface ConsentValues {
  guardianName: string;
  relation: ConsentForm['relation'];
  signatureKind: ConsentForm['signatureKind'];
  witnesses: readonly [string, string];
}

export interface IntakeValues extends ConsentValues {
  title: string;
  freeTitle: string;
  gender: 'male' | 'female' | undefined;
  firstName: string;
  lastName: string;
  birthYear: string;
  /** a birth that somebody confirmed or gave in full; stands above the year */
  birth: BirthDate | undefined;
  pledge: string;
  nickname: string;
  houseNo: string;
  moo: string;
  phone: string;
  nationalId: string;
  maritalStatus: MaritalStatus | undefined;
  marriageRegisteredOn: string | undefined;
  courtOrderSeen: boolean;
  guardianHere: 'yes' | 'later' | undefined;
  /** somebody on the list of interested people who applies now */
  applicant: string | undefined;
}

export const emptyConsent: ConsentValues = { guardianName: '', relation: 'mother', signatureKind: 'signature', witnesses: ['', ''] };

export function emptyIntake(moo: number): IntakeValues {
  return {
    ...emptyConsent,
    title: '',
    freeTitle: '',
    gender: undefined,
    firstName: '',
    lastName: '',
    birthYear: '',
    birth: undefined,
    pledge: '',
    nickname: '',
    houseNo: '',
    moo: String(moo),
    phone: '',
    nationalId: '',
    maritalStatus: undefined,
    marriageRegisteredOn: undefined,
    courtOrderSeen: false,
    guardianHere: undefined,
    applicant: undefined,
  };
}

/** Nothing of a person has been typed yet. */
export function isBlank(values: IntakeValues): boolean {
  return [values.title, values.firstName, values.lastName, values.birthYear, values.pledge, values.nationalId, values.phone].every(
    (text) => text.trim() === '',
  );
}

/** @param consentId made by the caller; used only when a guardian signs now */
export function intakeFormOf(values: IntakeValues, signedOn: string, consentId: string): IntakeForm {
  const title = values.title === otherTitle ? values.freeTitle : values.title;
  const moo = Number(values.moo);
  return {
    kind: 'person',
    title,
    firstName: values.firstName,
    lastName: values.lastName,
    nickname: values.nickname,
    houseNo: values.houseNo,
    moo: Number.isInteger(moo) && moo >= 1 && moo <= 99 ? moo : undefined,
    gender: genderOfTitle(title) ?? values.gender,
    birth: birthInputOf(values),
    maritalStatus: values.maritalStatus,
    marriageRegisteredOn: values.marriageRegisteredOn,
    courtOrderSeen: values.courtOrderSeen || undefined,
    phone: values.phone,
    nationalId: values.nationalId,
    pledge: values.pledge,
    consent: values.guardianHere === 'yes' ? consentFormOf(values, signedOn, consentId) : undefined,
  };
}

export function consentFormOf(values: ConsentValues, signedOn: string, consent: string): ConsentForm {
  const { guardianName, relation, signatureKind, witnesses } = values;
  return { consent, guardianName, relation, signatureKind, signedOn, witnesses };
}

function birthInputOf({ birth, birthYear }: IntakeValues): BirthInput | undefined {
  if (birth !== undefined) return { kind: 'known', birth };
  return birthYear.trim() === '' ? undefined : { kind: 'typed', fields: { year: birthYear } };
}

function titleValues(title: string): Pick<IntakeValues, 'title' | 'freeTitle'> {
  const isListed = title === '' || thaiWords.titles.some(({ full }) => full === title);
  return isListed ? { title, freeTitle: '' } : { title: otherTitle, freeTitle: title };
}

/** A member's record back into the form, to correct a slip or to let somebody interested apply. */
export function intakeOfMember(member: MemberRow, moo: number): IntakeValues {
  const { person } = member;
  const birth = person.bornOn === undefined ? undefined : { bornOn: person.bornOn, birthPrecision: person.birthPrecision ?? 'day' };
  return {
    ...emptyIntake(person.moo ?? moo),
    ...titleValues(person.title ?? ''),
    gender: person.gender,
    firstName: person.firstName ?? '',
    lastName: person.lastName ?? '',
    birthYear: birth === undefined ? '' : String(thaiDateParts(birth.bornOn).yearBE),
    birth,
    pledge: member.intendedPledge === undefined ? '' : formatBaht(member.intendedPledge, { wholeBaht: 'short' }),
    nickname: person.nickname ?? '',
    houseNo: person.houseNo ?? '',
    phone: person.phone ?? '',
    nationalId: person.nationalId ?? '',
    maritalStatus: person.maritalStatus,
    marriageRegisteredOn: person.marriageRegisteredOn,
    courtOrderSeen: person.courtOrderSeen ?? false,
  };
}
