/** Personal access tokens by their hash, in portable SQL. */
import { first, type Sql } from './sql.ts';
import type { TokenRecord, TokenTable } from './ways-in.ts';

const columns = `id, token_hash as "tokenHash", usr as "user", dev, name, created_at as "createdAt", expires_at as "expiresAt",
  used_at as "usedAt", revoked_at as "revokedAt"`;

export function tokenTable(sql: Sql): TokenTable {
  return {
    find: (tokenHash) => first(sql.all<TokenRecord>(`select ${columns} from token where token_hash = ?`, tokenHash)),
    ofUser: (user) =>
      sql.all<TokenRecord>(`select ${columns} from token where usr = ? and revoked_at is null order by created_at desc, id desc`, user),
    add: (t) =>
      sql.run(
        `insert into token (id, token_hash, usr, dev, name, created_at, expires_at, used_at, revoked_at)
         values (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
        t.id,
        t.tokenHash,
        t.user,
        t.dev,
        t.name,
        t.createdAt,
        t.expiresAt,
        t.usedAt,
        t.revokedAt,
      ),
    touch: (id, at) => sql.run('update token set used_at = ? where id = ?', at, id),
    revoke: (id, at) => sql.run('update token set revoked_at = ? where id = ? and revoked_at is null', at, id),
    revokeAll: (at) => sql.run('update token set revoked_at = ? where revoked_at is null', at),
  };
}
