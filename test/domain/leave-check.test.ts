import { describe, expect, it } from 'vitest';
import { findLeavingProblems, leavingLines, leavingOf, readBeneficiaries, receivedBy } from '../../src/domain/leave-check.ts';
import type { Operation } from '../../src/domain/operation.ts';
import { foundingVote, groupCreate, memberAdd, nextId, operation, pledgePaid } from '../support/act.ts';
import { MapRows } from '../support/map-rows.ts';

const g = nextId();
const [borrower, guarantor, loan] = [nextId(), nextId(), nextId()];
const pay = (kind: 'loan-out' | 'loan-principal' | 'special-savings', amount: number, on: string) =>
  operation('entry.record', g, { paidOn: on, writtenBy: 'committee', rows: [{ e: nextId(), kind, member: borrower, amount, ...(kind !== 'special-savings' && { loan }) }] }); // prettier-ignore
const lent = [
  operation('loan.apply', g, { loan, member: borrower, kind: 'ordinary', amount: 100_000, purpose: 'seeds', appliedOn: '2027-02-01', instalments: 4 }),
  operation('loan.contract', g, { loan, no: '1/2570', signedOn: '2027-02-05', principal: 100_000, ratePerMonth: 100, method: 'reducing', instalments: 4, firstDueOn: '2027-03-05', guarantors: [guarantor] }, { witnesses: [] }),
  pay('loan-out', 100_000, '2027-02-05'),
]; // prettier-ignore
const standing = (member: string, ...ops: readonly Operation[]) => {
  const rows = new MapRows().foldAll([
    groupCreate(g),
    ...foundingVote(g).ops,
    memberAdd(g, borrower),
    memberAdd(g, guarantor, { firstName: 'Bua' }),
    pledgePaid(g, borrower, 120_000),
    ...ops,
  ]);
  return leavingOf(rows.get<'member'>(`member:${member}`)!, rows.all('loan'), '2027-03-05');
};
const codes = (problems: readonly { code: string }[]) => problems.map(({ code }) => code);

describe('case 39: a member with a loan resigns', () => {
  it('shows savings less debt with the interest of the day, and keeps him until it is settled', () => {
    const leaving = standing(borrower, ...lent);
    expect(leaving).toMatchObject({ savings: 120_000, owed: 101_000, net: 19_000 });
    expect(codes(findLeavingProblems(leaving, { deducts: false, cash: 19_000, untold: 0 }))).toEqual(['owes-loan']);
  });
  it('settled out of his savings he leaves with the rest, and the lines bring every balance to nothing', () => {
    const leaving = standing(borrower, ...lent);
    expect(findLeavingProblems(leaving, { deducts: true, cash: 19_000, untold: 0 })).toEqual([]);
    expect(leavingLines(leaving)).toEqual([
      { kind: 'savings-returned', amount: 101_000 },
      { kind: 'loan-principal', amount: 100_000, loan },
      { kind: 'loan-interest', amount: 1_000, loan },
      { kind: 'savings-returned', amount: 19_000, receiver: 0 },
    ]);
  });
  it('somebody who was given back more than he had stays until the wrong line is corrected, also with special savings', () => {
    const back = operation('entry.record', g, { paidOn: '2027-02-06', writtenBy: 'committee', rows: [{ e: nextId(), kind: 'savings-returned', member: borrower, amount: 150_000 }] }); // prettier-ignore
    for (const more of [[], [pay('special-savings', 90_000, '2027-02-06')]]) {
      const leaving = standing(borrower, back, ...more);
      expect(leavingLines(leaving, [3333, 6667])).toEqual([]);
      expect(findLeavingProblems(leaving, { deducts: false, cash: 0, untold: 0 })[0]).toMatchObject({
        code: 'balance-below-zero',
        weight: 'refused',
        facts: { lackingSatang: 30_000 },
      });
    }
  });
  it('a debt above his savings is paid first', () => {
    const leaving = standing(borrower, ...lent, pay('loan-out', 50_000, '2027-02-06'));
    expect(leavingLines(leaving)).toEqual([]);
    expect(findLeavingProblems(leaving, { deducts: true, cash: 0, untold: 0 })).toMatchObject([
      { code: 'owes-more-than-saved', facts: { lackingSatang: leaving.owed - 120_000 } },
    ]);
  });
  it('special savings help to settle after the promised ones', () => {
    const leaving = standing(borrower, ...lent, pay('loan-out', 50_000, '2027-02-06'), pay('special-savings', 100_000, '2027-02-07'));
    const taken = leavingLines(leaving).filter(({ receiver, kind }) => receiver === undefined && !kind.startsWith('loan'));
    expect(taken.map(({ kind, amount }) => [kind, amount])).toEqual([
      ['savings-returned', 120_000],
      ['special-withdrawn', leaving.owed - 120_000],
    ]);
  });
  it('who answers for somebody stays until others do', () => {
    expect(codes(findLeavingProblems(standing(guarantor, ...lent), { deducts: false, cash: 0, untold: 0 }))).toEqual(['answers-for-loan']);
    const others = operation('loan.contract', g, { loan, no: '1/2570', signedOn: '2027-02-05', principal: 100_000, ratePerMonth: 100, method: 'reducing', instalments: 4, firstDueOn: '2027-03-05', guarantors: [] }, { witnesses: [] }); // prettier-ignore
    expect(findLeavingProblems(standing(guarantor, ...lent, others), { deducts: false, cash: 0, untold: 0 })).toEqual([]);
  });
  it('a box with too little is only said', () => {
    expect(findLeavingProblems(standing(borrower), { deducts: false, cash: 20_000, untold: 0 })).toMatchObject([
      { code: 'cash-too-little', weight: 'hint', facts: { lackingSatang: 100_000 } },
    ]);
  });
});

