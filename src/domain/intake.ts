/** One application at the table: what is wrong or doubtful with it, and the acts that record it. Reading and asking only; saving is the screen's. */
import { thaiDigitsToArabic } from './digits.ts';
import { majorityOn, type MajorityFacts, type MaritalStatus } from './minor.ts';
import { parseBaht } from './baht-reading.ts';
import { findPledgeAmountProblem, isFatFinger, timesPledge } from './money.ts';
import { parseNationalId } from './national-id.ts';
import type { Kind, PayloadOf, PersonalOf } from './operation.ts';
import { parsePhoneNumber } from './phone-number.ts';
import { isRefused, type Problem, type ProblemWeight } from './problem.ts';
import type { GroupRow, MemberRow } from './row.ts';
import { monthOf, parseBirthDate, thaiDateParts, type BirthDate, type BirthDateReading, type DateFields } from './thai-calendar.ts';
import { normaliseThai, sameName } from './thai-text.ts';

/** A birth as typed, as an age in years, or as the person confirmed it. */
export type BirthInput =
  | { readonly kind: 'typed'; readonly fields: DateFields }
  | { readonly kind: 'age'; readonly years: string }
  | { readonly kind: 'known'; readonly birth: BirthDate };

export interface ConsentForm {
  /** made by the caller, like every id */
  readonly consent: string;
  readonly guardianName: string;
  readonly guardianPhone?: string | undefined;
  readonly relation: PayloadOf<'consent.record'>['relation'];
  readonly signedOn: string;
  readonly signatureKind: 'signature' | 'thumbprint';
  readonly witnesses: readonly string[];
}

/** What stands in the fields of the form; texts as typed. */
export interface IntakeForm {
  readonly kind: 'person' | 'organisation';
  readonly memberType?: PayloadOf<'member.add'>['memberType'];
  readonly title?: string | undefined;
  readonly firstName: string;
  readonly lastName?: string | undefined;
  readonly nickname?: string | undefined;
  readonly houseNo?: string | undefined;
  readonly moo?: number | undefined;
  readonly gender?: 'male' | 'female' | undefined;
  readonly birth?: BirthInput | undefined;
  readonly maritalStatus?: MaritalStatus | undefined;
  readonly marriageRegisteredOn?: string | undefined;
  readonly courtOrderSeen?: boolean | undefined;
  readonly phone?: string | undefined;
  readonly nationalId?: string | undefined;
  readonly idStatus?: PayloadOf<'member.add'>['idStatus'];
  /** baht as typed; there is no default, the member says it */
  readonly pledge?: string | undefined;
  /** baht as typed of the first pledge paid at once, only to be compared with the pledge */
  readonly firstPayment?: string | undefined;
  readonly consent?: ConsentForm | undefined;
}
export type IntakeField = keyof IntakeForm;
export type IntakeProblem = Problem<IntakeField>;

/** What the form is held against. */
export interface IntakeScene {
  /** id for the new member, made by the caller */
  readonly member: string;
  readonly appliedOn: string;
  readonly meeting?: string | undefined;
  readonly noticeVersion?: string | undefined;
  /** before a passed vote only a name on the list of interested people is recorded: no pledge, no number (case 13) */
  readonly interestOnly: boolean;
  readonly bylaws?: GroupRow['bylaws'];
  /** everybody of the group; those who left do not count as doubles */
  readonly members: readonly MemberRow[];
  readonly no?: number | undefined;
}

/** A payload to record; the store adds ids, time, number and salt. Recorded together, all or none. */
export type IntakeAct = {
  [K in IntakeKind]: { readonly k: K; readonly p: PayloadOf<K>; readonly s?: PlainPersonal<K> | undefined };
}[IntakeKind];
type IntakeKind = Extract<Kind, 'member.add' | 'consent.record' | 'pledge.decide' | 'member.number'>;
type PlainPersonal<K extends Kind> = PersonalOf<K> extends undefined ? undefined : Omit<NonNullable<PersonalOf<K>>, 'salt'>;

export interface Intake {
  readonly problems: readonly IntakeProblem[];
  /** empty while anything is refused; what needs a confirmation is in them, the screen saves after the tap */
  readonly acts: readonly IntakeAct[];
  readonly standing: 'adult' | 'minor' | 'unknown';
  /** the reading of the birth, for the age beside the field and for the question when there are two */
  readonly birth?: BirthDateReading | undefined;
  readonly pledgeSatang?: number | undefined;
}

/**
 * Checks one application and says what to record.
 *
 * A minor without consent is saved all the same, as one who waits (case 5): neither number nor pledge is among the acts. A missing
 * national id is never a problem; a wrong one is (cases 6 and 7). The same number of a present member is refused (case 9); the same name
 * only shows the other's house number (case 10).
 */
