/** The four reports as the letter asks for them (lines 117, 119, 140, 234), and what is in force where a campaign says otherwise. */
import { campaignOn, closedDays } from '../domain/area.ts';
import type { ReportRule, ReportRules } from '../domain/report-due.ts';
import type { CampaignRow, HolidaysRow } from '../domain/row.ts';
import { holidays as shippedHolidays } from './holidays.ts';

export const reportRules: readonly ReportRule[] = [
  { kind: 'founding-notice', route: ['district'], due: { kind: 'at-founding' } },
  { kind: 'establishment-result', route: ['district', 'province'], due: { kind: 'day-of-month-once-per-group', day: 5 } },
  { kind: 'three-month', route: ['district', 'province', 'department'], due: { kind: 'months-after-founding', months: 3 } },
  // the letter names no day for it
  { kind: 'monthly-savings', route: ['district'], due: { kind: 'every-month' } },
];

export const usualRemindDays = 2;

/** What the campaign in force asks for; once it has ended, its rules go on, without a last day for new groups, until the next begins. */
export function rulesInForce(campaigns: readonly CampaignRow[], calendars: readonly HolidaysRow[], todayOn: string): ReportRules {
  const campaign = campaignOn(campaigns, todayOn);
  return {
    rules: campaign?.reports ?? reportRules,
    policy: campaign?.dueDayPolicy ?? 'next-working-day',
    remindDays: campaign?.remindDays ?? usualRemindDays,
    campaigns,
    holidays: closedDays(shippedHolidays, ...calendars.map(({ days }) => days)),
  };
}
