/** A member leaves: what he gets back, what stands in the way, and who gets it when he died (cases 39 and 40). */
import { outstandingOf } from './loan.ts';
import { settlement, type Payment } from './loan-due.ts';
import type { LoanRow } from './money-row.ts';
import { sumSatang, type Satang } from './money.ts';
import { findShareProblem, parsePercent, splitByShares, wholeBasisPoints } from './percent-share.ts';
import type { Problem } from './problem.ts';
import type { MemberRow } from './row.ts';
import { normaliseThai } from './thai-text.ts';
import type { CivilDate } from './thai-calendar.ts';
import type { EntryKind } from './vocabulary.ts';

export interface Debt extends Payment {
  readonly loan: LoanRow;
}

export interface Leaving {
  readonly savings: Satang;
  readonly special: Satang;
  /** what each of his running loans asks for on the day, to be rid of it */
  readonly debts: readonly Debt[];
  readonly owed: Satang;
  /** savings less debt; below 0 he owes more than he saved */
  readonly net: Satang;
  /** running or signed loans of others that he answers for */
  readonly answersFor: readonly LoanRow[];
}

/** @param loans every loan of the group, or those that name the member */
export function leavingOf(member: MemberRow, loans: readonly LoanRow[], on: CivilDate): Leaving {
  const debts = loans
    .filter((loan) => loan.member === member.id && loan.state === 'running' && outstandingOf(loan) > 0)
    .map((loan) => ({ loan, ...settlement(loan, on) }));
  const answers = new Set(member.guarantees ?? []);
  const owed = sumSatang(debts.map(({ principal, interest }) => principal + interest));
  return {
    savings: member.savedSatang,
    special: member.specialSatang,
    debts,
    owed,
    net: member.savedSatang + member.specialSatang - owed,
    answersFor: loans.filter(({ id }) => answers.has(id)),
  };
}

/**
 * Nobody leaves while he owes or answers for somebody (domain.md 3.13, 13).
 *
 * @param deducts his debt is taken out of his savings in the same step, which settles it when they suffice
 * @param untold loans of the books that no contract here tells yet: one of them may be his
 */
export function findLeavingProblems(
  { savings, special, owed, net, answersFor }: Leaving,
  { deducts, cash, untold }: { readonly deducts: boolean; readonly cash: Satang; readonly untold: Satang },
): readonly Problem<'balance' | 'debt' | 'guarantees' | 'cash' | 'untold'>[] {
  const problems: Problem<'balance' | 'debt' | 'guarantees' | 'cash' | 'untold'>[] = [];
  const lowest = Math.min(savings, special);
  // more was given back than he had: a wrong line, that nobody can pay out of
  if (lowest < 0) problems.push({ code: 'balance-below-zero', weight: 'refused', field: 'balance', facts: { lackingSatang: -lowest } });
  else if (owed > 0 && net < 0)
    problems.push({ code: 'owes-more-than-saved', weight: 'refused', field: 'debt', facts: { owedSatang: owed, lackingSatang: -net } }); // prettier-ignore
  else if (owed > 0 && !deducts) problems.push({ code: 'owes-loan', weight: 'refused', field: 'debt', facts: { owedSatang: owed } });
  if (answersFor.length > 0)
    problems.push({ code: 'answers-for-loan', weight: 'refused', field: 'guarantees', facts: { loans: answersFor.length } });
  if (untold > 0 && net > 0) problems.push({ code: 'loans-untold', weight: 'hint', field: 'untold', facts: { untoldSatang: untold } });
  if (net > cash) problems.push({ code: 'cash-too-little', weight: 'hint', field: 'cash', facts: { cashSatang: cash, lackingSatang: net - cash } }); // prettier-ignore
  return problems;
}

export interface LeavingLine {
  readonly kind: Extract<EntryKind, 'savings-returned' | 'special-withdrawn' | 'loan-principal' | 'loan-interest'>;
  readonly amount: Satang;
  readonly loan?: string | undefined;
  /** who signs for it: one of the receivers, or `undefined` for what settles his debt and leaves no box */
  readonly receiver?: number | undefined;
}

/**
 * The lines that bring his balances to nothing: debts out of the savings first, the rest to each receiver by his share, exact to the satang.
 * None while he owes more than he saved, or while a balance of his is below nothing.
 *
 * @param shares of the receivers in basis points, the whole for the member himself
 */
export function leavingLines(leaving: Leaving, shares: readonly number[] = [wholeBasisPoints]): readonly LeavingLine[] {
  if (Math.min(leaving.net, leaving.savings, leaving.special) < 0) return [];
  const fromSavings = Math.min(leaving.owed, leaving.savings);
  const fromSpecial = leaving.owed - fromSavings;
  const lines: LeavingLine[] = [
    { kind: 'savings-returned', amount: fromSavings },
    { kind: 'special-withdrawn', amount: fromSpecial },
    ...leaving.debts.flatMap(({ loan, principal, interest }): LeavingLine[] => [
      { kind: 'loan-principal', amount: principal, loan: loan.id },
      { kind: 'loan-interest', amount: interest, loan: loan.id },
    ]),
    ...partsOf('savings-returned', leaving.savings - fromSavings, shares),
    ...partsOf('special-withdrawn', leaving.special - fromSpecial, shares),
  ];
  return lines.filter(({ amount }) => amount > 0);
}

function partsOf(kind: LeavingLine['kind'], amount: Satang, shares: readonly number[]): readonly LeavingLine[] {
  return splitByShares(amount, shares).map((part, receiver) => ({ kind, amount: part, receiver }));
}

/** What each receiver gets of the lines, satang. */
export function receivedBy(lines: readonly LeavingLine[], receiver: number): Satang {
  return sumSatang(lines.filter((line) => line.receiver === receiver).map(({ amount }) => amount));
}

/** A beneficiary as a form holds him: the share is text until it can be read. */
export interface BeneficiaryForm {
  readonly name: string;
  readonly relation: string;
  readonly share: string;
}

export interface Beneficiaries {
  /** basis points of each line, `undefined` where it cannot be read */
  readonly shares: readonly (number | undefined)[];
  readonly sum: number;
  readonly problems: readonly Problem<'name' | 'share' | 'sum'>[];
}

/** Lines without any word are passed over by the caller; nobody named is no problem (case 40). */
export function readBeneficiaries(forms: readonly BeneficiaryForm[]): Beneficiaries {
  const problems: Problem<'name' | 'share' | 'sum'>[] = [];
  const shares = forms.map(({ name, share }, line) => {
    if (normaliseThai(name) === '') problems.push({ code: 'first-name-missing', weight: 'refused', field: 'name', facts: { line } });
    const reading = parsePercent(share);
    const code = reading.ok ? (reading.basisPoints > 0 ? undefined : 'share-not-positive') : reading.problem;
    if (code !== undefined) problems.push({ code, weight: 'refused', field: 'share', facts: { line } });
    return reading.ok ? reading.basisPoints : undefined;
  });
  const read = shares.filter((share) => share !== undefined);
  const sum = read.reduce((total, share) => total + share, 0);
  const wrong = read.length === forms.length && !problems.some(({ field }) => field === 'share') ? findShareProblem(read) : undefined;
  if (wrong !== undefined) problems.push({ code: wrong.problem, weight: 'refused', field: 'sum' });
  return { shares, sum, problems };
}
