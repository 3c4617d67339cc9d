import { describe, expect, it } from 'vitest';
import {
  dueOf, instalmentsOf, isLate, lateOf, loansBySection, loanTotals, nextInstalment, proposedPayment, scheduleLines, settlement,
} from '../../src/domain/loan-due.ts'; // prettier-ignore
import type { LoanRow } from '../../src/domain/money-row.ts';
import { nextId } from '../support/act.ts';

const contract: NonNullable<LoanRow['contract']> = {
  no: '1/2570', signedOn: '2027-02-06', principal: 600_000, ratePerMonth: 100, method: 'reducing', instalments: 6, firstDueOn: '2027-03-05', guarantors: [],
}; // prettier-ignore
const loanOf = (over: Partial<LoanRow> = {}): LoanRow => ({
  type: 'loan', id: nextId(), member: nextId(), kind: 'ordinary', asked: 600_000, purpose: 'seeds', appliedOn: '2027-02-01', instalments: 6,
  contract, witnesses: [], paidOut: 600_000, paidOutOn: '2027-02-06', principalPaid: 0, interestPaid: 0, payments: [], state: 'running', by: 'u', at: '2027-02-01T00:00:00Z',
  ...over,
}); // prettier-ignore
const paid = (principal: number, interest: number, paidOn: string) => ({
  principalPaid: principal,
  interestPaid: interest,
  payments: [{ e: nextId(), kind: 'loan-principal' as const, amount: principal, paidOn }],
});

describe('what is due', () => {
  it.each([
    ['before the first day nothing', loanOf(), '2027-03-04', { principal: 0, interest: 0 }],
    ['on the day the first part with its interest', loanOf(), '2027-03-05', { principal: 100_000, interest: 6_000 }],
    ['two parts when one was missed', loanOf(), '2027-04-05', { principal: 200_000, interest: 11_000 }],
    ['nothing when the part was paid', loanOf(paid(100_000, 6_000, '2027-03-05')), '2027-03-31', { principal: 0, interest: 0 }],
    ['interest only on what is left after paying half early', loanOf(paid(300_000, 6_000, '2027-03-05')), '2027-04-05', { principal: 0, interest: 3_000 }],
    ['of a loan brought along without a contract nothing is known', loanOf({ contract: undefined }), '2027-09-09', { principal: 0, interest: 0 }],
    ['of a repaid loan nothing', loanOf({ ...paid(600_000, 6_000, '2027-03-05'), state: 'repaid' }), '2027-09-09', { principal: 0, interest: 0 }],
  ])('%s', (_what, loan, on, expected) => expect(dueOf(loan, on)).toMatchObject(expected)); // prettier-ignore

  it('is late only from the day after', () => {
    expect([isLate(loanOf(), '2027-03-05'), isLate(loanOf(), '2027-03-06')]).toEqual([false, true]);
    expect(lateOf(loanOf(), '2027-04-06')).toEqual({ principal: 200_000, interest: 11_000, since: '2027-03-05' });
  });
  it('of a loan that was paid out after its first days, only what came after the pay-out', () => {
    const lateOut = loanOf({ contract: { ...contract, firstDueOn: '2027-02-05' }, paidOutOn: '2027-03-20' });
    const on = ['2027-03-20', '2027-04-05', '2027-05-05'].map((day) => dueOf(lateOut, day));
    expect(on).toMatchObject([{ principal: 0, interest: 0 }, { principal: 100_000, interest: 6_000 }, { principal: 200_000, interest: 11_000 }]); // prettier-ignore
    expect([isLate(lateOut, '2027-04-05'), lateOf(lateOut, '2027-04-06').since]).toEqual([false, '2027-04-05']);
    expect(settlement(lateOut, '2027-03-20')).toEqual({ principal: 600_000, interest: 0 });
    expect(scheduleLines(lateOut, '2027-03-20').map(({ dueOn }) => dueOn)).toEqual(instalmentsOf(lateOut).map(({ dueOn }) => dueOn));
    expect([instalmentsOf(lateOut)[0]?.dueOn, instalmentsOf(lateOut).at(-1)?.dueOn]).toEqual(['2027-04-05', '2027-09-05']);
    // the day of a month that has it stays
    const endOfMonth = loanOf({ contract: { ...contract, firstDueOn: '2027-01-31' }, paidOutOn: '2027-01-31' });
    expect(instalmentsOf(endOfMonth).slice(0, 2)).toMatchObject([{ dueOn: '2027-02-28' }, { dueOn: '2027-03-31' }]);
  });
  it('of a flat loan that is on the books all the same, the schedule counts', () => {
    const flat = loanOf({ contract: { ...contract, method: 'flat' }, ...paid(300_000, 6_000, '2027-03-05') });
    expect(dueOf(flat, '2027-04-05').interest).toBe(6_000);
  });
});

