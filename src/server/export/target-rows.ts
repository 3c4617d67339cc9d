/** Rows of officers and districts against the running campaign's targets, as the boards count them (domain.md 4.7, case 43). */
import { areaName, districtsOf } from '../../content/areas.ts';
import { isCounted, type SummaryLine } from '../../domain/area-summary.ts';
import { isSettled } from '../../domain/group-figures.ts';
import type { GroupRow } from '../../domain/row.ts';
import { targetProgress } from '../../domain/target.ts';
import { civilDateInThailand, monthOf } from '../../domain/thai-calendar.ts';
import { stepKeys } from '../../domain/vocabulary.ts';
import type { ExportRowOf } from '../../protocol/export.ts';
import type { QueueReport } from '../../protocol/sync.ts';
import { can, isInForce } from '../access.ts';
import { figuresOf } from '../area-figures.ts';
import { coverageIn, nobody, planOf, teamsOf, type Plan } from '../coverage.ts';
import type { Office } from '../office.ts';
import type { GrantRecord, Tables } from '../store/store.ts';
import { namesFor, type ExportQuestion } from './read-groups.ts';

type FieldRole = ExportRowOf<'officers'>['role'];
const isFieldRole = (role: string): role is FieldRole => role === 'field-officer' || role === 'volunteer';

/** A group that somebody answers for today. */
interface Held {
  readonly owner: string;
  readonly settled: number;
  readonly visitedOn: string | undefined;
}

/** One officer a line, by district and name. */
export async function* officerRows(office: Office, question: ExportQuestion): AsyncGenerator<ExportRowOf<'officers'>> {
  const nameByUser = await namesFor(office);
  const rows = await office.store.read(async (tables) => {
    const groups = await heldIn(tables, question);
    const plan = await planOf(tables, question.area.slice(0, 2), question.today);
    const month = monthOf(question.today);
    const rows: ExportRowOf<'officers'>[] = [];
    for (const [user, grant] of await officersIn(tables, question, groups)) {
      const own = groups.filter(({ owner }) => owner === user);
      const asked = question.area.length < 4 ? '' : question.area;
      const district = (grant.areas.find((area) => area.length >= 4) ?? asked).slice(0, 4);
      const devices = await tables.devices.ofUser(user);
      const lastSeen = Math.max(...devices.map(({ seenAt }) => seenAt));
      const { founded, reported } = figuresOf(await resultsOf(tables, plan, question.area.slice(0, 4), user), month, plan.from);
      rows.push({
        district: areaName(district) ?? district,
        districtCode: district,
        name: nameByUser.get(user) ?? '',
        role: grant.role as FieldRole,
        from: grant.from,
        until: grant.until ?? undefined,
        target: plan.campaign?.targetPerOfficer,
        groups: own.length,
        founded,
        reported,
        hasFounded: founded > 0,
        settled: own.reduce((sum, { settled }) => sum + settled, 0),
        visitedThisMonth: own.filter(({ visitedOn }) => visitedOn !== undefined && monthOf(visitedOn) === month).length,
        lastSeenOn: devices.length === 0 ? undefined : civilDateInThailand(lastSeen),
        waiting: devices.reduce((sum, { queue }) => sum + (queue === null ? 0 : (JSON.parse(queue) as QueueReport).ops), 0),
      });
    }
    return rows;
  });
  yield* rows.toSorted((a, b) => compare(a.districtCode, b.districtCode) || compare(a.name, b.name));
}

/** Every district of the area, also one without a group, with the board's own figures; who is not over it reads of the own results only. */
export async function* targetRows(office: Office, { viewer, area, today }: ExportQuestion): AsyncGenerator<ExportRowOf<'targets'>> {
  yield* await office.store.read(async (tables) => {
    const province = area.slice(0, 2);
    const plan = await planOf(tables, province, today);
    const teams = teamsOf(await tables.people.grantsWithin(province), today);
    const coverage = await coverageIn(tables, plan, teams, area.slice(0, 4));
    const known = districtsOf(province).map(({ code }) => code);
    const asked = known.filter((code) => code.startsWith(area) || area.startsWith(code));
    const rows: ExportRowOf<'targets'>[] = [];
    for (const code of [...new Set([...asked, ...coverage.keys()])].toSorted(compare)) {
      const target = plan.targets.find(({ district }) => district === code);
      const isOver = can(viewer, 'area-see', { area: code });
      const lines = isOver ? await tables.figures.ofArea(code, plan.from) : await resultsOf(tables, plan, code, viewer.user);
      const { founded, reported } = figuresOf(lines, monthOf(today), plan.from);
      const { covered, idle } = isOver ? (coverage.get(code) ?? nobody) : { covered: Math.min(reported, 1), idle: 0 };
      const progress = target && targetProgress(target, { reported, covered, idle });
      rows.push({
        district: areaName(code) ?? code,
        districtCode: code,
        officers: target?.officers,
        target: target?.groups,
        founded,
        reported,
        reportedShare: target && target.groups > 0 ? reported / target.groups : undefined,
        covered,
        coveredShare: target && target.officers > 0 ? covered / target.officers : undefined,
        isComplete: progress?.isComplete,
        remark: target?.remark,
      });
    }
    return rows;
  });
}

/** What one officer founded and reported in the area since the campaign began. */
async function resultsOf(tables: Tables, { from }: Plan, area: string, user: string): Promise<readonly SummaryLine[]> {
  const lines: SummaryLine[] = [];
  for (const measure of ['founded', 'reported'] as const)
    for (const { officer, value } of await tables.figures.sumByOfficer(area, measure, from))
      if (officer === user) lines.push({ month: from, measure, value });
  return lines;
}

async function heldIn(tables: Tables, { viewer, area }: ExportQuestion): Promise<readonly Held[]> {
  const held: Held[] = [];
  for (const stream of await tables.streams.groupsIn(area)) {
    const body = can(viewer, 'group-see', stream) ? await tables.rows.get(stream.id, 'group') : undefined;
    if (body === undefined) continue;
    const group = JSON.parse(body) as GroupRow;
    if (!isCounted(group)) continue;
    const settled = stepKeys.filter((key) => isSettled(group, key)).length;
    held.push({ owner: stream.owner, settled, visitedOn: group.visits.lastOn });
  }
  return held;
}

/** Who works in the area today, by one grant each; whose right is to more than the area is in it by the groups there, as on the board. */
async function officersIn(
  tables: Tables,
  { area, today }: ExportQuestion,
  groups: readonly Held[],
): Promise<ReadonlyMap<string, GrantRecord>> {
  const owners = new Set(groups.map(({ owner }) => owner));
  const officers = new Map<string, GrantRecord>();
  for (const grant of await tables.people.grantsWithin(area)) {
    if (!isFieldRole(grant.role) || !isInForce(grant, today)) continue;
    const worksIn = grant.areas.some((own) => own.startsWith(area));
    if (worksIn || (owners.has(grant.user) && !officers.has(grant.user))) officers.set(grant.user, grant);
  }
  return officers;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
