/** The kinds of operation that reports make: what an officer submits and what each level above says to it. Part of the vocabulary in `operation.ts`. */
import * as z from 'zod/mini';
import { Count, Day, Id, Month, SatangOrZero, Short, Text } from './payload-field.ts';

export const reportKinds = ['founding-notice', 'establishment-result', 'three-month', 'monthly-savings'] as const;
export type ReportKind = (typeof reportKinds)[number];
/** Who receives a report, from below; each kind goes up a part of this way. */
export const reportLevels = ['district', 'province', 'department'] as const;
export type ReportLevel = (typeof reportLevels)[number];

/** How one month of a group stands at its end; money in satang. What nobody counted is absent, never 0. */
const monthFigures = {
  membersBefore: z.optional(Count),
  joined: z.optional(Count),
  left: z.optional(Count),
  members: z.optional(Count),
  paid: z.optional(Count),
  missed: z.optional(Count),
  /** pledged savings at the end of the month before */
  savedBeforeSatang: z.optional(SatangOrZero),
  pledgedSatang: z.optional(SatangOrZero),
  specialSatang: z.optional(SatangOrZero),
  /** pledged savings given back */
  withdrawnSatang: z.optional(SatangOrZero),
  specialWithdrawnSatang: z.optional(SatangOrZero),
  savedSatang: z.optional(SatangOrZero),
  specialSavedSatang: z.optional(SatangOrZero),
  loans: z.optional(Count),
  loansSatang: z.optional(SatangOrZero),
  repaidSatang: z.optional(SatangOrZero),
  overdueSatang: z.optional(SatangOrZero),
  /** may be below nothing after a merge; then it is shown, not hidden */
  cashSatang: z.optional(z.int()),
  bankSatang: z.optional(z.int()),
  attended: z.optional(z.boolean()),
};
const identity = {
  group: z.optional(Short),
  village: z.optional(z.object({ tambon: z.string().check(z.regex(/^\d{6}$/)), moo: Count, name: Short })),
  foundedOn: z.optional(Day),
  /** names of the officer and of the chair are the only ones a report may carry (case 48) */
  officer: z.optional(Short),
  chair: z.optional(z.string().check(z.maxLength(200))),
};
const people = {
  members: z.optional(Count),
  male: z.optional(Count),
  female: z.optional(Count),
  minors: z.optional(Count),
  pendingConsent: z.optional(Count),
  committee: z.optional(Count),
};
const remarks = {
  problems: z.optional(Text),
  support: z.optional(Text),
  /** doubts that were on the books when the report was made, and that its author had seen */
  acknowledged: z.optional(z.array(Short).check(z.maxLength(20))),
};

/** The day it was reported another way; then it is never asked for again (case 28). */
const elsewhere = { elsewhereOn: z.optional(Day) };

/** Frozen figures, aggregates only. Members that a later version adds are kept. */
const snapshots = {
  'founding-notice': z.looseObject({ ...identity, ...people, bankRequested: z.optional(z.boolean()) }),
  'establishment-result': z.looseObject({
    ...identity,
    ...people,
    ...remarks,
    villageTypes: z.optional(z.array(z.string())),
    villageTypeNote: z.optional(Text),
    firstPledgesSatang: z.optional(SatangOrZero),
    pledgedPerMonthSatang: z.optional(SatangOrZero),
    hasBankAccount: z.optional(z.boolean()),
    photos: z.optional(Count),
    ...elsewhere,
  }),
  'three-month': z.looseObject({
    ...identity,
    ...people,
    ...remarks,
    months: z.optional(z.array(z.object({ month: Month, ...monthFigures })).check(z.maxLength(12))),
    stepsDone: z.optional(Count),
    stepsAsked: z.optional(Count),
    documentsMissing: z.optional(z.array(Short).check(z.maxLength(20))),
  }),
  'monthly-savings': z.looseObject({
    ...identity,
    ...monthFigures,
    /** what its members promised for the month: beside what came in, the rest of other months, or what is behind, is seen (case 20) */
    promisedSatang: z.optional(SatangOrZero),
    ...remarks,
    ...elsewhere,
  }),
} as const;

/** Where in the group's stream the figures were read: so far, and the last operation they count. */
const Position = z.object({ seq: Count, last: z.optional(Id) });

const submission = <K extends ReportKind>(kind: K) =>
  z.object({
    report: Id,
    kind: z.literal(kind),
    /** 1 for the first; what a correction is numbered by its author */
    version: z.int().check(z.minimum(1)),
    forMonth: z.optional(Month),
    snapshot: snapshots[kind],
    /** `declared`: typed from paper books */
    source: z.optional(z.enum(['ledger', 'declared'])),
    position: z.optional(Position),
    /** as the campaign asks for it on the day of submission; absent is the kind's own way (`routeOf`) */
    route: z.optional(z.array(z.enum(reportLevels)).check(z.minLength(1), z.maxLength(3))),
    dueOn: z.optional(Day),
  });

export const reportOperations = {
  'report.submit': {
    p: z.discriminatedUnion('kind', [
      submission('founding-notice'),
      submission('establishment-result'),
      submission('three-month'),
      submission('monthly-savings'),
    ]),
  },
  /** What one level says to one version of a report. It names the operation it saw: a version that came since is not touched by it. */
  'report.review': {
    p: z
      .object({
        report: Id,
        saw: Id,
        level: z.enum(reportLevels),
        decision: z.enum(['accepted', 'returned']),
        remark: z.optional(Text),
      })
      .check(z.refine(({ decision, remark }) => decision === 'accepted' || (remark ?? '').trim() !== '', { path: ['remark'] })),
  },
} as const;

const DayOfMonth = z.int().check(z.minimum(1), z.maximum(31));

/** One report a campaign asks for: its way up and when it falls due (`report-due.ts`). */
export const ReportRuleSchema = z.object({
  kind: z.enum(reportKinds),
  route: z.array(z.enum(reportLevels)).check(z.minLength(1), z.maxLength(3)),
  due: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('at-founding') }),
    z.object({ kind: z.literal('day-of-month-once-per-group'), day: DayOfMonth }),
    z.object({ kind: z.literal('months-after-founding'), months: Count, days: z.optional(Count) }),
    z.object({ kind: z.literal('every-month'), day: z.optional(DayOfMonth) }),
  ]),
});

export type ReportSubmission = z.infer<(typeof reportOperations)['report.submit']['p']>;
export type SnapshotOf<K extends ReportKind> = z.infer<(typeof snapshots)[K]>;
export type MonthFigures = Pick<SnapshotOf<'monthly-savings'>, keyof typeof monthFigures | 'promisedSatang'>;
