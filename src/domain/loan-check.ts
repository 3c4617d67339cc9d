/** What is wrong or doubtful in an application, a decision, a contract, a payment out and a payment back; the meeting decides, so rules of the group only warn. */
import { outstandingOf } from './loan.ts';
import { instalmentsOf } from './loan-due.ts';
import { isRateTooHigh, mostWithoutPaper, yearlyRateOf, type LoanTerms } from './loan-terms.ts';
import type { LoanRow } from './money-row.ts';
import { isMinorOn } from './minor.ts';
import type { Satang } from './money.ts';
import type { Problem } from './problem.ts';
import type { BylawsRow, MemberRow } from './row.ts';
import { normaliseThai, sameName } from './thai-text.ts';
import { addMonths, type CivilDate } from './thai-calendar.ts';

export type LoanRules = BylawsRow['rules'];
export const mostInstalments = 120;

export interface Application {
  readonly member: MemberRow | undefined;
  readonly amount: Satang | undefined;
  readonly purpose: string;
  readonly instalments: number | undefined;
  readonly appliedOn: CivilDate | undefined;
}

/** @param rules of the group's latest by-laws; `undefined` when it has none */
export function findApplicationProblems(
  form: Application,
  rules: LoanRules | undefined,
  todayOn: CivilDate,
): readonly Problem<keyof Application>[] {
  const { member, amount, purpose, instalments, appliedOn } = form;
  const problems: Problem<keyof Application>[] = [];
  const refuse = (code: Problem['code'], field: keyof Application) => problems.push({ code, weight: 'refused', field });
  if (member === undefined) refuse('borrower-missing', 'member');
  else if (needsNationalId(member)) refuse('loan-needs-national-id', 'member');
  if (amount === undefined || amount <= 0) refuse('loan-amount-missing', 'amount');
  if (normaliseThai(purpose) === '') refuse('loan-purpose-missing', 'purpose');
  if (!isInstalments(instalments)) refuse('instalments-out-of-range', 'instalments');
  if (appliedOn === undefined) refuse('day-missing', 'appliedOn');
  else if (appliedOn > todayOn) refuse('in-the-future', 'appliedOn');
  if (member !== undefined && appliedOn !== undefined) problems.push(...findBorrowerDoubts(member, amount, rules, appliedOn));
  return problems;
}

/** A contract names its parties: who borrows has shown a national id (case 6). Another group or organisation has none. */
function needsNationalId({ kind, idStatus, person }: MemberRow): boolean {
  return kind === 'person' && (idStatus !== 'given' || person.nationalId === undefined);
}

/** What the by-laws say about this member and this amount; hints for the meeting that decides. */
export function findBorrowerDoubts(
  member: MemberRow,
  amount: Satang | undefined,
  rules: LoanRules | undefined,
  on: CivilDate,
): readonly Problem<'member' | 'amount' | 'appliedOn'>[] {
  const problems: Problem<'member' | 'amount' | 'appliedOn'>[] = [];
  const hint = (code: Problem['code'], field: 'member' | 'amount' | 'appliedOn', facts?: Problem['facts']) =>
    problems.push({ code, weight: 'hint', field, facts });
  if (member.kind === 'person' && isMinorOn(member.person, on)) hint('loan-of-minor', 'member');
  if (member.memberType === 'honorary') hint('loan-of-honorary', 'member');
  if ((member.owedSatang ?? 0) > 0) hint('owes-already', 'member', { satang: member.owedSatang ?? 0 });
  const { loanFrom, loanAfterMonths, loanTimesSavings, loanMost } = rules ?? {};
  if (loanFrom === undefined && loanAfterMonths === undefined && loanTimesSavings === undefined && loanMost === undefined)
    hint('no-loan-rules', 'amount');
  if (loanFrom !== undefined && on < loanFrom) hint('loans-not-open-yet', 'appliedOn', { fromOn: loanFrom });
  if (loanAfterMonths !== undefined && member.joinedOn !== undefined) {
    const fromOn = addMonths(member.joinedOn, loanAfterMonths);
    if (on < fromOn) hint('member-too-new', 'member', { months: loanAfterMonths, fromOn });
  }
  if (amount === undefined) return problems;
  if (loanTimesSavings !== undefined && amount > loanTimesSavings * member.savedSatang)
    hint('above-times-savings', 'amount', { times: loanTimesSavings, mostSatang: loanTimesSavings * member.savedSatang });
  if (loanMost !== undefined && amount > loanMost) hint('above-loan-most', 'amount', { mostSatang: loanMost });
  return problems;
}

