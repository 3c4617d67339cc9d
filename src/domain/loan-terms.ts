/** What a loan costs and when it is due: equal parts of the principal, interest on what is left or on the whole, and the rate the law looks at. */
import { splitByLargestRemainder, type Satang } from './money.ts';
import { addMonths, type CivilDate } from './thai-calendar.ts';

export interface LoanTerms {
  readonly principal: Satang;
  /** 100 is 1 % a month */
  readonly ratePerMonth: number;
  /** `flat` reckons every month's interest from the whole principal, whatever was paid back */
  readonly method: 'reducing' | 'flat';
  readonly instalments: number;
}

export interface Instalment {
  readonly no: number;
  readonly dueOn: CivilDate;
  readonly principal: Satang;
  readonly interest: Satang;
  /** principal still owed after it */
  readonly left: Satang;
}

/** 15 % a year, in basis points: Civil and Commercial Code s.654; more is a crime (Act of 2560, s.4). */
export const mostYearlyRate = 1_500;
/** A loan above 2,000 baht cannot be enforced without the borrower's signature (s.653). */
export const mostWithoutPaper: Satang = 200_000;

/** One month's interest on what is owed, rounded half up to the satang. */
export function interestOf(owed: Satang, ratePerMonth: number): Satang {
  return Number((BigInt(owed) * BigInt(ratePerMonth) + 5_000n) / 10_000n);
}

/**
 * Equal parts of the principal, one a month on the day of the first, the satang that are left over in the first parts.
 *
 * @param paidOutOn days that had passed when the money was paid out are none: the first part is due on the next one
 */
export function scheduleOf(terms: LoanTerms, firstDueOn: CivilDate, paidOutOn?: CivilDate): readonly Instalment[] {
  const hasPassed = (months: number) => paidOutOn !== undefined && addMonths(firstDueOn, months) <= paidOutOn;
  let passed = 0;
  while (hasPassed(passed)) passed += 1;
  const parts = splitByLargestRemainder(
    terms.principal,
    Array.from({ length: terms.instalments }, () => 1),
  );
  let owed = terms.principal;
  return parts.map((principal, index) => {
    const interest = interestOf(terms.method === 'flat' ? terms.principal : owed, terms.ratePerMonth);
    owed -= principal;
    return { no: index + 1, dueOn: addMonths(firstDueOn, passed + index), principal, interest, left: owed };
  });
}

export function interestInAll(terms: LoanTerms): Satang {
  return scheduleOf(terms, '2026-01-01').reduce((sum, { interest }) => sum + interest, 0);
}

/**
 * The effective yearly rate in basis points, to the nearest: 12 × all interest ÷ the sum of what is owed at the start of each month.
 *
 * Whether it is too much is asked of `isRateTooHigh`, which does not round.
 */
export function yearlyRateOf(terms: LoanTerms): number {
  const { interest, owed } = yearOf(terms);
  return Number((BigInt(interest) * 240_000n + BigInt(owed)) / (2n * BigInt(owed)));
}

export function isRateTooHigh(terms: LoanTerms): boolean {
  const { interest, owed } = yearOf(terms);
  return BigInt(interest) * 120_000n > BigInt(mostYearlyRate) * BigInt(owed);
}

/** Interest on what is left is the monthly rate, so that the rounding of small parts never pushes it over the limit. */
function yearOf(terms: LoanTerms): { readonly interest: number; readonly owed: number } {
  if (terms.method === 'reducing') return { interest: terms.ratePerMonth, owed: 10_000 };
  const schedule = scheduleOf(terms, '2026-01-01');
  return {
    interest: schedule.reduce((sum, each) => sum + each.interest, 0),
    owed: schedule.reduce((sum, each) => sum + each.left + each.principal, 0),
  };
}

/** What is due on a day: instalments whose day has come, less what was paid. */
export function arrearsOf(
  loan: {
    readonly terms: LoanTerms;
    readonly firstDueOn: CivilDate;
    readonly paidOutOn?: CivilDate | undefined;
    readonly principalPaid: Satang;
    readonly interestPaid: Satang;
  },
  on: CivilDate,
): { readonly principal: Satang; readonly interest: Satang; readonly since: CivilDate | undefined } {
  const due = scheduleOf(loan.terms, loan.firstDueOn, loan.paidOutOn).filter(({ dueOn }) => dueOn <= on);
  const principal = due.reduce((sum, each) => sum + each.principal, 0) - loan.principalPaid;
  const interest = due.reduce((sum, each) => sum + each.interest, 0) - loan.interestPaid;
  let covered = loan.principalPaid;
  const since = due.find((each) => (covered -= each.principal) < 0)?.dueOn;
  return { principal: Math.max(0, principal), interest: Math.max(0, interest), since };
}
