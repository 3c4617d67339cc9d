import { expect, it } from 'vitest';
import { latestCampaign } from '../../src/domain/area.ts';
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
it('of several campaigns the one that began last counts, whatever its code and however it ends', () => {
  const campaign = (code: string, commitmentFrom: string, dueOn: string) => ({ code, commitmentFrom, dueOn }) as CampaignRow;
  const rows = [
    campaign('9', '2022-03-06', '2028-09-30'),
    campaign('1', '2026-12-01', '2027-08-31'),
    campaign('5', '2025-01-01', '2025-09-30'),
  ];
  expect(latestCampaign(rows)?.code).toBe('1');
  expect(latestCampaign([])).toBeUndefined();
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
