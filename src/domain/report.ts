/**
 * Reports in the stream of their group (`report.submit`, `report.review`): versions, and the way up that each of them has gone.
 *
 * Figures are frozen at submission. A review decides about the one version its author saw: acceptance can never fall on figures that the
 * officer has changed since (domain.md Scene D). What decides nothing is kept beside the version and flagged.
 */
import type { Bench, Deed, KindFolds } from './folding.ts';
import { withFlag } from './folding.ts';
import { dayOfInstant } from './group-summary.ts';
import { monthAt } from './month-page.ts';
import type { MonthFigures, ReportKind, ReportLevel } from './report-operation.ts';
import type { ReportReview, ReportRow, ReportState, ReportVersion } from './report-row.ts';
import type { Flag, RowKey } from './row.ts';
import { putEvidence } from './step-evidence.ts';
import type { StepKey } from './vocabulary.ts';

const stepOfReport: Readonly<Record<ReportKind, StepKey | undefined>> = {
  'founding-notice': '2.8',
  'establishment-result': undefined,
  'three-month': '3.5',
  'monthly-savings': '3.5',
};

const routes: Readonly<Record<ReportKind, readonly ReportLevel[]>> = {
  'founding-notice': ['district'],
  'establishment-result': ['district', 'province'],
  'three-month': ['district', 'province', 'department'],
  'monthly-savings': ['district'],
};

/** The way a kind of report goes when the campaign says nothing else (letter, lines 117, 119, 140). */
export function routeOf(kind: ReportKind): readonly ReportLevel[] {
  return routes[kind];
}

const stateAfter: Readonly<Record<ReportLevel, ReportState>> = {
  district: 'accepted',
  province: 'province-accepted',
  department: 'acknowledged',
};

/** Whose turn it is to say something to a version; `undefined` when the way is at its end or the officer is asked to correct it. */
export function turnOf(route: readonly ReportLevel[], state: ReportState): ReportLevel | undefined {
  if (state === 'returned') return undefined;
  const done = state === 'submitted' ? -1 : route.findIndex((level) => stateAfter[level] === state);
  return route[done + 1];
}

/** Nobody is asked for it any more: every level of its way has accepted it. */
export function isSettled({ route, state }: Pick<ReportRow, 'route' | 'state'>): boolean {
  return state !== 'returned' && turnOf(route, state) === undefined;
}

export function filedKey(kind: ReportKind, forMonth: string | undefined): `filed:${string}` {
  return forMonth === undefined ? `filed:${kind}` : `filed:${kind}:${forMonth}`;
}

export const reportFolds: KindFolds<'report.submit' | 'report.review'> = {
  'report.submit': {
    touches: ({ p }) => {
      const step = stepOfReport[p.kind];
      const month = p.kind === 'monthly-savings' && p.forMonth !== undefined ? [`month:${p.forMonth}` as RowKey] : [];
      return [`report:${p.report}`, filedKey(p.kind, p.forMonth), ...month, ...(step === undefined ? [] : [`step:${step}` as RowKey])];
    },
    fold: submit,
  },
  'report.review': {
    // a level above looked at it; the village did nothing
    isQuiet: true,
    needs: (p) => [`report:${p.report}`],
    fold: review,
  },
};

function submit({ op, p, by }: Deed<'report.submit'>, bench: Bench): void {
  const { report, kind, forMonth, snapshot, source, position, dueOn } = p;
  const before = bench.get<'report'>(`report:${report}`);
  if (before?.versions.some((version) => version.op === op.id) === true) return;
  const version: ReportVersion = {
    version: Math.max((before?.version ?? 0) + 1, p.version),
    op: op.id,
    snapshot,
    source,
    position,
    dueOn,
    by,
    at: op.at,
    state: 'submitted',
    reviews: [],
  };
  const row: ReportRow = {
    type: 'report',
    id: report,
    kind,
    forMonth,
    route: p.route ?? before?.route ?? routeOf(kind),
    ...newest([...(before?.versions ?? []), version], version),
    ...(before?.flags !== undefined && { flags: before.flags }),
  };
  const filed = file(bench, row);
  putReport(bench, filed);
  tellMonth(bench, filed, source);
  const step = stepOfReport[kind];
  if (step !== undefined) putEvidence(bench, step, { id: report, state: 'done', on: dayOfInstant(op.at) });
}

/**
 * What a report typed from paper books says of its month stands beside what is booked in it, so that neither is counted twice, and of the
 * end of the newest month in the group's row; a version made from the books here takes it back. A second report of the month says nothing.
 */
