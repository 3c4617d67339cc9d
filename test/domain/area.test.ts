import { describe, expect, it } from 'vitest';
import { reportRules, rulesInForce } from '../../src/content/report-rules.ts';
import { campaignOn } from '../../src/domain/area.ts';
import { timelinessOf } from '../../src/domain/due-date.ts';
import type { CampaignRow } from '../../src/domain/row.ts';
import { nextId, operation } from '../support/act.ts';
import { MapRows } from '../support/map-rows.ts';

const area = nextId();

it('a campaign and the targets of its districts are as they were last set', () => {
  const campaign = {
    campaign: '2570', name: 'One officer, one group', targetPerOfficer: 1, dueOn: '2027-09-30', firstReportOn: '2027-05-05', finalReportOn: '2027-12-27',
    commitmentFrom: '2027-03-06', commitmentTo: '2027-12-30',
  }; // prettier-ignore
  const target = (groups: number) => operation('target.set', area, { campaign: '2570', district: '5607', officers: 4, groups });
  const rows = new MapRows().foldAll([operation('campaign.set', area, campaign), target(3), target(4)]);
  expect(rows.get<'campaign'>('campaign:2570')).toMatchObject({ code: '2570', dueOn: '2027-09-30' });
  expect(rows.get<'target'>('target:5607')).toMatchObject({ groups: 4 });
});
describe('of several campaigns the one that has begun last counts', () => {
  const campaign = (code: string, commitmentFrom: string, finalReportOn: string) =>
    ({ code, commitmentFrom, finalReportOn }) as CampaignRow;
  const rows = [
    campaign('9', '2022-03-06', '2028-09-30'),
    campaign('1', '2026-12-01', '2027-08-31'),
    campaign('5', '2025-01-01', '2025-09-30'),
  ];
  it.each([
    // none has begun: the first that will
    ['2022-03-05', '9'],
    ['2022-03-06', '9'],
    ['2025-01-01', '5'],
    // it has ended, and the one entered ahead has not begun
    ['2026-11-30', '5'],
    ['2026-12-01', '1'],
    ['2028-01-01', '1'],
  ])('on %s it is %s, whatever its code and however it ends', (todayOn, code) => {
    expect(campaignOn(rows, todayOn)?.code).toBe(code);
    expect(campaignOn([], todayOn)).toBeUndefined();
  });
  it('what reports it asks for are those of the campaign that the board counts', () => {
    const reports = (months: number) => ({ reports: [{ kind: 'three-month', route: ['district'], due: { kind: 'months-after-founding', months } }] }); // prettier-ignore
    const [now, next] = [
      { ...rows[2]!, ...reports(1) },
      { ...rows[1]!, ...reports(2) },
    ] as CampaignRow[];
    const asked = (todayOn: string) => rulesInForce([next!, now!], [], todayOn);
    expect(asked('2025-09-30')).toMatchObject({ rules: now!.reports });
    expect(asked('2026-11-30')).toMatchObject({ rules: now!.reports });
    expect(asked('2026-12-01')).toMatchObject({ rules: next!.reports });
    expect(asked('2024-12-31')).toMatchObject({ rules: now!.reports });
    expect(rulesInForce([], [], '2024-12-31')).toMatchObject({ rules: reportRules });
  });
});
it('holidays are joined day by day, the later word standing', () => {
  const set = (...days: readonly (readonly [string, string])[]) =>
    operation('holiday.set', area, { days: days.map(([on, name]) => ({ on, name, sure: true })) });
  const rows = new MapRows().foldAll([
    set(['2026-12-05', 'father'], ['2026-12-10', 'constitution']),
    set(['2026-12-07', 'instead'], ['2026-12-05', 'national day']),
  ]);
  expect(rows.get<'holidays'>('holidays')?.days.map(({ on, name }) => `${on} ${name}`)).toEqual([
    '2026-12-05 national day',
    '2026-12-07 instead',
    '2026-12-10 constitution',
  ]);
});
it('a day that the office is closed beside the holidays of the year does not open it on those', () => {
  const days = [{ on: '2026-12-14', name: 'flood', sure: true }];
  const { holidays } = rulesInForce([], [{ type: 'holidays', days }], '2026-12-01');
  const dueOn = (on: string) => timelinessOf('2026-12-08', on, 'next-working-day', holidays);
  expect([holidays.has('2026-12-14'), holidays.has('2026-12-10')]).toEqual([true, true]);
  // Saturday 5 December, with Monday 7 December in its stead
  expect(dueOn('2026-12-05')).toBe('next-working-day');
});
