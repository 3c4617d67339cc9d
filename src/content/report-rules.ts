/** The four reports as the letter asks for them (lines 117, 119, 140, 234), and what is in force where a campaign says otherwise. */
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

/** The newest campaign that has not ended; without one the letter's rules go on without a last day. */
export function rulesInForce(campaigns: readonly CampaignRow[], calendars: readonly HolidaysRow[], todayOn: string): ReportRules {
  const running = newest(campaigns.filter(({ finalReportOn }) => finalReportOn >= todayOn));
  const told = running ?? newest(campaigns);
  const closed = calendars.flatMap(({ days }) => days.map(({ on }) => on));
  return {
    rules: told?.reports ?? reportRules,
    policy: told?.dueDayPolicy ?? 'next-working-day',
    ...(running !== undefined && { firstOn: running.firstReportOn, lastOn: running.finalReportOn }),
    holidays: new Set(closed.length > 0 ? closed : shippedHolidays.map(({ on }) => on)),
  };
}

function newest(campaigns: readonly CampaignRow[]): CampaignRow | undefined {
  return campaigns.toSorted((a, b) => (a.finalReportOn < b.finalReportOn ? 1 : -1))[0];
}
