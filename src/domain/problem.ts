/** Every word for what is wrong or doubtful that a screen can be asked to explain; the sentences are content, `problem.<code>`. */

export const problemCodes = [
  // reading one field: digits, money, dates, phone numbers, national ids, percentages
  'empty', 'not-a-number', 'not-digits', 'negative', 'too-many-decimals', 'unclear-separators', 'too-large',
  'not-a-year', 'out-of-range', 'in-the-future', 'too-long-ago', 'no-such-day', 'day-without-month', 'month-missing', 'day-missing',
  'christian-era', 'two-digits', 'before-2484',
  'wrong-length', 'unknown-prefix', 'not-13-digits', 'first-digit-not-issued', 'wrong-check-digit',
  'not-a-percentage', 'over-100-percent', 'share-not-positive', 'sum-not-100-percent',
  // majority
  'birth-unknown', 'birth-day-unknown', 'needs-court-order', 'marriage-facts-disagree', 'marriage-day-missing',
  // intake and pledges
  'first-name-missing', 'house-no-missing', 'not-an-age', 'pledge-missing', 'pledge-not-positive', 'not-a-multiple-of-the-share',
  'too-many-shares', 'pledge-backdated', 'amount-far-above-pledge', 'consent-missing', 'guardian-name-missing', 'thumbprint-witnesses',
  'same-national-id', 'same-name', 'number-taken', 'number-missing', 'interest-only',
  // the vote
  'nobody-present', 'votes-exceed-present', 'votes-below-present', 'result-differs',
  // committee
  'not-a-member', 'treasurer-is-chair', 'two-branches', 'minor-in-office', 'board-too-small', 'board-too-large', 'office-vacant',
  // cash
  'cash-differs', 'difference-reason-missing', 'unknown-denomination', 'count-overdue',
  // group and gates
  'village-type-note-missing', 'voided-with-money', 'reason-missing', 'group-ended', 'leaders-not-agreed', 'vote-not-passed', 'vote-missing',
  'no-member', 'no-chair', 'no-pledge-day', 'no-bylaws', 'not-founded',
  // loans
  'borrower-missing', 'loan-needs-national-id', 'loan-amount-missing', 'loan-purpose-missing', 'instalments-out-of-range', 'loan-of-minor',
  'loan-of-honorary', 'owes-already', 'no-loan-rules', 'loans-not-open-yet', 'member-too-new', 'above-times-savings', 'above-loan-most',
  'meeting-missing', 'decision-missing', 'above-asked', 'contract-number-missing', 'contract-number-taken', 'above-approved', 'rate-missing',
  'first-due-before-signing', 'guarantor-is-borrower', 'guarantor-twice', 'guarantor-left', 'guarantor-minor', 'too-few-guarantors',
  'too-few-witnesses', 'contract-missing', 'signed-paper-missing', 'cash-too-little', 'first-due-passed', 'nothing-paid', 'pays-more-than-owed',
  'receipt-missing', 'signed-after-opening', 'left-above-lent', 'late-at-opening',
  // leaving, and the end of a group
  'balance-below-zero', 'owes-loan', 'loans-untold', 'owes-more-than-saved', 'answers-for-loan', 'ending-meeting-missing', 'loans-not-settled', 'savings-not-returned',
  'funds-undecided',
  // erasing a person's data
  'still-member', 'has-savings', 'has-debt', 'has-paid',
  // reports
  'figure-missing', 'saved-does-not-add-up', 'members-do-not-add-up', 'more-paid-than-members', 'differs-from-last-month', 'same-as-last-month',
  'day-not-closed', 'photo-missing', 'not-three-months-yet', 'documents-missing',
  // commitments
  'signer-missing', 'acceptor-missing', 'signs-with-oneself', 'target-below-one', 'ends-before-it-begins',
  // doubts the fold puts on rows, beside those above
  'same-field-differs', 'maybe-paid-twice', 'entry-without-consent', 'reversed-twice', 'vote-count-differs', 'intake-before-vote',
  'not-in-share-units', 'large-amount', 'number-without-consent', 'after-close', 'receipt-taken', 'rate-too-high', 'paid-out-without-contract',
  'paid-out-above-contract', 'overpaid', 'left-with-debt', 'closed-twice', 'maybe-reported-twice', 'version-moved-on', 'review-out-of-turn',
  'signed-already', 'not-the-signer', 'signature-without-photo', 'erase-refused', 'person-erased',
] as const; // prettier-ignore
export type ProblemCode = (typeof problemCodes)[number];

/**
 * How much a problem weighs in a form: `refused` cannot be saved, `confirm` is saved after one more tap, `hint` is only shown.
 * An operation that exists all the same is folded and flagged (sync.md §0, decision 7).
 */
export type ProblemWeight = 'refused' | 'confirm' | 'hint';

/** @typeParam Field the field of the form it stands under */
export interface Problem<Field extends string = string> {
  readonly code: ProblemCode;
  readonly weight: ProblemWeight;
  readonly field?: Field | undefined;
  /** what the sentence names: a house number, a count, an amount in satang */
  readonly facts?: Readonly<Record<string, string | number>> | undefined;
}

export function isRefused(problems: readonly Problem[]): boolean {
  return problems.some((problem) => problem.weight === 'refused');
}
