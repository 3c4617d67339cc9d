/** Devices, people with their grants and invitations, sessions and pictures in portable SQL. */
import { first, type Sql } from './sql.ts';
import type {
  BlobRecord,
  BlobTable,
  DeviceRecord,
  DeviceTable,
  GrantRecord,
  InvitationRecord,
  LossRecord,
  PeopleTable,
  UserRecord,
} from './store.ts';
import type { SessionRecord, SessionTable } from './ways-in.ts';

interface DeviceRow {
  dev: string;
  usr: string;
  name: string;
  public_key: string;
  last_n: number;
  safe_n: number;
  created_at: number;
  signed_in_at: number;
  seen_at: number;
  revoked_at: number | null;
  queue: string | null;
  app: string;
}

const deviceColumns = 'dev, usr, name, public_key, last_n, safe_n, created_at, signed_in_at, seen_at, revoked_at, queue, app';

function toDevice(row: DeviceRow): DeviceRecord {
  return {
    dev: row.dev,
    user: row.usr,
    name: row.name,
    key: row.public_key,
    lastN: row.last_n,
    safeN: row.safe_n,
    createdAt: row.created_at,
    signedInAt: row.signed_in_at,
    seenAt: row.seen_at,
    revokedAt: row.revoked_at,
    queue: row.queue,
    app: row.app,
  };
}

export function deviceTable(sql: Sql): DeviceTable {
  const one = async (rows: Promise<readonly DeviceRow[]>): Promise<DeviceRecord | undefined> => {
    const row = await first(rows);
    return row && toDevice(row);
  };
  return {
    find: (dev) => one(sql.all(`select ${deviceColumns} from device where dev = ?`, dev)),
    add: (d) =>
      sql.run(
        `insert into device (dev, usr, name, public_key, last_n, safe_n, created_at, signed_in_at, seen_at, revoked_at, queue, app)
         values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
        d.dev,
        d.user,
        d.name,
        d.key,
        d.lastN,
        d.safeN,
        d.createdAt,
        d.signedInAt,
        d.seenAt,
        d.revokedAt,
        d.queue,
        d.app,
      ),
    save: (d) =>
      sql.run(
        `update device set last_n = ?, safe_n = ?, signed_in_at = ?, seen_at = ?, revoked_at = ?, queue = ?, app = ?,
           streams = coalesce(?, streams) where dev = ?`,
        d.lastN,
        d.safeN,
        d.signedInAt,
        d.seenAt,
        d.revokedAt,
        d.queue,
        d.app,
        d.streams === undefined ? null : JSON.stringify(d.streams),
        d.dev,
      ),
    inUse: async () => (await sql.all<DeviceRow>('select * from device where revoked_at is null order by seen_at, dev')).map(toDevice),
    ofUser: async (user) => (await sql.all<DeviceRow>('select * from device where usr = ? order by created_at', user)).map(toDevice),
    numberAt: async (dev, n) =>
      (await first(sql.all<{ op_id: string }>('select op_id from device_n where dev = ? and n = ?', dev, n)))?.op_id,
    advanceSafe: (dev, n) => sql.run('update device set safe_n = ? where dev = ? and safe_n < ? and last_n >= ?', n, dev, n, n),
    setNumbers: (dev, numbers) =>
      sql.each(
        'insert into device_n (dev, n, op_id) values (?, ?, ?)',
        numbers.map(({ n, operation }) => [dev, n, operation]),
      ),
    setClockOffset: (dev, epoch, offsetMs, at) =>
      sql.run(
        `insert into device_clock (dev, ce, offset_ms, seen_at) values (?, ?, ?, ?)
         on conflict (dev, ce) do update set offset_ms = excluded.offset_ms, seen_at = excluded.seen_at`,
        dev,
        epoch,
        offsetMs,
        at,
      ),
    clockOffset: async (dev, epoch) =>
      (await first(sql.all<{ offset_ms: number }>('select offset_ms from device_clock where dev = ? and ce = ?', dev, epoch)))?.offset_ms,
    streams: async (dev) => {
      const row = await first(sql.all<{ streams: string | null }>('select streams from device where dev = ?', dev));
      return JSON.parse(row?.streams ?? '[]') as string[];
    },
    setLoss: (dev, loss) => sql.run('update device set loss = ? where dev = ?', JSON.stringify(loss), dev),
    loss: async (dev) => {
      const row = await first(
        sql.all<{ loss: string | null; told_at: number | null }>('select loss, told_at from device where dev = ?', dev),
      );
      return row?.loss ? { ...(JSON.parse(row.loss) as LossRecord), toldAt: row.told_at } : undefined;
    },
    markKnown: (dev, at) => sql.run('update device set known_at = ? where dev = ? and known_at is null', at, dev),
    isKnown: async (dev) => (await sql.all('select 1 from device where dev = ? and known_at is not null', dev)).length > 0,
    markTold: (dev, at) => sql.run('update device set told_at = ? where dev = ? and told_at is null', at, dev),
  };
}

interface GrantRow {
  id: string;
  usr: string;
  role: string;
  areas: string;
  group_ids: string;
  from_on: string;
  until_on: string | null;
  ended_on: string | null;
}

function toGrant(row: GrantRow): GrantRecord {
  return {
    id: row.id,
    user: row.usr,
    role: row.role,
    areas: JSON.parse(row.areas) as string[],
    groups: JSON.parse(row.group_ids) as string[],
    from: row.from_on,
    until: row.until_on,
    endedOn: row.ended_on,
  };
}

export function peopleTable(sql: Sql): PeopleTable {
  return {
    findWithGrants: async (id) => {
      const rows = await sql.all<GrantRow & { person: string }>(
        `select usr.name as person, grant_.id, usr.id as usr, role, areas, group_ids, from_on, until_on, ended_on
         from usr left join grant_ on grant_.usr = usr.id where usr.id = ? order by from_on, grant_.id`,
        id,
      );
      const [row] = rows;
      // a person without any has one row without a grant
      return row && { name: row.person, grants: row.id === null ? [] : rows.map(toGrant) };
    },
    find: (id) => first(sql.all<UserRecord>('select id, name, created_at as "createdAt" from usr where id = ?', id)),
    add: (user) => sql.run('insert into usr (id, name, created_at) values (?, ?, ?)', user.id, user.name, user.createdAt),
    all: () => sql.all<UserRecord>('select id, name, created_at as "createdAt" from usr order by created_at, id'),
    count: async () => (await first(sql.all<{ people: number }>('select count(*) as people from usr')))?.people ?? 0,
    addGrant: (g) =>
      sql.run(
        'insert into grant_ (id, usr, role, areas, group_ids, from_on, until_on, ended_on) values (?, ?, ?, ?, ?, ?, ?, ?)',
        g.id,
        g.user,
        g.role,
        JSON.stringify(g.areas),
        JSON.stringify(g.groups),
        g.from,
        g.until,
        g.endedOn,
      ),
    endGrant: (id, on) => sql.run('update grant_ set ended_on = ? where id = ? and (ended_on is null or ended_on > ?)', on, id, on),
    findGrant: async (id) => {
      const row = await first(sql.all<GrantRow>('select * from grant_ where id = ?', id));
      return row && toGrant(row);
    },
    grantsOf: async (user) => (await sql.all<GrantRow>('select * from grant_ where usr = ? order by from_on, id', user)).map(toGrant),
    allGrants: async () => (await sql.all<GrantRow>('select * from grant_ order by usr, from_on, id')).map(toGrant),
    // the codes stand in quotes, so that a beginning is the beginning of a code
    grantsWithin: async (area) => {
      const above = [2, 4].filter((digits) => digits < area.length).map((digits) => `%"${area.slice(0, digits)}"%`);
      const wanted = [`%"${area}%`, ...above];
      const text = `select * from grant_ where ${wanted.map(() => 'areas like ?').join(' or ')} order by usr, from_on, id`;
      return (await sql.all<GrantRow>(text, ...wanted)).map(toGrant);
    },
    addInvitation: (i) =>
      sql.run(
        'insert into invitation (code_hash, usr, created_at, expires_at, used_at, dev) values (?, ?, ?, ?, ?, ?)',
        i.codeHash,
        i.user,
        i.createdAt,
        i.expiresAt,
        i.usedAt,
        i.dev,
      ),
    findInvitation: (codeHash) =>
      first(
        sql.all<InvitationRecord>(
          `select code_hash as "codeHash", usr as "user", created_at as "createdAt", expires_at as "expiresAt", used_at as "usedAt", dev
           from invitation where code_hash = ?`,
          codeHash,
        ),
      ),
    invitationsOf: (user) =>
      sql.all<InvitationRecord>(
        `select code_hash as "codeHash", usr as "user", created_at as "createdAt", expires_at as "expiresAt", used_at as "usedAt", dev
         from invitation where usr = ? order by created_at`,
        user,
      ),
    useInvitation: (codeHash, at, dev) => sql.run('update invitation set used_at = ?, dev = ? where code_hash = ?', at, dev, codeHash),
  };
}

