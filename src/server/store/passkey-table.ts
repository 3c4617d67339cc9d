/** Passkeys by the id of their credential, in portable SQL. */
import { first, type Sql } from './sql.ts';
import type { PasskeyRecord, PasskeyTable } from './store.ts';

interface PasskeyRow extends Omit<PasskeyRecord, 'synced'> {
  readonly synced: number;
}

const columns = `id, usr as "user", dev, public_key as "publicKey", counter, synced, created_at as "createdAt", used_at as "usedAt"`;
const recordOf = (row: PasskeyRow): PasskeyRecord => ({ ...row, synced: row.synced === 1 });

export function passkeyTable(sql: Sql): PasskeyTable {
  return {
    find: async (id) => {
      const row = await first(sql.all<PasskeyRow>(`select ${columns} from passkey where id = ?`, id));
      return row && recordOf(row);
    },
    ofUser: async (user) =>
      (await sql.all<PasskeyRow>(`select ${columns} from passkey where usr = ? order by created_at, id`, user)).map(recordOf),
    add: (p) =>
      sql.run(
        `insert into passkey (id, usr, dev, public_key, counter, synced, created_at, used_at) values (?, ?, ?, ?, ?, ?, ?, ?)`,
        p.id,
        p.user,
        p.dev,
        p.publicKey,
        p.counter,
        p.synced ? 1 : 0,
        p.createdAt,
        p.usedAt,
      ),
    markUsed: (id, counter, at) => sql.run('update passkey set counter = ?, used_at = ? where id = ?', counter, at, id),
    remove: (id) => sql.run('delete from passkey where id = ?', id),
  };
}
