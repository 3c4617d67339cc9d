import { describe, expect, it } from 'vitest';
import { arrearsOf, interestInAll, isRateTooHigh, mostYearlyRate, scheduleOf, yearlyRateOf } from '../../src/domain/loan-terms.ts';
import type { Operation, PayloadOf } from '../../src/domain/operation.ts';
import type { EntryKind } from '../../src/domain/vocabulary.ts';
import { foundingVote, groupCreate, memberAdd, nextId, operation } from '../support/act.ts';
import { MapRows } from '../support/map-rows.ts';

const g = nextId();
const [borrower, guarantor, loan] = [nextId(), nextId(), nextId()];
const terms = { principal: 600_000, ratePerMonth: 100, method: 'reducing', instalments: 6 } as const;
const apply = operation('loan.apply', g, { loan, member: borrower, kind: 'ordinary', amount: 600_000, purpose: 'seeds', appliedOn: '2027-02-01', instalments: 6 }); // prettier-ignore
const contract = (over: Partial<PayloadOf<'loan.contract'>> = {}) =>
  operation('loan.contract', g, { loan, no: '1/2570', signedOn: '2027-02-06', ...terms, firstDueOn: '2027-03-05', guarantors: [guarantor], ...over }, { witnesses: ['W1', 'W2'] }); // prettier-ignore
const line = (kind: EntryKind, amount: number, on = '2027-03-05', e = nextId()) =>
  operation('entry.record', g, { paidOn: on, writtenBy: 'committee', receipt: `2B3C-${e.slice(-3)}`, rows: [{ e, kind, loan, member: borrower, amount }] }); // prettier-ignore
const after = (...ops: readonly Operation[]) =>
  new MapRows().foldAll([groupCreate(g), ...foundingVote(g).ops, memberAdd(g, borrower), memberAdd(g, guarantor), apply, ...ops]);
const loanOf = (rows: MapRows) => rows.get<'loan'>(`loan:${loan}`)!;
const memberOf = (rows: MapRows, id: string) => rows.get<'member'>(`member:${id}`)!;

describe('case 37: what a loan costs', () => {
  it('flat 1 % a month over 6 months on 6,000 is 20.57 % a year and too much', () => {
    const flat = { ...terms, method: 'flat' as const };
    expect(interestInAll(flat)).toBe(36_000);
    expect([yearlyRateOf(flat), isRateTooHigh(flat)]).toEqual([2_057, true]);
  });
  it('1 % on what is left is allowed and comes to 210 baht in all', () => {
    expect([interestInAll(terms), yearlyRateOf(terms)]).toEqual([21_000, 1_200]);
  });
  it('1.5 % a month is 18 % a year and too much, 1.25 % is just allowed', () => {
    expect(yearlyRateOf({ ...terms, ratePerMonth: 150 })).toBe(1_800);
    expect(isRateTooHigh({ ...terms, ratePerMonth: 150 })).toBe(true);
    const just = { ...terms, ratePerMonth: 125 };
    expect([yearlyRateOf(just), isRateTooHigh(just)]).toEqual([mostYearlyRate, false]);
  });
  it('parts of the principal add up to the satang, whatever the number of months', () => {
    const schedule = scheduleOf({ ...terms, principal: 100_000, instalments: 7 }, '2027-01-31');
    expect(schedule.reduce((sum, { principal }) => sum + principal, 0)).toBe(100_000);
    expect(schedule.at(-1)?.left).toBe(0);
    expect(schedule.map(({ dueOn }) => dueOn).slice(0, 3)).toEqual(['2027-01-31', '2027-02-28', '2027-03-31']);
  });
});

