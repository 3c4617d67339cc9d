/** Servers of provinces and the summaries that came from them, in portable SQL. */
import { first, type Sql } from './sql.ts';
import type { CellRecord, CellTable, CellView } from './cells.ts';

const columns = `url, dev, secret, session, provinces, added_at as "addedAt", heard_at as "heardAt", problem`;
const viewColumns = `view_key as "key", area, mark, board, detail`;

type CellRow = Omit<CellRecord, 'provinces'> & { readonly provinces: string };

export function cellTable(sql: Sql): CellTable {
  const toRecord = (row: CellRow): CellRecord => ({ ...row, provinces: JSON.parse(row.provinces) as string[] });
  const all = async () => (await sql.all<CellRow>(`select ${columns} from cell order by provinces, url`)).map(toRecord);
  return {
    all,
    find: async (url) => {
      const row = await first(sql.all<CellRow>(`select ${columns} from cell where url = ?`, url));
      return row && toRecord(row);
    },
    ofProvince: async (province) => (await all()).find(({ provinces }) => provinces.includes(province)),
    due: async (nowMs) =>
      (
        await sql.all<CellRow>(
          `select ${columns} from cell where due_at <= ? and coalesce(problem, '') <> 'device-revoked' order by provinces, url`,
          nowMs,
        )
      ).map(toRecord),
    takeTurn: async (url, nowMs, untilMs) => {
      const due = await first(sql.all<{ failures: number }>('select failures from cell where url = ? and due_at <= ?', url, nowMs));
      if (due) await sql.run('update cell set due_at = ? where url = ?', untilMs, url);
      return due?.failures;
    },
    endTurn: (url, { dueAt, failures }) => sql.run('update cell set due_at = ?, failures = ? where url = ?', dueAt, failures, url),
    put: ({ url, dev, secret, session, provinces, addedAt, heardAt, problem }) =>
      sql.run(
        `insert into cell (url, dev, secret, session, provinces, added_at, heard_at, problem) values (?, ?, ?, ?, ?, ?, ?, ?)
         on conflict (url) do update set dev = excluded.dev, secret = excluded.secret, session = excluded.session,
           provinces = excluded.provinces, added_at = excluded.added_at, problem = excluded.problem, due_at = 0, failures = 0`,
        url,
        dev,
        secret,
        session,
        JSON.stringify(provinces),
        addedAt,
        heardAt,
        problem,
      ),
    remove: async (url) => {
      await sql.run('delete from cell_view where cell = ?', url);
      await sql.run('delete from cell where url = ?', url);
    },
    setSession: (url, session) => sql.run('update cell set session = ? where url = ?', session, url),
    setState: (url, { problem, heardAt = null }) =>
      sql.run('update cell set problem = ?, heard_at = coalesce(?, heard_at) where url = ?', problem, heardAt, url),
    marksOf: async (url) => {
      const marks = await sql.all<Pick<CellView, 'key' | 'mark'>>('select view_key as "key", mark from cell_view where cell = ?', url);
      return new Map(marks.map(({ key, mark }) => [key, mark]));
    },
    putView: (url, { key, area, mark, board, detail }) =>
      sql.run(
        `insert into cell_view (view_key, cell, area, mark, board, detail) values (?, ?, ?, ?, ?, ?)
         on conflict (view_key) do update set area = excluded.area, mark = excluded.mark, board = excluded.board, detail = excluded.detail
         where cell_view.cell = excluded.cell`,
        key,
        url,
        area,
        mark,
        board,
        detail,
      ),
    removeView: (url, key) => sql.run('delete from cell_view where cell = ? and view_key = ?', url, key),
    view: (key) => first(sql.all<CellView>(`select ${viewColumns} from cell_view where view_key = ?`, key)),
    // ':' follows '9' in every byte order
    groupsIn: (area) =>
      sql.all<CellView>(
        `select ${viewColumns} from cell_view where area >= ? and area < ? and view_key like 'group:%' order by view_key`,
        area,
        `${area}:`,
      ),
  };
}
