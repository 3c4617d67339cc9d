/** Passkeys by the id of their credential, in portable SQL. */
import { first, type Sql } from './sql.ts';
import type { PasskeyRecord, PasskeyTable } from './ways-in.ts';

const columns = `id, usr as "user", dev, public_key as "publicKey", counter, created_at as "createdAt", used_at as "usedAt"`;

export function passkeyTable(sql: Sql): PasskeyTable {
  return {
    find: (id) => first(sql.all<PasskeyRecord>(`select ${columns} from passkey where id = ?`, id)),
    ofUser: (user) => sql.all<PasskeyRecord>(`select ${columns} from passkey where usr = ? order by created_at, id`, user),
    add: (p) =>
      sql.run(
        `insert into passkey (id, usr, dev, public_key, counter, created_at, used_at) values (?, ?, ?, ?, ?, ?, ?)`,
        p.id,
        p.user,
        p.dev,
        p.publicKey,
        p.counter,
        p.createdAt,
        p.usedAt,
      ),
    markUsed: (id, counter, at) => sql.run('update passkey set counter = ?, used_at = ? where id = ?', counter, at, id),
    remove: (id) => sql.run('delete from passkey where id = ?', id),
  };
}
