/** What stands against sending a report, said before it is sent: figures that are missing or do not fit, doubts on the books, a day too early. */
import type { Problem } from './problem.ts';
import type { MonthFigures, ReportSubmission, SnapshotOf } from './report-operation.ts';
import { expectedSaved } from './report-figures.ts';
import type { DayRow } from './row.ts';
import { monthOf, type CivilDate, type Month } from './thai-calendar.ts';

export type ReportField = keyof MonthFigures | 'chair' | 'villageTypeNote' | 'photos' | 'committee' | 'remark';
export type ReportProblem = Problem<ReportField>;

const wantedInMonth = [
  'members',
  'paid',
  'savedBeforeSatang',
  'pledgedSatang',
  'savedSatang',
] as const satisfies readonly (keyof MonthFigures)[];

/**
 * `refused` must be filled in, `confirm` asks for an acknowledgement that goes along with the report, `hint` is only shown.
 *
 * @param last the figures of the month before, as they were reported
 */
export function checkMonth(figures: MonthFigures, last: MonthFigures | undefined): readonly ReportProblem[] {
  const problems: ReportProblem[] = wantedInMonth
    .filter((field) => figures[field] === undefined)
    .map((field) => ({ code: 'figure-missing', weight: 'refused', field }));
  const expected = expectedSaved(figures);
  const { savedSatang, savedBeforeSatang, members, membersBefore, joined = 0, left = 0, paid } = figures;
  if (expected !== undefined && savedSatang !== undefined && savedSatang !== expected)
    problems.push({
      code: 'saved-does-not-add-up',
      weight: 'confirm',
      field: 'savedSatang',
      facts: { expected, difference: savedSatang - expected },
    });
  if (membersBefore !== undefined && members !== undefined && members !== membersBefore + joined - left)
    problems.push({
      code: 'members-do-not-add-up',
      weight: 'confirm',
      field: 'members',
      facts: { expected: membersBefore + joined - left },
    });
  if (paid !== undefined && members !== undefined && paid > members)
    problems.push({ code: 'more-paid-than-members', weight: 'confirm', field: 'paid' });
  if (last === undefined) return problems;
  if (last.savedSatang !== undefined && savedBeforeSatang !== undefined && savedBeforeSatang !== last.savedSatang)
    problems.push({ code: 'differs-from-last-month', weight: 'confirm', field: 'savedBeforeSatang', facts: { last: last.savedSatang } });
  // a month in which nobody paid looks the same too, and is worth the same second look
  if (savedSatang !== undefined && savedSatang === last.savedSatang)
    problems.push({ code: 'same-as-last-month', weight: 'confirm', field: 'savedSatang' });
  return problems;
}

/** Doubts on the books of a month: a day that was not closed, money that may be there twice (case 18). */
export function bookDoubts(days: readonly DayRow[], isOfReport: (month: Month) => boolean): readonly ReportProblem[] {
  const concerned = days.filter(({ on }) => isOfReport(monthOf(on)));
  const twice = concerned.reduce((sum, { doubts = 0 }) => sum + doubts, 0);
  const open = concerned.filter(({ closedAt, payers }) => closedAt === undefined && payers > 0);
  return [
    ...(twice > 0 ? [{ code: 'maybe-paid-twice', weight: 'confirm', facts: { n: twice } } as const] : []),
    ...open.map(({ on }) => ({ code: 'day-not-closed', weight: 'confirm', facts: { on } }) as const),
  ];
}

/** Village type "other" without a reason is a doubt and no obstacle (case 35); so is what nobody can know yet. */
export function checkEstablishment(snapshot: SnapshotOf<'establishment-result'>): readonly ReportProblem[] {
  const problems: ReportProblem[] = [];
  if ((snapshot.members ?? 0) === 0) problems.push({ code: 'figure-missing', weight: 'refused', field: 'members' });
  if (snapshot.chair === undefined) problems.push({ code: 'no-chair', weight: 'confirm', field: 'chair' });
  if (snapshot.villageTypes?.includes('other') === true && (snapshot.villageTypeNote ?? '').trim() === '')
    problems.push({ code: 'village-type-note-missing', weight: 'hint', field: 'villageTypeNote' });
  if (snapshot.photos === 0) problems.push({ code: 'photo-missing', weight: 'hint', field: 'photos' });
  return problems;
}

/** Before its day a three-month report is a draft and nothing else (case 33). */
export function checkThreeMonth(snapshot: SnapshotOf<'three-month'>, opensOn: CivilDate, todayOn: CivilDate): readonly ReportProblem[] {
  const problems: ReportProblem[] = [];
  if (todayOn < opensOn) problems.push({ code: 'not-three-months-yet', weight: 'refused', facts: { on: opensOn } });
  if ((snapshot.documentsMissing?.length ?? 0) > 0)
    problems.push({ code: 'documents-missing', weight: 'hint', facts: { n: snapshot.documentsMissing?.length ?? 0 } });
  return problems;
}

/** Of the newest version before a month; what a paper group's next report begins with. */
export function lastMonthOf(
  reports: readonly {
    readonly kind: ReportSubmission['kind'];
    readonly forMonth?: string | undefined;
    readonly snapshot: ReportSubmission['snapshot'];
  }[],
  month: Month,
): MonthFigures | undefined {
  const before = reports
    .filter(({ kind, forMonth }) => kind === 'monthly-savings' && forMonth !== undefined && forMonth < month)
    .toSorted((a, b) => ((a.forMonth ?? '') < (b.forMonth ?? '') ? 1 : -1))[0];
  return before?.snapshot as MonthFigures | undefined;
}