function tellMonth(bench: Bench, row: ReportRow, source: ReportVersion['source']): void {
  const { forMonth, kind } = row;
  if (kind !== 'monthly-savings' || forMonth === undefined || hasFlag(row, 'maybe-reported-twice')) return;
  const month = monthAt(bench, forMonth);
  if (source !== 'declared') {
    if (month.told !== undefined) bench.put(`month:${forMonth}`, { ...month, told: undefined });
    if (bench.group.told?.month === forMonth) bench.setGroup({ told: undefined });
    return;
  }
  const { pledgedSatang = 0, paid = 0, members, savedSatang } = row.snapshot as MonthFigures;
  bench.put(`month:${forMonth}`, { ...month, told: { pledgedSatang, paid } });
  // reported another way, without the balance
  if (savedSatang !== undefined && forMonth >= (bench.group.told?.month ?? ''))
    bench.setGroup({
      told: { month: forMonth, savedSatang, ...(members !== undefined && { members }) },
    });
}

/** One report of a kind and month is enough; the second one that two phones made without seeing each other asks a person to look. */
function file(bench: Bench, row: ReportRow): ReportRow {
  const key = filedKey(row.kind, row.forMonth);
  const reports = bench.get<'filed'>(key)?.reports ?? [];
  if (!reports.includes(row.id)) bench.put(key, { type: 'filed', reports: [...reports, row.id] });
  if (reports.length === 0 || reports[0] === row.id) return row;
  bench.flag('maybe-reported-twice');
  return withFlag(row, 'maybe-reported-twice');
}

function review({ op, p, by }: Deed<'report.review'>, bench: Bench): void {
  const row = bench.need<'report'>(`report:${p.report}`);
  const index = row.versions.findIndex((version) => version.op === p.saw);
  const found = index < 0 ? row.versions.length - 1 : index;
  const version = row.versions[found];
  if (version === undefined || version.reviews.some((each) => each.op === op.id)) return;
  const reason =
    index !== row.versions.length - 1 ? 'version-moved-on' : isInTurn(row, version, p.level) ? undefined : 'review-out-of-turn';
  if (reason !== undefined) bench.flag(reason);
  const said: ReportReview = {
    op: op.id,
    level: p.level,
    decision: p.decision,
    remark: p.remark,
    by,
    at: op.at,
    ...(reason !== undefined && { void: reason }),
  };
  const state = reason !== undefined ? version.state : p.decision === 'returned' ? 'returned' : stateAfter[p.level];
  const versions = row.versions.with(found, { ...version, state, reviews: [...version.reviews, said] });
  putReport(bench, { ...row, ...newest(versions, versions.at(-1) ?? version) });
}

/** The level whose turn it is, or the one that decided last and thinks again before the next has said anything. */
function isInTurn({ route }: ReportRow, { state, reviews }: ReportVersion, level: ReportLevel): boolean {
  const last = reviews.findLast((each) => each.void === undefined);
  return turnOf(route, state) === level || last?.level === level;
}

function newest(
  versions: readonly ReportVersion[],
  last: ReportVersion,
): Pick<ReportRow, 'version' | 'state' | 'snapshot' | 'by' | 'at' | 'versions'> {
  const { version, state, snapshot, by, at } = last;
  return { version, state, snapshot, by, at, versions };
}

/** Writes the row, and in the group's row how the newest report of its kind stands: of the latest month when it is one of many. */
function putReport(bench: Bench, row: ReportRow): void {
  bench.put(`report:${row.id}`, row);
  const { [row.id]: _before, ...others } = bench.group.reportTurns ?? {};
  const turn = turnOf(row.route, row.state);
  const turns = turn === undefined ? others : { ...others, [row.id]: turn };
  bench.setGroup({ reportTurns: Object.keys(turns).length === 0 ? undefined : turns });
  const known = bench.group.reports[row.kind];
  const isOlder = known !== undefined && known.report !== row.id && (known.forMonth ?? '') > (row.forMonth ?? '');
  if (isOlder || hasFlag(row, 'maybe-reported-twice')) return;
  const firstOn = dayOfInstant(row.versions[0]?.at ?? row.at);
  const filed = {
    report: row.id,
    version: row.version,
    submittedAt: row.at,
    ...(firstOn < dayOfInstant(row.at) && { firstOn }),
    state: row.state,
    ...(row.forMonth !== undefined && { forMonth: row.forMonth }),
  };
  bench.setGroup({ reports: { ...bench.group.reports, [row.kind]: filed } });
}

function hasFlag({ flags = [] }: Pick<ReportRow, 'flags'>, flag: Flag): boolean {
  return flags.includes(flag);
}
