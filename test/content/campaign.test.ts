import { describe, expect, it } from 'vitest';
import { kinds } from '../../src/domain/operation.ts';
import { areaName, districtsOf } from '../../src/content/areas.ts';
import { campaigns, districtTarget, findCampaign, phayaoCampaign2565 } from '../../src/content/campaign.ts';
import { holidaysOfTheLetter } from '../../src/content/holidays-of-the-letter.ts';
import { holidays as shipped } from '../../src/content/holidays.ts';

describe('the campaign of the letter', () => {
  it('asks 38 groups of 38 officers in nine districts, in the letter’s order', () => {
    const { targets } = phayaoCampaign2565;
    expect(targets.map((target) => target.rank)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9]);
    expect(targets.map((target) => target.groups)).toEqual([7, 5, 4, 3, 4, 2, 7, 4, 2]);
    expect(targets.reduce((sum, target) => sum + target.officers, 0)).toBe(38);
    expect(targets.reduce((sum, target) => sum + target.groups, 0)).toBe(38);
    for (const target of targets) expect(areaName(target.district)).toBe(target.name);
    expect(targets.map((target) => target.district).sort()).toEqual(districtsOf('56').map((district) => district.code));
    expect(districtTarget(phayaoCampaign2565, '5607')?.groups).toBe(4);
    expect(districtTarget(phayaoCampaign2565, '9999')).toBeUndefined();
  });

  it('keeps four separate dates apart, and fits the operations that set a campaign', () => {
    const { campaign, name, targetPerOfficer, dueOn, firstReportOn, finalReportOn, commitmentFrom, commitmentTo } = phayaoCampaign2565;
    expect([dueOn, firstReportOn, finalReportOn, commitmentFrom, commitmentTo]).toEqual([
      '2022-09-30', '2022-05-05', '2022-12-26', '2022-03-06', '2022-12-30',
    ]); // prettier-ignore
    const payload = { campaign, name, targetPerOfficer, dueOn, firstReportOn, finalReportOn, commitmentFrom, commitmentTo };
    expect(kinds['campaign.set'].p.safeParse(payload).success).toBe(true);
    for (const { district, officers, groups } of phayaoCampaign2565.targets)
      expect(kinds['target.set'].p.safeParse({ campaign, district, officers, groups }).success).toBe(true);
    expect(targetPerOfficer).toBe(1);
    expect(findCampaign(campaign)).toBe(campaigns[0]);
  });

  it('has four kinds of report, and sets no day for the monthly total', () => {
    expect(phayaoCampaign2565.reports.map((report) => report.kind)).toEqual([
      'founding-notice', 'establishment-result', 'three-month', 'monthly-savings',
    ]); // prettier-ignore
    expect(phayaoCampaign2565.reports.at(-1)?.due).toEqual({ kind: 'every-month' });
    expect(phayaoCampaign2565.reports.at(-1)?.route).toEqual(['district']);
  });

  it('is a commitment of four clauses that fill in who signs with whom', () => {
    const text = phayaoCampaign2565.commitment.clauses.join(' ');
    expect([...new Set(text.match(/\{\w+\}/g))].sort()).toEqual([
      '{acceptorPosition}', '{acceptor}', '{from}', '{issuerPosition}', '{issuer}', '{target}', '{to}',
    ].sort()); // prettier-ignore
    expect(text).toContain('คำรับรองฝ่ายเดียว มิใช่สัญญา');
  });
});

const holidays = [...holidaysOfTheLetter, ...shipped];
const findHoliday = (day: string) => holidays.find(({ on }) => on === day);

describe('the holidays', () => {
  it('stand in order, once each, for the years said, and the operation takes them', () => {
    const days = holidays.map((holiday) => holiday.on);
    expect(new Set(days).size).toBe(days.length);
    expect([...days].sort()).toEqual(days);
    expect(kinds['holiday.set'].p.safeParse({ days: holidays.map(({ on, name, sure }) => ({ on, name: name.th, sure })) }).success).toBe(
      true,
    );
    expect(new Set(days.map((day) => Number(day.slice(0, 4)) + 543))).toEqual(new Set([2565, 2569, 2570]));
  });

  it('substitute the next working day for every holiday on a weekend, unless it falls in the next year', () => {
    const weekday = (on: string) => new Date(`${on}T00:00:00Z`).getUTCDay();
    for (const holiday of holidays) {
      const onWeekend = [0, 6].includes(weekday(holiday.on));
      const substitute = holidays.find((candidate) => candidate.insteadOf === holiday.on);
      if (onWeekend && !holiday.on.endsWith('-12-31')) expect(substitute, holiday.on).toBeDefined();
      if (!substitute) continue;
      expect(onWeekend, holiday.on).toBe(true);
      for (let day = Date.parse(holiday.on) + 86_400_000; day < Date.parse(substitute.on); day += 86_400_000) {
        const between = new Date(day).toISOString().slice(0, 10);
        expect([0, 6].includes(weekday(between)) || findHoliday(between) !== undefined, between).toBe(true);
      }
    }
  });

  it('case 32: 3 June 2565 and 5 December 2565 are closed, 2 June and 6 December are not', () => {
    expect(findHoliday('2022-06-03')?.sure).toBe(true);
    expect(findHoliday('2022-12-05')?.sure).toBe(true);
    expect(findHoliday('2022-06-02')).toBeUndefined();
    expect(findHoliday('2022-12-06')).toBeUndefined();
  });

  it('a day that follows the moon is never sure', () => {
    for (const holiday of holidays.filter(({ name }) => /บูชา|เข้าพรรษา|กรณีพิเศษ|พืชมงคล/.test(name.th)))
      expect(holiday.sure, holiday.on).toBe(false);
  });
});
