/** An office moves from its file to PostgreSQL, is saved there and put back: real servers, real phones, and everything killed in the middle. */
import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { photoPath } from '../../src/protocol/photo.ts';
import type { SyncRequest } from '../../src/protocol/sync.ts';
import { invite } from '../../src/server/invitation.ts';
import { openOffice } from '../../src/server/start.ts';
import { createFakeClock } from '../support/fake-clock.ts';
import { everyRow, groupCreated, memberAdded, newId } from '../support/phone.ts';
import { newFieldPhone, type FieldPhone } from '../support/phone-office.ts';
import { ask, providePostgres, startPostgres, type Postgres } from '../support/postgres.ts';
import { startS3 } from '../support/s3-server.ts';
import { newGroup, photoPayload, visitPayload } from '../support/server-operations.ts';
import { redeem, type ServerPhone } from '../support/server-phone.ts';
import { jpeg, sha256 } from '../support/server-pictures.ts';
import { beginCommand, runCommand, startServer, type ServerProcess } from '../support/server-process.ts';

// processes on a machine under load
vi.setConfig({ testTimeout: 300_000, hookTimeout: 300_000 });

const folders: string[] = [];
function newFolder(at = tmpdir()): string {
  const folder = mkdtempSync(join(at, 'sajja-moves-'));
  folders.push(folder);
  return folder;
}

