/** The same entries, totalled by a program that knows nothing of ours, give the same balances: of every column, and of every member. */
import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { accountOf, debitSign, journalOf } from '../../src/domain/journal.ts';
import type { Column } from '../../src/domain/account-column.ts';
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
    const totals = totalsOf(journalOf({ entries: rows.all('entry'), years: [], numberOf: () => 1 }));
    expect([...totals]).toEqual([['assets:cash', 5_025], ['liabilities:pledged:1', -5_025]]); // prettier-ignore
  });
});
