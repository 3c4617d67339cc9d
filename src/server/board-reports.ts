/** Reports on the boards: those that wait for somebody's word, from the turns the fold keeps in each group's row, and one with its versions. */
import * as z from 'zod/mini';
import { isCounted } from '../domain/area-summary.ts';
import { isPersonal } from '../domain/record.ts';
import { turnOf } from '../domain/report.ts';
import type { ReportRow } from '../domain/report-row.ts';
import type { GroupRow, PhotoRow } from '../domain/row.ts';
import type { BoardReport, BoardReportDetail, BoardReports } from '../protocol/board-reports.ts';
import { can, covers, type Viewer } from './access.ts';
import { jsonAnswer } from './answer.ts';
import { RequestProblem } from './problem-answer.ts';
import type { Route, SignedInCall } from './route.ts';
import type { StreamRecord, Tables } from './store/store.ts';

const Area = z.string().check(z.regex(/^\d{2}(\d{2}(\d{2})?)?$/));
const Village = z.object({ tambon: z.string(), moo: z.int(), name: z.string() });
const Level = z.enum(['district', 'province', 'department']);
const Head = {
  id: z.uuid(),
  kind: z.string(),
  forMonth: z.optional(z.string()),
  version: z.int(),
  state: z.string(),
  at: z.string(),
  route: z.array(Level),
};

export const boardReportRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/v1/board/reports',
    summary: 'Reports that wait for a level to say something (?area=)',
    access: 'board-see',
    answer: z.object({
      asOf: z.iso.datetime(),
      area: z.string(),
      reports: z.array(
        z.object({
          group: z.uuid(),
          groupName: z.string(),
          village: Village,
          officerName: z.optional(z.string()),
          report: z.looseObject(Head),
          turn: Level,
        }),
      ),
    }),
    handle: listReports,
  },
  {
    method: 'GET',
    path: '/v1/board/groups/:id/reports/:report',
    summary: 'One report with all its versions, what was said to them, and the group’s photos',
    access: 'group-see',
    answer: z.object({
      asOf: z.iso.datetime(),
      group: z.uuid(),
      groupName: z.string(),
      village: Village,
      officerName: z.optional(z.string()),
      report: z.looseObject({ ...Head, versions: z.array(z.looseObject({ version: z.int(), state: z.string() })) }),
      names: z.record(z.string(), z.string()),
      photos: z.array(z.looseObject({ sha: z.string(), thumb: z.boolean(), full: z.boolean() })),
    }),
    handle: showReport,
  },
];

async function listReports({ office, request, url, viewer }: SignedInCall): Promise<Response> {
  const area = url.searchParams.get('area') ?? viewer.grants.flatMap((grant) => grant.areas)[0] ?? '';
  if (!Area.safeParse(area).success) throw new RequestProblem('bad-request', { path: 'area' });
  if (!can(viewer, 'board-see', { area })) throw new RequestProblem('forbidden');
  const answer = await office.store.read(async (tables): Promise<BoardReports> => {
    const reports: BoardReport[] = [];
    for (const stream of (await tables.streams.groupsIn(area)).filter((each) => can(viewer, 'group-see', each))) {
      const group = await read<GroupRow>(tables, stream, 'group');
      for (const [id, turn] of Object.entries(group?.reportTurns ?? {})) {
        const report = await read<ReportRow>(tables, stream, `report:${id}`);
        if (!group || !isCounted(group) || !report || !maySee(viewer, stream, report)) continue;
        const { kind, forMonth, version, state, at, route, flags } = report;
        const officer = can(viewer, 'names-see', stream) ? { officerName: (await tables.people.find(report.by))?.name ?? '' } : {};
        const head = {
          id,
          kind,
          version,
          state,
          at,
          route,
          ...(forMonth !== undefined && { forMonth }),
          ...(flags !== undefined && { flags }),
        };
        reports.push({ group: stream.id, groupName: group.name, village: group.village, ...officer, report: head, turn });
      }
    }
    reports.sort((a, b) => (a.report.at < b.report.at ? -1 : 1));
    return { asOf: new Date(office.clock()).toISOString(), area, reports };
  });
  return jsonAnswer(request, answer);
}

async function showReport({ office, request, params, viewer }: SignedInCall): Promise<Response> {
  const answer = await office.store.read(async (tables): Promise<BoardReportDetail | undefined> => {
    const stream = await tables.streams.find(params['id'] ?? '');
    if (stream?.kind !== 'group' || !can(viewer, 'group-see', stream)) return undefined;
    const group = await read<GroupRow>(tables, stream, 'group');
    const report = await read<ReportRow>(tables, stream, `report:${params['report'] ?? ''}`);
    if (!group || !report || !maySee(viewer, stream, report)) return undefined;
    const seesNames = can(viewer, 'names-see', stream);
    const names: Record<string, string> = {};
    for (const user of seesNames ? usersOf(report) : []) names[user] ??= (await tables.people.find(user))?.name ?? '';
    const arrived = new Set(await tables.blobs.ofStream(stream.id));
    const photos = (await tables.rows.list(stream.id, 'photo'))
      .map((row) => JSON.parse(row.body) as PhotoRow)
      .filter((photo) => photo.withdrawn === undefined && !isPersonal(photo.for))
      .map((photo) => ({ sha: photo.sha, for: photo.for, thumb: arrived.has(photo.thumb.sha), full: arrived.has(photo.sha) }));
    return {
      asOf: new Date(office.clock()).toISOString(),
      group: stream.id,
      groupName: group.name,
      village: group.village,
      ...(seesNames && { officerName: names[report.by] ?? '' }),
      report: seesNames ? report : withoutNames(report),
      names,
      photos: seesPictures(viewer, stream) ? photos : [],
    };
  });
  if (!answer) throw new RequestProblem('not-found');
  return jsonAnswer(request, answer);
}

/** Everybody who wrote or said something. */
function usersOf({ versions }: ReportRow): readonly string[] {
  return versions.flatMap(({ by, reviews }) => [by, ...reviews.map((each) => each.by)]);
}

/** The figures as they were frozen, without the two names that a report may carry (case 48). */
function withoutNames(report: ReportRow): ReportRow {
  const figures = ({ officer: _officer, chair: _chair, ...snapshot }: ReportRow['snapshot']): ReportRow['snapshot'] => snapshot;
  return {
    ...report,
    snapshot: figures(report.snapshot),
    versions: report.versions.map((version) => ({ ...version, snapshot: figures(version.snapshot) })),
  };
}

/** The department reads what came up to it; everybody below reads what lies in the own area. */
function maySee(viewer: Viewer, stream: StreamRecord, { route, state }: ReportRow): boolean {
  const below = viewer.grants.some(
    (grant) => grant.role !== 'department' && (covers(grant, stream.area) || grant.groups.includes(stream.id)),
  );
  return below || turnOf(route, state) === 'department' || state === 'acknowledged';
}

function seesPictures(viewer: Viewer, stream: StreamRecord): boolean {
  return can(viewer, 'photo-see', { ...stream, personal: false });
}

async function read<R>(tables: Tables, stream: StreamRecord, key: string): Promise<R | undefined> {
  const body = await tables.rows.get(stream.id, key);
  return body === undefined ? undefined : (JSON.parse(body) as R);
}
