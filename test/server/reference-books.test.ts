/** The same entries, totalled by a program that knows nothing of ours, give the same balances: of every column, and of every member. */
import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import type { YearRow } from '../../src/domain/money-row.ts';
import type { PayloadOf } from '../../src/domain/operation.ts';
import { journalOf } from '../../src/domain/journal.ts';
import type { EntryRow, GroupRow, MemberRow } from '../../src/domain/row.ts';
import { entryKinds, expenseCategories, profitUses } from '../../src/domain/vocabulary.ts';
import { journalOfGroup } from '../../src/server/command/export.ts';
import type { DemoClock } from '../../src/server/demo/demo-phone.ts';
import { seedDemo } from '../../src/server/demo/seed.ts';
import { groupCreate, memberAdd, foundingVote, nextId, operation } from '../support/act.ts';
import { provideTool } from '../support/find-tool.ts';
import { MapRows } from '../support/map-rows.ts';
import { bookOf, earningColumns, handPostings, postedByHand, spendingColumns, Tally, type Sums } from '../support/own-books.ts';
import { openTestOffice, startOfTest } from '../support/server-office.ts';

const hasLedger = provideTool('ledger');

/** Satang by account, as `ledger` adds them up; it refuses a transaction that does not balance. */
function totalsOf(journal: string): Map<string, number> {
  const { status, stdout, stderr } = spawnSync('ledger', ['-f', '-', 'balance', '--flat', '--no-total', '--format', '%(account)|%(display_total)\n'], {
    input: journal,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  }); // prettier-ignore
  if (status !== 0) throw new Error(stderr);
  const lines = stdout.trimEnd().split('\n');
  return new Map(
    lines.map((line) => {
      const [account = '', sum = '0'] = line.split('|');
      return [account.trim(), Math.round(Number.parseFloat(sum.replace(' THB', '')) * 100)];
    }),
  );
}

/** The account of a column and the sign of its debit, by hand: what a group holds and spends is a debit, what it owes and earns a credit. */
function byHand(column: string): readonly [account: string, sign: 1 | -1] {
  if (earningColumns.includes(column)) return [`income:${column}`, -1];
  if (spendingColumns.includes(column)) return [`expenses:${column.replace('cost-', '')}`, 1];
  if (bookOf(column) !== 'incomeLiability') return [`assets:${column}`, 1];
  return [['pledged', 'special', 'external'].includes(column) ? `liabilities:${column}` : `equity:${column}`, -1];
}

const inAccounts = (sums: Sums) =>
  new Map(Object.entries(sums).map(([column, satang]) => [byHand(column)[0], byHand(column)[1] * satang] as const));

function sumUnder(totals: ReadonlyMap<string, number>, account: string): number {
  return [...totals].filter(([name]) => name === account || name.startsWith(`${account}:`)).reduce((sum, [, satang]) => sum + satang, 0);
}

