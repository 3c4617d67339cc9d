/** The whole store read from end to end, for whoever proves that it is whole; portable SQL, never used to answer a request. */
import { first, type Sql } from './sql.ts';
import type { BlobRecord, LossRecord } from './store.ts';

export interface StoreCounts {
  readonly streams: number;
  readonly operations: number;
  readonly held: number;
  readonly devices: number;
  readonly people: number;
  readonly rows: number;
}

/** One number of a device and what it was given to; `body` is absent when that is nowhere to be found. */
export interface UsedNumber {
  readonly n: number;
  readonly id: string;
  readonly kind: string | null;
  readonly body: string | null;
}

export interface InspectedDevice {
  readonly dev: string;
  readonly user: string;
  readonly name: string;
  readonly lastN: number;
  readonly revokedAt: number | null;
  /** what it held when it was blocked */
  readonly loss: LossRecord | undefined;
}

export interface InspectionTable {
  counts(): Promise<StoreCounts>;
  streams(): Promise<readonly { readonly id: string; readonly seq: number; readonly chain: string }[]>;
  devices(): Promise<readonly InspectedDevice[]>;
  numbers(dev: string, after: number, limit: number): Promise<readonly UsedNumber[]>;
  pictures(): Promise<readonly Pick<BlobRecord, 'stream' | 'sha' | 'bytes'>[]>;
  auditHead(): Promise<{ readonly id: number; readonly hash: string } | undefined>;
}

export function inspectionTable(sql: Sql): InspectionTable {
  return {
    counts: async () => {
      const found = await first(
        sql.all<StoreCounts>(
          `select (select count(*) from stream) as streams, (select count(*) from op) as operations, (select count(*) from held) as held,
             (select count(*) from device) as devices, (select count(*) from usr) as people, (select count(*) from view_row) as rows`,
        ),
      );
      if (!found) throw new Error('a select without from has one row');
      return found;
    },
    streams: () => sql.all('select id, seq, chain from stream order by id'),
    devices: async () => {
      // a store of a version before has no column of losses
      interface Row {
        readonly dev: string;
        readonly usr: string;
        readonly name: string;
        readonly last_n: number;
        readonly revoked_at: number | null;
        readonly loss?: string | null;
      }
      return (await sql.all<Row>('select * from device order by dev')).map(
        ({ dev, usr: user, name, last_n: lastN, revoked_at: revokedAt, loss }) => ({
          dev,
          user,
          name,
          lastN,
          revokedAt,
          loss: loss ? (JSON.parse(loss) as LossRecord) : undefined,
        }),
      );
    },
    numbers: (dev, after, limit) =>
      sql.all(
        `select device_n.n as n, device_n.op_id as id, coalesce(op.k, held.k) as kind, coalesce(op.body, held.body) as body
         from device_n left join op on op.op_id = device_n.op_id left join held on held.op_id = device_n.op_id
         where device_n.dev = ? and device_n.n > ? order by device_n.n limit ?`,
        dev,
        after,
        limit,
      ),
    pictures: () => sql.all('select stream, sha, bytes from blob_ order by stream, sha'),
    auditHead: () => first(sql.all('select id, hash from audit_head where one = 1')),
  };
}