export function checkIntake(form: IntakeForm, scene: IntakeScene): Intake {
  const problems: IntakeProblem[] = [];
  const report = (field: IntakeField, code: IntakeProblem['code'], weight: ProblemWeight = 'refused', facts?: IntakeProblem['facts']) => {
    problems.push({ field, code, weight, ...(facts && { facts }) });
  };
  const present = scene.members.filter((row) => row.state !== 'left');

  const firstName = normaliseThai(form.firstName);
  const lastName = textOf(form.lastName);
  if (firstName === '') report('firstName', 'first-name-missing');
  for (const row of present) {
    if (firstName === '' || !hasName(row, firstName, lastName)) continue;
    report('firstName', 'same-name', 'hint', { houseNo: row.person.houseNo ?? '', no: row.no ?? '' });
  }
  if (textOf(form.houseNo) === undefined) report('houseNo', 'house-no-missing', 'hint');

  const read = form.kind === 'person' ? readBirth(form.birth, scene.appliedOn) : undefined;
  const birth = read === 'not-an-age' ? undefined : read;
  const bornAs = birth === undefined ? undefined : settledBirth(birth);
  if (read === 'not-an-age') report('birth', 'not-an-age');
  else if (birth === undefined && form.kind === 'person' && !scene.interestOnly) report('birth', 'birth-unknown');
  if (birth?.kind === 'refused') report('birth', birth.problem);
  if (birth?.kind === 'ask') report('birth', birth.because);
  if (birth?.kind === 'confirm') report('birth', birth.because, 'confirm', { yearBE: thaiDateParts(birth.birth.bornOn).yearBE });
  const facts: MajorityFacts = {
    ...bornAs,
    maritalStatus: form.maritalStatus,
    marriageRegisteredOn: form.marriageRegisteredOn,
    courtOrderSeen: form.courtOrderSeen,
  };
  const majority = form.kind === 'person' ? majorityOn(facts, scene.appliedOn) : undefined;
  const standing = majority?.state ?? 'adult';
  for (const review of majority?.reviews ?? []) if (review !== 'birth-unknown') report('birth', review, 'hint');

  const phone = textOf(form.phone) === undefined ? undefined : parsePhoneNumber(form.phone ?? '');
  if (phone?.ok === false) report('phone', phone.problem);
  const nationalId = textOf(form.nationalId) === undefined ? undefined : parseNationalId(form.nationalId ?? '');
  if (nationalId?.ok === false) report('nationalId', nationalId.problem);
  const double = nationalId?.ok === true ? present.find((row) => row.person.nationalId === nationalId.id) : undefined;
  if (double !== undefined) report('nationalId', 'same-national-id', 'refused', { member: double.id, no: double.no ?? '' });

  const pledgeSatang = checkPledge(form, scene, report);
  if (standing === 'minor' && !scene.interestOnly) checkConsent(form.consent, report);

  const base = { problems, standing, birth, pledgeSatang };
  if (isRefused(problems)) return { ...base, acts: [] };
  const person: PlainPersonal<'member.add'> = {
    title: textOf(form.title),
    firstName,
    lastName,
    nickname: textOf(form.nickname),
    houseNo: textOf(form.houseNo),
    moo: form.moo,
    gender: form.gender,
    ...bornAs,
    maritalStatus: form.maritalStatus,
    marriageRegisteredOn: form.marriageRegisteredOn,
    courtOrderSeen: form.courtOrderSeen,
    phone: phone?.ok === true ? phone.phone : undefined,
    nationalId: nationalId?.ok === true ? nationalId.id : undefined,
  };
  return { ...base, acts: actsOf(form, scene, standing, withoutUndefined(person), pledgeSatang) };
}

type Report = (field: IntakeField, code: IntakeProblem['code'], weight?: ProblemWeight, facts?: IntakeProblem['facts']) => void;

function checkPledge(form: IntakeForm, { bylaws, interestOnly }: IntakeScene, report: Report): number | undefined {
  if (interestOnly) {
    if (textOf(form.pledge) !== undefined) report('pledge', 'interest-only', 'hint');
    return undefined;
  }
  if (textOf(form.pledge) === undefined) {
    report('pledge', 'pledge-missing', 'confirm');
    return undefined;
  }
  const pledge = parseBaht(form.pledge ?? '');
  if (!pledge.ok) {
    report('pledge', pledge.problem);
    return undefined;
  }
  const wrong = findPledgeAmountProblem(pledge.satang, { shareUnitSatang: bylaws?.shareUnit, maxShares: bylaws?.maxShares });
  if (wrong !== undefined) report('pledge', wrong, 'refused', { shareUnit: bylaws?.shareUnit ?? 0, maxShares: bylaws?.maxShares ?? 0 });
  const paid = textOf(form.firstPayment) === undefined ? undefined : parseBaht(form.firstPayment ?? '');
  if (paid?.ok === false) report('firstPayment', paid.problem);
  if (paid?.ok === true && isFatFinger(pledge.satang, paid.satang)) {
    report('firstPayment', 'amount-far-above-pledge', 'confirm', { times: timesPledge(pledge.satang, paid.satang) });
  }
  return pledge.satang;
}

