/** Passwords of those who set one, in portable SQL. */
import { first, type Sql } from './sql.ts';
import type { PasswordRecord, PasswordTable } from './ways-in.ts';

interface PasswordRow extends Omit<PasswordRecord, 'cost'> {
  readonly cost: string;
}

const columns = `usr as "user", login as "name", salt, hash, cost, changed_at as "changedAt"`;

export function passwordTable(sql: Sql): PasswordTable {
  const one = async (rows: Promise<readonly PasswordRow[]>): Promise<PasswordRecord | undefined> => {
    const row = await first(rows);
    return row && { ...row, cost: JSON.parse(row.cost) as PasswordRecord['cost'] };
  };
  return {
    find: (name) => one(sql.all(`select ${columns} from password where login = ?`, name)),
    ofUser: (user) => one(sql.all(`select ${columns} from password where usr = ?`, user)),
    put: (p) =>
      sql.run(
        `insert into password (usr, login, salt, hash, cost, changed_at) values (?, ?, ?, ?, ?, ?)
         on conflict (usr) do update set login = excluded.login, salt = excluded.salt, hash = excluded.hash, cost = excluded.cost,
           changed_at = excluded.changed_at`,
        p.user,
        p.name,
        p.salt,
        p.hash,
        JSON.stringify(p.cost),
        p.changedAt,
      ),
    remove: (user) => sql.run('delete from password where usr = ?', user),
  };
}
