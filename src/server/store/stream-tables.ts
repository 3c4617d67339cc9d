/** Streams, numbered operations and folded rows in portable SQL. */
import { among, first, type Sql } from './sql.ts';
import { keepPersonal } from './held-table.ts';
import type { OperationRecord, OperationTable, RowTable, StreamRecord, StreamTable } from './store.ts';

interface StreamRow {
  id: string;
  kind: StreamRecord['kind'];
  area: string;
  owner: string;
  seq: number;
  chain: string;
  received_at: number;
}

const streamColumns = 'id, kind, area, owner, seq, chain, received_at';

function toStream(row: StreamRow): StreamRecord {
  return { id: row.id, kind: row.kind, area: row.area, owner: row.owner, seq: row.seq, chain: row.chain, receivedAt: row.received_at };
}

async function oneStream(rows: Promise<readonly StreamRow[]>): Promise<StreamRecord | undefined> {
  const row = await first(rows);
  return row && toStream(row);
}

export function streamTable(sql: Sql): StreamTable {
  return {
    find: (id) => oneStream(sql.all(`select ${streamColumns} from stream where id = ?`, id)),
    findAll: async (ids) => {
      if (ids.length === 0) return [];
      const [places, values] = among(ids);
      return (await sql.all<StreamRow>(`select ${streamColumns} from stream where id in (${places}) order by id`, ...values)).map(toStream);
    },
    add: (s) =>
      sql.run(
        'insert into stream (id, kind, area, district, province, owner, seq, chain, received_at) values (?, ?, ?, ?, ?, ?, ?, ?, ?)',
        s.id,
        s.kind,
        s.area,
        s.area.slice(0, 4),
        s.area.slice(0, 2),
        s.owner,
        s.seq,
        s.chain,
        s.receivedAt,
      ),
    save: (s) =>
      sql.run(
        'update stream set area = ?, district = ?, province = ?, owner = ?, seq = ?, chain = ?, received_at = ? where id = ?',
        s.area,
        s.area.slice(0, 4),
        s.area.slice(0, 2),
        s.owner,
        s.seq,
        s.chain,
        s.receivedAt,
        s.id,
      ),
    ofOwner: async (owner) =>
      (await sql.all<StreamRow>(`select ${streamColumns} from stream where owner = ? order by id`, owner)).map(toStream),
    groupsIn: async (area) => {
      const rows =
        area.length <= 2
          ? sql.all<StreamRow>(`select * from stream where province = ? and kind = 'group' order by id`, area)
          : sql.all<StreamRow>(`select * from stream where district = ? and kind = 'group' order by id`, area.slice(0, 4));
      return (await rows).filter((row) => row.area.startsWith(area)).map(toStream);
    },
    all: async () => (await sql.all<StreamRow>('select * from stream order by id')).map(toStream),
  };
}

interface OperationRow {
  stream: string;
  seq: number;
  op_id: string;
  dev: string;
  n: number;
  k: string;
  actor: string;
  recv: number;
  hash: string;
  chain: string;
  flags: string | null;
  body: string;
  personal: string | null;
}

function toOperation(row: OperationRow): OperationRecord {
  const { stream, seq, dev, n, actor, hash, chain, body, personal } = row;
  const flags = flagsOf(row.flags);
  return { stream, seq, id: row.op_id, dev, n, kind: row.k, actor, receivedAt: row.recv, hash, chain, flags, body, personal };
}

function flagsOf(flags: string | null): readonly string[] {
  return flags === null ? [] : (JSON.parse(flags) as string[]);
}

export function operationTable(sql: Sql): OperationTable {
  return {
    find: async (id) => {
      const row = await first(
        sql.all<OperationRow>(
          'select op.*, pii.body as personal from op left join pii on pii.stream = op.stream and pii.op_id = op.op_id where op.op_id = ?',
          id,
        ),
      );
      return row && toOperation(row);
    },
    known: async (ids) => {
      if (ids.length === 0) return [];
      const [places, values] = among(ids);
      const rows = await sql.committed<Pick<OperationRow, 'op_id' | 'hash' | 'seq' | 'flags'>>(
        `select op_id, hash, seq, flags from op where op_id in (${places})`,
        ...values,
      );
      return rows.map(({ op_id: id, hash, seq, flags }) => ({ id, hash, seq, flags: flagsOf(flags) }));
    },
    append: async (...operations) => {
      await Promise.all([
        sql.each(
          'insert into op (stream, seq, op_id, dev, n, k, actor, recv, hash, chain, flags, body) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)',
          operations.map((o) => [
            o.stream,
            o.seq,
            o.id,
            o.dev,
            o.n,
            o.kind,
            o.actor,
            o.receivedAt,
            o.hash,
            o.chain,
            o.flags.length === 0 ? null : JSON.stringify(o.flags),
            o.body,
          ]),
        ),
        keepPersonal(sql, operations),
      ]);
    },
    page: async (stream, after, upTo, limit) =>
      (
        await sql.all<OperationRow>(
          `select op.*, pii.body as personal from op left join pii on pii.stream = op.stream and pii.op_id = op.op_id
           where op.stream = ? and op.seq > ? and op.seq <= ? order by op.seq limit ?`,
          stream,
          after,
          upTo,
          limit,
        )
      ).map(toOperation),
    keepClash: (c) =>
      sql.run(
        `insert into clash (op_id, hash, stream, dev, n, actor, recv, body, personal) values (?, ?, ?, ?, ?, ?, ?, ?, ?)
         on conflict (op_id, hash) do nothing`,
        c.id,
        c.hash,
        c.stream,
        c.dev,
        c.n,
        c.actor,
        c.receivedAt,
        c.body,
        c.personal,
      ),
    hasActor: async (stream, actor) =>
      (await first(sql.all('select seq from op where stream = ? and actor = ? limit 1', stream, actor))) !== undefined,
  };
}

const mostRows = 1_000_000;

const ofKeys = (places: string) => `select row_key as key, body from view_row where stream = ? and row_key in (${places})`;

export function rowTable(sql: Sql): RowTable {
  const putRows: RowTable['putAll'] = (stream, rows) =>
    sql.each(
      'insert into view_row (stream, row_key, body) values (?, ?, ?) on conflict (stream, row_key) do update set body = excluded.body',
      rows.map(({ key, body }) => [stream, key, body]),
    );
  return {
    get: async (stream, key) =>
      (await first(sql.all<{ body: string }>('select body from view_row where stream = ? and row_key = ?', stream, key)))?.body,
    among: async (stream, keys) => {
      if (keys.length === 0) return [];
      const [places, values] = among(keys);
      return sql.all(ofKeys(places), stream, ...values);
    },
    committed: async (stream, keys) => {
      if (keys.length === 0) return [];
      const [places, values] = among(keys);
      return sql.committed(ofKeys(places), stream, ...values);
    },
    put: (stream, key, body) => putRows(stream, [{ key, body }]),
    putAll: putRows,
    remove: (stream, key) => sql.run('delete from view_row where stream = ? and row_key = ?', stream, key),
    all: (stream) => sql.all('select row_key as key, body from view_row where stream = ? order by row_key', stream),
    // ';' follows ':' in every byte order
    list: (stream, prefix, limit = mostRows) =>
      sql.all(
        'select row_key as key, body from view_row where stream = ? and row_key >= ? and row_key < ? order by row_key limit ?',
        stream,
        `${prefix}:`,
        `${prefix};`,
        limit,
      ),
  };
}
