/** The boards and tables of provinces that have servers of their own: what came from there last, with the time it was heard. */
import type { AreaBoard, AreaMonth } from '../../protocol/area-board.ts';
import type { BoardReport } from '../../protocol/board-reports.ts';
import type { BoardGroup, BoardGroups } from '../../protocol/board.ts';
import type { CellAge } from '../../protocol/cell-age.ts';
import type { ExportKey, ExportRow } from '../../protocol/export.ts';
import { shiftMonth } from '../../domain/thai-calendar.ts';
import { can, type Viewer } from '../access.ts';
import { addParts, monthsShown } from '../area-figures.ts';
import type { ExportQuestion } from '../export/read-groups.ts';
import type { Office } from '../office.ts';
import { RequestProblem } from '../problem-answer.ts';
import { signInDays } from '../session.ts';
import type { Tables } from '../store/store.ts';
import type { CellRecord, CellView } from '../store/cells.ts';
import type { AreaView, GroupView } from './summary.ts';

const dayMs = 86_400_000;

/** It would say the same however often it were asked. */
export const endingProblems: readonly string[] = ['device-revoked', 'right-ended', 'signin-required'];

/** Its session is renewed until then; after that it takes another invitation. */
export function endOf({ addedAt }: Pick<CellRecord, 'addedAt'>): number {
  return addedAt + signInDays * dayMs;
}

export function ageOf({ heardAt, problem }: Pick<CellRecord, 'heardAt' | 'problem'>): CellAge {
  return { asOf: heardAt === null ? null : new Date(heardAt).toISOString(), isOver: problem !== null && endingProblems.includes(problem) };
}

/** @throws RequestProblem `not-found` for a district that the cell does not know */
export async function areaBoardOfCell(tables: Tables, cell: CellRecord, area: string, month: string): Promise<AreaBoard> {
  const view = await tables.cells.view(`area:${area}`);
  if (!view) throw new RequestProblem('not-found');
  const board = inMonth(JSON.parse(view.board) as AreaBoard, month);
  return { ...board, asOf: asOf(cell), whole: { ...board.whole, cell: ageOf(cell) } };
}

/** Zeros before anything came. */
export async function sumProvinceOfCell(
  tables: Tables,
  cell: CellRecord,
  province: string,
  month: string,
): Promise<Pick<AreaBoard, 'whole' | 'parts' | 'curve' | 'months'>> {
  const view = await tables.cells.view(`area:${province}`);
  if (!view) return { whole: { ...addParts(province, []), cell: ageOf(cell) }, parts: [], curve: [], months: monthsOf([], month) };
  const { whole, curve, months } = inMonth(JSON.parse(view.board) as AreaBoard, month);
  return { whole: { ...whole, cell: ageOf(cell) }, parts: [], curve, months };
}

/** What was said in another month, as it stands in this one: nothing came in since, nobody joined, nothing was visited. */
function inMonth(board: AreaBoard, month: string): AreaBoard {
  const said = board.months.at(-1)?.month;
  if (said === undefined || said === month) return board;
  const moved = (part: AreaBoard['whole']): AreaBoard['whole'] => {
    const byMonth = new Map(part.pledged.toReversed().map((satang, index) => [shiftMonth(said, -index), satang]));
    return {
      ...part,
      figures: { ...part.figures, visited: 0, met: 0 },
      pledged: lastMonths(month).map((each) => byMonth.get(each) ?? 0),
    };
  };
  return {
    ...board,
    whole: moved(board.whole),
    parts: board.parts.map(moved),
    months: monthsOf(board.months, month),
    curve: curveTo(board.curve, month),
  };
}

function curveTo(curve: AreaBoard['curve'], month: string): AreaBoard['curve'] {
  const points = curve.filter((point) => point.month <= month);
  for (let last = points.at(-1); last !== undefined && last.month < month; last = points.at(-1))
    points.push({ ...last, month: shiftMonth(last.month, 1) });
  return points;
}

