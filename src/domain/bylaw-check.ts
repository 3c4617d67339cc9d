/** By-laws as versions: which hold on a day, what a version changed, and what was recorded otherwise than they say. Never a refusal. */
import { canonicalJson } from './canonical-json.ts';
import { findPledgeAmountProblem, type Satang } from './money.ts';
import type { BylawsRow, EntryRow } from './row.ts';
import { addMonths, type CivilDate } from './thai-calendar.ts';

export type BylawRules = BylawsRow['rules'];
export type RuleName = keyof BylawRules;

export const ruleNames = [
  'pledgeDay', 'entryFee', 'shareUnit', 'maxShares', 'fine', 'fineAfterDays',
  'loanFrom', 'loanRatePerMonth', 'loanTimesSavings', 'loanMost', 'loanGuarantors', 'loanAfterMonths', 'articles', 'note',
] as const satisfies readonly RuleName[]; // prettier-ignore

/** Newest first; two drafts of one version stand in the order they were written. */
export function newestBylawsFirst(versions: readonly BylawsRow[]): readonly BylawsRow[] {
  return versions.toSorted((a, b) => b.version - a.version || (a.at < b.at ? 1 : -1));
}

/** The version that members had adopted by a day; a draft binds nobody. */
export function bylawsOn(versions: readonly BylawsRow[], on: CivilDate): BylawsRow | undefined {
  const adopted = versions.filter(({ adoptedOn }) => adoptedOn !== undefined && adoptedOn <= on);
  return adopted.toSorted((a, b) => order(b).localeCompare(order(a)))[0];
}

function order({ adoptedOn = '', version, at }: BylawsRow): string {
  return `${adoptedOn}|${String(version).padStart(6, '0')}|${at}`;
}

/** Rules that a version says otherwise than the one before it, in the order of the form. */
export function findRuleChanges(before: BylawRules, after: BylawRules): readonly RuleName[] {
  const said = (value: unknown) => (value === undefined ? '' : canonicalJson(value));
  return ruleNames.filter((name) => said(before[name]) !== said(after[name]));
}

export type RecordUnderRules =
  | { readonly what: 'entry'; readonly kind: EntryRow['kind']; readonly amount: Satang }
  | { readonly what: 'pledge'; readonly amount: Satang }
  | {
      readonly what: 'loan';
      readonly amount: Satang;
      /** the day it was signed, else decided, else asked for */
      readonly on: CivilDate;
      /** what the borrower had saved on that day */
      readonly saved: Satang;
      readonly memberSince?: CivilDate | undefined;
      /** known once there is a contract */
      readonly ratePerMonth?: number | undefined;
      readonly guarantors?: number | undefined;
    };

export type DepartureCode =
  | 'fee-differs'
  | 'fine-differs'
  | 'pledge-not-in-shares'
  | 'pledge-too-many-shares'
  | 'loan-too-early'
  | 'loan-member-too-new'
  | 'loan-above-savings'
  | 'loan-above-most'
  | 'loan-rate-differs'
  | 'loan-guarantors-missing';

/** `says` is the rule, `found` what was recorded: satang, a count, a day or parts of 10,000, as the code tells. */
export interface BylawDeparture {
  readonly code: DepartureCode;
  readonly says: number | CivilDate;
  readonly found: number | CivilDate;
}

/**
 * Where a line of money, a promise or a loan is otherwise than the adopted rules say. A rule that the by-laws do not name binds nobody.
 * By-laws are data the books are checked against (the letter's first rule for officers); what happened is recorded all the same.
 */
export function findBylawDepartures(record: RecordUnderRules, rules: BylawRules): readonly BylawDeparture[] {
  switch (record.what) {
    case 'entry':
      return findEntryDepartures(record, rules);
    case 'pledge':
      return findPledgeDepartures(record, rules);
    case 'loan':
      return findLoanDepartures(record, rules);
  }
}

type Of<What extends RecordUnderRules['what']> = Extract<RecordUnderRules, { what: What }>;

function findEntryDepartures({ kind, amount }: Of<'entry'>, { entryFee, fine }: BylawRules): readonly BylawDeparture[] {
  if (kind === 'entry-fee' && amount !== entryFee) return [{ code: 'fee-differs', says: entryFee, found: amount }];
  // whoever missed three months pays the fine three times in one line
  const isFine = kind === 'fine' && fine !== undefined;
  if (isFine && (fine === 0 || amount % fine !== 0)) return [{ code: 'fine-differs', says: fine, found: amount }];
  return [];
}

function findPledgeDepartures({ amount }: Of<'pledge'>, { shareUnit, maxShares }: BylawRules): readonly BylawDeparture[] {
  const problem = findPledgeAmountProblem(amount, { shareUnitSatang: shareUnit, maxShares });
  if (problem === 'not-a-multiple-of-the-share') return [{ code: 'pledge-not-in-shares', says: shareUnit ?? 0, found: amount }];
  if (problem === 'too-many-shares') return [{ code: 'pledge-too-many-shares', says: maxShares ?? 0, found: amount / (shareUnit ?? 1) }];
  return [];
}

function findLoanDepartures(loan: Of<'loan'>, rules: BylawRules): readonly BylawDeparture[] {
  const { amount, on, saved, memberSince, ratePerMonth, guarantors } = loan;
  const found: BylawDeparture[] = [];
  const { loanFrom, loanAfterMonths, loanTimesSavings, loanMost, loanRatePerMonth, loanGuarantors } = rules;
  if (loanFrom !== undefined && on < loanFrom) found.push({ code: 'loan-too-early', says: loanFrom, found: on });
  if (loanAfterMonths !== undefined && memberSince !== undefined && addMonths(memberSince, loanAfterMonths) > on)
    found.push({ code: 'loan-member-too-new', says: loanAfterMonths, found: memberSince });
  if (loanTimesSavings !== undefined && amount > loanTimesSavings * saved)
    found.push({ code: 'loan-above-savings', says: loanTimesSavings * saved, found: amount });
  if (loanMost !== undefined && amount > loanMost) found.push({ code: 'loan-above-most', says: loanMost, found: amount });
  if (loanRatePerMonth !== undefined && ratePerMonth !== undefined && ratePerMonth !== loanRatePerMonth)
    found.push({ code: 'loan-rate-differs', says: loanRatePerMonth, found: ratePerMonth });
  if (loanGuarantors !== undefined && guarantors !== undefined && guarantors < loanGuarantors)
    found.push({ code: 'loan-guarantors-missing', says: loanGuarantors, found: guarantors });
  return found;
}