describe('a payment', () => {
  it('is proposed as what is due, and as the next part when nothing is', () => {
    expect(proposedPayment(loanOf(), '2027-03-05')).toEqual({ principal: 100_000, interest: 6_000 });
    expect(proposedPayment(loanOf(), '2027-02-20')).toEqual({ principal: 100_000, interest: 6_000 });
    expect(proposedPayment(loanOf(paid(150_000, 6_000, '2027-03-05')), '2027-03-20')).toEqual({ principal: 50_000, interest: 4_500 });
    expect(proposedPayment(loanOf({ contract: undefined }), '2027-03-05')).toEqual({ principal: 600_000, interest: 0 });
  });
  it('of everything takes the interest of a month that has begun, and none on the day itself', () => {
    const running = loanOf(paid(100_000, 6_000, '2027-03-05'));
    expect(settlement(running, '2027-03-05')).toEqual({ principal: 500_000, interest: 0 });
    expect(settlement(running, '2027-03-20')).toEqual({ principal: 500_000, interest: 5_000 });
    expect(settlement(running, '2027-04-05')).toEqual({ principal: 500_000, interest: 5_000 });
    expect(settlement(loanOf(), '2027-02-06')).toEqual({ principal: 600_000, interest: 0 });
  });
  it('never asks for more interest than 15 % a year on what was left', () => {
    for (const months of [1, 2, 3, 4]) {
      const loan = loanOf(paid(500_000, 6_000, '2027-03-05'));
      const on = instalmentsOf(loan)[months]?.dueOn ?? '';
      expect(dueOf(loan, on).interest).toBeLessThanOrEqual((100_000 * 0.15 * months) / 12);
    }
  });
});

describe('the schedule', () => {
  it('fills from the first part on and says which is late, due today or to come', () => {
    const lines = scheduleLines(loanOf(paid(150_000, 8_000, '2027-03-05')), '2027-05-05');
    expect(lines.map(({ state }) => state)).toEqual(['paid', 'late', 'due', 'to-come', 'to-come', 'to-come']);
    expect(lines.slice(0, 3).map(({ principalPaid, interestPaid }) => [principalPaid, interestPaid])).toEqual([
      [100_000, 6_000],
      [50_000, 2_000],
      [0, 0],
    ]);
    expect(nextInstalment(loanOf(paid(150_000, 8_000, '2027-03-05')))?.no).toBe(2);
  });
});

describe('the list', () => {
  const late = loanOf();
  const punctual = loanOf(paid(200_000, 11_000, '2027-03-05'));
  const later = loanOf({ contract: { ...contract, firstDueOn: '2027-04-01' } });
  const waiting = loanOf({ state: 'applied', contract: undefined, paidOut: 0 });
  const done = loanOf({ ...paid(600_000, 21_000, '2027-03-05'), state: 'repaid' });
  const on = '2027-03-20';

  it('has who is late first', () => {
    const sections = loansBySection([punctual, later, late, waiting, done], on);
    expect(sections.running).toEqual([late, later, punctual]);
    expect([sections.waiting, sections['to-sign'], sections.closed]).toEqual([[waiting], [], [done]]);
  });
  it('sums what was lent, what is out and what is late', () => {
    expect(loanTotals([punctual, later, late, waiting, done], on)).toEqual({
      lent: 2_400_000,
      outstanding: 1_600_000,
      late: 106_000,
      lateLoans: 1,
    });
  });
});
