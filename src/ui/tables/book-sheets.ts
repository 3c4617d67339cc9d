/** The pages of the three books and the two statements as sheets. */
import type { Translate } from '../../content/text.ts';
import { balanceSheet, profitAndLoss, type BookLine, type BookPage, type StatementLine } from '../../domain/account-books.ts';
import { bookBalance, columnsOfBook, type Column, type ColumnSums } from '../../domain/account-column.ts';
import type { Sheet, SheetColumn, SheetRow } from './sheet.ts';

/** Words for people that a line names; the name of a member, `undefined` when the reader may not know. */
export type NameOf = (member: string) => string | undefined;

/** One month of one book: money in, money out and what is left of cash and bank; every column that moved of the other two. */
export function bookSheet(page: BookPage, nameOf: NameOf, t: Translate): Sheet {
  return page.book === 'cash-bank' ? cashBankSheet(page, nameOf, t) : columnsSheet(page, nameOf, t);
}

const fixed = (t: Translate): SheetColumn[] => [
  { key: 'on', label: t('table.day'), kind: 'day', width: 9 },
  { key: 'receipt', label: t('table.receipt'), kind: 'text', width: 8 },
  { key: 'what', label: t('table.what'), kind: 'text', width: 22 },
];

function cashBankSheet(page: BookPage, nameOf: NameOf, t: Translate): Sheet {
  const columns: SheetColumn[] = [
    ...fixed(t),
    { key: 'cash-in', label: t('table.in'), under: t('table.column.cash'), kind: 'money', width: 10 },
    { key: 'cash-out', label: t('table.out'), under: t('table.column.cash'), kind: 'money', width: 10 },
    { key: 'cash', label: t('table.left-over'), under: t('table.column.cash'), kind: 'money', width: 10, isBalance: true },
    { key: 'bank-in', label: t('table.deposited'), under: t('table.column.bank'), kind: 'money', width: 10 },
    { key: 'bank-out', label: t('table.withdrawn'), under: t('table.column.bank'), kind: 'money', width: 10 },
    { key: 'bank', label: t('table.left-over'), under: t('table.column.bank'), kind: 'money', width: 10, isBalance: true },
  ];
  const split = (name: 'cash' | 'bank', satang: number | undefined) =>
    satang === undefined ? {} : satang > 0 ? { [`${name}-in`]: satang } : { [`${name}-out`]: -satang };
  const balances = (sums: ColumnSums) => ({ cash: sums.cash ?? 0, bank: sums.bank ?? 0 });
  return {
    title: t('table.book.cash-bank'),
    columns,
    rows: [
      carriedRow('before', t('table.brought-forward'), balances(page.broughtForward)),
      ...page.lines.map((line, index) => ({
        ...lineRow(line, index, nameOf, t),
        cells: {
          ...lineRow(line, index, nameOf, t).cells,
          ...split('cash', line.moves.cash),
          ...split('bank', line.moves.bank),
          ...balances(line.balances),
        },
      })),
    ],
    totals: {
      what: t('table.carried-forward'),
      'cash-in': page.added.cash ?? 0, 'cash-out': page.taken.cash ?? 0, 'bank-in': page.added.bank ?? 0, 'bank-out': page.taken.bank ?? 0,
      ...balances(page.carriedForward),
    }, // prettier-ignore
  };
}

function columnsSheet(page: BookPage, nameOf: NameOf, t: Translate): Sheet {
  const moved = columnsOfBook[page.book].filter(
    (column) => page.broughtForward[column] !== undefined || page.lines.some((line) => line.moves[column] !== undefined),
  );
  const columns: SheetColumn[] = [
    ...fixed(t),
    ...moved.map((column): SheetColumn => ({ key: column, label: t(`table.column.${column}`), kind: 'money', width: 10 })),
    { key: 'balance', label: t('table.book-balance'), kind: 'money', width: 11, isBalance: true },
  ];
  const all = (sums: ColumnSums) => ({ ...sums, balance: bookBalance(sums, page.book) });
  return {
    title: t(`table.book.${page.book}`),
    columns,
    rows: [
      carriedRow('before', t('table.brought-forward'), all(page.broughtForward)),
      ...page.lines.map((line, index) => {
        const row = lineRow(line, index, nameOf, t);
        return { ...row, cells: { ...row.cells, ...line.moves, balance: bookBalance(line.balances, page.book) } };
      }),
    ],
    totals: { what: t('table.carried-forward'), ...all(page.carriedForward) },
  };
}

function carriedRow(key: string, what: string, cells: SheetRow['cells']): SheetRow {
  return { key, tone: 'carried', cells: { what, ...cells } };
}

function lineRow(line: BookLine, index: number, nameOf: NameOf, t: Translate): SheetRow {
  const { entry } = line;
  const name = entry?.member === undefined ? undefined : nameOf(entry.member);
  const kind = entry === undefined ? t('table.year-closing') : t(`group.entry.${entry.kind}`);
  const what = [line.isReversal ? t('table.reversal', { what: kind }) : kind, name].filter(Boolean).join(' · ');
  const tone = line.isReversal ? 'reversal' : line.isAdjustment ? 'adjustment' : undefined;
  return { key: `${entry?.id ?? line.closing ?? ''}|${index}`, tone, cells: { on: line.on, receipt: line.receipt, what } };
}

/** Income and expense since the last closing, and what is left. */
export function profitSheet(sums: ColumnSums, t: Translate): Sheet {
  const { income, expense, incomeTotal, expenseTotal, profit } = profitAndLoss(sums);
  return {
    title: t('table.profit-and-loss'),
    columns: statementColumns(t),
    rows: [
      ...statementRows(income, t),
      carriedRow('income', t('table.income-total'), { amount: incomeTotal }),
      ...statementRows(expense, t),
      carriedRow('expense', t('table.expense-total'), { amount: expenseTotal }),
    ],
    totals: { what: t(profit < 0 ? 'table.loss' : 'table.profit'), amount: profit },
  };
}

/** What the group holds, and what it owes, has put aside and earned: both sides the same sum. */
export function balanceSheetSheet(sums: ColumnSums, t: Translate): Sheet {
  const { assets, liabilities, profit, assetTotal, liabilityTotal } = balanceSheet(sums);
  return {
    title: t('table.balance-sheet'),
    columns: statementColumns(t),
    rows: [
      ...statementRows(assets, t),
      carriedRow('assets', t('table.asset-total'), { amount: assetTotal }),
      ...statementRows(liabilities, t),
      { key: 'profit', cells: { what: t(profit < 0 ? 'table.loss' : 'table.profit'), amount: profit } },
    ],
    totals: { what: t('table.liability-total'), amount: liabilityTotal },
  };
}

const statementColumns = (t: Translate): SheetColumn[] => [
  { key: 'what', label: t('table.what'), kind: 'text', width: 30 },
  { key: 'amount', label: t('table.amount'), kind: 'money', width: 12 },
];

function statementRows(lines: readonly StatementLine[], t: Translate): readonly SheetRow[] {
  return lines.map(({ column, satang }: { column: Column; satang: number }) => ({
    key: column,
    cells: { what: t(`table.column.${column}`), amount: satang },
  }));
}
