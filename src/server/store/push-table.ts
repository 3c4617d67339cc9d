/** Where each device is to be reminded, in portable SQL. */
import { first, type Sql } from './sql.ts';
import type { PushRecord, PushTable } from './store.ts';

const columns = `push.dev, push.usr as "user", push.endpoint, push.p256dh, push.auth, push.created_at as "createdAt",
  push.reminded_on as "remindedOn"`;

export function pushTable(sql: Sql): PushTable {
  return {
    find: (dev) => first(sql.all<PushRecord>(`select ${columns} from push where dev = ?`, dev)),
    put: async (p) => {
      await sql.run('delete from push where endpoint = ? and dev <> ?', p.endpoint, p.dev);
      await sql.run(
        `insert into push (dev, usr, endpoint, p256dh, auth, created_at) values (?, ?, ?, ?, ?, ?)
         on conflict (dev) do update set usr = excluded.usr, endpoint = excluded.endpoint, p256dh = excluded.p256dh, auth = excluded.auth`,
        p.dev,
        p.user,
        p.endpoint,
        p.p256dh,
        p.auth,
        p.createdAt,
      );
    },
    rebind: (dev, to) => sql.run('update push set dev = ? where dev = ?', to, dev),
    remove: (dev) => sql.run('delete from push where dev = ?', dev),
    removeEndpoint: (endpoint) => sql.run('delete from push where endpoint = ?', endpoint),
    removeOfRevoked: () => sql.run('delete from push where dev in (select dev from device where revoked_at is not null)'),
    notRemindedOn: (day) =>
      sql.all<PushRecord>(`select ${columns} from push where reminded_on is null or reminded_on <> ? order by usr, dev`, day),
    claimDay: async (dev, on) =>
      (
        await sql.all(
          'update push set reminded_on = ? where dev = ? and (reminded_on is null or reminded_on <> ?) returning dev',
          on,
          dev,
          on,
        )
      ).length > 0,
  };
}
