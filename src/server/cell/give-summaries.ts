/** The cell's side of a roll-up: summaries of its provinces for a device of the department that asks for them, a few groups at a time. */
import type * as z from 'zod/mini';
import type { ExportRow } from '../../protocol/export.ts';
import { foldVersion } from '../../domain/snapshot.ts';
import { civilDateInThailand, monthOf } from '../../domain/thai-calendar.ts';
import { can, type Viewer } from '../access.ts';
import { readAreaBoard } from '../area-board.ts';
import { readReport, waitingReports } from '../board-reports.ts';
import { readGroup } from '../board.ts';
import { groupRows, monthRows } from '../export/group-rows.ts';
import type { ExportQuestion } from '../export/read-groups.ts';
import { establishmentRows, reportRows } from '../export/report-rows.ts';
import { targetRows } from '../export/target-rows.ts';
import { sha256Hex } from '../ids.ts';
import type { Office } from '../office.ts';
import { groupsWithoutOfficer } from '../responsible.ts';
import type { StreamRecord } from '../store/store.ts';
import { tableKeys, type AreaView, type GroupView, type Summaries, type SummaryQuestion, type TableKey } from './summary.ts';

const groupsAtOnce = 20;

type TableRow = ExportRow & { readonly group: string };
const rowsOf: Readonly<Record<TableKey, (office: Office, question: ExportQuestion) => AsyncGenerator<TableRow>>> = {
  groups: groupRows,
  months: monthRows,
  reports: reportRows,
  'establishment-result': establishmentRows,
};

/** @returns `undefined` for who is not of the department; what else somebody may read here does not go along */
export async function giveSummaries(
  office: Office,
  asking: Viewer,
  { have }: z.infer<typeof SummaryQuestion>,
): Promise<Summaries | undefined> {
  const viewer = { ...asking, grants: asking.grants.filter(({ role }) => role === 'department') };
  const provinces = new Set(viewer.grants.flatMap(({ areas }) => areas).filter((area) => area.length === 2));
  if (provinces.size === 0) return undefined;
  const there = new Set<string>();
  const isNew = ({ key, mark }: { readonly key: string; readonly mark: string }) => (there.add(key), have[key] !== mark);
  const summaries: (AreaView | GroupView)[] = [];
  let more = false;
  for (const province of [...provinces].sort()) {
    summaries.push(...(await areasOf(office, viewer, province)).filter(isNew));
    const due = (await marksOf(office, viewer, province)).filter(isNew);
    const room = groupsAtOnce - summaries.filter(({ of }) => of === 'group').length;
    if (due.length > room) more = true;
    summaries.push(...(await groupsOf(office, viewer, province, due.slice(0, room))));
  }
  return { summaries, gone: Object.keys(have).filter((key) => !there.has(key)), more };
}

/** The province and each of its districts: few and small, so they are made each time. */
async function areasOf(office: Office, viewer: Viewer, province: string): Promise<readonly AreaView[]> {
  const board = await readAreaBoard(office, viewer, province);
  const targets: AreaView['targets'][number][] = [];
  for await (const row of targetRows(office, questionOf(office, viewer, province))) targets.push(row);
  const views = [viewOf(board, targets)];
  for (const { area } of board.parts) views.push(viewOf(await readAreaBoard(office, viewer, area), []));
  return views;
}

function viewOf(board: AreaView['board'], targets: AreaView['targets']): AreaView {
  const { asOf: _asOf, ...said } = board;
  return { of: 'area', key: `area:${board.area}`, area: board.area, mark: markOf(said, targets), board, targets };
}

interface Due {
  readonly key: string;
  readonly mark: string;
  readonly stream: StreamRecord;
}

/** What can change what is said of a group: its operations, what waits, its officer's right, and the day. */
async function marksOf(office: Office, viewer: Viewer, province: string): Promise<readonly Due[]> {
  const today = civilDateInThailand(office.clock());
  return office.store.read(async (tables) => {
    const epoch = await tables.office.setting('epoch');
    const streams = (await tables.streams.groupsIn(province)).filter((stream) => can(viewer, 'group-see', stream));
    const heldByStream = await tables.held.countByGroup(province);
    const withoutOfficer = await groupsWithoutOfficer(tables, streams, office.clock());
    return streams.map((stream) => ({
      key: `group:${stream.id}`,
      mark: markOf(foldVersion, epoch, today, stream.chain, heldByStream.get(stream.id), withoutOfficer.has(stream.id)),
      stream,
    }));
  });
}

async function groupsOf(office: Office, viewer: Viewer, province: string, due: readonly Due[]): Promise<readonly GroupView[]> {
  if (due.length === 0) return [];
  const question = { ...questionOf(office, viewer, province), only: new Set(due.map(({ stream }) => stream.id)) };
  const rows = new Map<string, TableRow[]>();
  for (const table of tableKeys)
    for await (const row of rowsOf[table](office, question)) {
      const key = `${table} ${row.group}`;
      rows.set(key, [...(rows.get(key) ?? []), row]);
    }
  const views: GroupView[] = [];
  for (const { key, mark, stream } of due) {
    const board = await readGroup(office, viewer, stream.id);
    if (!board) continue;
    const [waiting, listed] = await office.store.read(async (tables) => [
      await waitingReports(tables, viewer, stream),
      await tables.rows.list(stream.id, 'report'),
    ]);
    const reports: GroupView['reports'][number][] = [];
    for (const { key: row } of listed) {
      const report = await readReport(office, viewer, stream.id, row.slice('report:'.length));
      if (report) reports.push(report);
    }
    const tables = Object.fromEntries(tableKeys.map((table) => [table, rows.get(`${table} ${stream.id}`) ?? []]));
    views.push({
      of: 'group',
      key,
      area: stream.area,
      mark,
      // pictures are not for the department
      board: { ...board, photos: [] },
      waiting,
      reports,
      tables: tables as unknown as GroupView['tables'],
    });
  }
  return views;
}

/** Every month that is known. */
function questionOf(office: Office, viewer: Viewer, area: string): ExportQuestion {
  const today = civilDateInThailand(office.clock());
  return { viewer, area, today, from: '', to: monthOf(today) };
}

function markOf(...said: readonly unknown[]): string {
  return sha256Hex(JSON.stringify(said)).slice(0, 16);
}
