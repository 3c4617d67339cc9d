/**
 * The columns of the three books and where each kind of entry stands in them (domain.md 3.7).
 *
 * The cash and bank book has what the group holds; the income and liability book what it owes and earned; the expense and asset book what it
 * lent, bought and spent. Every entry keeps the first plus the third equal to the second.
 */
import type { Satang } from './money.ts';
import type { EntryKind, ExpenseCategory, ProfitUse } from './vocabulary.ts';

export const threeBooks = ['cash-bank', 'income-liability', 'expense-asset'] as const;
export type ThreeBook = (typeof threeBooks)[number];

export const columnsOfBook = {
  'cash-bank': ['cash', 'bank'],
  'income-liability': [
    'pledged', 'special', 'external', 'fund-dividend', 'fund-average-return', 'fund-reserve', 'fund-bonus', 'fund-welfare', 'fund-public-benefit',
    'carried-forward', 'entry-fee', 'loan-interest', 'fine', 'bank-interest', 'grant', 'enterprise-income', 'other-income',
  ],
  'expense-asset': [
    'loans', 'enterprise', 'equipment', 'shortage',
    'cost-stationery', 'cost-remuneration', 'cost-travel', 'cost-interest-paid', 'cost-welfare', 'cost-other',
  ],
} as const; // prettier-ignore
export type Column = (typeof columnsOfBook)[ThreeBook][number];

/** Columns that a year's closing empties: what was earned and what was spent. */
export const incomeColumns = [
  'entry-fee', 'loan-interest', 'fine', 'bank-interest', 'grant', 'enterprise-income', 'other-income',
] as const satisfies readonly Column[]; // prettier-ignore
export const expenseColumns = [
  'cost-stationery', 'cost-remuneration', 'cost-travel', 'cost-interest-paid', 'cost-welfare', 'cost-other',
] as const satisfies readonly Column[]; // prettier-ignore

/** Satang by column; a column that is not named is 0. */
export type ColumnSums = Readonly<Partial<Record<Column, Satang>>>;

/** What an entry must say to find its columns. */
export interface Postable {
  readonly kind: EntryKind;
  readonly amount: Satang;
  /** of an expense; `other` when it does not say */
  readonly category?: ExpenseCategory | undefined;
  /** paid out of what was put aside, and so no cost of the year */
  readonly fund?: ProfitUse | undefined;
}

type Effect = Readonly<Partial<Record<Column, 1 | -1>>>;

const effects: Readonly<Record<Exclude<EntryKind, 'expense' | 'welfare-paid' | 'dividend-paid'>, Effect>> = {
  'pledged-savings': { cash: 1, pledged: 1 },
  'special-savings': { cash: 1, special: 1 },
  'savings-returned': { cash: -1, pledged: -1 },
  'special-withdrawn': { cash: -1, special: -1 },
  'entry-fee': { cash: 1, 'entry-fee': 1 },
  fine: { cash: 1, fine: 1 },
  'loan-out': { cash: -1, loans: 1 },
  'loan-principal': { cash: 1, loans: -1 },
  'loan-interest': { cash: 1, 'loan-interest': 1 },
  'loan-written-off': { loans: -1, 'cost-other': 1 },
  'bank-deposit': { cash: -1, bank: 1 },
  'bank-withdrawal': { cash: 1, bank: -1 },
  'bank-interest': { bank: 1, 'bank-interest': 1 },
  grant: { cash: 1, grant: 1 },
  'enterprise-income': { cash: 1, 'enterprise-income': 1 },
  'asset-bought': { cash: -1, equipment: 1 },
  'cash-short': { cash: -1, shortage: 1 },
  'cash-over': { cash: 1, 'other-income': 1 },
  'shortage-repaid': { cash: 1, shortage: -1 },
  'external-loan': { cash: 1, external: 1 },
  'external-repaid': { cash: -1, external: -1 },
  'enterprise-invested': { cash: -1, enterprise: 1 },
  'enterprise-returned': { cash: 1, enterprise: -1 },
  'opening-cash': { cash: 1, 'carried-forward': 1 },
  'opening-bank': { bank: 1, 'carried-forward': 1 },
  'opening-savings': { pledged: 1, 'carried-forward': -1 },
  'opening-special': { special: 1, 'carried-forward': -1 },
  'opening-loan': { loans: 1, 'carried-forward': 1 },
  'opening-external': { external: 1, 'carried-forward': -1 },
  'opening-equipment': { equipment: 1, 'carried-forward': 1 },
};

/** @returns what the entry adds to each column it stands in, satang */
export function columnsOf(entry: Postable, sign: 1 | -1 = 1): ColumnSums {
  const sums: Partial<Record<Column, Satang>> = {};
  for (const [column, direction] of Object.entries(effectOf(entry))) sums[column as Column] = sign * direction * entry.amount;
  return sums;
}

function effectOf({ kind, category = 'other', fund }: Postable): Effect {
  switch (kind) {
    case 'expense':
      return fund === undefined ? { cash: -1, [`cost-${category}`]: 1 } : { cash: -1, [`fund-${fund}`]: -1 };
    case 'welfare-paid':
      return fund === undefined ? { cash: -1, 'cost-welfare': 1 } : { cash: -1, [`fund-${fund}`]: -1 };
    case 'dividend-paid':
      return { cash: -1, [`fund-${fund ?? 'dividend'}`]: -1 };
    default:
      return effects[kind];
  }
}

/** Adds column by column; a column that comes to 0 is left out, so that equal books are equal objects. */
export function addColumns(...all: readonly ColumnSums[]): ColumnSums {
  const sums: Partial<Record<Column, Satang>> = {};
  for (const each of all)
    for (const [column, satang] of Object.entries(each) as [Column, Satang][]) {
      const sum = (sums[column] ?? 0) + satang;
      if (sum === 0) delete sums[column];
      else sums[column] = sum;
    }
  return Object.fromEntries(Object.entries(sums).sort(([a], [b]) => (a < b ? -1 : 1)));
}

export function sumColumns(sums: ColumnSums, columns: readonly Column[]): Satang {
  return columns.reduce((total, column) => total + (sums[column] ?? 0), 0);
}

export function bookBalance(sums: ColumnSums, book: ThreeBook): Satang {
  return sumColumns(sums, columnsOfBook[book]);
}

/** First plus third minus second book: 0 whatever happened (domain.md 3.13, 1). */
export function booksDifference(sums: ColumnSums): Satang {
  return bookBalance(sums, 'cash-bank') + bookBalance(sums, 'expense-asset') - bookBalance(sums, 'income-liability');
}

/** What was earned less what was spent since the last closing, below 0 for a loss. */
export function profitOf(sums: ColumnSums): Satang {
  return sumColumns(sums, incomeColumns) - sumColumns(sums, expenseColumns);
}
