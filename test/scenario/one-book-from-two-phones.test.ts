/**
 * Two phones write one group's money without signal, in whatever order it arrives, with slips that are put right: the books at the end are
 * those of the worked example (domain.md 3.7, 3.11), month by month, through the closings and to the last satang of the dividend.
 */
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { balanceSheet, columnsThrough, controlTotals, profitAndLoss } from '../../src/domain/account-books.ts';
import { dividendRows } from '../../src/domain/dividend.ts';
import type { MonthRow } from '../../src/domain/money-row.ts';
import type { Operation } from '../../src/domain/operation.ts';
import { earnedBy, lateLinesOf } from '../../src/domain/year-end.ts';
import { foundingVote, groupCreate, memberAdd, nextId, operation } from '../support/act.ts';
import { Judge } from '../support/invariants.ts';
import { MapRows } from '../support/map-rows.ts';
import { newFieldPhone, openTestOffice } from '../support/phone-office.ts';
import { everyRow, groupCreated, memberAdded, newId } from '../support/phone.ts';
import { drawsOf } from '../support/seeded-draws.ts';
import { fiveMonths, fiveRows, months, shares, sharesAllocation, sharesDue, sharesYear, type Money } from '../support/worked-example.ts';

const runs = { numRuns: 200 };
const g = nextId();
const members = [nextId(), nextId(), nextId()] as const;
const founded = (on: string): readonly Operation[] => [
  groupCreate(g),
  ...foundingVote(g, { on }).ops,
  ...members.map((member) => memberAdd(g, member, {}, { appliedOn: on })),
];

function lineOf([, kind, baht, member, forMonth]: Money, e: string, over = 0) {
  return {
    e, kind, amount: Math.round(baht * 100) + over, ...(member !== undefined && { member: members[member] }), ...(forMonth !== undefined && { forMonth }),
  }; // prettier-ignore
}

/** How one line came into the books, on which phone, and when its acts arrived among the others. */
const typing = fc.record({
  slip: fc.constantFrom('none', 'none', 'corrected', 'typed-anew'),
  phone: fc.constantFrom('phone-one', 'phone-two'),
  first: fc.nat(1_000),
  second: fc.nat(1_000),
});
type Typing = typeof typing extends fc.Arbitrary<infer T> ? T : never;
interface Arrival {
  readonly at: number;
  readonly op: Operation;
  readonly by: string;
}
const typings = (money: readonly Money[]) => fc.array(typing, { minLength: money.length, maxLength: money.length, size: 'max' });

/** The acts of all lines in the order in which they reach the office: what puts a slip right comes after it, everything else as it may. */
function arrivalsOf(money: readonly Money[], how: readonly Typing[]): readonly Arrival[] {
  const found = money.flatMap((each, index): Arrival[] => {
    const { slip, phone: by, first, second } = how[index] ?? { slip: 'none', phone: 'phone-one', first: 0, second: 0 };
    const e = nextId();
    const typed = (line: ReturnType<typeof lineOf>) => operation('entry.record', g, { paidOn: each[0], writtenBy: 'committee', rows: [line] }); // prettier-ignore
    if (slip === 'none') return [{ at: first, op: typed(lineOf(each, e)), by }];
    const later = Math.max(first, second);
    const wrong = { at: Math.min(first, second), op: typed(lineOf(each, e, 900)), by };
    const right = lineOf(each, nextId());
    if (slip === 'corrected') return [wrong, { at: later, op: operation('entry.correct', g, { e, reason: 'nine baht too many', row: right }), by: 'phone-one' }]; // prettier-ignore
    return [wrong, { at: later, op: operation('entry.reverse', g, { e, reason: 'typed wrong' }), by: 'phone-two' }, { at: first, op: typed(right), by }]; // prettier-ignore
  });
  return found.toSorted((a, b) => a.at - b.at);
}

