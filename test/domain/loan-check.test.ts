import { describe, expect, it } from 'vitest';
import {
  findApplicationProblems, findContractProblems, findDecisionProblems, findPayOutProblems, findRepaymentProblems, nextContractNumber,
  type Application, type Contract, type LoanRules,
} from '../../src/domain/loan-check.ts'; // prettier-ignore
import { mostWithoutPaper } from '../../src/domain/loan-terms.ts';
import type { LoanRow } from '../../src/domain/money-row.ts';
import type { MemberRow } from '../../src/domain/row.ts';
import { foundingVote, groupCreate, memberAdd, nextId, operation, pledgePaid } from '../support/act.ts';
import { MapRows } from '../support/map-rows.ts';

const g = nextId();
const [kham, namesake, child, friend, later, loan] = [nextId(), nextId(), nextId(), nextId(), nextId(), nextId()];
const given = { nationalId: '3560100000011' };
const rows = new MapRows().foldAll([
  groupCreate(g),
  ...foundingVote(g).ops,
  memberAdd(g, kham, given, { idStatus: 'given' }),
  memberAdd(g, namesake, { houseNo: '45' }),
  memberAdd(g, child, { firstName: 'Ton', bornOn: '2014-03-02', nationalId: '1560100000012' }, { idStatus: 'given' }),
  operation('consent.record', g, { consent: nextId(), member: child, relation: 'mother', signedOn: '2026-11-23', signatureKind: 'signature', witnessCount: 0 }, { guardianName: 'Mae', witnesses: [] }), // prettier-ignore
  memberAdd(g, friend, { firstName: 'Bua', lastName: 'Kaewma' }),
  memberAdd(g, later, { firstName: 'Ying', lastName: 'Yong' }),
  pledgePaid(g, kham, 120_000),
]);
const memberOf = (id: string) => rows.get<'member'>(`member:${id}`)!;
const codes = (problems: readonly { code: string; weight: string }[]) => problems.map(({ code, weight }) => `${weight}: ${code}`);
const row = (over: Partial<LoanRow> = {}): LoanRow => ({
  type: 'loan', id: loan, member: kham, kind: 'ordinary', asked: 600_000, purpose: 'seeds', appliedOn: '2027-06-01', instalments: 6, witnesses: [],
  paidOut: 0, principalPaid: 0, interestPaid: 0, payments: [], state: 'approved', by: 'u', at: '2027-06-01T00:00:00Z', ...over,
}); // prettier-ignore
const rules = { pledgeDay: { kind: 'day-of-month', day: 5 }, entryFee: 0, loanFrom: '2027-05-01', loanAfterMonths: 6, loanTimesSavings: 5, loanMost: 1_000_000, loanGuarantors: 2 } as LoanRules; // prettier-ignore