describe.skipIf(!hasLedger)('an independent program totals the books', () => {
  it('of the demonstration’s group of 268 with 24 months, loans and closed years: every column, every member', async () => {
    const clock: DemoClock = { nowMs: startOfTest };
    const { office } = await openTestOffice(() => ({ clock: () => clock.nowMs }));
    const demo = await seedDemo(office, clock, '2026-11-23');
    const g = demo.groupByKey.get('mature') ?? '';
    const totals = totalsOf(await journalOfGroup({ store: office.store }, g));
    const read = async (key: string) => JSON.parse((await office.store.read((tables) => tables.rows.get(g, key))) ?? '{}') as unknown;
    const { columns } = ((await read('group')) as GroupRow).money;
    const rowsOf = async <R>(prefix: 'entry' | 'year') =>
      (await office.store.read(async (tables) => tables.rows.list(g, prefix))).map(({ body }) => JSON.parse(body) as R);
    const tally = new Tally();
    for (const entry of await rowsOf<EntryRow>('entry')) if (entry.reversed === undefined) tally.add(postedByHand(entry));
    for (const year of await rowsOf<YearRow>('year')) tally.add(year.columns as Sums);
    // what the product's books say, what the program came to, and what the table of domain.md comes to by hand
    expect(columns).toEqual(tally.sums);
    for (const [account, satang] of inAccounts(tally.sums)) expect([account, sumUnder(totals, account)]).toEqual([account, satang]);
    const known = [...inAccounts(tally.sums).keys()];
    expect([...totals].filter(([name, sum]) => sum !== 0 && !known.some((each) => name === each || name.startsWith(`${each}:`)))).toEqual(
      [],
    );
    const members = await office.store.read((tables) => tables.rows.list(g, 'member', 1_000));
    expect(members).toHaveLength(268);
    for (const { body } of members) {
      const member = JSON.parse(body) as MemberRow;
      expect(sumUnder(totals, `liabilities:pledged:${member.no}`)).toBe(0 - member.savedSatang);
      expect(sumUnder(totals, `liabilities:special:${member.no}`)).toBe(0 - member.specialSatang);
      expect(sumUnder(totals, `assets:loans:${member.no}`)).toBe(member.owedSatang ?? 0);
    }
  }, 180_000);

  const [g, kham] = [nextId(), nextId()];
  type Line = PayloadOf<'entry.record'>['rows'][number];
  const lines: readonly (readonly [name: string, over: Partial<Line>, expected: Sums])[] = [
    ...entryKinds.map((kind) => [kind, { kind }, postedByHand({ kind, amount: 12_345 })] as const),
    ...expenseCategories.map((category) => [`expense, ${category}`, { kind: 'expense' as const, category }, { cash: -12_345, [`cost-${category}`]: 12_345 }] as const),
    ...profitUses.map((fund) => [`expense out of ${fund}`, { kind: 'expense' as const, fund }, { cash: -12_345, [`fund-${fund}`]: -12_345 }] as const),
    ['welfare out of its fund', { kind: 'welfare-paid', fund: 'welfare' }, { cash: -12_345, 'fund-welfare': -12_345 }],
    ['average return', { kind: 'dividend-paid', fund: 'average-return' }, { cash: -12_345, 'fund-average-return': -12_345 }],
  ]; // prettier-ignore
  it.each(lines)('of one line stands where domain.md puts it by hand: %s', (_name, over, expected) => {
    const rows = new MapRows().foldAll([
      groupCreate(g),
      ...foundingVote(g).ops,
      memberAdd(g, kham),
      operation('entry.record', g, { paidOn: '2026-11-05', writtenBy: 'committee', rows: [{ e: nextId(), kind: 'fine', amount: 12_345, ...over }] }), // prettier-ignore
    ]);
    const totals = totalsOf(journalOf({ entries: rows.all('entry'), years: [], loans: [], numberOf: () => undefined }));
    // a line without a member stands under nobody's name
    expect(new Map([...totals].map(([name, sum]) => [name.replace(/:no-member$/, ''), sum]))).toEqual(inAccounts(expected));
    const { columns } = rows.get<'group'>('group')?.money ?? { columns: {} };
    expect(columns).toEqual(expected);
    // and by itself keeps the first plus the third book equal to the second
    const tally = new Tally();
    tally.add(expected);
    expect(tally.of('cashBank') + tally.of('expenseAsset')).toBe(tally.of('incomeLiability'));
  });

  it('every kind of line has a place in the table by hand, in the book that its column belongs to', () => {
    expect(Object.keys(handPostings).toSorted()).toEqual([...entryKinds].toSorted());
    for (const posting of Object.values(handPostings))
      for (const [book, columns] of Object.entries(posting) as [keyof typeof posting, Sums][])
        for (const column of Object.keys(columns)) expect([column, bookOf(column)]).toEqual([column, book]);
  });

  it('of a group that came with old books: the sum of its loans, and of each borrower what was brought along and paid back since', () => {
    const [g, a, b, first, second] = [nextId(), nextId(), nextId(), nextId(), nextId()];
    const carried = { kind: 'ordinary' as const, signedOn: '2024-05-02', on: '2026-10-31', ratePerMonth: 100, method: 'reducing' as const, instalments: 4, firstDueOn: '2026-12-05', guarantors: [] }; // prettier-ignore
    const entry = (paidOn: string, ...rows: PayloadOf<'entry.record'>['rows']) => operation('entry.record', g, { paidOn, writtenBy: 'committee', rows }); // prettier-ignore
    const rows = new MapRows().foldAll([
      groupCreate(g, { source: 'declared' }),
      memberAdd(g, a),
      memberAdd(g, b),
      entry('2026-10-31', { e: nextId(), kind: 'opening-cash', amount: 20_000 }, { e: nextId(), kind: 'opening-loan', amount: 600_000 }),
      operation('loan.carry', g, { loan: first, member: a, no: '7/2567', principal: 400_000, ...carried }, {}),
      operation('loan.carry', g, { loan: second, member: b, no: '8/2567', principal: 150_000, ...carried }, {}),
      operation('loan.carry', g, { loan: nextId(), no: '9/2567', principal: 50_000, ...carried }, { borrower: 'nobody of the register' }),
      entry('2026-12-05', { e: nextId(), kind: 'loan-principal', member: a, loan: first, amount: 100_000 }, { e: nextId(), kind: 'loan-interest', member: a, loan: first, amount: 4_000 }),
    ]); // prettier-ignore
    const numberOf = (member: string) => (member === a ? 1 : 2);
    const totals = totalsOf(journalOf({ entries: rows.all('entry'), years: [], loans: rows.all('loan'), numberOf }));
    expect(totals.get('assets:loans:1')).toBe(rows.get<'member'>(`member:${a}`)?.owedSatang);
    expect(totals.get('assets:loans:2')).toBe(rows.get<'member'>(`member:${b}`)?.owedSatang);
    expect(totals.get('assets:loans:no-member')).toBe(50_000);
    expect(sumUnder(totals, 'assets:loans')).toBe(500_000);
    expect([totals.get('assets:cash'), totals.get('income:loan-interest')]).toEqual([124_000, -4_000]);
  });

  it('with reversals and corrections', () => {
    const [g, a, wrong] = [nextId(), nextId(), nextId()];
    const line = (e: string, amount: number) => ({ e, kind: 'pledged-savings' as const, member: a, amount, forMonth: '2026-11' });
    const rows = new MapRows().foldAll([
      groupCreate(g),
      ...foundingVote(g).ops,
      memberAdd(g, a),
      operation('entry.record', g, { paidOn: '2026-11-05', writtenBy: 'committee', rows: [line(wrong, 50_000)] }),
      operation('entry.correct', g, { e: wrong, reason: 'a zero too many', row: line(nextId(), 5_025) }),
    ]);
    const totals = totalsOf(journalOf({ entries: rows.all('entry'), years: [], loans: [], numberOf: () => 1 }));
    expect([...totals]).toEqual([['assets:cash', 5_025], ['liabilities:pledged:1', -5_025]]); // prettier-ignore
  });
});
