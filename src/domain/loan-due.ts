/** What a running loan asks for on a day: what is late, what a payment would be, how far each instalment is paid, and which loans come first in a list. */
import { outstandingOf } from './loan.ts';
import { arrearsOf, interestOf, scheduleOf, type Instalment, type LoanTerms } from './loan-terms.ts';
import type { LoanRow } from './money-row.ts';
import type { Satang } from './money.ts';
import { addDays, type CivilDate } from './thai-calendar.ts';

export interface Payment {
  readonly principal: Satang;
  readonly interest: Satang;
}

/** `undefined` before a contract, and for one paid out without. */
export function termsOf({ contract }: Pick<LoanRow, 'contract'>): LoanTerms | undefined {
  if (contract === undefined) return undefined;
  const { principal, ratePerMonth, method, instalments } = contract;
  return { principal, ratePerMonth, method, instalments };
}

/** The instalments of the contract, from the pay-out on; none without one. Those of a carried loan that were late already stay late. */
export function instalmentsOf(loan: Pick<LoanRow, 'contract' | 'paidOutOn' | 'carried'>): readonly Instalment[] {
  const terms = termsOf(loan);
  return terms === undefined || loan.contract === undefined ? [] : scheduleOf(terms, loan.contract.firstDueOn, movedFrom(loan));
}

function movedFrom({ carried, paidOutOn }: Pick<LoanRow, 'paidOutOn' | 'carried'>): CivilDate | undefined {
  return carried === undefined ? paidOutOn : undefined;
}

/**
 * What is due on a day and not paid, satang, and since when principal is.
 *
 * Interest follows the schedule, but never passes the rate on what was really left: who paid back early would otherwise pay on money he no
 * longer has, and more a year than the law allows.
 */
export function dueOf(loan: LoanRow, on: CivilDate): Payment & { readonly since: CivilDate | undefined } {
  const terms = termsOf(loan);
  if (terms === undefined || loan.contract === undefined || loan.state !== 'running')
    return { principal: 0, interest: 0, since: undefined };
  const { principalPaid, interestPaid, contract } = loan;
  const { firstDueOn } = contract;
  const { principal, interest, since } = arrearsOf({ terms, firstDueOn, paidOutOn: movedFrom(loan), principalPaid, interestPaid }, on);
  const onWhatWasLeft = Math.max(0, interestOnWhatWasLeft(loan, terms, on) - interestPaid);
  return { principal: Math.min(principal, outstandingOf(loan)), interest: Math.min(interest, onWhatWasLeft), since };
}

/** Due before a day: an instalment is late from the day after its own. */
export function lateOf(loan: LoanRow, on: CivilDate): ReturnType<typeof dueOf> {
  return dueOf(loan, addDays(on, -1));
}

export function isLate(loan: LoanRow, on: CivilDate): boolean {
  const { principal, interest } = lateOf(loan, on);
  return principal + interest > 0;
}

/** The first instalment whose principal is not whole yet. */
export function nextInstalment(loan: LoanRow): Instalment | undefined {
  let covered = loan.principalPaid;
  return instalmentsOf(loan).find(({ principal }) => (covered -= principal) < 0);
}

/** What a payment on a day would be: what is due, or the next instalment when nothing is. */
export function proposedPayment(loan: LoanRow, on: CivilDate): Payment {
  const { principal, interest } = dueOf(loan, on);
  if (principal + interest > 0) return { principal, interest };
  const next = nextInstalment(loan);
  if (next === undefined) return { principal: outstandingOf(loan), interest: 0 };
  const paidBefore = loan.principalPaid - (next.no === 1 ? 0 : sumThrough(loan, next.no - 1));
  return { principal: Math.min(next.principal - paidBefore, outstandingOf(loan)), interest: interestOfMonth(loan, next) };
}

/** Everything on a day: all principal, the interest that is due, and that of a month that has begun. */
export function settlement(loan: LoanRow, on: CivilDate): Payment {
  const due = dueOf(loan, on);
  const instalments = instalmentsOf(loan);
  const next = instalments.find(({ dueOn }) => dueOn > on);
  const began = instalments.findLast(({ dueOn }) => dueOn <= on)?.dueOn ?? loan.paidOutOn;
  const hasBegun = next !== undefined && began !== undefined && began < on;
  return { principal: outstandingOf(loan), interest: due.interest + (hasBegun ? interestOfMonth(loan, next) : 0) };
}

