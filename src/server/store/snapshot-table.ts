/** Snapshots of long streams in portable SQL: one for each stream, the newest. */
import { first, type Sql } from './sql.ts';
import type { SnapshotRecord, SnapshotTable } from './store.ts';

export function snapshotTable(sql: Sql): SnapshotTable {
  const remove = async (stream: string): Promise<void> => {
    await sql.run('delete from snapshot_part where stream = ?', stream);
    await sql.run('delete from snapshot where stream = ?', stream);
  };
  return {
    find: (stream) =>
      first(sql.all<SnapshotRecord>('select stream, base, chain, fold, hash, parts from snapshot where stream = ?', stream)),
    part: async (stream, part) =>
      (await first(sql.all<{ body: string }>('select body from snapshot_part where stream = ? and part = ?', stream, part)))?.body,
    put: async ({ stream, base, chain, fold, hash }, parts) => {
      await remove(stream);
      await sql.run(
        'insert into snapshot (stream, base, chain, fold, hash, parts) values (?, ?, ?, ?, ?, ?)',
        stream,
        base,
        chain,
        fold,
        hash,
        parts.length,
      );
      for (const [part, body] of parts.entries())
        await sql.run('insert into snapshot_part (stream, part, body) values (?, ?, ?)', stream, part, body);
    },
    remove,
    due: async ({ after, every, fold }) => {
      const rows = await sql.all<{ id: string }>(
        `select stream.id as id from stream left join snapshot on snapshot.stream = stream.id
         where stream.kind = 'group' and stream.seq > ?
           and (snapshot.stream is null or snapshot.fold <> ? or stream.seq - snapshot.base >= ?) order by stream.id`,
        after,
        fold,
        every,
      );
      return rows.map(({ id }) => id);
    },
  };
}
