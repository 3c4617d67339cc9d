/** What the office keeps of itself, in portable SQL: settings, used nonces, the audit. */
import { createHash } from 'node:crypto';
import { first, type Sql } from './sql.ts';
import type { AuditRecord, OfficeTable } from './store.ts';

/** Hash of one line of the audit, over the hash of the line before. */
export function auditHash(before: string, { id, at, actor, action, subject }: AuditRecord & { readonly id: number }): string {
  return createHash('sha256')
    .update(JSON.stringify([before, id, at, actor, action, subject]))
    .digest('hex');
}

export function officeTable(sql: Sql): OfficeTable {
  return {
    setting: async (name) => (await first(sql.all<{ value: string }>('select value from office where name = ?', name)))?.value,
    set: (name, value) =>
      sql.run('insert into office (name, value) values (?, ?) on conflict (name) do update set value = excluded.value', name, value),
    useNonce: async (nonce, at, oldest) => {
      await sql.run('delete from used_nonce where used_at < ?', oldest);
      const added = await sql.all(
        'insert into used_nonce (nonce, used_at) values (?, ?) on conflict (nonce) do nothing returning nonce',
        nonce,
        at,
      );
      return added.length > 0;
    },
    audit: async ({ at, actor, action, subject }) => {
      const head = await first(sql.all<{ id: number; hash: string }>('update audit_head set id = id + 1 where one = 1 returning id, hash'));
      if (!head) throw new Error('no head of the audit');
      const hash = auditHash(head.hash, { id: head.id, at, actor, action, subject });
      await sql.run('update audit_head set hash = ? where one = 1', hash);
      await sql.run(
        'insert into audit (id, at, actor, action, subject, hash) values (?, ?, ?, ?, ?, ?)',
        head.id,
        at,
        actor,
        action,
        subject,
        hash,
      );
    },
    auditTrail: (after, limit) =>
      sql.all('select id, at, actor, action, subject, hash from audit where id > ? order by id limit ?', after, limit),
  };
}
