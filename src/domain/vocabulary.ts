/** The closed lists of words that operations use; without the schemas, so that a screen that only names them stays light. */

export const stepKeys = [
  '1.1', '1.2', '1.3', '1.4', '1.5',
  '2.1', '2.2', '2.3', '2.4', '2.5', '2.6', '2.7', '2.8',
  '3.1', '3.2', '3.3', '3.4', '3.5', '3.6', '3.7',
] as const; // prettier-ignore
export type StepKey = (typeof stepKeys)[number];

export const documentKeys = [
  'application-form', 'passbook', 'member-register', 'savings-control-register', 'minute-book', 'guardian-consent-form', 'account-books',
  'borrower-ledger', 'loan-contract-register', 'loan-contract-form',
] as const; // prettier-ignore
export type DocumentKey = (typeof documentKeys)[number];
export const accountBookKeys = ['cash-bank', 'income-liability', 'expense-asset', 'profit-and-loss', 'balance-sheet'] as const;
export type AccountBookKey = (typeof accountBookKeys)[number];

export const villageTypes = ['sufficiency-economy', 'poverty-project', 'mother-fund', 'other'] as const;
export type VillageType = (typeof villageTypes)[number];
export const stages = ['active', 'not-now', 'dormant', 'dissolving', 'dissolved', 'voided'] as const;
export type Stage = (typeof stages)[number];
export const meetingKinds = [
  'leaders-analysis', 'leaders-training', 'people', 'founding', 'monthly', 'committee', 'member-training', 'annual',
] as const; // prettier-ignore
export type MeetingKind = (typeof meetingKinds)[number];
export const entryKinds = [
  'pledged-savings', 'special-savings', 'savings-returned', 'special-withdrawn', 'entry-fee', 'fine', 'loan-out', 'loan-principal',
  'loan-interest', 'bank-deposit', 'bank-withdrawal', 'bank-interest', 'grant', 'enterprise-income', 'expense', 'asset-bought',
  'cash-short', 'cash-over', 'shortage-repaid', 'dividend-paid', 'welfare-paid', 'external-loan', 'external-repaid',
  'enterprise-invested', 'enterprise-returned',
  // what nobody will pay back any more, by a meeting's decision; no money moves
  'loan-written-off',
  // what an old group brings along from its paper books
  'opening-cash', 'opening-bank', 'opening-savings', 'opening-special', 'opening-loan', 'opening-external', 'opening-equipment',
] as const; // prettier-ignore
export type EntryKind = (typeof entryKinds)[number];
export const expenseCategories = ['stationery', 'remuneration', 'travel', 'interest-paid', 'welfare', 'other'] as const;
export type ExpenseCategory = (typeof expenseCategories)[number];
/** what a year's profit is put aside for */
export const profitUses = ['dividend', 'average-return', 'reserve', 'bonus', 'welfare', 'public-benefit'] as const;
export type ProfitUse = (typeof profitUses)[number];
/** what the pictures in the stream of a district, not of a group, show: the signed paper of a commitment, the day an agenda was announced */
export const areaPhotoKinds = ['commitment', 'agenda'] as const;

export const branches = ['board', 'credit', 'audit', 'promotion'] as const;
export type Branch = (typeof branches)[number];
export const offices = ['chair', 'vice-chair', 'secretary', 'treasurer', 'registrar', 'member'] as const;
export type Office = (typeof offices)[number];
export const roles = ['field-officer', 'volunteer', 'district-chief', 'province', 'department', 'committee'] as const;
export type Role = (typeof roles)[number];
