/** What is wrong or doubtful in a loan that an old group brings along: it exists already, so only what makes it unreadable is refused. */
import { findGuarantorProblems, isInstalments, readTerms, type ContractFacts, type Contract } from './loan-check.ts';
import { isRateTooHigh, yearlyRateOf } from './loan-terms.ts';
import type { Satang } from './money.ts';
import type { Problem } from './problem.ts';
import { normaliseThai } from './thai-text.ts';
import type { CivilDate } from './thai-calendar.ts';

export interface CarriedLoan extends Pick<
  Contract,
  'no' | 'signedOn' | 'principal' | 'ratePerMonth' | 'method' | 'instalments' | 'firstDueOn' | 'guarantors'
> {
  /** a member, or else the name of somebody who stands in no register */
  readonly member: string | undefined;
  readonly borrower: string;
  /** the day of the books the rest is taken from */
  readonly on: CivilDate | undefined;
  readonly lent: Satang | undefined;
}

/** @param facts its `loan` is the one that is corrected, `undefined` for a new one */
export function findCarriedLoanProblems(
  form: CarriedLoan,
  facts: Omit<ContractFacts, 'loan'> & { readonly loan: string | undefined },
): readonly Problem<keyof CarriedLoan>[] {
  const { member, no, signedOn, on, principal, lent, ratePerMonth, instalments, firstDueOn, guarantors } = form;
  const { loans, memberById, rules, todayOn } = facts;
  const problems: Problem<keyof CarriedLoan>[] = [];
  const add = (code: Problem['code'], field: keyof CarriedLoan, weight: Problem['weight'] = 'refused', named?: Problem['facts']) =>
    problems.push({ code, weight, field, facts: named });
  if (member === undefined && normaliseThai(form.borrower) === '') add('borrower-missing', 'member');
  if (no.trim() === '') add('contract-number-missing', 'no');
  else if (loans.some((other) => other.id !== facts.loan && other.state !== 'cancelled' && other.contract?.no === no.trim()))
    add('contract-number-taken', 'no', 'refused', { no: no.trim() });
  if (on === undefined) add('day-missing', 'on');
  else if (on > todayOn) add('in-the-future', 'on');
  if (signedOn === undefined) add('day-missing', 'signedOn');
  else if (on !== undefined && signedOn > on) add('signed-after-opening', 'signedOn', 'refused', { openedOn: on });
  if (principal === undefined || principal <= 0) add('loan-amount-missing', 'principal');
  else if (lent !== undefined && lent < principal) add('left-above-lent', 'lent', 'refused', { leftSatang: principal });
  if (ratePerMonth === undefined) add('rate-missing', 'ratePerMonth');
  if (!isInstalments(instalments)) add('instalments-out-of-range', 'instalments');
  const terms = readTerms(form);
  if (terms !== undefined && isRateTooHigh(terms)) add('rate-too-high', 'ratePerMonth', 'hint', { basisPoints: yearlyRateOf(terms) });
  if (firstDueOn === undefined) add('day-missing', 'firstDueOn');
  else if (signedOn !== undefined && firstDueOn <= signedOn) add('first-due-before-signing', 'firstDueOn');
  else if (on !== undefined && firstDueOn <= on) add('late-at-opening', 'firstDueOn', 'hint', { firstOn: firstDueOn, openedOn: on });
  // what the by-laws ask of a guarantee was asked when it was given
  const hints = findGuarantorProblems(guarantors, { loan: { member }, memberById, rules }, on ?? todayOn);
  return [...problems, ...hints.filter(({ weight }) => weight === 'refused')];
}
