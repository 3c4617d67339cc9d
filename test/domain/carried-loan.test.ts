import { describe, expect, it } from 'vitest';
import { findCarriedLoanProblems, type CarriedLoan } from '../../src/domain/carried-loan-check.ts';
import { findEndingProblems } from '../../src/domain/dissolve.ts';
import { savingsLeftIn } from '../../src/domain/group-figures.ts';
import { loansUntold } from '../../src/domain/loan.ts';
import { dueOf, lateOf, loanTotals, nextInstalment, scheduleLines } from '../../src/domain/loan-due.ts';
import type { Operation, PayloadOf } from '../../src/domain/operation.ts';
import type { EntryKind } from '../../src/domain/vocabulary.ts';
import { groupCreate, memberAdd, nextId, operation } from '../support/act.ts';
import { MapRows } from '../support/map-rows.ts';

const g = nextId();
const [kham, boon, loan, other] = [nextId(), nextId(), nextId(), nextId()];
const declared = { members: 160, savedSatang: 50_000, asOf: '2026-11-01' };
const entry = (kind: EntryKind, amount: number, more: object = {}, paidOn = '2026-11-01') =>
  operation('entry.record', g, { paidOn, writtenBy: 'committee', rows: [{ e: nextId(), kind, amount, ...more }] });
const lentSum = entry('opening-loan', 600_000);
const saved = entry('opening-savings', 50_000, { member: kham });
const terms = { principal: 400_000, ratePerMonth: 100, method: 'reducing', instalments: 4 } as const;
const carried = {
  loan, member: kham, kind: 'ordinary', no: '7/2567', signedOn: '2024-05-02', on: '2026-11-01', lent: 1_000_000,
  ...terms, firstDueOn: '2026-12-05', guarantors: [boon],
} satisfies PayloadOf<'loan.carry'>; // prettier-ignore
const carry = (change: Partial<PayloadOf<'loan.carry'>> = {}, borrower?: string) =>
  operation('loan.carry', g, { ...carried, ...change }, { borrower });
const paid = (kind: EntryKind, amount: number, on: string, of = loan) => entry(kind, amount, { member: kham, loan: of }, on);
const after = (...ops: readonly Operation[]) =>
  new MapRows().foldAll([groupCreate(g, { source: 'declared', declared }), memberAdd(g, kham), memberAdd(g, boon), ...ops]);
const groupIn = (rows: MapRows) => rows.get<'group'>('group')!;
const untold = (rows: MapRows) => loansUntold(groupIn(rows).money.columns, rows.all('loan'));
const loanIn = (rows: MapRows, id = loan) => rows.get<'loan'>(`loan:${id}`)!;

