/** Two phones write one group's money without signal, in whatever order; the books at the end are those of the worked example (domain.md 3.7, 3.11). */
import { describe, expect, it } from 'vitest';
import { balanceSheet, columnsThrough, controlTotals } from '../../src/domain/account-books.ts';
import { dividends, dividendWeight } from '../../src/domain/savings-register.ts';
import type { EntryKind } from '../../src/domain/vocabulary.ts';
import { drawsOf } from '../support/seeded-draws.ts';
import { newFieldPhone, openTestOffice } from '../support/phone-office.ts';
import { everyRow, groupCreated, memberAdded, newId } from '../support/phone.ts';

type Money = readonly [on: string, kind: EntryKind, baht: number, member?: 0 | 1 | 2, forMonth?: string];
const fiveMonths: readonly Money[] = [
  ['2026-11-05', 'entry-fee', 960], ['2026-11-05', 'pledged-savings', 4500, 0, '2026-11'], ['2026-11-06', 'expense', 320], ['2026-11-06', 'bank-deposit', 5000],
  ['2026-12-05', 'pledged-savings', 4450, 0, '2026-12'], ['2026-12-05', 'fine', 5], ['2026-12-06', 'bank-deposit', 4400],
  ['2027-01-05', 'pledged-savings', 4500, 0, '2027-01'], ['2027-01-05', 'pledged-savings', 50, 1, '2026-12'], ['2027-01-05', 'pledged-savings', 100, 2, '2027-01'], ['2027-01-05', 'entry-fee', 20], ['2027-01-06', 'bank-deposit', 4800],
  ['2027-02-05', 'pledged-savings', 4600, 0, '2027-02'], ['2027-02-06', 'bank-withdrawal', 6000], ['2027-02-06', 'loan-out', 6000], ['2027-02-06', 'bank-deposit', 4600],
  ['2027-03-05', 'pledged-savings', 4600, 0, '2027-03'], ['2027-03-05', 'loan-principal', 1000], ['2027-03-05', 'loan-interest', 60], ['2027-03-05', 'special-savings', 2000, 0], ['2027-03-06', 'bank-interest', 12.5], ['2027-03-06', 'bank-deposit', 7600],
]; // prettier-ignore
const shares: readonly Money[] = [1, 2, 3, 4, 5].flatMap((month): Money[] => {
  const [on, forMonth] = [`2026-0${month}-05`, `2026-0${month}`];
  return [
    [on, 'pledged-savings', 100, 0, forMonth],
    [on, 'pledged-savings', 50, 1, forMonth],
    ...(month >= 3 ? [[on, 'pledged-savings', 100, 2, forMonth] as const] : []),
  ];
});

async function writtenByTwo(money: readonly Money[], seed: number) {
  const draw = drawsOf(seed);
  const office = await openTestOffice();
  const one = await newFieldPhone(office);
  const two = await newFieldPhone(office, { code: await office.invite('field-officer', [], { user: one.known.user }) });
  const g = newId();
  const act = one.act(g);
  const members = [newId(), newId(), newId()];
  await one.phone.record([groupCreated(act), ...members.map((member, index) => memberAdded(act, { firstName: `m ${index}` }, member))]);
  await one.sender.drain('save');
  await two.sender.drain('start');
  const left = [...money];
  while (left.length > 0) {
    const [[on, kind, baht, member, forMonth] = fiveMonths[0]!] = left.splice(draw(left.length), 1);
    const phone = draw(2) === 0 ? one : two;
    const row = { e: newId(), kind, amount: Math.round(baht * 100), ...(member !== undefined && { member: members[member] }), ...(forMonth !== undefined && { forMonth }) }; // prettier-ignore
    await phone.phone.record([act('entry.record', { paidOn: on, writtenBy: 'committee', rows: [row] })]);
    if (draw(4) === 0) await phone.sender.drain('save');
  }
  for (const { sender } of [one, two, one]) expect(await sender.drain('online')).toBe('done');
  expect(await everyRow(one.phone, g)).toEqual(await everyRow(two.phone, g));
  return { phone: two.phone, g, members, close: () => office.close() };
}

describe.each([1, 2, 3])('written on two phones in a random order (seed %i)', (seed) => {
  it('the five months give exactly their five rows and a balance sheet of 25,537.50 on both sides', async () => {
    const { phone, g, close } = await writtenByTwo(fiveMonths, seed);
    const months = await phone.rows(g, 'month');
    const table = ['2026-11', '2026-12', '2027-01', '2027-02', '2027-03'].map((month) => {
      const sums = columnsThrough(months, month);
      const totals = controlTotals(sums);
      return [sums.cash, sums.bank, totals['cash-bank'], totals['expense-asset'], totals['income-liability']];
    });
    expect(table).toEqual([
      [14_000, 500_000, 514_000, 32_000, 546_000],
      [19_500, 940_000, 959_500, 32_000, 991_500],
      [6_500, 1_420_000, 1_426_500, 32_000, 1_458_500],
      [6_500, 1_280_000, 1_286_500, 632_000, 1_918_500],
      [12_500, 2_041_250, 2_053_750, 532_000, 2_585_750],
    ]);
    expect(balanceSheet(columnsThrough(months, '2027-03'))).toMatchObject({ assetTotal: 2_553_750, liabilityTotal: 2_553_750, profit: 73_750 }); // prettier-ignore
    await close();
  });

  it('the dividend is 210.71, 105.36 and 126.43', async () => {
    const { phone, g, members, close } = await writtenByTwo(shares, seed);
    const weights: number[] = [];
    for (const member of members) {
      const rows = await phone.rowsOf(g, [`passbook:2026:${member}`]);
      const lines = rows.flatMap((row) => row.lines);
      weights.push(dividendWeight(lines, { from: '2026-01-01', to: '2026-05-31', basis: 'saved' }));
    }
    expect(dividends(44_250, weights)).toEqual([21_071, 10_536, 12_643]);
    await close();
  });
});