export function sessionTable(sql: Sql): SessionTable {
  return {
    find: (tokenHash) =>
      first(
        sql.all<SessionRecord>(
          `select token_hash as "tokenHash", usr as "user", dev, created_at as "createdAt", seen_at as "seenAt"
           from session_ where token_hash = ?`,
          tokenHash,
        ),
      ),
    add: (s) =>
      sql.run(
        'insert into session_ (token_hash, usr, dev, created_at, seen_at) values (?, ?, ?, ?, ?)',
        s.tokenHash,
        s.user,
        s.dev,
        s.createdAt,
        s.seenAt,
      ),
    touch: (tokenHash, at) => sql.run('update session_ set seen_at = ? where token_hash = ?', at, tokenHash),
    end: (tokenHash) => sql.run('delete from session_ where token_hash = ?', tokenHash),
    endOfDevice: (dev) => sql.run('delete from session_ where dev = ?', dev),
    endUnusedSince: (at) => sql.run('delete from session_ where seen_at < ?', at),
  };
}

export function blobTable(sql: Sql): BlobTable {
  return {
    find: (stream, sha) =>
      first(
        sql.all<BlobRecord>(
          'select stream, sha, bytes, mime, completed_at as "completedAt" from blob_ where stream = ? and sha = ?',
          stream,
          sha,
        ),
      ),
    add: (b) =>
      sql.run(
        'insert into blob_ (stream, sha, bytes, mime, completed_at) values (?, ?, ?, ?, ?) on conflict (stream, sha) do nothing',
        b.stream,
        b.sha,
        b.bytes,
        b.mime,
        b.completedAt,
      ),
    remove: (stream, sha) => sql.run('delete from blob_ where stream = ? and sha = ?', stream, sha),
    totals: async () =>
      (await first(
        sql.all<{ count: number; bytes: number }>('select count(*) as count, cast(coalesce(sum(bytes), 0) as bigint) as bytes from blob_'),
      )) ?? { count: 0, bytes: 0 },
    ofStream: async (stream) => (await sql.all<{ sha: string }>('select sha from blob_ where stream = ?', stream)).map((row) => row.sha),
  };
}
