/** Reports on the boards: those that wait for somebody's word, from the turns the fold keeps in each group's row, and one with its versions. */
import * as z from 'zod/mini';
import { isCounted } from '../domain/area-summary.ts';
import { isPersonal } from '../domain/record.ts';
import { turnOf } from '../domain/report.ts';
import type { ReportRow } from '../domain/report-row.ts';
import type { GroupRow, PhotoRow } from '../domain/row.ts';
import type { BoardReport, BoardReportDetail, BoardReports } from '../protocol/board-reports.ts';
import { BoardReportDetailSchema, BoardReportSchema } from './board-reports-schema.ts';
import { can, covers, type Viewer } from './access.ts';
import { jsonAnswer } from './answer.ts';
import { groupOfCell, reportsOfCell } from './cell/cell-board.ts';
import type { Office } from './office.ts';
import { RequestProblem } from './problem-answer.ts';
import type { Route, SignedInCall } from './route.ts';
import type { StreamRecord, Tables } from './store/store.ts';

const Area = z.string().check(z.regex(/^\d{2}(\d{2}(\d{2})?)?$/));
export const boardReportRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/v1/board/reports',
    summary: 'Reports that wait for a level to say something (?area=)',
    access: 'board-see',
    answer: z.object({ asOf: z.iso.datetime(), area: z.string(), reports: z.array(BoardReportSchema) }),
    handle: listReports,
  },
  {
    method: 'GET',
    path: '/v1/board/groups/:id/reports/:report',
    summary: 'One report with all its versions, what was said to them, and the group’s photos',
    access: 'group-see',
    answer: BoardReportDetailSchema,
    handle: showReport,
  },
];

async function listReports({ office, request, url, viewer }: SignedInCall): Promise<Response> {
  const area = url.searchParams.get('area') ?? viewer.grants.flatMap((grant) => grant.areas)[0] ?? '';
  if (!Area.safeParse(area).success) throw new RequestProblem('bad-request', { path: 'area' });
  if (!can(viewer, 'board-see', { area })) throw new RequestProblem('forbidden');
  const answer = await office.store.read(async (tables): Promise<BoardReports> => {
    const cell = await tables.cells.ofProvince(area.slice(0, 2));
    const reports: BoardReport[] = cell ? [...(await reportsOfCell(tables, area))] : [];
    if (!cell)
      for (const stream of (await tables.streams.groupsIn(area)).filter((each) => can(viewer, 'group-see', each)))
        reports.push(...(await waitingReports(tables, viewer, stream)));
    reports.sort((a, b) => (a.report.at < b.report.at ? -1 : 1));
    return { asOf: new Date(cell?.heardAt ?? office.clock()).toISOString(), area, reports };
  });
  return jsonAnswer(request, answer);
}

/** Those of one group that wait for a level and that the viewer may read. */
export async function waitingReports(tables: Tables, viewer: Viewer, stream: StreamRecord): Promise<readonly BoardReport[]> {
  const group = await read<GroupRow>(tables, stream, 'group');
  if (!group || !isCounted(group)) return [];
  const reports: BoardReport[] = [];
  for (const [id, turn] of Object.entries(group.reportTurns ?? {})) {
    const report = await read<ReportRow>(tables, stream, `report:${id}`);
    if (!report || !maySee(viewer, stream, report)) continue;
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
  return reports;
}

async function showReport({ office, request, params, viewer }: SignedInCall): Promise<Response> {
  const answer = await readReport(office, viewer, params['id'] ?? '', params['report'] ?? '');
  if (!answer) throw new RequestProblem('not-found');
  return jsonAnswer(request, answer);
}

/** @returns `undefined` for a report that the viewer may not read, or nobody has */
export async function readReport(office: Office, viewer: Viewer, id: string, reportId: string): Promise<BoardReportDetail | undefined> {
  return office.store.read(async (tables): Promise<BoardReportDetail | undefined> => {
    const stream = await tables.streams.find(id);
    if (!stream) return (await groupOfCell(tables, viewer, id))?.reports.find(({ report }) => report.id === reportId);
    if (stream.kind !== 'group' || !can(viewer, 'group-see', stream)) return undefined;
    const group = await read<GroupRow>(tables, stream, 'group');
    const report = await read<ReportRow>(tables, stream, `report:${reportId}`);
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
