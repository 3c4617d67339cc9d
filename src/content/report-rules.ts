/** The four reports as the letter asks for them (lines 117, 119, 140, 234), for a campaign that sets no rules of its own. */
import type { ReportRule } from '../domain/report-due.ts';

export const reportRules: readonly ReportRule[] = [
  { kind: 'founding-notice', route: ['district'], due: { kind: 'at-founding' } },
  { kind: 'establishment-result', route: ['district', 'province'], due: { kind: 'day-of-month-once-per-group', day: 5 } },
  { kind: 'three-month', route: ['district', 'province', 'department'], due: { kind: 'months-after-founding', months: 3 } },
  // the letter names no day for it
  { kind: 'monthly-savings', route: ['district'], due: { kind: 'every-month' } },
];
