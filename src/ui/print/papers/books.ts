/** The month's page of one of the three books, the two statements, and the dividends of a closed year. */
import { balanceSheet, bookPage, columnsThrough, controlTotals, type BookPage } from '../../../domain/account-books.ts';
import { threeBooks, type ThreeBook } from '../../../domain/account-column.ts';
import type { MonthRow } from '../../../domain/money-row.ts';
import { isMonth, monthOf } from '../../../domain/thai-calendar.ts';
import { balanceSheetSheet, bookSheet, profitSheet } from '../../tables/book-sheets.ts';
import type { PaperBlock } from '../paper-document.ts';
import { asOfMonth, asOfWords, baht, blank, membersOf, monthsOf, nameIn, placeOf, postingsOf, signersOf, tableOf, type MakePaper, type PaperChoice, type PaperSource } from '../paper-source.ts'; // prettier-ignore

const bookSigners = ['treasurer', 'secretary', 'chair'] as const;

/** Columns that an empty page of a paper book has from the start. */
const usualColumns: Readonly<Record<ThreeBook, BookPage['broughtForward']>> = {
  'cash-bank': {},
  'income-liability': { pledged: 0, special: 0, external: 0, 'entry-fee': 0, 'loan-interest': 0, fine: 0, 'bank-interest': 0, grant: 0, 'other-income': 0 },
  'expense-asset': { loans: 0, enterprise: 0, equipment: 0, 'cost-stationery': 0, 'cost-remuneration': 0, 'cost-travel': 0, 'cost-welfare': 0, 'cost-other': 0 },
}; // prettier-ignore

export const book: MakePaper = async (source) => {
  const { store, group, query, t } = source;
  const key = threeBooks.find((each) => each === query['book']) ?? 'cash-bank';
  const months = await monthsOf(source);
  const month = monthAsked(source, months);
  const years = group === undefined ? [] : await store.rows(group.id, 'year');
  const { postings, entries } = await postingsOf(source, month);
  const page = bookPage(key, month, { months, postings, entries, years });
  const nameOf = nameIn(await membersOf(source));
  const sheet = bookSheet(group === undefined ? { ...page, broughtForward: usualColumns[key] } : page, nameOf, t);
  return {
    choices: [bookChoice(source, key), monthChoice(source, months, month)],
    papers: [
      {
        size: 'landscape',
        place: placeOf(source),
        title: sheet.title,
        under: underMonth(source, month, months),
        blocks: [
          tableOf(source, sheet),
          ...(group === undefined ? [] : [booksControl(source, months, month)]),
          { kind: 'signatures', people: await signersOf(source, bookSigners) },
        ],
      },
    ],
  };
};

export const statements: MakePaper = async (source) => {
  const { group, t } = source;
  const months = await monthsOf(source);
  const month = monthAsked(source, months);
  const sums = columnsThrough(months, month);
  const { assetTotal, liabilityTotal } = balanceSheet(sums);
  const signatures: PaperBlock = { kind: 'signatures', people: await signersOf(source, bookSigners) };
  const under = underMonth(source, month, months);
  const one = (key: 'profit-and-loss' | 'balance-sheet', blocks: readonly PaperBlock[]) => ({
    size: 'a4' as const,
    place: placeOf(source),
    title: t(`table.${key}`),
    under,
    blocks: [...blocks, signatures],
  });
  const isEqual = assetTotal === liabilityTotal;
  const control: PaperBlock = {
    kind: 'text',
    style: isEqual ? 'note' : 'warning',
    text: t(isEqual ? 'print.sheet-sides-same' : 'print.sheet-sides-differ', {
      assets: baht(assetTotal),
      liabilities: baht(liabilityTotal),
    }),
  };
  return {
    choices: [monthChoice(source, months, month)],
    papers: [
      one('profit-and-loss', [tableOf(source, profitSheet(sums, t))]),
      one('balance-sheet', [tableOf(source, balanceSheetSheet(sums, t)), ...(group === undefined ? [] : [control])]),
    ],
  };
};

/** The first and the third book together are the second. */
function booksControl({ t }: PaperSource, months: readonly MonthRow[], month: string): PaperBlock {
  const totals = controlTotals(columnsThrough(months, month));
  const difference = totals['cash-bank'] + totals['expense-asset'] - totals['income-liability'];
  const values = {
    cash: baht(totals['cash-bank']),
    expense: baht(totals['expense-asset']),
    income: baht(totals['income-liability']),
    difference: baht(difference),
  };
  return difference === 0
    ? { kind: 'text', style: 'note', text: t('print.sheet-books-same', values) }
    : { kind: 'text', style: 'warning', text: t('print.sheet-books-differ', values) };
}

/** The month of the address, else the last one with anything in it, else this one. */
function monthAsked({ query, today }: PaperSource, months: readonly MonthRow[]): string {
  const asked = query['month'] ?? '';
  return isMonth(asked) ? asked : (months.findLast(({ month }) => month <= monthOf(today))?.month ?? monthOf(today));
}

function underMonth(source: PaperSource, month: string, months: readonly MonthRow[]): string {
  const { group, today, t, words } = source;
  if (group === undefined) return t('print.sheet-of-month', { month: blank(40) });
  const closedOn = months.find((row) => row.month === month)?.closedOn;
  const standing = closedOn === undefined ? t('print.sheet-not-closed') : t('print.sheet-closed', { date: words.day(closedOn) });
  return [t('print.sheet-of-month', { month: words.month(month, { style: 'long' }) }), asOfWords(source, asOfMonth(month, today)), standing].join(' · '); // prettier-ignore
}

function bookChoice({ t }: PaperSource, value: ThreeBook): PaperChoice {
  return {
    name: 'book',
    label: t('print.choice-book'),
    value,
    options: threeBooks.map((each) => ({ value: each, label: t(`table.book.${each}`) })),
  };
}

function monthChoice({ group, words, t }: PaperSource, months: readonly MonthRow[], value: string): PaperChoice {
  const listed = [...new Set([value, ...months.map(({ month }) => month)])].sort().reverse();
  return {
    name: 'month',
    label: t('print.choice-month'),
    value,
    options: group === undefined ? [] : listed.map((month) => ({ value: month, label: words.month(month, { style: 'long' }) })),
  };
}
