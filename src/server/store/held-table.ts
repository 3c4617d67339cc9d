/** Held operations, and the erasable part of any operation, in portable SQL. */
import { among, first, type Sql } from './sql.ts';
import type { HeldRecord, HeldTable, OperationRecord } from './store.ts';

interface HeldRow {
  op_id: string;
  stream: string;
  dev: string;
  n: number;
  k: string;
  actor: string;
  recv: number;
  hash: string;
  body: string;
  personal: string | null;
  why: string;
  path: string | null;
  code: string | null;
  ref: string | null;
  state: HeldRecord['state'];
  accepted: number;
  decided_by: string | null;
  decided_at: number | null;
  reason: string | null;
}

function toHeld(row: HeldRow): HeldRecord {
  const { stream, dev, n, actor, hash, body, personal, why, path, code, ref, state, reason } = row;
  return {
    id: row.op_id,
    stream,
    dev,
    n,
    kind: row.k,
    actor,
    receivedAt: row.recv,
    hash,
    body,
    personal,
    why,
    path,
    code,
    ref,
    state,
    accepted: row.accepted === 1,
    decidedBy: row.decided_by,
    decidedAt: row.decided_at,
    reason,
  };
}

export function heldTable(sql: Sql): HeldTable {
  const many = async (rows: Promise<readonly HeldRow[]>): Promise<readonly HeldRecord[]> => (await rows).map(toHeld);
  return {
    find: async (id) => {
      const row = await first(
        sql.all<HeldRow>(
          'select held.*, pii.body as personal from held left join pii on pii.stream = held.stream and pii.op_id = held.op_id where held.op_id = ?',
          id,
        ),
      );
      return row && toHeld(row);
    },
    findAll: async (ids) => {
      if (ids.length === 0) return [];
      const [places, values] = among(ids);
      return many(sql.committed(`select held.*, null as personal from held where op_id in (${places})`, ...values));
    },
    add: async (h) => {
      await sql.run(
        `insert into held (op_id, stream, dev, n, k, actor, recv, hash, body, why, path, code, ref, state, accepted, decided_by, decided_at, reason)
         values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
        h.id,
        h.stream,
        h.dev,
        h.n,
        h.kind,
        h.actor,
        h.receivedAt,
        h.hash,
        h.body,
        h.why,
        h.path,
        h.code,
        h.ref,
        h.state,
        h.accepted ? 1 : 0,
        h.decidedBy,
        h.decidedAt,
        h.reason,
      );
      await keepPersonal(sql, [h]);
    },
    save: (h) =>
      sql.run(
        'update held set why = ?, path = ?, code = ?, ref = ?, state = ?, accepted = ?, decided_by = ?, decided_at = ?, reason = ? where op_id = ?',
        h.why,
        h.path,
        h.code,
        h.ref,
        h.state,
        h.accepted ? 1 : 0,
        h.decidedBy,
        h.decidedAt,
        h.reason,
        h.id,
      ),
    waitingForRef: (stream) =>
      many(
        sql.all(
          `select held.*, pii.body as personal from held left join pii on pii.stream = held.stream and pii.op_id = held.op_id
           where held.stream = ? and held.state = 'waiting' and held.why = 'missing-ref' order by held.dev, held.n`,
          stream,
        ),
      ),
    waitingIn: (stream) =>
      many(sql.all(`select held.*, null as personal from held where stream = ? and state = 'waiting' order by recv, n`, stream)),
    waitingBy: async (actors) => {
      const each: HeldRecord[] = [];
      for (const actor of new Set(actors))
        each.push(...(await many(sql.all(`select held.*, null as personal from held where actor = ? and state = 'waiting'`, actor))));
      return each.sort((a, b) => a.receivedAt - b.receivedAt || a.n - b.n);
    },
    streamsWaitingBecause: async (reasons) => {
      const [places, values] = among(reasons);
      const text = `select distinct stream from held where state = 'waiting' and why in (${places}) order by stream`;
      return (await sql.all<{ stream: string }>(text, ...values)).map(({ stream }) => stream);
    },
    waitingBecause: (stream, reasons) => {
      const [places, values] = among(reasons);
      return many(
        sql.all(
          `select held.*, pii.body as personal from held left join pii on pii.stream = held.stream and pii.op_id = held.op_id
           where held.stream = ? and held.state = 'waiting' and held.why in (${places}) order by held.dev, held.n`,
          stream,
          ...values,
        ),
      );
    },
    countByGroup: async (area) => new Map((await sql.all<HeldCount>(...countIn(area, 'id'))).map(({ place, held }) => [place, held])),
    countByDistrict: async (area) =>
      new Map((await sql.all<HeldCount>(...countIn(area, 'district'))).map(({ place, held }) => [place, held])),
    countWaiting: async () =>
      (await first(sql.all<{ held: number }>(`select count(*) as held from held where state = 'waiting'`)))?.held ?? 0,
    decidedSince: (actor, since) =>
      many(
        sql.all(
          'select held.*, null as personal from held where actor = ? and decided_at >= ? and decided_by is not null order by n',
          actor,
          since,
        ),
      ),
  };
}

interface HeldCount {
  place: string;
  held: number;
}

const isCounted = `held.state = 'waiting' and held.why <> 'scope-none'`;

/** Goes from the groups of an area to what waits for each, and in the whole country from what waits to its group: never past another area's. */
function countIn(area: string, place: 'id' | 'district'): [text: string, ...values: string[]] {
  if (area === '')
    return [
      `select stream.${place} as place, count(*) as held from held join stream on stream.id = held.stream
       where ${isCounted} and stream.kind = 'group' group by stream.${place}`,
    ];
  const [level, code] = area.length === 2 ? ['province', area] : ['district', area.slice(0, 4)];
  return [
    `select place, sum(held) as held from (
       select stream.${place} as place, (select count(*) from held where held.stream = stream.id and ${isCounted}) as held
       from stream where stream.${level} = ? and stream.area like ? and stream.kind = 'group') as counted
     where held > 0 group by place`,
    code,
    `${area}%`,
  ];
}

/** The erasable part stands apart, so that erasing it touches no numbered row. */
export async function keepPersonal(sql: Sql, operations: readonly Pick<OperationRecord, 'id' | 'stream' | 'personal'>[]): Promise<void> {
  const parts = operations.filter(({ personal }) => personal !== null);
  if (parts.length > 0)
    await sql.each(
      'insert into pii (op_id, stream, body) values (?, ?, ?) on conflict (stream, op_id) do nothing',
      parts.map(({ id, stream, personal }) => [id, stream, personal]),
    );
}
