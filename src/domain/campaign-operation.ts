/** The kinds of operation with which a province runs a campaign: its days and letters, each district's target, holidays. Part of the vocabulary in `operation.ts`. */
import * as z from 'zod/mini';
import { Code, Count, Day, Short, Text } from './payload-field.ts';
import { reportKinds, ReportRuleSchema } from './report-operation.ts';

export const mostRemindDays = 14;

export const campaignKinds = {
  'campaign.set': {
    p: z.object({
      campaign: Code,
      name: Short,
      targetPerOfficer: Count,
      dueOn: Day,
      firstReportOn: Day,
      finalReportOn: Day,
      commitmentFrom: Day,
      commitmentTo: Day,
      /** which reports it asks for; absent is the letter's own four (`content/report-rules.ts`) */
      reports: z.optional(z.array(ReportRuleSchema).check(z.maxLength(reportKinds.length))),
      /** whether a due day on a weekend or holiday gives until the next working day */
      dueDayPolicy: z.optional(z.enum(['next-working-day', 'strict'])),
      /** from so many days before the last working day up to a due day, officers are reminded; absent is the app's own 2 */
      remindDays: z.optional(z.int().check(z.minimum(0), z.maximum(mostRemindDays))),
      /** what it is based on, the newest first */
      letters: z.optional(z.array(z.object({ number: Short, datedOn: Day, subject: z.optional(Short) })).check(z.maxLength(10))),
    }),
  },
  'target.set': {
    p: z.object({
      campaign: Code,
      district: z.string().check(z.regex(/^\d{4}$/)),
      officers: Count,
      groups: Count,
      remark: z.optional(Text),
    }),
  },
  /** `isOpen`: the office works on that day after all, whatever the calendar that the app came with says */
  'holiday.set': {
    p: z.object({ days: z.array(z.object({ on: Day, name: Short, sure: z.boolean(), isOpen: z.optional(z.boolean()) })) }),
  },
};
