/** One member's money on every page that shows it: register, passbook, journal and leaving, in random histories of a village and of an old paper group. */
import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { columnsOf, columnsOfBook, type Column } from '../../src/domain/account-column.ts';
import { accountOf, debitSign, journalOf } from '../../src/domain/journal.ts';
import { leavingLines, leavingOf } from '../../src/domain/leave-check.ts';
import { passbookYears } from '../../src/domain/passbook.ts';
import type { GroupRow } from '../../src/domain/row.ts';
import { passbookOf, registerRow } from '../../src/domain/savings-register.ts';
import { nextId } from '../support/act.ts';
import { historyIn, moneyMoves, paperMoves, villageOf } from '../support/histories.ts';
import { MapRows } from '../support/map-rows.ts';

const g = nextId();
const declared = { members: 160, savedSatang: 1_000_000, asOf: '2025-12-31' };
const days = ['2025-12-31', '2026-01-15', '2026-01-31', '2026-02-15', '2026-03-31'];
const today = '2026-12-31';

it.each([
  ['a village that keeps money', villageOf(g), moneyMoves(30)],
  ['an old group that brings its books along', villageOf(g, { source: 'declared', declared }), paperMoves(30)],
] as const)(
  '%s: register, passbook and entries say the same on any day, the journal the same as the books',
  (_who, village, moves) => {
    const ground = new MapRows().foldAll(village.ops);
    fc.assert(
      fc.property(moves, (list) => {
        const rows = new MapRows(ground.rows);
        for (const op of historyIn(village, list)) rows.fold(op);
        const years = passbookYears(rows.all('month'), rows.all('day'));
        expect(rows.all('passbook').filter(({ year, lines }) => lines.length > 0 && !years.includes(year))).toEqual([]);
        expectSameOnEveryPage(rows);
        expect(journalSums(rows)).toEqual(bookSums(rows));
      }),
      { numRuns: 200 },
    );
  },
  300_000,
);

function expectSameOnEveryPage(rows: MapRows): void {
  const live = rows.all('entry').filter(({ reversed }) => reversed === undefined);
  for (const member of rows.all('member')) {
    const books = rows.all('passbook').filter((book) => book.member === member.id);
    const last = passbookOf(books).at(-1);
    expect([last?.savingsBalance ?? 0, last?.specialBalance ?? 0]).toEqual([member.savedSatang, member.specialSatang]);
    // the register of today reads no earlier year, and says the same as with all of them
    const later = books.filter(({ year }) => year >= '2026');
    expect(registerRow(member, later, { year: '2026', asOf: today, today }).balance).toBe(member.savedSatang);
    for (const asOf of days) {
      const ofDay = live.filter((entry) => entry.member === member.id && entry.paidOn <= asOf);
      const saved = ofDay.reduce((sum, entry) => sum + (columnsOf(entry).pledged ?? 0), 0);
      expect(registerRow(member, books, { year: asOf.slice(0, 4), asOf, today }).balance).toBe(saved);
      expect(passbookOf(books, asOf).at(-1)?.savingsBalance ?? 0).toBe(saved);
    }
    const leaving = leavingOf(member, rows.all('loan'), today);
    const given = leavingLines(leaving, [3333, 6667]).filter(({ kind }) => kind === 'savings-returned' || kind === 'special-withdrawn');
    const has = Math.min(leaving.net, leaving.savings, leaving.special) < 0 ? 0 : member.savedSatang + member.specialSatang;
    expect(given.reduce((sum, { amount }) => sum + amount, 0)).toBe(has);
  }
}

/** Satang by column, debits above 0, as a program that reads the journal would total it. */
function journalSums(rows: MapRows): Readonly<Record<string, number>> {
  const members = rows.all('member');
  const numberOf = (member: string) => members.find(({ id }) => id === member)?.no;
  const journal = journalOf({ entries: rows.all('entry'), years: rows.all('year'), loans: rows.all('loan'), numberOf });
  const columns = Object.values(columnsOfBook).flat() as Column[];
  const sums = new Map<string, number>();
  for (const [, account = '', minus, baht, satang] of journal.matchAll(/^ {4}(\S+) {2}(-?)(\d+)\.(\d\d) THB$/gm)) {
    const column = columns.find((each) => account === accountOf(each) || account.startsWith(`${accountOf(each)}:`)) ?? account;
    sums.set(column, (sums.get(column) ?? 0) + (minus === '-' ? -1 : 1) * (Number(baht) * 100 + Number(satang)));
  }
  return Object.fromEntries([...sums].filter(([, satang]) => satang !== 0).toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

function bookSums(rows: MapRows): Readonly<Record<string, number>> {
  const { columns } = (rows.get('group') as GroupRow).money;
  return Object.fromEntries(Object.entries(columns).map(([column, satang]) => [column, debitSign(column as Column) * satang]));
}
