/** What the kept sums of an area say on a board: figures, months and the campaign's curve, and several areas added up; no store is asked. */
import type { Measure, SummaryLine } from '../domain/area-summary.ts';
import { shiftMonth } from '../domain/thai-calendar.ts';
import type { AreaFigures, AreaMonth, AreaPart, CurvePoint } from '../protocol/area-board.ts';

export const monthsShown = 12;

export function figuresOf(lines: readonly SummaryLine[], month: string, from: string): AreaFigures {
  const sum = (measure: Measure, counts: (line: SummaryLine) => boolean = () => true) =>
    lines.reduce((total, line) => (line.measure === measure && counts(line) ? total + line.value : total), 0);
  const thisMonth = (line: SummaryLine) => line.month === month;
  const inCampaign = (line: SummaryLine) => line.month >= from;
  return {
    groups: sum('groups'),
    steps: [sum('step-1'), sum('step-2'), sum('step-3')],
    members: sum('members'),
    pending: sum('pending'),
    savedSatang: sum('saved'),
    entries: sum('entries'),
    byCommittee: sum('committee-entries'),
    bankOpen: sum('bank-open'),
    founded: sum('founded', inCampaign),
    reported: sum('reported', inCampaign),
    visited: sum('visited', thisMonth),
    met: sum('met', thisMonth),
  };
}

/** Reports that wait for the word of each level. */
export function turnsOf(lines: readonly SummaryLine[]): NonNullable<AreaPart['turns']> {
  const sum = (measure: Measure) => lines.reduce((total, line) => (line.measure === measure ? total + line.value : total), 0);
  return { district: sum('turn-district'), province: sum('turn-province'), department: sum('turn-department') };
}

function byMonth(lines: readonly SummaryLine[], measure: Measure): ReadonlyMap<string, number> {
  const sums = new Map<string, number>();
  for (const line of lines) if (line.measure === measure) sums.set(line.month, (sums.get(line.month) ?? 0) + line.value);
  return sums;
}

function lastMonths(month: string): readonly string[] {
  return Array.from({ length: monthsShown }, (_, index) => shiftMonth(month, index + 1 - monthsShown));
}

export function pledgedOf(lines: readonly SummaryLine[], month: string): readonly number[] {
  const pledged = byMonth(lines, 'pledged');
  return lastMonths(month).map((each) => pledged.get(each) ?? 0);
}

/** Members at the end of a month are those of now, without who came and with who left since. */
export function monthsOf(lines: readonly SummaryLine[], month: string): readonly AreaMonth[] {
  const [pledged, payers, joined, left] = (['pledged', 'payers', 'joined', 'left'] as const).map((measure) => byMonth(lines, measure));
  let members = lines.reduce((sum, line) => (line.measure === 'members' ? sum + line.value : sum), 0);
  for (const line of lines) {
    if (line.month <= month) continue;
    if (line.measure === 'joined') members -= line.value;
    if (line.measure === 'left') members += line.value;
  }
  const months: AreaMonth[] = [];
  for (const each of lastMonths(month).toReversed()) {
    months.unshift({ month: each, pledgedSatang: pledged?.get(each) ?? 0, payers: payers?.get(each) ?? 0, members });
    members += (left?.get(each) ?? 0) - (joined?.get(each) ?? 0);
  }
  return months;
}

export function curveOf(lines: readonly SummaryLine[], month: string, from: string): readonly CurvePoint[] {
  if (from === '') return [];
  const [founded, reported] = [byMonth(lines, 'founded'), byMonth(lines, 'reported')];
  const points: CurvePoint[] = [];
  let sums = { founded: 0, reported: 0 };
  for (let each = from; each <= month; each = shiftMonth(each, 1)) {
    sums = { founded: sums.founded + (founded.get(each) ?? 0), reported: sums.reported + (reported.get(each) ?? 0) };
    points.push({ month: each, ...sums });
  }
  return points;
}

/** What several parts are together. */
export function addParts(area: string, parts: readonly AreaPart[]): AreaPart {
  const sum = (of: (part: AreaPart) => number) => parts.reduce((total, part) => total + of(part), 0);
  const figure = (name: Exclude<keyof AreaFigures, 'steps'>) => sum(({ figures }) => figures[name]);
  const hasTarget = parts.some(({ target }) => target !== null);
  return {
    area,
    figures: {
      groups: figure('groups'),
      steps: [sum(({ figures }) => figures.steps[0]), sum(({ figures }) => figures.steps[1]), sum(({ figures }) => figures.steps[2])],
      members: figure('members'),
      pending: figure('pending'),
      savedSatang: figure('savedSatang'),
      entries: figure('entries'),
      byCommittee: figure('byCommittee'),
      bankOpen: figure('bankOpen'),
      founded: figure('founded'),
      reported: figure('reported'),
      visited: figure('visited'),
      met: figure('met'),
    },
    target: hasTarget
      ? { officers: sum(({ target }) => target?.officers ?? 0), groups: sum(({ target }) => target?.groups ?? 0), remark: '' }
      : null,
    covered: sum(({ covered }) => covered),
    missing: sum(({ missing }) => missing),
    districts: sum(({ districts }) => districts),
    complete: sum(({ complete }) => complete),
    pledged: Array.from({ length: monthsShown }, (_, index) => sum(({ pledged }) => pledged[index] ?? 0)),
    agenda: null,
    held: sum(({ held }) => held),
    turns: {
      district: sum(({ turns }) => turns?.district ?? 0),
      province: sum(({ turns }) => turns?.province ?? 0),
      department: sum(({ turns }) => turns?.department ?? 0),
    },
  };
}

export function addMonths(all: readonly (readonly AreaMonth[])[]): readonly AreaMonth[] {
  const [first = [], ...rest] = all;
  return first.map((month, index) =>
    rest.reduce<AreaMonth>(
      (sum, { [index]: other }) => ({
        month: sum.month,
        pledgedSatang: sum.pledgedSatang + (other?.pledgedSatang ?? 0),
        payers: sum.payers + (other?.payers ?? 0),
        members: sum.members + (other?.members ?? 0),
      }),
      month,
    ),
  );
}

/** Campaigns may begin apart: each counts from its own beginning. */
export function addCurves(all: readonly (readonly CurvePoint[])[]): readonly CurvePoint[] {
  const sums = new Map<string, CurvePoint>();
  for (const curve of all)
    for (const { month, founded, reported } of curve) {
      const sum = sums.get(month);
      sums.set(month, { month, founded: founded + (sum?.founded ?? 0), reported: reported + (sum?.reported ?? 0) });
    }
  return [...sums.values()].sort((a, b) => (a.month < b.month ? -1 : 1));
}