function checkConsent(consent: ConsentForm | undefined, report: Report): void {
  if (consent === undefined) return report('consent', 'consent-missing', 'confirm');
  if (textOf(consent.guardianName) === undefined) report('consent', 'guardian-name-missing');
  // A thumbprint is a signature only with two witnesses (Civil and Commercial Code s.9, case 41).
  if (consent.signatureKind === 'thumbprint' && witnessesOf(consent).length < 2) report('consent', 'thumbprint-witnesses');
}

function actsOf(
  form: IntakeForm,
  scene: IntakeScene,
  standing: Intake['standing'],
  person: PlainPersonal<'member.add'>,
  pledgeSatang: number | undefined,
): readonly IntakeAct[] {
  const { member, appliedOn, interestOnly } = scene;
  const add: PayloadOf<'member.add'> = {
    member,
    kind: form.kind,
    memberType: form.memberType ?? (form.kind === 'organisation' ? 'extraordinary' : 'ordinary'),
    idStatus: person.nationalId === undefined ? (form.idStatus === 'given' ? 'later' : (form.idStatus ?? 'later')) : 'given',
    appliedOn,
    meeting: scene.meeting,
    intendedPledge: pledgeSatang,
    noticeVersion: scene.noticeVersion,
    interestOnly: interestOnly ? true : undefined,
  };
  const acts: IntakeAct[] = [{ k: 'member.add', p: withoutUndefined(add), s: person }];
  if (interestOnly) return acts;
  if (standing === 'minor') {
    if (form.consent === undefined) return acts;
    acts.push(consentAct(form.consent, member, pledgeSatang));
  }
  if (pledgeSatang !== undefined) {
    const decidedBy = standing === 'minor' ? 'guardian' : 'member';
    acts.push({
      k: 'pledge.decide',
      p: { member, amount: pledgeSatang, effectiveFrom: monthOf(appliedOn), decidedOn: appliedOn, decidedBy },
    });
  }
  if (scene.no !== undefined) acts.push({ k: 'member.number', p: { rows: [{ member, no: scene.no }] } });
  return acts;
}

function consentAct(form: ConsentForm, member: string, pledge: number | undefined): IntakeAct {
  const { consent, relation, signedOn, signatureKind } = form;
  const witnesses = witnessesOf(form);
  return {
    k: 'consent.record',
    p: withoutUndefined({ consent, member, relation, signedOn, signatureKind, witnessCount: witnesses.length, pledge }),
    s: withoutUndefined({ guardianName: normaliseThai(form.guardianName), guardianPhone: textOf(form.guardianPhone), witnesses }),
  };
}

function witnessesOf(consent: ConsentForm): string[] {
  return consent.witnesses.map(normaliseThai).filter((name) => name !== '');
}

/** From an age only the year is known: this year less so many years. Today's answer, minor or adult, is the same as by the true day. */
function readBirth(input: BirthInput | undefined, appliedOn: string): BirthDateReading | 'not-an-age' | undefined {
  if (input === undefined) return undefined;
  if (input.kind === 'known') return { kind: 'certain', birth: input.birth };
  if (input.kind === 'typed') return parseBirthDate(input.fields, appliedOn);
  const years = thaiDigitsToArabic(input.years).trim();
  if (!/^[0-9]{1,3}$/.test(years)) return 'not-an-age';
  return parseBirthDate({ year: String(thaiDateParts(appliedOn).yearBE - Number(years)) }, appliedOn);
}

function settledBirth(reading: BirthDateReading): BirthDate | undefined {
  return reading.kind === 'certain' || reading.kind === 'confirm' ? reading.birth : undefined;
}

function hasName(row: MemberRow, firstName: string, lastName: string | undefined): boolean {
  return sameName(row.person.firstName ?? '', firstName) && sameName(row.person.lastName ?? '', lastName ?? '');
}

function textOf(text: string | undefined): string | undefined {
  const normal = normaliseThai(text ?? '');
  return normal === '' ? undefined : normal;
}

function withoutUndefined<T extends object>(value: T): T {
  return Object.fromEntries(Object.entries(value).filter(([, member]) => member !== undefined)) as T;
}
