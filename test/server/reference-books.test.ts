/** The same entries, totalled by a program that knows nothing of ours, give the same balances: of every column, and of every member. */
import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { accountOf, debitSign, journalOf } from '../../src/domain/journal.ts';
import type { Column } from '../../src/domain/account-column.ts';
import type { PayloadOf } from '../../src/domain/operation.ts';
import type { GroupRow, MemberRow } from '../../src/domain/row.ts';
import { journalOfGroup } from '../../src/server/command/export.ts';
import type { DemoClock } from '../../src/server/demo/demo-phone.ts';
import { seedDemo } from '../../src/server/demo/seed.ts';
import { groupCreate, memberAdd, foundingVote, nextId, operation } from '../support/act.ts';
import { provideTool } from '../support/find-tool.ts';
import { MapRows } from '../support/map-rows.ts';
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
    for (const [column, satang] of Object.entries(columns) as [Column, number][])
      expect([column, sumUnder(totals, accountOf(column))]).toEqual([column, debitSign(column) * satang]);
    const members = await office.store.read((tables) => tables.rows.list(g, 'member', 1_000));
    expect(members).toHaveLength(268);
    for (const { body } of members) {
      const member = JSON.parse(body) as MemberRow;
      expect(sumUnder(totals, `liabilities:pledged:${member.no}`)).toBe(0 - member.savedSatang);
      expect(sumUnder(totals, `liabilities:special:${member.no}`)).toBe(0 - member.specialSatang);
      expect(sumUnder(totals, `assets:loans:${member.no}`)).toBe(member.owedSatang ?? 0);
    }
  }, 60_000);

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
