/** What only PostgreSQL has: what it must promise before we confirm anything, several processes at once, its own death (what every engine promises: store-conformance). */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createApp } from '../../src/server/app.ts';
import { invite } from '../../src/server/invitation.ts';
import { openPostgresStore } from '../../src/server/store/postgres-store.ts';
import { schemaSteps } from '../../src/server/store/schema.sql.ts';
import { openOffice } from '../../src/server/start.ts';
import { StoreProblem } from '../../src/server/store/store.ts';
import { carryOver, recountFigures } from '../../src/server/summary.ts';
import { ask, providePostgres, startPostgres, type Postgres } from '../support/postgres.ts';
import { newGroup, visitPayload } from '../support/server-operations.ts';
import { redeem } from '../support/server-phone.ts';
import { runCommand, startServer, type ServerProcess } from '../support/server-process.ts';

const patience = 120_000;
const pause = (ms: number) => new Promise<void>((next) => setTimeout(next, ms));
const kills = Number(process.env['POSTGRES_KILLS'] ?? (process.env['SAJJA_NIGHTLY'] === '1' ? 100 : 10));

describe.skipIf(!providePostgres())('PostgreSQL', () => {
  let postgres: Postgres;
  let dataDir: string;
  beforeAll(async () => {
    postgres = await startPostgres();
    dataDir = mkdtempSync(join(tmpdir(), 'sajja-pg-office-'));
  }, patience);
  afterAll(async () => {
    await postgres.stop();
    rmSync(dataDir, { recursive: true, force: true });
  }, patience);

  const reasonOf = async (url: string): Promise<string> => {
    try {
      await (await openPostgresStore(url)).close();
      return 'opened';
    } catch (error) {
      return error instanceof StoreProblem && error.cause instanceof Error ? `${error.code}: ${error.cause.message}` : String(error);
    }
  };

  describe('is refused with a sentence', () => {
    it('when it orders texts as a dictionary does', async () => {
      const url = await postgres.newDatabase(`encoding 'UTF8' locale 'C.UTF-8' locale_provider icu icu_locale 'th'`);
      expect(await reasonOf(url)).toMatch(/^fault: the database must be made with: create database … template template0 encoding 'UTF8'/);
    });

    it('when it confirms what is not on the disk yet', async () => {
      const url = await postgres.newDatabase();
      await ask(url, `alter database ${new URL(url).pathname.slice(1)} set synchronous_commit = off`);
      expect(await reasonOf(url)).toMatch(/^fault: fsync and synchronous_commit must be on/);
    });

    it('when a newer version made its tables', async () => {
      const url = await postgres.newDatabase();
      expect(await reasonOf(url)).toBe('opened');
      await ask(url, 'update store_version set version = version + 1');
      expect(await reasonOf(url)).toBe('fault: the store was made by a newer version');
    });

    it('when nobody answers there', async () => {
      expect(await reasonOf('postgres://sajja@localhost/office?host=/nowhere')).toMatch(/^busy: connect ENOENT/);
    });
  });

  it('eight processes that start together make the tables once, and one office', async () => {
    const databaseUrl = await postgres.newDatabase();
    const open = () => openOffice({ dataDir, databaseUrl, log: () => undefined });
    const offices = await Promise.all(Array.from({ length: 8 }, open));
    const epochs = await Promise.all(offices.map(({ store }) => store.read((tables) => tables.office.setting('epoch'))));
    expect(new Set(epochs).size).toBe(1);
    const counted = await ask<{ version: string; heads: string; targets: string }>(
      databaseUrl,
      `select (select version from store_version) as version, (select count(*) from audit_head) as heads,
         (select count(*) from op where k = 'campaign.set') as targets`,
    );
    expect(counted).toEqual([{ version: String(schemaSteps.length), heads: '1', targets: '1' }]);
    for (const { store } of offices) await store.close();
  });

  it('eight processes of a new version that start together bring the tables of an old one up once', async () => {
    const url = await postgres.newDatabase();
    const old = 7;
    await ask(
      url,
      `create table store_version (one integer primary key, version bigint not null); insert into store_version values (1, ${old})`,
    );
    for (const step of schemaSteps.slice(0, old)) await ask(url, step);
    await ask(
      url,
      `insert into usr values ('u', 'Officer', 1);
       insert into device values ('d', 'u', 'phone', '{}', 0, 0, 1, 1, 1, null, null, '')`,
    );
    const stores = await Promise.all(Array.from({ length: 8 }, () => openPostgresStore(url)));
    expect(await stores[0]?.read(({ devices }) => devices.isKnown('d'))).toBe(true);
    for (const store of stores) await store.close();
  });

  it('with many rows in hash partitions keeps every one of them, and reads a stream in one part', async () => {
    const url = await postgres.newDatabase();
    const store = await openPostgresStore(url);
    await ask(
      url,
      `insert into stream (id, kind, area, district, province, owner, seq, chain, received_at)
         select 'g' || g, 'group', '560101', '5601', '56', 'u', 20, '', 0 from generate_series(1, 500) as g;
       insert into op (stream, seq, op_id, dev, n, k, actor, recv, hash, chain, body)
         select 'g' || g, seq, 'o' || g || '-' || seq, 'd', seq, 'k', 'u', 0, 'h', 'c', '{}' from generate_series(1, 500) as g, generate_series(1, 20) as seq;
       insert into pii (op_id, stream, body) select op_id, stream, '{"s":1}' from op;
       insert into view_row (stream, row_key, body) select 'g' || g, 'group', '{}' from generate_series(1, 500) as g`,
    );
    const told = () => store.read(({ operations }) => operations.page('g77', 3, 18, 100));
    const before = await told();
    expect(before).toHaveLength(15);
    await ask(url, readFileSync(new URL('../../src/server/store/hash-partitions.sql', import.meta.url), 'utf8'));
    expect(await told()).toEqual(before);
    const sizes = `select count(*)::int as rows, count(distinct tableoid)::int as parts from`;
    expect(await ask(url, `${sizes} op union all ${sizes} pii union all ${sizes} view_row`)).toEqual(
      [10_000, 10_000, 500].map((rows) => ({ rows, parts: 32 })),
    );
    const plan = await ask(url, `explain select * from op where stream = 'g77' and seq > 3 and seq <= 18 order by seq limit 100`);
    expect(JSON.stringify(plan).match(/ on op_\d+/g)).toHaveLength(1);
    await store.close();
  });

  it('needs nothing that a distributed engine lacks: no trigger, sequence, function, view or type of ours', async () => {
    const url = await postgres.newDatabase();
    await (await openPostgresStore(url)).close();
    const own = `relnamespace = 'public'::regnamespace`;
    expect(await ask(url, `select relname, relkind from pg_class where ${own} and relkind not in ('r', 'i')`)).toEqual([]);
    expect(await ask(url, 'select tgname from pg_trigger where not tgisinternal')).toEqual([]);
    expect(await ask(url, `select proname from pg_proc where pronamespace = 'public'::regnamespace`)).toEqual([]);
  });

  it('of which a statement failed unheard is not confirmed, and a write that is over lets no late branch into the next one', async () => {
    const store = await openPostgresStore(await postgres.newDatabase());
    let late: Promise<void> | undefined;
    const swallowed = store.write(async (tables) => {
      await tables.office.set('a', 'x');
      await tables.rows.put('no such stream', 'a', '{}').catch(() => undefined);
      late = pause(50).then(() => tables.office.set('late', 'x'));
      late.catch(() => undefined);
    });
    await expect(swallowed).rejects.toThrow('store: fault');
    await expect(late).rejects.toThrow('store: busy');
    expect(await store.read(async ({ office }) => [await office.setting('a'), await office.setting('late')])).toEqual([
      undefined,
      undefined,
    ]);
    await store.close();
  });

  it('twelve phones of one province at once, on two processes: the sums that boards read are those of a recount, no number is missing', async () => {
    const databaseUrl = await postgres.newDatabase();
    const offices = [
      await openOffice({ dataDir, databaseUrl, log: () => undefined }),
      await openOffice({ dataDir, databaseUrl, log: () => undefined }),
    ];
    const apps = offices.map((office) => createApp(office));
    const phones = await Promise.all(
      Array.from({ length: 12 }, async (_, index) => {
        const [office, app] = [offices[index % 2], apps[index % 2]];
        if (!office || !app) throw new Error('two offices');
        const { code } = await invite(office, { role: 'field-officer', areas: ['5607'], name: `Officer ${index}` });
        const phone = await redeem(app, code);
        return { phone, group: await newGroup(phone, `56070${1 + (index % 3)}`) };
      }),
    );
    const work = async ({ phone, group }: (typeof phones)[number]): Promise<void> => {
      for (let sent = 0; sent < 3; sent++) {
        const ops = Array.from({ length: 4 }, () => phone.op(group, 'visit.record', visitPayload()));
        expect((await phone.push(...ops)).map(({ r }) => r)).toEqual(ops.map(() => 'applied'));
      }
    };
    const [office, other] = offices;
    if (!office || !other) throw new Error('two offices');
    const carrying = async (): Promise<void> => {
      for (let round = 0; round < 20; round++) await carryOver(other);
    };
    await Promise.all([carrying(), ...phones.map(work)]);
    const kept = await office.store.read(({ figures }) => figures.allAreas());
    expect(kept?.find(({ area, measure }) => area === '56' && measure === 'visited')?.value).toBe(12);
    await office.store.write((tables) => recountFigures(tables));
    expect(await office.store.read(({ figures }) => figures.allAreas())).toEqual(kept);
    for (const { group } of phones) {
      const page = await office.store.read(({ operations }) => operations.page(group, 0, 1000, 1000));
      expect(page?.map(({ seq }) => seq)).toEqual(Array.from({ length: 13 }, (_, index) => index + 1));
    }
    for (const { store } of offices) await store.close();
  });

  describe('as the store of a running server', () => {
    let server: ServerProcess;
    let env: Readonly<Record<string, string>>;
    const start = async (): Promise<void> => void (server = await startServer({ dataDir, env }));
    beforeAll(async () => {
      env = { DATABASE_URL: await postgres.newDatabase() };
      await start();
    }, patience);
    afterAll(() => server.kill9(), patience);

    it('commands work beside it', async () => {
      const run = (...args: readonly string[]) => runCommand(dataDir, args, false, env);
      expect(JSON.parse(run('invite', '--role', 'field-officer', '--area', '5607', '--name', 'Officer', '--json').stdout)).toMatchObject({ role: 'field-officer' }); // prettier-ignore
      expect(JSON.parse(run('people', '--json').stdout)).toHaveLength(2);
    });

    it(
      'killed again and again while phones push: 503 until it is back, nothing acknowledged is lost, no number is missing (row 76)',
      { timeout: 600_000 },
      async () => {
        const code = await server.invite('field-officer', '5607', 'Officer');
        const phone = await redeem((path, init) => fetch(server.origin + path, init), code);
        const group = await newGroup(phone);
        const acknowledged = new Set<string>();
        const statuses = new Set<number>();
        let queue: ReturnType<typeof phone.op>[] = [];
        for (let round = 0; round < kills; round++) {
          let back: Promise<void> | undefined;
          const database = { isBack: false };
          for (let answers = 0; answers < 6 || !database.isBack; answers++) {
            // while a request is under way, each round a little later in it
            if (answers === 3) back = pause(round * 3).then(() => postgres.kill9()).then(() => postgres.startAgain()).then(() => void (database.isBack = true)); // prettier-ignore
            while (queue.length < 5) queue.push(phone.op(group, 'visit.record', visitPayload()));
            const response = await phone.post('/v1/sync', phone.request(queue, { want: [] }));
            statuses.add(response.status);
            if (response.status !== 200) {
              await response.body?.cancel();
              await back;
              continue;
            }
            const { res } = (await response.json()) as { res: readonly { r: string; id: string }[] };
            for (const verdict of res) if (verdict.r === 'applied') acknowledged.add(verdict.id);
            queue = queue.filter(({ id }) => !acknowledged.has(id));
          }
        }
        await phone.push(...queue);
        const rows = await ask<{ seq: string; op_id: string }>(env['DATABASE_URL'] ?? '', `select seq, op_id from op where stream = '${group}' order by seq`); // prettier-ignore
        const stored = new Set(rows.map((row) => row.op_id));
        const lost = [...acknowledged].filter((id) => !stored.has(id));
        process.stdout.write(`PostgreSQL killed ${kills} times: ${acknowledged.size} acknowledged, ${lost.length} lost, answers ${[...statuses].join(' ')}\n`); // prettier-ignore
        expect(lost).toEqual([]);
        expect(rows.map(({ seq }) => Number(seq))).toEqual(rows.map((_row, index) => index + 1));
        expect(stored.size).toBe(phone.n);
        expect([...statuses].toSorted((a, b) => a - b)).toEqual([200, 503]);
      },
    );

    it('lets it go in order', async () => {
      expect(await server.stop()).toBe(0);
    });
  });
});
