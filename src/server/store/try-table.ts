/** How often something was tried, in portable SQL. */
import { first, type Sql } from './sql.ts';
import type { TryTable } from './store.ts';

export function tryTable(sql: Sql): TryTable {
  return {
    times: async (kind, subject, at) =>
      (await first(sql.all<{ times: number }>('select times from tried where kind = ? and subject = ? and until > ?', kind, subject, at)))
        ?.times ?? 0,
    add: (kind, subject, at, until) =>
      sql.run(
        `insert into tried (kind, subject, times, until) values (?, ?, 1, ?)
         on conflict (kind, subject) do update set times = case when tried.until > ? then tried.times + 1 else 1 end,
           until = case when tried.until > ? then tried.until else excluded.until end`,
        kind,
        subject,
        until,
        at,
        at,
      ),
    forget: (kind, subject) => sql.run('delete from tried where kind = ? and subject = ?', kind, subject),
    sweep: async (kind, at, most) => {
      await sql.run('delete from tried where kind = ? and until <= ?', kind, at);
      await sql.run(
        'delete from tried where kind = ? and until <= (select until from tried where kind = ? order by until desc limit 1 offset ?)',
        kind,
        kind,
        most,
      );
    },
  };
}