class Office {
  readonly rows = new MapRows();
  readonly #judge = new Judge();
  receive(op: Operation, by = 'phone-one'): void {
    expect(this.rows.fold(op, by).applied).toBe(true);
    this.#judge.hear(op, this.rows);
  }
  receiveAll(arrivals: readonly Arrival[]): void {
    for (const { op, by } of arrivals) this.receive(op, by);
  }
  expectSound(): void {
    expect(this.#judge.find(this.rows)).toEqual([]);
  }
  closeMonth(month: string): void {
    this.receive(operation('month.close', g, { month, on: `${month}-28` }));
  }
  /** As the screen closes a year: what the books say was earned, frozen. */
  closeYear({ from, to }: { readonly from: string; readonly to: string }, allocation: typeof sharesAllocation | readonly []): string {
    const closing = nextId();
    const [all, years, later] = [this.rows.all('month'), this.rows.all('year'), this.rows.all('posting')];
    const columns = earnedBy(to, { months: all, years, later });
    this.receive(operation('year.close', g, { closing, from, to, on: to, columns, allocation: [...allocation], basis: 'saved' }));
    return closing;
  }
}

const rowThrough = (all: readonly MonthRow[], month: string) => {
  const sums = columnsThrough(all, month);
  const totals = controlTotals(sums);
  return [sums.cash, sums.bank, totals['cash-bank'], totals['expense-asset'], totals['income-liability']];
};

describe('whatever arrives when', () => {
  const monthly = months.map((month) => fiveMonths.filter(([on]) => on.startsWith(month)));

  it('five months, each closed once both phones had sent, give exactly their five rows; the closed year 25,537.50 on both sides (200 orders)', () => {
    fc.assert(
      fc.property(fc.tuple(...monthly.map(typings)), fc.boolean(), (how, isClosedByBoth) => {
        const office = new Office();
        for (const op of founded('2026-11-05')) office.receive(op);
        for (const [index, month] of months.entries()) {
          office.receiveAll(arrivalsOf(monthly[index] ?? [], how[index] ?? []));
          office.closeMonth(month);
          if (isClosedByBoth) office.closeMonth(month);
          expect(rowThrough(office.rows.all('month'), month)).toEqual(fiveRows[index]);
        }
        const sums = () => columnsThrough(office.rows.all('month'), '9999-12');
        expect(profitAndLoss(sums())).toMatchObject({ incomeTotal: 105_750, expenseTotal: 32_000, profit: 73_750 });
        expect(balanceSheet(sums())).toMatchObject({ assetTotal: 2_553_750, liabilityTotal: 2_553_750, profit: 73_750 });
        office.closeYear({ from: '2026-11-01', to: '2027-03-31' }, sharesAllocation);
        expect(balanceSheet(sums())).toMatchObject({ assetTotal: 2_553_750, liabilityTotal: 2_553_750, profit: 0 });
        expect(sums()).toMatchObject({ 'fund-dividend': 44_250, 'fund-reserve': 7_375, 'fund-welfare': 22_125 });
        // the pages that were printed and signed stand as they were
        expect(months.map((month) => rowThrough(office.rows.all('month'), month))).toEqual(fiveRows);
        office.expectSound();
      }),
      runs,
    );
  });

  it('five months in one heap, with months shut while half of them is on its way, end with the same balances (200 orders)', () => {
    const closings = fc.array(fc.nat(1_000), { minLength: months.length, maxLength: months.length });
    fc.assert(
      fc.property(typings(fiveMonths), closings, (how, closedAt) => {
        const office = new Office();
        for (const op of founded('2026-11-05')) office.receive(op);
        const shut = months.map((month, index) => ({ at: closedAt[index] ?? 0, op: operation('month.close', g, { month, on: `${month}-28` }), by: 'phone-two' })); // prettier-ignore
        office.receiveAll([...arrivalsOf(fiveMonths, how), ...shut].toSorted((a, b) => a.at - b.at));
        const all = office.rows.all('month');
        expect(rowThrough(all, '9999-12')).toEqual(fiveRows[4]);
        expect(balanceSheet(columnsThrough(all, '9999-12'))).toMatchObject({
          assetTotal: 2_553_750,
          liabilityTotal: 2_553_750,
          profit: 73_750,
        });
        office.expectSound();
      }),
      runs,
    );
  });

  it('the year is closed on its profit of 737.50, and 210.71, 105.36 and 126.43 are paid out of it (200 orders)', () => {
    const paidOut: readonly Money[] = sharesDue.map((satang, index) => ['2026-06-10', 'dividend-paid', satang / 100, index as 0 | 1 | 2]);
    fc.assert(
      fc.property(typings(shares), typings(paidOut), (how, howPaid) => {
        const office = new Office();
        for (const op of founded('2026-01-01')) office.receive(op);
        office.receiveAll(arrivalsOf(shares, how));
        for (const month of ['2026-01', '2026-03', '2026-05']) office.closeMonth(month);
        const closing = office.closeYear(sharesYear, sharesAllocation);
        const dividend = () => {
          const [year] = office.rows.all('year').filter(({ id }) => id === closing);
          if (year === undefined) throw new Error('the year is closed');
          const entries = new Map(office.rows.all('entry').map((row) => [row.id, row]));
          const late = lateLinesOf(year, office.rows.all('posting'), entries);
          return dividendRows(year, { members: office.rows.all('member'), passbooks: office.rows.all('passbook'), late, years: [year] });
        };
        const due = () => new Map(dividend().map((row) => [row.member.id, row.due]));
        expect(members.map((member) => due().get(member))).toEqual(sharesDue);
        office.receiveAll(arrivalsOf(paidOut, howPaid));
        expect(dividend().map(({ left }) => left)).toEqual([0, 0, 0]);
        expect(members.map((member) => due().get(member))).toEqual(sharesDue);
        expect(columnsThrough(office.rows.all('month'), '9999-12')['fund-dividend']).toBeUndefined();
        office.expectSound();
      }),
      runs,
    );
  });
});

async function writtenByTwo(money: readonly Money[], seed: number) {
  const draw = drawsOf(seed);
  const office = await openTestOffice();
  const one = await newFieldPhone(office);
  const two = await newFieldPhone(office, { code: await office.invite('field-officer', [], { user: one.known.user }) });
  const g = newId();
  const act = one.act(g);
  const people = [newId(), newId(), newId()];
  await one.phone.record([groupCreated(act), ...people.map((member, index) => memberAdded(act, { firstName: `m ${index}` }, member))]);
  await one.sender.drain('save');
  await two.sender.drain('start');
  const left = [...money];
  while (left.length > 0) {
    const [[on, kind, baht, member, forMonth] = fiveMonths[0]!] = left.splice(draw(left.length), 1);
    const phone = draw(2) === 0 ? one : two;
    const row = (amount: number) => ({ e: newId(), kind, amount, ...(member !== undefined && { member: people[member] }), ...(forMonth !== undefined && { forMonth }) }); // prettier-ignore
    const right = row(Math.round(baht * 100));
    const isSlip = draw(3) === 0;
    const typed = isSlip ? row(right.amount + 900) : right;
    await phone.phone.record([act('entry.record', { paidOn: on, writtenBy: 'committee', rows: [typed] })]);
    if (draw(4) === 0) await phone.sender.drain('save');
    if (isSlip) await phone.phone.record([act('entry.correct', { e: typed.e, reason: 'nine baht too many', row: right })]);
  }
  const meet = async () => {
    for (const { sender } of [one, two, one]) expect(await sender.drain('online')).toBe('done');
    expect(await everyRow(one.phone, g)).toEqual(await everyRow(two.phone, g));
  };
  await meet();
  return { one, two, g, act, people, meet, close: () => office.close() };
}

describe.each([1, 2, 3])('written on two phones with the real office between them, in a random order (seed %i)', (seed) => {
  it('the five months give exactly their five rows and a balance sheet of 25,537.50 on both sides, before and after the closings', async () => {
    const { one, two, g, act, meet, close } = await writtenByTwo(fiveMonths, seed);
    const expectExact = async (profit: number) => {
      const all = await two.phone.rows(g, 'month');
      expect(months.map((month) => rowThrough(all, month))).toEqual(fiveRows);
      expect(balanceSheet(columnsThrough(all, '9999-12'))).toMatchObject({ assetTotal: 2_553_750, liabilityTotal: 2_553_750, profit });
    };
    await expectExact(73_750);
    await one.phone.record([act('month.close', { month: '2027-03', on: '2027-04-01' })]);
    const all = await one.phone.rows(g, 'month');
    const columns = earnedBy('2027-03-31', { months: all, years: [], later: [] });
    const year = {
      from: '2026-11-01',
      to: '2027-03-31',
      on: '2027-04-02',
      columns,
      allocation: [...sharesAllocation],
      basis: 'saved' as const,
    };
    // both phones close it without knowing of each other: it counts once
    await one.phone.record([act('year.close', { closing: newId(), ...year })]);
    await two.phone.record([act('year.close', { closing: newId(), ...year })]);
    await meet();
    await expectExact(0);
    const sums = columnsThrough(await two.phone.rows(g, 'month'), '9999-12');
    expect(sums).toMatchObject({ 'fund-dividend': 44_250, 'fund-reserve': 7_375, 'fund-welfare': 22_125 });
    await close();
  });
});