export interface Decision {
  readonly meeting: string | undefined;
  readonly approved: boolean | undefined;
  readonly amount: Satang | undefined;
  readonly reason: string;
}

/** A meeting decides, by an amount or with a reason (domain.md 3.8). */
export function findDecisionProblems(form: Decision, asked: Satang): readonly Problem<keyof Decision>[] {
  const problems: Problem<keyof Decision>[] = [];
  if (form.meeting === undefined) problems.push({ code: 'meeting-missing', weight: 'refused', field: 'meeting' });
  if (form.approved === undefined) problems.push({ code: 'decision-missing', weight: 'refused', field: 'approved' });
  if (form.approved === true && (form.amount === undefined || form.amount <= 0))
    problems.push({ code: 'loan-amount-missing', weight: 'refused', field: 'amount' });
  if (form.approved === true && form.amount !== undefined && form.amount > asked)
    problems.push({ code: 'above-asked', weight: 'hint', field: 'amount', facts: { askedSatang: asked } });
  if (form.approved === false && normaliseThai(form.reason) === '')
    problems.push({ code: 'reason-missing', weight: 'refused', field: 'reason' });
  return problems;
}

export interface Contract {
  readonly no: string;
  readonly signedOn: CivilDate | undefined;
  readonly principal: Satang | undefined;
  readonly ratePerMonth: number | undefined;
  readonly method: LoanTerms['method'];
  readonly instalments: number | undefined;
  readonly firstDueOn: CivilDate | undefined;
  readonly guarantors: readonly string[];
  readonly witnesses: readonly string[];
}

export interface ContractFacts {
  readonly loan: LoanRow;
  /** of the group, to know the numbers that are given */
  readonly loans: readonly LoanRow[];
  readonly memberById: ReadonlyMap<string, MemberRow>;
  readonly rules: LoanRules | undefined;
  readonly todayOn: CivilDate;
}

export function findContractProblems(form: Contract, facts: ContractFacts): readonly Problem<keyof Contract>[] {
  const { no, signedOn, principal, ratePerMonth, instalments, firstDueOn, witnesses } = form;
  const { loan, loans, todayOn } = facts;
  const problems: Problem<keyof Contract>[] = [];
  const refuse = (code: Problem['code'], field: keyof Contract, named?: Problem['facts']) =>
    problems.push({ code, weight: 'refused', field, facts: named });
  const isTaken = loans.some((other) => other.id !== loan.id && other.contract?.no === no.trim());
  if (no.trim() === '') refuse('contract-number-missing', 'no');
  else if (isTaken) refuse('contract-number-taken', 'no', { no: no.trim() });
  if (signedOn === undefined) refuse('day-missing', 'signedOn');
  else if (signedOn > todayOn) refuse('in-the-future', 'signedOn');
  const approved = loan.decision?.amount ?? loan.asked;
  if (principal === undefined || principal <= 0) refuse('loan-amount-missing', 'principal');
  else if (principal > approved) refuse('above-approved', 'principal', { mostSatang: approved });
  if (ratePerMonth === undefined) refuse('rate-missing', 'ratePerMonth');
  if (!isInstalments(instalments)) refuse('instalments-out-of-range', 'instalments');
  const terms = readTerms(form);
  if (terms !== undefined && isRateTooHigh(terms)) refuse('rate-too-high', 'ratePerMonth', { basisPoints: yearlyRateOf(terms) });
  if (firstDueOn === undefined) refuse('day-missing', 'firstDueOn');
  else if (signedOn !== undefined && firstDueOn <= signedOn) refuse('first-due-before-signing', 'firstDueOn');
  problems.push(...findGuarantorProblems(form.guarantors, facts, signedOn ?? todayOn));
  if (witnesses.filter((name) => normaliseThai(name) !== '').length < 2)
    problems.push({ code: 'too-few-witnesses', weight: 'hint', field: 'witnesses' });
  return problems;
}

/** The terms of a form that can be reckoned with already. */
export function readTerms({
  principal,
  ratePerMonth,
  method,
  instalments,
}: Pick<Contract, 'principal' | 'ratePerMonth' | 'method' | 'instalments'>): LoanTerms | undefined {
  if (principal === undefined || principal <= 0 || ratePerMonth === undefined || !isInstalments(instalments)) return undefined;
  return { principal, ratePerMonth, method, instalments };
}