describe.skipIf(!providePostgres())('an office that moves to PostgreSQL', () => {
  let postgres: Postgres;
  let dataDir: string;
  let env: Readonly<Record<string, string>>;
  let url: string;
  let server: ServerProcess | undefined;
  beforeAll(async () => {
    postgres = await startPostgres();
  });
  afterAll(async () => postgres.stop());
  beforeEach(async () => {
    dataDir = newFolder();
    url = await postgres.newDatabase();
    env = { DATABASE_URL: url };
  });
  afterEach(async () => {
    await server?.kill9();
    server = undefined;
    for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
  });

  const start = async (more: Readonly<Record<string, string>> = {}): Promise<ServerProcess> =>
    (server = await startServer({ dataDir, env: more }));
  const stop = async (): Promise<void> => expect(await server?.stop()).toBe(0);
  const migrate = (...more: readonly string[]) => runCommand(dataDir, ['migrate', '--from', dataDir, '--to', url, ...more]);
  const here = (path: string, init?: RequestInit): Promise<Response> => fetch((server?.origin ?? '') + path, init);
  const plainPhone = async (): Promise<ServerPhone> => redeem(here, (await server?.invite('field-officer', '5607', 'Officer')) ?? '');

  /** The product's own phone against the process that runs now. @returns it, and ids of every operation it has sent since `sent` was emptied */
  async function realPhone(): Promise<{ field: FieldPhone; sent: string[] }> {
    const sent: string[] = [];
    const handle = async (request: Request): Promise<Response> => {
      const { pathname, search } = new URL(request.url);
      const body = await request.text();
      if (pathname === '/v1/sync') sent.push(...(JSON.parse(body) as SyncRequest).ops.map((op) => (op as { id: string }).id));
      const init = { method: request.method, headers: request.headers, ...(body !== '' && { body }) };
      const answer = await here(pathname + search, init);
      const headers = new Headers(answer.headers);
      // it was unpacked on the way
      headers.delete('Content-Encoding');
      return new Response(answer.status === 204 ? null : await answer.arrayBuffer(), { status: answer.status, headers });
    };
    const invite = async (): Promise<string> => (await server?.invite('field-officer', '5601', 'Officer')) ?? '';
    return { field: await newFieldPhone({ clock: createFakeClock(Date.now()), handle, invite }), sent };
  }

  const stateOf = async (field: FieldPhone, g: string): Promise<string> =>
    createHash('sha256')
      .update(JSON.stringify(await everyRow(field.phone, g)))
      .digest('hex');

  /** Of every table, for whoever compares two databases; the line that a move writes into the audit has its time. */
  async function sumsOf(database: string): Promise<Readonly<Record<string, string>>> {
    const tables = await ask<{ name: string }>(database, `select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r' and relname not like 'audit%'`); // prettier-ignore
    const sums: Record<string, string> = {};
    for (const { name } of tables) {
      const [row] = await ask<{ sum: string }>(database, `select md5(coalesce(string_agg(t::text, '|' order by t::text), '')) as sum from ${name} t`); // prettier-ignore
      sums[name] = row?.sum ?? '';
    }
    return sums;
  }

  /** Kills a command when it writes to a table that has so many rows by then, or at the end, just before what arrived takes its place. */
  async function killAt(point: string, args: readonly string[]): Promise<void> {
    const [table = '', rows = '0'] = point.split(' after ');
    const body = (statements: string): string => `language plpgsql as $$ begin ${statements} return null; end $$`;
    await ask(
      url,
      `create schema gate;
       create function gate.hold() returns trigger ${body(`if (select count(*) from arriving.${table}) >= ${rows} then perform pg_sleep(3600); end if;`)};
       create function gate.shut() returns event_trigger ${body(
         table === 'end'
           ? `if to_regclass('arriving.arrival') is not null then perform pg_sleep(3600); end if;`
           : `if to_regclass('arriving.arrival') is not null then create trigger gate before insert on arriving.${table} for each statement execute function gate.hold(); end if;`,
       ).replace('return null; ', '')};
       create event trigger gate on ${table === 'end' ? `ddl_command_start when tag in ('DROP TABLE')` : `ddl_command_end when tag in ('CREATE TABLE')`} execute function gate.shut()`,
    );
    const run = beginCommand(dataDir, args, env);
    const held = `from pg_stat_activity where wait_event = 'PgSleep'`;
    await expect.poll(async () => (await ask(url, `select pid ${held}`)).length, { interval: 20 }).toBe(1);
    await run.kill9();
    await ask(url, `select pg_terminate_backend(pid) ${held}`);
    await ask(url, 'drop event trigger gate');
    await ask(url, 'drop schema gate cascade');
  }

  it('is noticed by no phone: same session, same place to read on from, nothing sent again, nothing lost, and none can work in the old one', async () => {
    await start();
    const { field, sent } = await realPhone();
    const other = await plainPhone();
    const group = await newGroup(other);
    const bytes = jpeg(40_000);
    await other.push(other.op(group, 'photo.attach', photoPayload(sha256(bytes), bytes.length, { sha: 'a'.repeat(64), bytes: 10 })));
    await other.send(photoPath(group, sha256(bytes), 'full'), { method: 'PATCH', headers: { 'Upload-Offset': '0' }, body: new Uint8Array(bytes) }); // prettier-ignore
    await other.pull();
    const g = newId();
    await field.phone.record([groupCreated(field.act(g)), memberAdded(field.act(g), { firstName: 'Before' })]);
    await field.sender.drain('save');
    const before = sent.splice(0);
    await field.phone.record([memberAdded(field.act(g), { firstName: 'Waiting' })]);
    const state = await stateOf(field, g);
    const requests = field.network.requests.length;

    expect(migrate()).toMatchObject({ status: 1, stderr: expect.stringContaining('a server is running') as string });
    await stop();
    // which PostgreSQL cannot store
    const file = new Database(join(dataDir, 'sajja.sqlite'));
    file.prepare('update device set name = ? where dev = ?').run('two\0parts', other.dev);
    file.close();
    // a command that has the store open already
    const early = await openOffice({ dataDir, log: () => undefined, isBeside: true });
    const moved = migrate('--json');
    expect(moved.stderr).toBe('');
    expect(JSON.parse(moved.stdout)).toMatchObject({ already: false, before: 0, pictures: 1, missingPictures: 0 });
    await expect(startServer({ dataDir })).rejects.toThrow(
      /stopped with 1: cannot start: this office was moved to PostgreSQL: set DATABASE_URL/,
    );
    expect(runCommand(dataDir, ['people'])).toMatchObject({ status: 1, stderr: expect.stringContaining('was moved') as string });
    await expect(invite(early, { role: 'field-officer', areas: ['5607'], name: 'Late' })).rejects.toThrow('was moved');
    await early.store.close();
    await start(env);
    await field.sender.drain('timer');
    expect(await ask(url, `select name from device where dev = '${other.dev}'`)).toEqual([{ name: 'two\uFFFDparts' }]);

    expect(sent).toHaveLength(1);
    expect(before).not.toContain(sent[0]);
    expect(new Set(field.network.requests.slice(requests).map(({ path }) => path))).toEqual(new Set(['/v1/sync']));
    expect([(await field.phone.queue()).waiting, await stateOf(field, g)]).toEqual([0, state]);
    const stored = await ask<{ op_id: string }>(url, `select op_id from op where stream = '${g}' order by seq`);
    expect(stored.map((row) => row.op_id)).toEqual([...before, ...sent]);
    const { epoch } = other;
    expect([...(await other.pull()).keys()]).toEqual([]);
    expect(other.epoch).toBe(epoch);
    expect(await other.push(other.op(group, 'visit.record', visitPayload()))).toMatchObject([{ r: 'applied', seq: 3 }]);
    expect(Buffer.from(await (await other.send(photoPath(group, sha256(bytes), 'full'))).arrayBuffer()).equals(bytes)).toBe(true);

    await stop();
    expect(migrate()).toMatchObject({ status: 0, stdout: expect.stringContaining('moved to this database before') as string });
    const elsewhere = await postgres.newDatabase();
    expect(runCommand(dataDir, ['migrate', '--from', dataDir, '--to', elsewhere])).toMatchObject({ status: 1, stderr: expect.stringContaining('moved before, and not to this database') as string }); // prettier-ignore
  });

  it('is refused where there is nothing, and where an office is already', async () => {
    expect(migrate()).toMatchObject({ status: 1, stderr: expect.stringContaining('there is no store in') as string });
    await start();
    await stop();
    const other = dataDir;
    dataDir = newFolder();
    await start(env);
    await stop();
    dataDir = other;
    expect(migrate()).toMatchObject({ status: 1, stderr: expect.stringContaining('there is an office in this database') as string });
    await start();
  });

  describe('killed in the middle', () => {
    let source: string;
    let phone: ServerPhone;
    let group: string;
    let whole: Readonly<Record<string, string>>;
    beforeEach(async () => {
      source = dataDir;
      await start();
      phone = await plainPhone();
      group = await newGroup(phone);
      for (let page = 0; page < 12; page++)
        await phone.push(...Array.from({ length: 50 }, () => phone.op(group, 'visit.record', visitPayload())));
      await stop();
    });

    it('at any table, and when the old one has ended and the new one has not begun: run again, it is the same as in one go', async () => {
      const reference = await postgres.newDatabase();
      dataDir = newFolder();
      cpSync(source, dataDir, { recursive: true });
      const inOneGo = runCommand(dataDir, ['migrate', '--from', dataDir, '--to', reference, '--json']);
      const { rows } = JSON.parse(inOneGo.stdout) as { rows: number };
      whole = await sumsOf(reference);
      for (const point of ['device_n', 'op after 400', 'view_row', 'end']) {
        dataDir = newFolder();
        cpSync(source, dataDir, { recursive: true });
        url = await postgres.newDatabase();
        await killAt(point, ['migrate', '--from', dataDir, '--to', url]);
        await expect(startServer({ dataDir, env: { DATABASE_URL: url } })).rejects.toThrow(
          /a move or a restore into this database was cut short; run it again/,
        );
        if (point === 'end') await expect(startServer({ dataDir })).rejects.toThrow(/was moved to PostgreSQL/);
        const again = JSON.parse(migrate('--json').stdout) as { rows: number; before: number };
        expect([point, again.before > 0, again.rows + again.before]).toEqual([point, true, rows]);
        expect(await sumsOf(url)).toEqual(whole);
      }
    });

    it('when somebody worked in the old one since, begins again and has that too; when what had arrived is other now, it is not called done, and begins anew', async () => {
      await killAt('view_row', ['migrate', '--from', dataDir, '--to', url]);
      await start();
      await phone.push(phone.op(group, 'visit.record', visitPayload()));
      await stop();
      await killAt('view_row', ['migrate', '--from', dataDir, '--to', url]);
      await ask(url, `update arriving.op set body = replace(body, 'visit.record', 'visit.recorD') where seq = 602`);
      expect(migrate()).toMatchObject({ status: 1, stderr: expect.stringContaining('other rows arrived in op than were sent') as string });
      expect(JSON.parse(migrate('--json').stdout)).toMatchObject({ before: 0 });
      await start({ DATABASE_URL: url });
      expect(await phone.push(phone.op(group, 'visit.record', visitPayload()))).toMatchObject([{ r: 'applied', seq: 603 }]);
    });

    it('of a store in which one byte is another nothing is moved, and it goes on where it is', async () => {
      const database = new Database(join(dataDir, 'sajja.sqlite'));
      database.exec(`update op set body = replace(body, '"k":"visit.record"', '"k":"visit.recorD"') where seq = 300`);
      expect(migrate()).toMatchObject({
        status: 1,
        stderr: expect.stringContaining(`nothing was moved: stream ${group}: operation 300 was changed`) as string,
      });
      database.exec(`update op set body = replace(body, '"k":"visit.recorD"', '"k":"visit.record"') where seq = 300`);
      database.close();
      await start();
      await stop();
      expect(migrate()).toMatchObject({ status: 0 });
    });
  });

  const otherDisk = '/dev/shm';
  it.skipIf(!existsSync(otherDisk) || statSync(otherDisk).dev === statSync(tmpdir()).dev)(
    'is saved while phones push: proven, in the form of every backup, and phones hear how far it goes',
    async () => {
      await start(env);
      const phone = await plainPhone();
      const group = await newGroup(phone);
      // so much to read between operations and their rows that they push meanwhile
      await ask(url, `insert into clash select 'o' || each, 'h', '${group}', 'd', 1, 'u', 0, '{}', null from generate_series(1, 40000) as each`); // prettier-ignore
      const to = newFolder(otherDisk);
      const backup = beginCommand(dataDir, ['backup', '--to', to, '--off-machine', '--json'], env);
      const state = { isDone: false };
      void backup.ended.then(() => (state.isDone = true));
      while (!state.isDone) {
        await phone.push(...Array.from({ length: 20 }, () => phone.op(group, 'visit.record', visitPayload())));
        await new Promise((next) => setTimeout(next, 50));
      }
      const { status, stdout, stderr } = await backup.ended;
      expect([status, stderr]).toEqual([0, '']);
      const made = JSON.parse(stdout) as { counts: { operations: number }; folder: string };
      expect(made).toMatchObject({ ok: true, released: true });
      expect(runCommand(dataDir, ['verify', to])).toMatchObject({ status: 0 });
      const copy = new Database(join(made.folder, 'sajja.sqlite'), { readonly: true });
      const last = copy.prepare('select last_n from device where dev = ?').pluck().get(phone.dev);
      copy.close();
      expect(last).toBeLessThan(phone.n);
      expect((await phone.sync()).safeN).toBe(last);
      // and back into a file, where the server runs without PostgreSQL
      const file = newFolder();
      expect(runCommand(file, ['restore', '--from', to])).toMatchObject({ status: 0 });
    },
  );

  it('is put back from a backup: refused while anybody works there, safe to be killed, and phones send again what it lacks', async () => {
    await start(env);
    await stop();
    // as in a store of a nation
    await ask(url, readFileSync(new URL('../../src/server/store/hash-partitions.sql', import.meta.url), 'utf8'));
    await start(env);
    const { field, sent } = await realPhone();
    const g = newId();
    await field.phone.record([groupCreated(field.act(g)), memberAdded(field.act(g), { firstName: 'Saved' })]);
    await field.sender.drain('save');
    const to = newFolder();
    expect(runCommand(dataDir, ['backup', '--to', to], false, env)).toMatchObject({ status: 0 });
    await field.phone.record([memberAdded(field.act(g), { firstName: 'Not saved' })]);
    await field.sender.drain('save');
    const state = await stateOf(field, g);
    const acknowledged = sent.splice(0);
    const restore = (inFolder: string, ...more: readonly string[]) => runCommand(inFolder, ['restore', '--from', to, ...more], false, env);
    expect(restore(newFolder())).toMatchObject({ status: 1, stderr: expect.stringContaining('servers or commands are at work on this database') as string }); // prettier-ignore
    await stop();

    await killAt('op', ['restore', '--from', to]);
    await expect(start(env)).rejects.toThrow(/a move or a restore into this database was cut short/);

    const { epoch, replaced, resend } = JSON.parse(restore(dataDir, '--json').stdout) as {
      epoch: string;
      replaced: string;
      resend: unknown;
    };
    expect(resend).toMatchObject([{ dev: field.known.dev, from: 3, to: 3 }]);
    const schema = /^schema (\w+) of the database$/.exec(replaced)?.[1] ?? '';
    expect(await ask(url, `select op_id from ${schema}.op where stream = '${g}'`)).toHaveLength(3);
    expect(await ask(url, `select op_id from op where stream = '${g}'`)).toHaveLength(2);
    await start(env);
    for (let round = 0; round < 3; round++) await field.sender.drain('timer');
    const stored = await ask<{ op_id: string }>(url, `select op_id from op where stream = '${g}' order by seq`);
    expect(stored.map((row) => row.op_id)).toEqual(acknowledged);
    expect(await ask(url, `select value from office where name = 'epoch'`)).toEqual([{ value: epoch }]);
    expect([(await field.phone.queue()).waiting, await stateOf(field, g)]).toEqual([0, state]);
  });

  it('takes its pictures to an object store when there is one', async () => {
    const s3 = await startS3();
    if (!s3) return;
    try {
      await start();
      const phone = await plainPhone();
      const group = await newGroup(phone);
      const bytes = jpeg(40_000);
      await phone.push(phone.op(group, 'photo.attach', photoPayload(sha256(bytes), bytes.length, { sha: 'a'.repeat(64), bytes: 10 })));
      await phone.send(photoPath(group, sha256(bytes), 'full'), { method: 'PATCH', headers: { 'Upload-Offset': '0' }, body: new Uint8Array(bytes) }); // prettier-ignore
      await stop();
      env = { ...env, ...s3.env };
      const moved = runCommand(dataDir, ['migrate', '--from', dataDir, '--to', url, '--json'], false, env);
      expect(JSON.parse(moved.stdout)).toMatchObject({ pictures: 1, missingPictures: 0 });
      expect(await s3.names()).toEqual([`office/${group}/${sha256(bytes)}`]);
    } finally {
      await s3.close();
    }
  });
});
