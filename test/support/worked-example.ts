/** The worked example of domain.md 3.7 and the dividend of 3.11 as lines that somebody types, and the rows they must come to. */
import type { EntryKind } from '../../src/domain/vocabulary.ts';

export type Money = readonly [on: string, kind: EntryKind, baht: number, member?: 0 | 1 | 2, forMonth?: string];

export const months = ['2026-11', '2026-12', '2027-01', '2027-02', '2027-03'] as const;

export const fiveMonths: readonly Money[] = [
  ['2026-11-05', 'entry-fee', 960], ['2026-11-05', 'pledged-savings', 4500, 0, '2026-11'], ['2026-11-06', 'expense', 320], ['2026-11-06', 'bank-deposit', 5000],
  ['2026-12-05', 'pledged-savings', 4450, 0, '2026-12'], ['2026-12-05', 'fine', 5], ['2026-12-06', 'bank-deposit', 4400],
  ['2027-01-05', 'pledged-savings', 4500, 0, '2027-01'], ['2027-01-05', 'pledged-savings', 50, 1, '2026-12'], ['2027-01-05', 'pledged-savings', 100, 2, '2027-01'], ['2027-01-05', 'entry-fee', 20], ['2027-01-06', 'bank-deposit', 4800],
  ['2027-02-05', 'pledged-savings', 4600, 0, '2027-02'], ['2027-02-06', 'bank-withdrawal', 6000], ['2027-02-06', 'loan-out', 6000], ['2027-02-06', 'bank-deposit', 4600],
  ['2027-03-05', 'pledged-savings', 4600, 0, '2027-03'], ['2027-03-05', 'loan-principal', 1000], ['2027-03-05', 'loan-interest', 60], ['2027-03-05', 'special-savings', 2000, 0], ['2027-03-06', 'bank-interest', 12.5], ['2027-03-06', 'bank-deposit', 7600],
]; // prettier-ignore

/** Cash, bank, ส., จ., ร. at the end of each month, satang. */
export const fiveRows = [
  [14_000, 500_000, 514_000, 32_000, 546_000],
  [19_500, 940_000, 959_500, 32_000, 991_500],
  [6_500, 1_420_000, 1_426_500, 32_000, 1_458_500],
  [6_500, 1_280_000, 1_286_500, 632_000, 1_918_500],
  [12_500, 2_041_250, 2_053_750, 532_000, 2_585_750],
] as const;

/** Three members with 500, 250 and 300 baht of share-months, and what the group of the worked example earned and spent. */
export const shares: readonly Money[] = [
  ...[1, 2, 3, 4, 5].flatMap((month): Money[] => {
    const [on, forMonth] = [`2026-0${month}-05`, `2026-0${month}`];
    return [
      [on, 'pledged-savings', 100, 0, forMonth],
      [on, 'pledged-savings', 50, 1, forMonth],
      ...(month >= 3 ? [[on, 'pledged-savings', 100, 2, forMonth] as const] : []),
    ];
  }),
  ['2026-01-05', 'entry-fee', 980], ['2026-02-05', 'fine', 5], ['2026-05-05', 'loan-interest', 60], ['2026-05-06', 'bank-interest', 12.5], ['2026-01-06', 'expense', 320],
]; // prettier-ignore

export const sharesYear = { from: '2026-01-01', to: '2026-05-31' } as const;
/** 60 % of 737.50 to the members. */
export const sharesAllocation = [
  { use: 'dividend', basisPoints: 6_000 },
  { use: 'reserve', basisPoints: 1_000 },
  { use: 'welfare', basisPoints: 3_000 },
] as const;
export const sharesDue = [21_071, 10_536, 12_643] as const;