describe('a loan from the application to the last instalment', () => {
  it('is applied for, approved, signed, paid out, and what is owed follows the payments', () => {
    const decide = operation('loan.decide', g, { loan, decidedOn: '2027-02-05', approved: true });
    const states = [[], [decide], [decide, contract()], [decide, contract(), line('loan-out', 600_000, '2027-02-06')]].map((ops) => loanOf(after(...ops)).state); // prettier-ignore
    expect(states).toEqual(['applied', 'approved', 'contracted', 'running']);
    const rows = after(decide, contract(), line('loan-out', 600_000, '2027-02-06'), line('loan-principal', 100_000), line('loan-interest', 6_000)); // prettier-ignore
    expect(loanOf(rows)).toMatchObject({ paidOut: 600_000, principalPaid: 100_000, interestPaid: 6_000, witnesses: ['W1', 'W2'] });
    expect(memberOf(rows, borrower).owedSatang).toBe(500_000);
    expect(memberOf(rows, guarantor).guarantees).toEqual([loan]);
    expect(rows.get<'group'>('group')?.money).toMatchObject({ loansRunning: 1, columns: { loans: 500_000 } });
  });
  it('is repaid with the last part, and nobody answers for it any more; a reversal brings the debt back', () => {
    const last = nextId();
    const rows = after(contract(), line('loan-out', 600_000, '2027-02-06'), line('loan-principal', 600_000, '2027-03-05', last));
    expect(loanOf(rows).state).toBe('repaid');
    expect([memberOf(rows, borrower).owedSatang, memberOf(rows, guarantor).guarantees]).toEqual([undefined, undefined]);
    rows.fold(operation('entry.reverse', g, { e: last, reason: 'another member' }));
    expect(loanOf(rows).state).toBe('running');
    expect(memberOf(rows, guarantor).guarantees).toEqual([loan]);
  });
  it('paid out without a contract, paid back too much, signed above the law: it counts and is marked', () => {
    expect(loanOf(after(line('loan-out', 600_000))).flags).toEqual(['paid-out-without-contract']);
    const over = after(contract(), line('loan-out', 600_000), line('loan-principal', 700_000));
    expect(loanOf(over).flags).toEqual(['overpaid']);
    // two phones without signal enter the same pay-out; taking one back settles it
    const again = nextId();
    const twice = after(contract(), line('loan-out', 600_000), line('loan-out', 600_000, undefined, again));
    expect(loanOf(twice).flags).toEqual(['paid-out-above-contract']);
    twice.fold(operation('entry.reverse', g, { e: again, reason: 'entered twice' }));
    expect([loanOf(twice).flags, loanOf(twice).paidOut]).toEqual([undefined, 600_000]);
    expect(loanOf(after(contract({ method: 'flat' }))).flags).toEqual(['rate-too-high']);
  });
  it('case 39: who leaves while he owes, or answers for somebody who owes, is marked', () => {
    const leave = (member: string) => operation('member.close', g, { member, leftOn: '2027-03-10', reason: 'resigned' });
    const running = [contract(), line('loan-out', 600_000, '2027-02-06')];
    expect(memberOf(after(...running, leave(borrower)), borrower).flags).toContain('left-with-debt');
    expect(memberOf(after(...running, leave(guarantor)), guarantor).flags).toContain('left-with-debt');
  });
});

describe('a loan that nobody will pay back', () => {
  const running = [contract(), line('loan-out', 600_000, '2027-02-06'), line('loan-principal', 100_000)];
  const off = nextId();
  const writeOff = line('loan-written-off', 500_000, '2028-01-08', off);
  const close = operation('loan.close', g, { loan, on: '2028-01-08', reason: 'written-off', note: 'resolution 4' });
  it('leaves the books as a cost, and nobody owes or answers for it any more', () => {
    const rows = after(...running, writeOff, close);
    expect(loanOf(rows)).toMatchObject({ state: 'written-off', writtenOff: 500_000, principalPaid: 100_000 });
    expect([memberOf(rows, borrower).owedSatang, memberOf(rows, guarantor).guarantees]).toEqual([undefined, undefined]);
    expect(rows.get<'group'>('group')?.money).toMatchObject({ loansRunning: 0, columns: { 'cost-other': 500_000 } });
    expect(rows.get<'group'>('group')?.money.columns.loans).toBeUndefined();
  });
  it('comes back whole when the line is taken back, so that the borrower can pay after all', () => {
    const rows = after(...running, writeOff, close, operation('entry.reverse', g, { e: off, reason: 'he came and pays' }));
    expect([loanOf(rows).state, loanOf(rows).writtenOff]).toEqual(['running', 0]);
    expect(memberOf(rows, borrower).owedSatang).toBe(500_000);
  });
  it('is owed in part when only part was written off', () => {
    const rows = after(...running, line('loan-written-off', 200_000));
    expect([loanOf(rows).state, memberOf(rows, borrower).owedSatang]).toEqual(['running', 300_000]);
  });
});

describe('arrears', () => {
  it('are what should have been paid by a day less what was, since the first part that is not covered', () => {
    const running = { terms, firstDueOn: '2027-03-05', principalPaid: 100_000, interestPaid: 6_000 };
    expect(arrearsOf(running, '2027-03-31')).toEqual({ principal: 0, interest: 0, since: undefined });
    expect(arrearsOf(running, '2027-05-05')).toEqual({ principal: 200_000, interest: 9_000, since: '2027-04-05' });
  });
});