function interestOfMonth(loan: LoanRow, { interest }: Instalment): Satang {
  return Math.min(interest, interestOf(outstandingOf(loan), loan.contract?.ratePerMonth ?? 0));
}

function sumThrough(loan: LoanRow, no: number): Satang {
  return instalmentsOf(loan).reduce((sum, each) => (each.no <= no ? sum + each.principal : sum), 0);
}

/** Interest of every month whose day has come, on the principal that was owed when it began. A flat rate knows nothing of that. */
function interestOnWhatWasLeft(loan: LoanRow, { method, ratePerMonth }: LoanTerms, on: CivilDate): Satang {
  if (method === 'flat') return Number.MAX_SAFE_INTEGER;
  const instalments = instalmentsOf(loan);
  return instalments.reduce((sum, { dueOn }, index) => {
    if (dueOn > on) return sum;
    const began = instalments[index - 1]?.dueOn;
    const paid = loan.payments.filter((line) => line.kind === 'loan-principal' && began !== undefined && line.paidOn <= began);
    const owed = loan.paidOut - paid.reduce((total, { amount }) => total + amount, 0);
    return sum + interestOf(Math.max(0, owed), ratePerMonth);
  }, 0);
}

export interface ScheduleLine extends Instalment {
  /** of its principal and interest, in the order of the instalments */
  readonly principalPaid: Satang;
  readonly interestPaid: Satang;
  /** by its principal: `paid`, `late` from the day after its own, `due` on its day, else `to-come` */
  readonly state: 'paid' | 'late' | 'due' | 'to-come';
}

export function scheduleLines(loan: LoanRow, on: CivilDate): readonly ScheduleLine[] {
  let { principalPaid: principalLeft, interestPaid: interestLeft } = loan;
  return instalmentsOf(loan).map((each) => {
    const principalPaid = Math.min(each.principal, principalLeft);
    const interestPaid = Math.min(each.interest, interestLeft);
    principalLeft -= principalPaid;
    interestLeft -= interestPaid;
    const state = principalPaid === each.principal ? 'paid' : each.dueOn < on ? 'late' : each.dueOn === on ? 'due' : 'to-come';
    return { ...each, principalPaid, interestPaid, state };
  });
}

export const loanSections = ['waiting', 'to-sign', 'running', 'closed'] as const;
export type LoanSection = (typeof loanSections)[number];

const sectionByState: Readonly<Record<LoanRow['state'], LoanSection>> = {
  applied: 'waiting',
  approved: 'to-sign',
  contracted: 'to-sign',
  running: 'running',
  refused: 'closed',
  repaid: 'closed',
  cancelled: 'closed',
  'written-off': 'closed',
};

/** Loans under their heads: who waits longest first, who is late longest first, what was closed last first. */
export function loansBySection(loans: readonly LoanRow[], on: CivilDate): Readonly<Record<LoanSection, readonly LoanRow[]>> {
  const of = (section: LoanSection) => loans.filter(({ state }) => sectionByState[state] === section);
  const order = (loan: LoanRow) => `${isLate(loan, on) ? 0 : 1}|${nextInstalment(loan)?.dueOn ?? '9999'}|${loan.id}`;
  const byApplication = (a: LoanRow, b: LoanRow) => (`${a.appliedOn}|${a.at}` < `${b.appliedOn}|${b.at}` ? -1 : 1);
  return {
    waiting: of('waiting').toSorted(byApplication),
    'to-sign': of('to-sign').toSorted(byApplication),
    running: of('running').toSorted((a, b) => (order(a) < order(b) ? -1 : 1)),
    closed: of('closed').toSorted((a, b) => -byApplication(a, b)),
  };
}

export interface LoanTotals {
  readonly lent: Satang;
  readonly outstanding: Satang;
  /** principal and interest whose day has passed */
  readonly late: Satang;
  readonly lateLoans: number;
}

export function loanTotals(loans: readonly LoanRow[], on: CivilDate): LoanTotals {
  const running = loans.filter(({ state }) => state === 'running');
  const late = running.map((loan) => lateOf(loan, on)).filter(({ principal, interest }) => principal + interest > 0);
  return {
    lent: loans.reduce((sum, { paidOut }) => sum + paidOut, 0),
    outstanding: running.reduce((sum, loan) => sum + outstandingOf(loan), 0),
    late: late.reduce((sum, { principal, interest }) => sum + principal + interest, 0),
    lateLoans: late.length,
  };
}