describe('an application', () => {
  const form = (over: Partial<Application> = {}): Application => ({
    member: memberOf(kham),
    amount: 500_000,
    purpose: 'seeds',
    instalments: 6,
    appliedOn: '2027-06-01',
    ...over,
  });
  const problems = (over: Partial<Application> = {}, of: LoanRules | undefined = rules) =>
    codes(findApplicationProblems(form(over), of, '2027-06-01'));

  it('of a member with everything has no problem', () => expect(problems()).toEqual([]));
  it.each([
    ['case 6: nobody borrows before his national id was given', { member: memberOf(friend), amount: undefined }, ['refused: loan-needs-national-id', 'refused: loan-amount-missing']],
    ['nobody was chosen', { member: undefined }, ['refused: borrower-missing']],
    ['nothing was asked for', { amount: undefined, purpose: '  ', instalments: 0 }, ['refused: loan-amount-missing', 'refused: loan-purpose-missing', 'refused: instalments-out-of-range']],
    ['121 instalments', { instalments: 121 }, ['refused: instalments-out-of-range']],
    ['a day to come', { appliedOn: '2027-06-02' }, ['refused: in-the-future']],
    ['a minor: with a consent of his own for the loan', { member: memberOf(child), amount: 0 }, ['refused: loan-amount-missing', 'hint: loan-of-minor']],
    ['more than 5 times his savings', { amount: 600_100 }, ['hint: above-times-savings']],
    ['more than the group lends to anybody', { amount: 1_000_100 }, ['hint: above-times-savings', 'hint: above-loan-most']],
    ['before the group lends at all, and too new a member', { appliedOn: '2027-04-30' }, ['hint: loans-not-open-yet', 'hint: member-too-new']],
  ] satisfies [string, Partial<Application>, string[]][])('%s', (_what, over, expected) => expect(problems(over)).toEqual(expected)); // prettier-ignore
  it('in a group without rules for loans is possible, and said', () => {
    expect(codes(findApplicationProblems(form(), undefined, '2027-06-01'))).toEqual(['hint: no-loan-rules']);
  });
  it('of somebody who owes already is said with the amount', () => {
    const owing: MemberRow = { ...memberOf(kham), owedSatang: 50_000 };
    expect(findApplicationProblems(form({ member: owing }), rules, '2027-06-01')).toEqual([
      { code: 'owes-already', weight: 'hint', field: 'member', facts: { satang: 50_000 } },
    ]);
  });
  it('of an organisation needs no national id', () => {
    expect(problems({ member: { ...memberOf(friend), kind: 'organisation' } })).not.toContain('refused: loan-needs-national-id');
  });
});

describe('a decision', () => {
  const decide = { meeting: nextId(), approved: true, amount: 500_000, reason: '' };
  it.each([
    [{}, []],
    [{ meeting: undefined, approved: undefined }, ['refused: meeting-missing', 'refused: decision-missing']],
    [{ amount: 0 }, ['refused: loan-amount-missing']],
    [{ amount: 600_100 }, ['hint: above-asked']],
    [{ approved: false }, ['refused: reason-missing']],
    [{ approved: false, amount: undefined, reason: 'no money in the box' }, []],
  ])('%o', (over, expected) => expect(codes(findDecisionProblems({ ...decide, ...over }, 600_000))).toEqual(expected));
});

describe('a contract', () => {
  const memberById = new Map(rows.all('member').map((member) => [member.id, member]));
  const contract = (over: Partial<Contract> = {}): Contract => ({
    no: '1/2570', signedOn: '2027-06-05', principal: 600_000, ratePerMonth: 100, method: 'reducing', instalments: 6, firstDueOn: '2027-07-05', guarantors: [friend, later], witnesses: ['A', 'B'],
    ...over,
  }); // prettier-ignore
  const problems = (over: Partial<Contract> = {}, loans: readonly LoanRow[] = []) =>
    findContractProblems(contract(over), { loan: row(), loans, memberById, rules, todayOn: '2027-06-05' });

  it('as the paper says has no problem', () => expect(problems()).toEqual([]));
  it('case 37: flat 1 % a month over 6 months is 20.57 % a year and refused; on what is left it is allowed', () => {
    expect(problems({ method: 'flat' })).toEqual([
      { code: 'rate-too-high', weight: 'refused', field: 'ratePerMonth', facts: { basisPoints: 2_057 } },
    ]);
    expect(codes(problems({ ratePerMonth: 150 }))).toEqual(['refused: rate-too-high']);
  });
  it.each([
    ['case 38: the borrower answers for himself', { guarantors: [kham, friend] }, ['refused: guarantor-is-borrower']],
    ['case 38: the borrower under a second number', { guarantors: [namesake, friend] }, ['refused: guarantor-is-borrower']],
    ['one person twice', { guarantors: [friend, friend] }, ['refused: guarantor-twice']],
    ['a child', { guarantors: [friend, child] }, ['hint: guarantor-minor']],
    ['fewer than the by-laws want', { guarantors: [friend] }, ['hint: too-few-guarantors']],
    ['one witness', { witnesses: ['A', ' '] }, ['hint: too-few-witnesses']],
    ['more than was approved', { principal: 700_000 }, ['refused: above-approved']],
    ['without a rate', { ratePerMonth: undefined }, ['refused: rate-missing']],
    ['due before it was signed', { firstDueOn: '2027-06-05' }, ['refused: first-due-before-signing']],
    ['signed tomorrow', { signedOn: '2027-06-06' }, ['refused: in-the-future']],
    ['without a number', { no: ' ' }, ['refused: contract-number-missing']],
  ] satisfies [string, Partial<Contract>, string[]][])('%s', (_what, over, expected) => expect(codes(problems(over))).toEqual(expected)); // prettier-ignore
  it('has a number of its own in the group, the next of its year', () => {
    const other = { ...row({ id: nextId() }), contract: { ...contract(), guarantors: [], no: '1/2570' } } as LoanRow;
    expect(codes(problems({}, [other]))).toEqual(['refused: contract-number-taken']);
    expect(nextContractNumber([other, { ...other, contract: { ...other.contract!, no: '7/2569' } }], 2570)).toBe('2/2570');
    expect(nextContractNumber([], 2569)).toBe('1/2569');
    // recorded again with other guarantors it keeps its own
    expect(codes(problems({}, [{ ...other, id: loan }]))).toEqual([]);
  });
});

