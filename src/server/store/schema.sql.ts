/**
 * The tables, in SQL that SQLite and PostgreSQL both read: text ids, bigint milliseconds, 0/1 integers, JSON as text; no sequence, no
 * trigger. The number of an operation comes from its stream's row in the same transaction (sync.md §2.1). Change by adding a step; a step only
 * adds, because servers of the version before go on working beside it (a rolling upgrade).
 */
export const schemaSteps: readonly string[] = [
  `create table office (name text primary key, value text not null);
   create table usr (id text primary key, name text not null, created_at bigint not null);
   create table grant_ (id text primary key, usr text not null references usr(id), role text not null, areas text not null,
     group_ids text not null, from_on text not null, until_on text, ended_on text);
   create index grant_usr on grant_ (usr);
   create table invitation (code_hash text primary key, usr text not null references usr(id), created_at bigint not null,
     expires_at bigint not null, used_at bigint, dev text);
   create table device (dev text primary key, usr text not null references usr(id), name text not null, public_key text not null,
     last_n bigint not null, safe_n bigint not null, created_at bigint not null, signed_in_at bigint not null, seen_at bigint not null,
     revoked_at bigint, queue text, app text not null);
   create index device_usr on device (usr);
   create table device_n (dev text not null references device(dev), n bigint not null, op_id text not null, primary key (dev, n));
   create table device_clock (dev text not null references device(dev), ce bigint not null, offset_ms bigint not null,
     seen_at bigint not null, primary key (dev, ce));
   create table session_ (token_hash text primary key, usr text not null references usr(id), dev text not null references device(dev),
     created_at bigint not null, seen_at bigint not null);
   create index session_dev on session_ (dev);
   create table stream (id text primary key, kind text not null, area text not null, district text not null, province text not null,
     owner text not null, seq bigint not null, chain text not null, received_at bigint not null);
   create index stream_owner on stream (owner);
   create index stream_district on stream (district);
   create index stream_province on stream (province);
   create table op (stream text not null references stream(id), seq bigint not null, op_id text not null, dev text not null,
     n bigint not null, k text not null, actor text not null, recv bigint not null, hash text not null, chain text not null,
     flags text, body text not null, primary key (stream, seq));
   create unique index op_id on op (op_id);
   create table pii (op_id text not null, stream text not null, body text not null, primary key (stream, op_id));
   create table held (op_id text primary key, stream text not null, dev text not null, n bigint not null, k text not null,
     actor text not null, recv bigint not null, hash text not null, body text not null, why text not null, path text, code text, ref text,
     state text not null, accepted integer not null, decided_by text, decided_at bigint, reason text);
   create index held_stream on held (stream, state);
   create index held_actor on held (actor, state);
   create table clash (op_id text not null, hash text not null, stream text not null, dev text not null, n bigint not null,
     actor text not null, recv bigint not null, body text not null, personal text, primary key (op_id, hash));
   create table view_row (stream text not null references stream(id), row_key text not null, body text not null, primary key (stream, row_key));
   create table blob_ (stream text not null references stream(id), sha text not null, bytes bigint not null, mime text not null,
     completed_at bigint not null, primary key (stream, sha));
   create table audit (id bigint primary key, at bigint not null, actor text not null, action text not null, subject text not null,
     hash text not null);
   create table audit_head (one integer primary key, id bigint not null, hash text not null);
   insert into audit_head (one, id, hash) values (1, 0, '0000000000000000000000000000000000000000000000000000000000000000');`,
  // which given national ids are the same person: sealed with the office's key, removed with the number; `due` when not looked at since a change
  `create table national_id (stream text not null references stream(id), member text not null, hmac text, due integer not null,
     primary key (stream, member));
   create index national_id_hmac on national_id (hmac);
   create index national_id_due on national_id (due);
   insert into national_id (stream, member, hmac, due)
     select stream, substr(row_key, 8), null, 1 from view_row where row_key >= 'member:' and row_key < 'member;';`,
  `create table token (id text primary key, token_hash text not null, usr text not null references usr(id), dev text not null,
     name text not null, created_at bigint not null, expires_at bigint not null, used_at bigint, revoked_at bigint);
   create unique index token_hash on token (token_hash);
   create index token_usr on token (usr);`,
  // figures of groups, and their sums by area and by officer in a district, kept with every write (server/summary.ts); month '' is now
  `create table group_place (stream text primary key references stream(id), area text not null, owner text not null, counted integer not null);
   create table group_figure (stream text not null, month text not null, measure text not null, value bigint not null,
     primary key (stream, month, measure));
   create table area_figure (measure text not null, area text not null, officer text not null, month text not null, value bigint not null,
     primary key (measure, area, officer, month));`,
  // rows of long streams at one number; nothing but what the operations make
  `create table snapshot (stream text primary key references stream(id), base bigint not null, chain text not null, fold bigint not null,
     hash text not null, parts bigint not null);
   create table snapshot_part (stream text not null references snapshot(stream), part bigint not null, body text not null,
     primary key (stream, part));`,
  // where a device is to be reminded; one browser is one device, whoever is signed in there
  `create table push (dev text primary key references device(dev), usr text not null references usr(id), endpoint text not null,
     p256dh text not null, auth text not null, created_at bigint not null, reminded_on text);
   create unique index push_endpoint on push (endpoint);`,
  // decided records stay for ever: what waits is found without them
  `create index held_waiting on held (stream) where state = 'waiting';`,
  // the streams a phone said it has, what a lost one held (JSON), and when it was told to forget everything
  `alter table device add column streams text;
   alter table device add column loss text;
   alter table device add column told_at bigint;`,
  // when its person was known to know of it; those from before this are not asked about
  `alter table device add column known_at bigint;
   update device set known_at = created_at;`,
  // a second way of signing in, for those who set one; hashed by scrypt with the cost (JSON) beside it
  `create table password (usr text primary key references usr(id), login text not null, salt text not null, hash text not null,
     cost text not null, changed_at bigint not null);
   create unique index password_login on password (login);`,
  // the public halves of passkeys, each on the device it was made on; and nonces that were used, until they are too old to be used again
  `create table passkey (id text primary key, usr text not null references usr(id), dev text not null references device(dev),
     public_key text not null, counter bigint not null, created_at bigint not null, used_at bigint);
   create index passkey_usr on passkey (usr);
   create table used_nonce (nonce text primary key, used_at bigint not null);
   create index used_nonce_at on used_nonce (used_at);`,
  // an account at the office's provider that somebody signs in with: the hash of issuer and subject, of one person only
  `create table openid (usr text primary key references usr(id), account text not null, linked_at bigint not null);
   create unique index openid_account on openid (account);`,
  // servers of provinces that a department reads as a device of each: the private key (JWK) and session of that device, what was heard last;
  // and the summaries that came, as JSON: of an area or of a group by its key, with what is asked for less often apart
  `create table cell (url text primary key, dev text not null, secret text not null, session text not null, provinces text not null,
     added_at bigint not null, heard_at bigint, problem text);
   create table cell_view (view_key text primary key, cell text not null references cell(url), area text not null, mark text not null,
     board text not null, detail text not null);
   create index cell_view_area on cell_view (area);
   create index cell_view_cell on cell_view (cell);`,
  // how often something was tried, of all processes together, until the time of the count is over
  `create table tried (kind text not null, subject text not null, times integer not null, until bigint not null, primary key (kind, subject));
   create index tried_until on tried (kind, until);`,
  // what each group has added that the sums of its areas do not hold yet: writers of one area share no row (store/figure-table.ts)
  `create table fresh_figure (stream text not null, area text not null, officer text not null, month text not null, measure text not null,
     value bigint not null, primary key (stream, area, officer, month, measure));
   create index fresh_figure_area on fresh_figure (area);`,
  // when a cell is asked next, by whichever process looks first, and how often in a row it could not be read
  `alter table cell add column due_at bigint not null default 0;
   alter table cell add column failures integer not null default 0;`,
];

/** A sentence for whoever opens a store of this version; 0 is a new one. */
export function versionProblem(version: number, mayUpgrade: boolean): string | undefined {
  if (version > schemaSteps.length) return 'the store was made by a newer version';
  if (version === 0 || version === schemaSteps.length || mayUpgrade) return undefined;
  return 'the store is of an older version, and servers of that version may run on it: start the server of this version first';
}