describe('case 40: a member died', () => {
  const person = (share: string, name = 'Somjai') => ({ name, relation: '', share });
  it('33.33, 33.33 and 33.34 of 1,000.00 are 333.30, 333.30 and 333.40', () => {
    const { shares, problems } = readBeneficiaries(['33.33', '33.33', '๓๓.๓๔'].map((share) => person(share)));
    expect([shares, problems]).toEqual([[3_333, 3_333, 3_334], []]);
    const lines = leavingLines({ savings: 100_000, special: 0, debts: [], owed: 0, net: 100_000, answersFor: [] }, [3_333, 3_333, 3_334]);
    expect([0, 1, 2].map((receiver) => receivedBy(lines, receiver))).toEqual([33_330, 33_330, 33_340]);
  });
  it('60 and 30 are not the whole', () => {
    const { sum, problems } = readBeneficiaries([person('60'), person('30')]);
    expect([sum, problems]).toEqual([9_000, [{ code: 'sum-not-100-percent', weight: 'refused', field: 'sum' }]]);
  });
  it.each([
    ['nobody named is no problem', [], []],
    ['a share without a name', [person('100', ' ')], ['first-name-missing']],
    ['a share that cannot be read is said at its line only', [person('half'), person('50')], ['not-a-percentage']],
    ['a share of nothing', [person('0'), person('100')], ['share-not-positive']],
  ])('%s', (_what, forms, expected) => expect(codes(readBeneficiaries(forms).problems)).toEqual(expected));
});

it('savings are paid out whole with a word about loans of the paper books that nobody told yet', () => {
  const leaving = { savings: 20_000, special: 0, debts: [], owed: 0, net: 20_000, answersFor: [] };
  const hints = (untold: number) => findLeavingProblems(leaving, { deducts: false, cash: 20_000, untold });
  expect(hints(60_000)).toEqual([{ code: 'loans-untold', weight: 'hint', field: 'untold', facts: { untoldSatang: 60_000 } }]);
  expect(hints(0)).toEqual([]);
});