describe('a loan from the paper books of an old group', () => {
  it('is part of the sum that the books opened with, and adds nothing to them, in whichever order the two are written', () => {
    for (const ops of [
      [lentSum, carry()],
      [carry(), lentSum],
    ]) {
      // prettier-ignore
      const rows = after(...ops);
      expect(groupIn(rows).money.columns.loans).toBe(600_000);
      expect(untold(rows)).toBe(200_000);
      expect(loanIn(rows)).toMatchObject({ state: 'running', paidOut: 400_000, paidOutOn: '2026-11-01', asked: 1_000_000 });
      expect(groupIn(rows).money.loansRunning).toBe(1);
      expect(rows.get<'member'>(`member:${kham}`)?.owedSatang).toBe(400_000);
      expect(rows.get<'member'>(`member:${boon}`)?.guarantees).toEqual([loan]);
    }
  });

  it('told on two phones is more than the books have, which is shown and never booked twice; the second one is taken out again', () => {
    const rows = after(lentSum, carry({ principal: 600_000 }), carry({ loan: other, principal: 600_000 }));
    expect([groupIn(rows).money.columns.loans, untold(rows)]).toEqual([600_000, -600_000]);
    rows.fold(operation('loan.close', g, { loan: other, on: '2026-11-02', reason: 'cancelled', note: 'told twice' }));
    expect([untold(rows), loanIn(rows, other).state, rows.get<'member'>(`member:${kham}`)?.owedSatang]).toEqual([0, 'cancelled', 600_000]);
    expect(groupIn(rows).money.loansRunning).toBe(1);
  });

  it('is paid back like any other: schedule, arrears, totals; the books and the loans stay together', () => {
    const rows = after(lentSum, carry(), carry({ loan: other, no: '8/2567', principal: 200_000 }));
    rows.foldAll([paid('loan-principal', 100_000, '2026-12-05'), paid('loan-interest', 4_000, '2026-12-05')]);
    expect(loanIn(rows)).toMatchObject({ principalPaid: 100_000, interestPaid: 4_000 });
    expect(nextInstalment(loanIn(rows))).toMatchObject({ no: 2, dueOn: '2027-01-05' });
    expect(lateOf(loanIn(rows), '2027-01-06')).toEqual({ principal: 100_000, interest: 3_000, since: '2027-01-05' });
    expect(loanTotals(rows.all('loan'), '2026-12-05')).toMatchObject({ outstanding: 500_000, lateLoans: 0 });
    expect(untold(rows)).toBe(0);
  });

  it('that was late when the books opened is late from then on', () => {
    const rows = after(lentSum, carry({ firstDueOn: '2026-09-05' }));
    expect(dueOf(loanIn(rows), '2026-11-01')).toEqual({ principal: 200_000, interest: 7_000, since: '2026-09-05' });
    expect(scheduleLines(loanIn(rows), '2026-11-01').map(({ state }) => state)).toEqual(['late', 'late', 'to-come', 'to-come']);
  });

  it('is corrected by writing it again: another rest, another borrower; what was paid stays', () => {
    const rows = after(lentSum, carry(), paid('loan-principal', 100_000, '2026-12-05'), carry({ member: boon, principal: 500_000, guarantors: [kham] })); // prettier-ignore
    expect([loanIn(rows).paidOut, loanIn(rows).principalPaid, loanIn(rows).contract?.principal]).toEqual([500_000, 100_000, 500_000]);
    const owes = [kham, boon].map((id) => rows.get<'member'>(`member:${id}`)?.owedSatang);
    expect(owes).toEqual([undefined, 400_000]);
    expect(rows.get<'member'>(`member:${boon}`)?.guarantees).toBeUndefined();
    expect([untold(rows), rows.get<'member'>(`member:${kham}`)?.guarantees]).toEqual([100_000, [loan]]);
  });

  it('that one phone corrects and the other drops, writes off or takes money for is the same loan, whoever sends first', () => {
    const close = (reason: 'cancelled' | 'written-off') => operation('loan.close', g, { loan, on: '2026-11-02', reason });
    const pairs: readonly (readonly Operation[])[] = [
      [close('cancelled'), carry({ principal: 500_000 })],
      [close('cancelled'), paid('loan-principal', 100_000, '2026-12-05')],
      [close('cancelled'), carry({ principal: 500_000 }), paid('loan-principal', 100_000, '2026-12-05')],
      [close('written-off'), paid('loan-written-off', 400_000, '2026-11-02'), carry({ lent: 900_000 })],
    ];
    const states = pairs.map((ops) => {
      const [there, back] = [ops, ops.toReversed()].map((order) => {
        const rows = after(lentSum, carry(), ...order);
        const { state, paidOut, principalPaid } = loanIn(rows);
        return [state, paidOut, principalPaid, rows.get<'member'>(`member:${kham}`)?.owedSatang, untold(rows)];
      });
      expect(there).toEqual(back);
      return there;
    });
    expect(states).toEqual([
      ['cancelled', 0, 0, undefined, 600_000],
      ['running', 400_000, 100_000, 300_000, 200_000],
      ['running', 500_000, 100_000, 400_000, 100_000],
      ['written-off', 400_000, 0, undefined, 200_000],
    ]);
  });

  it('of somebody in no register keeps the name out of what boards read, and belongs to the member once he is typed in', () => {
    const rows = after(lentSum, carry({ member: undefined, guarantors: [] }, 'a name on paper'));
    expect(loanIn(rows)).toMatchObject({ borrower: 'a name on paper', state: 'running' });
    expect(JSON.stringify(groupIn(rows))).not.toContain('a name on paper');
    rows.fold(carry({ guarantors: [] }));
    expect(loanIn(rows).borrower).toBeUndefined();
    expect(rows.get<'member'>(`member:${kham}`)?.owedSatang).toBe(400_000);
  });

  it('with a rate above the law is taken in and marked', () => {
    expect(loanIn(after(lentSum, carry({ ratePerMonth: 200 }))).flags).toEqual(['rate-too-high']);
    expect(loanIn(after(lentSum, carry({ ratePerMonth: 200 }), carry())).flags).toBeUndefined();
  });

  it('case 49: a group with old books is wound up when its old loans are paid back and everybody has his savings', () => {
    const rows = after(lentSum, saved, entry('opening-cash', 10_000), carry(), carry({ loan: other, no: '8/2567', principal: 200_000 }));
    const problems = () => findEndingProblems(groupIn(rows), { meeting: undefined, decision: 'to the temple' }).map(({ code }) => code);
    expect(problems()).toEqual(['ending-meeting-missing', 'loans-not-settled', 'savings-not-returned']);
    rows.foldAll([paid('loan-principal', 400_000, '2026-12-05'), paid('loan-principal', 200_000, '2026-12-05', other)]);
    expect([loanIn(rows).state, loanIn(rows, other).state]).toEqual(['repaid', 'repaid']);
    rows.fold(entry('savings-returned', 50_000, { member: kham }, '2026-12-06'));
    expect([problems(), savingsLeftIn(groupIn(rows))]).toEqual([['ending-meeting-missing'], 0]);
  });
});

describe('the form of an old loan', () => {
  const form: CarriedLoan = { ...carried, member: kham, borrower: '', guarantors: [] };
  const found = (change: Partial<CarriedLoan>) => {
    const rows = after(carry());
    const memberById = new Map(rows.all('member').map((member) => [member.id, member]));
    const facts = { loan: undefined, loans: rows.all('loan'), memberById, rules: undefined, todayOn: '2026-11-23' };
    return findCarriedLoanProblems({ ...form, no: '9/2567', ...change }, facts).map(({ code, weight }) => `${weight} ${code}`);
  };
  it.each<[string, Partial<CarriedLoan>, readonly string[]]>([
    ['whole', {}, []],
    ['nobody borrowed', { member: undefined, borrower: ' ' }, ['refused borrower-missing']],
    ['a name is enough', { member: undefined, borrower: 'somebody' }, []],
    ['the number is given', { no: '7/2567' }, ['refused contract-number-taken']],
    ['signed after the books were opened', { signedOn: '2026-11-02' }, ['refused signed-after-opening']],
    ['more is left than was lent', { lent: 100_000 }, ['refused left-above-lent']],
    ['above the law', { ratePerMonth: 200 }, ['hint rate-too-high']],
    ['late already', { firstDueOn: '2026-10-05' }, ['hint late-at-opening']],
    ['due before it was signed', { firstDueOn: '2024-05-02' }, ['refused first-due-before-signing']],
    ['answers for himself', { guarantors: [kham] }, ['refused guarantor-is-borrower']],
  ])('%s', (_, change, codes) => {
    expect(found(change)).toEqual(codes);
  });
});
