/** The index of given national ids in portable SQL. */
import { first, type Sql } from './sql.ts';
import type { Holder, NationalIdTable } from './store.ts';

export function nationalIdTable(sql: Sql): NationalIdTable {
  let isMarked = false;
  return {
    markDue: async (stream, member) => {
      isMarked = true;
      await sql.run(
        `insert into national_id (stream, member, hmac, due) values (?, ?, null, 1)
         on conflict (stream, member) do update set due = 1`,
        stream,
        member,
      );
    },
    due: (limit) => {
      const text = 'select stream, member from national_id where due = 1 order by stream, member limit ?';
      // a write that marked none finds what was left behind, and does not vouch that nobody marks one meanwhile
      return isMarked ? sql.all<Holder>(text, limit) : sql.committed<Holder>(text, limit);
    },
    hmacOf: async ({ stream, member }) => {
      const rows = sql.all<{ hmac: string | null }>('select hmac from national_id where stream = ? and member = ?', stream, member);
      return (await first(rows))?.hmac ?? undefined;
    },
    settle: ({ stream, member }, hmac) =>
      hmac === undefined
        ? sql.run('delete from national_id where stream = ? and member = ?', stream, member)
        : sql.run('update national_id set hmac = ?, due = 0 where stream = ? and member = ?', hmac, stream, member),
    holders: (hmac) => sql.all<Holder>('select stream, member from national_id where hmac = ? order by stream, member', hmac),
  };
}
