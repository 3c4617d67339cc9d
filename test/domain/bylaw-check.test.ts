import { describe, expect, it } from 'vitest';
import { bylawsOn, findBylawDepartures, findRuleChanges, type BylawRules, type RecordUnderRules } from '../../src/domain/bylaw-check.ts';
import type { BylawsRow } from '../../src/domain/row.ts';

const rules: BylawRules = {
  pledgeDay: { kind: 'day-of-month', day: 5 },
  entryFee: 2000,
  shareUnit: 5000,
  maxShares: 20,
  fine: 500,
  loanFrom: '2027-03-01',
  loanRatePerMonth: 100,
  loanTimesSavings: 3,
  loanMost: 2_000_000,
  loanGuarantors: 2,
  loanAfterMonths: 6,
};
const codes = (record: RecordUnderRules, over: Partial<BylawRules> = {}) =>
  findBylawDepartures(record, { ...rules, ...over }).map(({ code, says, found }) => `${code} ${says} ${found}`);

describe('a record that is otherwise than the by-laws say', () => {
  it('an entry fee other than the rule is named with both amounts; none is one too', () => {
    expect(codes({ what: 'entry', kind: 'entry-fee', amount: 2000 })).toEqual([]);
    expect(codes({ what: 'entry', kind: 'entry-fee', amount: 1000 })).toEqual(['fee-differs 2000 1000']);
    expect(codes({ what: 'entry', kind: 'entry-fee', amount: 2000 }, { entryFee: 0 })).toEqual(['fee-differs 0 2000']);
  });

  it('a fine may stand for several months, but not for half of one; without a rule any fine is right', () => {
    const fine = (amount: number) => ({ what: 'entry', kind: 'fine', amount }) as const;
    expect(codes(fine(500))).toEqual([]);
    expect(codes(fine(1500))).toEqual([]);
    expect(codes(fine(700))).toEqual(['fine-differs 500 700']);
    expect(codes(fine(500), { fine: 0 })).toEqual(['fine-differs 0 500']);
    expect(codes(fine(700), { fine: undefined })).toEqual([]);
  });

  it('case 15: a promise of 75 is no multiple of 50, 1,050 is more than 20 shares; without a share unit 75 is right', () => {
    expect(codes({ what: 'pledge', amount: 7500 })).toEqual(['pledge-not-in-shares 5000 7500']);
    expect(codes({ what: 'pledge', amount: 105_000 })).toEqual(['pledge-too-many-shares 20 21']);
    expect(codes({ what: 'pledge', amount: 10_000 })).toEqual([]);
    expect(codes({ what: 'pledge', amount: 7500 }, { shareUnit: undefined })).toEqual([]);
  });

  it('a loan is held against every loan rule, and only against those the by-laws name', () => {
    const loan = { what: 'loan', amount: 600_000, on: '2027-06-05', saved: 300_000, memberSince: '2026-11-23' } as const;
    expect(codes(loan)).toEqual([]);
    expect(codes({ ...loan, on: '2027-02-05', ratePerMonth: 125, guarantors: 1, saved: 100_000, amount: 2_500_000 })).toEqual([
      'loan-too-early 2027-03-01 2027-02-05',
      'loan-member-too-new 6 2026-11-23',
      'loan-above-savings 300000 2500000',
      'loan-above-most 2000000 2500000',
      'loan-rate-differs 100 125',
      'loan-guarantors-missing 2 1',
    ]);
    const bare: BylawRules = { pledgeDay: rules.pledgeDay, entryFee: 0 };
    expect(findBylawDepartures({ ...loan, saved: 0, ratePerMonth: 900, guarantors: 0 }, bare)).toEqual([]);
  });

  it('a member may borrow from the day six months after he joined', () => {
    const loan = { what: 'loan', amount: 1000, saved: 100_000, memberSince: '2026-11-30' } as const;
    expect(codes({ ...loan, on: '2027-05-30' })).toEqual([]);
    expect(codes({ ...loan, on: '2027-05-29' })).toEqual(['loan-member-too-new 6 2026-11-30']);
  });
});

describe('the versions of the by-laws', () => {
  const row = (id: string, version: number, adoptedOn?: string): BylawsRow => ({
    type: 'bylaws', id, rules, version, adoptedOn, by: 'a', at: `2026-11-2${version}T02:00:00Z`,
  }); // prettier-ignore

  it('a draft binds nobody; the version members adopted last holds from that day on', () => {
    const versions = [row('first', 1, '2026-12-05'), row('second', 2, '2027-01-20'), row('draft', 3)];
    expect(bylawsOn(versions, '2026-12-04')).toBeUndefined();
    expect(bylawsOn(versions, '2026-12-05')?.id).toBe('first');
    expect(bylawsOn(versions, '2027-06-01')?.id).toBe('second');
    expect(bylawsOn([row('old', 1, '2027-01-20'), row('new', 2, '2027-01-20')], '2027-01-20')?.id).toBe('new');
  });

  it('what changed is named rule by rule, also what was taken away', () => {
    const articles = ['a', 'b'];
    const before = { ...rules, articles };
    expect(findRuleChanges(before, { ...before, articles: ['a', 'b'] })).toEqual([]);
    expect(
      findRuleChanges(before, { ...before, pledgeDay: { kind: 'day-of-month', day: 7 }, fine: undefined, articles: ['a', 'c'] }),
    ).toEqual(['pledgeDay', 'fine', 'articles']);
  });
});
