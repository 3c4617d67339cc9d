/** Accounts that people have elsewhere and sign in with, in portable SQL. */
import { first, type Sql } from './sql.ts';
import type { OpenIdRecord, OpenIdTable } from './ways-in.ts';

const columns = `usr as "user", account, linked_at as "linkedAt"`;

export function openIdTable(sql: Sql): OpenIdTable {
  return {
    find: (account) => first(sql.all<OpenIdRecord>(`select ${columns} from openid where account = ?`, account)),
    ofUser: (user) => first(sql.all<OpenIdRecord>(`select ${columns} from openid where usr = ?`, user)),
    put: ({ user, account, linkedAt }) =>
      sql.run(
        `insert into openid (usr, account, linked_at) values (?, ?, ?)
         on conflict (usr) do update set account = excluded.account, linked_at = excluded.linked_at`,
        user,
        account,
        linkedAt,
      ),
    remove: (user) => sql.run('delete from openid where usr = ?', user),
  };
}