describe('the money', () => {
  const signed = (principal: number) =>
    row({ state: 'contracted', contract: { no: '1/2570', signedOn: '2027-06-05', principal, ratePerMonth: 100, method: 'reducing', instalments: 6, firstDueOn: '2027-07-05', guarantors: [] } }); // prettier-ignore
  it('case 38: above 2,000 baht it is not paid out before the signed contract was photographed', () => {
    expect(codes(findPayOutProblems(signed(250_000), { hasPhoto: false, cash: 250_000 }))).toEqual(['refused: signed-paper-missing']);
    expect(findPayOutProblems(signed(250_000), { hasPhoto: true, cash: 250_000 })).toEqual([]);
    expect(findPayOutProblems(signed(mostWithoutPaper), { hasPhoto: false, cash: 250_000 })).toEqual([]);
  });
  it('is not paid out without a contract; a box with too little is said with what is lacking', () => {
    expect(codes(findPayOutProblems(row(), { hasPhoto: true, cash: 0 }))).toEqual(['refused: contract-missing']);
    expect(findPayOutProblems(signed(250_000), { hasPhoto: true, cash: 100_000 })[0]?.facts).toEqual({
      cashSatang: 100_000,
      lackingSatang: 150_000,
    });
  });
  it('that is paid out on the first due day or later moves the instalments, and says to which day', () => {
    const hintsOn = (paidOn: string) => findPayOutProblems(signed(150_000), { hasPhoto: true, cash: 150_000, paidOn });
    expect([hintsOn('2027-06-05'), hintsOn('2027-07-04')]).toEqual([[], []]);
    expect(codes(hintsOn('2027-08-20'))).toEqual(['hint: first-due-passed']);
    expect([hintsOn('2027-07-05'), hintsOn('2027-08-20')].map(([hint]) => hint?.facts)).toEqual([
      { contractOn: '2027-07-05', firstOn: '2027-08-05' },
      { contractOn: '2027-07-05', firstOn: '2027-09-05' },
    ]);
  });
  const running = { ...signed(600_000), state: 'running' as const, paidOut: 600_000, principalPaid: 500_000 };
  it.each([
    ['as it was due', { principal: 100_000, interest: 1_000 }, []],
    ['nothing', {}, ['refused: nothing-paid']],
    ['only a fine', { fine: 500 }, []],
    ['more than is owed', { principal: 100_100 }, ['refused: pays-more-than-owed']],
    ['case 38: without a receipt', { principal: 100_000, receipt: ' ' }, ['refused: receipt-missing']],
  ])('comes back %s', (_what, over, expected) => {
    const form = { principal: undefined, interest: undefined, fine: undefined, receipt: '7K3M-1', ...over };
    expect(codes(findRepaymentProblems(running, form))).toEqual(expected);
  });
});