/** Nobody answers for himself, neither by his number nor by his name on a second one (case 38). */
export function findGuarantorProblems(
  guarantors: readonly string[],
  { loan, memberById, rules }: Pick<ContractFacts, 'memberById' | 'rules'> & { readonly loan: Pick<LoanRow, 'member'> },
  on: CivilDate,
): readonly Problem<'guarantors'>[] {
  const problems: Problem<'guarantors'>[] = [];
  const add = (code: Problem['code'], weight: Problem['weight'], facts?: Problem['facts']) =>
    problems.push({ code, weight, field: 'guarantors', facts });
  const borrower = loan.member === undefined ? undefined : memberById.get(loan.member);
  const people = guarantors.map((id) => memberById.get(id)).filter((member) => member !== undefined);
  const isHimself = (member: MemberRow) =>
    member.id === loan.member || (borrower !== undefined && sameName(nameOf(member), nameOf(borrower)));
  if (people.some(isHimself)) add('guarantor-is-borrower', 'refused');
  if (new Set(guarantors).size < guarantors.length) add('guarantor-twice', 'refused');
  if (people.some((member) => member.state === 'left')) add('guarantor-left', 'refused');
  if (people.some((member) => member.kind === 'person' && isMinorOn(member.person, on))) add('guarantor-minor', 'hint');
  const wanted = rules?.loanGuarantors ?? 0;
  if (guarantors.length < wanted) add('too-few-guarantors', 'hint', { guarantors: guarantors.length, wanted });
  return problems;
}

function nameOf({ person }: MemberRow): string {
  return `${person.firstName ?? ''} ${person.lastName ?? ''}`;
}

/** `3/2569`: running number in the Buddhist year, the next after the highest that was given, never a free one in between. */
export function nextContractNumber(loans: readonly LoanRow[], yearBE: number): string {
  const given = loans.map(({ contract }) => /^(\d{1,6})\/(\d{4})$/.exec(contract?.no ?? ''));
  const highest = given.reduce(
    (most, match) => (match !== null && Number(match[2]) === yearBE ? Math.max(most, Number(match[1])) : most),
    0,
  );
  return `${highest + 1}/${yearBE}`;
}

/** Whether the law wants the signed paper before the money leaves the box (s.653, case 38). */
export function needsPaper({ contract }: Pick<LoanRow, 'contract'>): boolean {
  return (contract?.principal ?? 0) > mostWithoutPaper;
}

/**
 * @param cash in the box by the books, satang
 * @param paidOn the day it leaves the box
 */
export function findPayOutProblems(
  loan: LoanRow,
  { hasPhoto, cash, paidOn }: { readonly hasPhoto: boolean; readonly cash: Satang; readonly paidOn?: CivilDate | undefined },
): readonly Problem<'photo' | 'amount' | 'paidOn'>[] {
  const problems: Problem<'photo' | 'amount' | 'paidOn'>[] = [];
  const amount = loan.contract?.principal ?? 0;
  if (loan.contract === undefined) problems.push({ code: 'contract-missing', weight: 'refused', field: 'photo' });
  else if (needsPaper(loan) && !hasPhoto) problems.push({ code: 'signed-paper-missing', weight: 'refused', field: 'photo' });
  if (amount > cash) problems.push({ code: 'cash-too-little', weight: 'hint', field: 'amount', facts: { cashSatang: cash, lackingSatang: amount - cash } }); // prettier-ignore
  const contractOn = loan.contract?.firstDueOn;
  const firstOn = instalmentsOf({ contract: loan.contract, paidOutOn: paidOn })[0]?.dueOn;
  if (contractOn !== undefined && firstOn !== undefined && firstOn > contractOn)
    problems.push({ code: 'first-due-passed', weight: 'hint', field: 'paidOn', facts: { contractOn, firstOn } });
  return problems;
}

export interface Repayment {
  readonly principal: Satang | undefined;
  readonly interest: Satang | undefined;
  readonly fine: Satang | undefined;
  readonly receipt: string | undefined;
}

/** Repayment of a written loan is proved by writing only, so none is without a receipt (s.653, case 38). */
export function findRepaymentProblems(loan: LoanRow, form: Repayment): readonly Problem<keyof Repayment>[] {
  const problems: Problem<keyof Repayment>[] = [];
  const { principal = 0, interest = 0, fine = 0, receipt } = form;
  if (principal + interest + fine <= 0) problems.push({ code: 'nothing-paid', weight: 'refused', field: 'principal' });
  const owed = outstandingOf(loan);
  if (principal > owed) problems.push({ code: 'pays-more-than-owed', weight: 'refused', field: 'principal', facts: { owedSatang: owed } });
  if ((receipt ?? '').trim() === '') problems.push({ code: 'receipt-missing', weight: 'refused', field: 'receipt' });
  return problems;
}

export function isInstalments(count: number | undefined): count is number {
  return count !== undefined && Number.isSafeInteger(count) && count >= 1 && count <= mostInstalments;
}