function monthsOf(months: readonly AreaMonth[], month: string): readonly AreaMonth[] {
  const last = months.at(-1);
  return lastMonths(month).map(
    (each) =>
      months.find((known) => known.month === each) ?? {
        month: each,
        pledgedSatang: 0,
        payers: 0,
        members: last !== undefined && each > last.month ? last.members : 0,
      },
  );
}

function lastMonths(month: string): readonly string[] {
  return Array.from({ length: monthsShown }, (_, index) => shiftMonth(month, index + 1 - monthsShown));
}

type GroupBoard = Pick<GroupView, 'board' | 'waiting'>;
type GroupDetail = Pick<GroupView, 'reports' | 'tables'>;
const boardIn = ({ board }: CellView) => JSON.parse(board) as GroupBoard;
const detailIn = ({ detail }: CellView) => JSON.parse(detail) as GroupDetail;

export async function groupsOfCell(
  tables: Tables,
  cell: CellRecord,
  area: string,
  isAsked: (group: BoardGroup) => boolean,
): Promise<BoardGroups> {
  const groups = (await tables.cells.groupsIn(area)).map((view) => {
    const { meetings: _meetings, lastCount: _lastCount, heldOperations: _held, ...group } = boardIn(view).board;
    return group;
  });
  return { asOf: asOf(cell), area, groups: groups.filter(isAsked), devices: [], held: [] };
}

/** @returns `undefined` for a group of no cell, or that the viewer may not see */
export async function groupOfCell(tables: Tables, viewer: Viewer, id: string): Promise<(GroupBoard & GroupDetail) | undefined> {
  const view = await tables.cells.view(`group:${id}`);
  if (!view || !can(viewer, 'group-see', { id, area: view.area, owner: '' })) return undefined;
  const cell = await tables.cells.ofProvince(view.area.slice(0, 2));
  const age = cell && { cell: ageOf(cell) };
  const [{ board, waiting }, { reports, tables: rows }] = [boardIn(view), detailIn(view)];
  return { board: { ...board, ...age }, waiting, reports: reports.map((report) => ({ ...report, ...age })), tables: rows };
}

export async function reportsOfCell(tables: Tables, area: string): Promise<readonly BoardReport[]> {
  return (await tables.cells.groupsIn(area)).flatMap((view) => boardIn(view).waiting);
}

const groupsAtOnce = 50;

export async function* rowsOfCell(office: Office, key: ExportKey, { area, from, to }: ExportQuestion): AsyncGenerator<ExportRow> {
  if (key === 'officers') return;
  if (key === 'targets') {
    const view = await office.store.read((tables) => tables.cells.view(`area:${area.slice(0, 2)}`));
    for (const row of view === undefined ? [] : (JSON.parse(view.detail) as AreaView['targets']))
      if (row.districtCode.startsWith(area) || area.startsWith(row.districtCode)) yield row;
    return;
  }
  const keys = (await office.store.read((tables) => tables.cells.groupsIn(area))).map((view) => view.key);
  for (let at = 0; at < keys.length; at += groupsAtOnce) {
    const rows: ExportRow[] = [];
    await office.store.read(async (tables) => {
      for (const each of keys.slice(at, at + groupsAtOnce)) {
        const view = await tables.cells.view(each);
        if (view) rows.push(...detailIn(view).tables[key]);
      }
    });
    yield* key === 'months' ? rows.filter((row) => String(row['month']) >= from && String(row['month']) <= to) : rows;
  }
}

/** The store's beginning where nothing came yet. */
function asOf({ heardAt, addedAt }: CellRecord): string {
  return new Date(heardAt ?? addedAt).toISOString();
}

/** What a table holds of a summary. */
export function toView(summary: AreaView | GroupView): CellView {
  const { key, area, mark } = summary;
  if (summary.of === 'area') return { key, area, mark, board: JSON.stringify(summary.board), detail: JSON.stringify(summary.targets) };
  const { board, waiting, reports, tables } = summary;
  return { key, area, mark, board: JSON.stringify({ board, waiting }), detail: JSON.stringify({ reports, tables }) };
}
