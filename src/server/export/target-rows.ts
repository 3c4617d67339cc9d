/** Rows of officers and districts against the running campaign's targets (domain.md 4.7, case 43). */
import { areaName, districtsOf } from '../../content/areas.ts';
import { latestCampaign } from '../../domain/area.ts';
import { isSettled } from '../../domain/group-figures.ts';
import { hasEnded } from '../../domain/life-cycle.ts';
import type { CampaignRow, GroupRow, TargetRow } from '../../domain/row.ts';
import { civilDateInThailand, monthOf } from '../../domain/thai-calendar.ts';
import { stepKeys } from '../../domain/vocabulary.ts';
import type { ExportRowOf } from '../../protocol/export.ts';
import type { QueueReport } from '../../protocol/sync.ts';
import { can, isInForce } from '../access.ts';
import { areaStreamId } from '../ids.ts';
import type { Office } from '../office.ts';
import type { GrantRecord, Tables } from '../store/store.ts';
import { namesFor, type ExportQuestion } from './group-rows.ts';

type FieldRole = ExportRowOf<'officers'>['role'];
const isFieldRole = (role: string): role is FieldRole => role === 'field-officer' || role === 'volunteer';

interface Result {
  readonly district: string;
  readonly owner: string;
  readonly isFounded: boolean;
  readonly isReported: boolean;
  readonly settled: number;
  readonly visitedOn: string | undefined;
}

/** One officer a line, by district and name. */
export async function* officerRows(office: Office, question: ExportQuestion): AsyncGenerator<ExportRowOf<'officers'>> {
  const nameByUser = await namesFor(office);
  const rows = await office.store.read(async (tables) => {
    const results = await resultsIn(tables, question);
    const month = monthOf(question.today);
    const rows: ExportRowOf<'officers'>[] = [];
    for (const [user, grant] of await officersIn(tables, question)) {
      const own = results.filter(({ owner }) => owner === user);
      const district = (grant.areas.find((area) => area.length >= 4) ?? '').slice(0, 4);
      const campaign = await campaignOf(tables, district);
      const devices = await tables.devices.ofUser(user);
      const lastSeen = Math.max(...devices.map(({ seenAt }) => seenAt));
      const founded = own.filter(({ isFounded }) => isFounded).length;
      rows.push({
        district: areaName(district) ?? district,
        districtCode: district,
        name: nameByUser.get(user) ?? '',
        role: grant.role as FieldRole,
        from: grant.from,
        until: grant.until ?? undefined,
        target: campaign?.targetPerOfficer,
        groups: own.length,
        founded,
        reported: own.filter(({ isReported }) => isReported).length,
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

/** Every district of the area, also one without a group; two groups of one officer do not cover a colleague. */
export async function* targetRows(office: Office, question: ExportQuestion): AsyncGenerator<ExportRowOf<'targets'>> {
  const { area } = question;
  yield* await office.store.read(async (tables) => {
    const results = await resultsIn(tables, question);
    const known = districtsOf(area.slice(0, 2)).map(({ code }) => code);
    const asked = known.filter((code) => code.startsWith(area) || area.startsWith(code));
    const codes = [...new Set([...asked, ...results.map(({ district }) => district)])].toSorted(compare);
    const rows: ExportRowOf<'targets'>[] = [];
    for (const code of codes) {
      const target = await targetOf(tables, code);
      const own = results.filter(({ district }) => district === code);
      const founded = own.filter(({ isFounded }) => isFounded);
      const reported = own.filter(({ isReported }) => isReported).length;
      const covered = new Set(founded.map(({ owner }) => owner)).size;
      rows.push({
        district: areaName(code) ?? code,
        districtCode: code,
        officers: target?.officers,
        target: target?.groups,
        founded: founded.length,
        reported,
        reportedShare: target && target.groups > 0 ? reported / target.groups : undefined,
        covered,
        coveredShare: target && target.officers > 0 ? covered / target.officers : undefined,
        isComplete: target && covered >= target.officers,
        remark: target?.remark,
      });
    }
    return rows;
  });
}

/** An old paper group is nobody's new group, and neither is one that was dissolved or entered by mistake. */
async function resultsIn(tables: Tables, { viewer, area }: ExportQuestion): Promise<readonly Result[]> {
  const results: Result[] = [];
  for (const stream of await tables.streams.groupsIn(area)) {
    const body = can(viewer, 'group-see', stream) ? await tables.rows.get(stream.id, 'group') : undefined;
    if (body === undefined) continue;
    const group = JSON.parse(body) as GroupRow;
    const isFounded = group.source === 'ledger' && group.lifeCycle === 'founded' && !hasEnded(group);
    results.push({
      district: stream.area.slice(0, 4),
      owner: stream.owner,
      isFounded,
      isReported: isFounded && group.reports['establishment-result'] !== undefined,
      settled: stepKeys.filter((key) => isSettled(group, key)).length,
      visitedOn: group.visits.lastOn,
    });
  }
  return results;
}

/** Who works in the area today, by one grant each. */
async function officersIn(tables: Tables, { area, today }: ExportQuestion): Promise<ReadonlyMap<string, GrantRecord>> {
  const officers = new Map<string, GrantRecord>();
  for (const grant of await tables.people.allGrants())
    if (isFieldRole(grant.role) && isInForce(grant, today) && grant.areas.some((own) => own.startsWith(area)))
      officers.set(grant.user, grant);
  return officers;
}

async function campaignOf(tables: Tables, district: string): Promise<CampaignRow | undefined> {
  return latestCampaign(await rowsOf<CampaignRow>(tables, district, 'campaign'));
}

async function targetOf(tables: Tables, district: string): Promise<TargetRow | undefined> {
  return (await rowsOf<TargetRow>(tables, district, 'target')).find((row) => row.district === district);
}

async function rowsOf<Row>(tables: Tables, district: string, prefix: string): Promise<readonly Row[]> {
  return (await tables.rows.list(areaStreamId(district.slice(0, 2)), prefix)).map(({ body }) => JSON.parse(body) as Row);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
