/** What the contract of the store promises, asked of every engine in the same words. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { auditHash } from '../../src/server/store/office-table.ts';
import { openPostgresStore } from '../../src/server/store/postgres-store.ts';
import { openSqliteStore } from '../../src/server/store/sqlite-store.ts';
import type { DeviceRecord, GrantRecord, HeldRecord, OperationRecord, Store, StreamRecord, Tables } from '../../src/server/store/store.ts';
import { ask, providePostgres, rememberDatabase, resetDatabase, startPostgres, type Postgres } from '../support/postgres.ts';

interface Engine {
  readonly name: string;
  readonly isThere: boolean;
  begin(): Promise<void>;
  /** an empty place; @returns a way to open the store in it, as often as one likes */
  newPlace(): Promise<() => Promise<Store>>;
  end(): Promise<void>;
}

function embedded(): Engine {
  let folder = '';
  let places = 0;
  return {
    name: 'the embedded store',
    isThere: true,
    begin: async () => void (folder = mkdtempSync(join(tmpdir(), 'sajja-store-'))),
    newPlace: async () => {
      const file = join(folder, `${++places}.sqlite`);
      return async () => openSqliteStore(file);
    },
    end: async () => rmSync(folder, { recursive: true, force: true }),
  };
}

function postgres(inParts = false): Engine {
  let server: Postgres;
  let url: string;
  return {
    name: inParts ? 'PostgreSQL in hash partitions' : 'PostgreSQL',
    isThere: providePostgres(),
    begin: async () => {
      server = await startPostgres();
      url = await server.newDatabase();
      await (await openPostgresStore(url)).close();
      if (inParts) await ask(url, readFileSync(new URL('../../src/server/store/hash-partitions.sql', import.meta.url), 'utf8'));
      await rememberDatabase(url);
    },
    newPlace: async () => {
      await resetDatabase(url);
      return () => openPostgresStore(url);
    },
    end: () => server.stop(),
  };
}

const chain = '0'.repeat(64);
const stream = (id: string, changes: Partial<StreamRecord> = {}): StreamRecord => ({
  id,
  kind: 'group',
  area: '560701',
  owner: 'u',
  seq: 0,
  chain,
  receivedAt: 1_796_000_000_000,
  ...changes,
});
const operation = (id: string, changes: Partial<OperationRecord> = {}): OperationRecord => ({
  stream: 'g',
  seq: 1,
  id,
  dev: 'd',
  n: 1,
  kind: 'visit.record',
  actor: 'u',
  receivedAt: 1_796_000_000_000,
  hash: 'h',
  chain,
  flags: [],
  body: '{}',
  personal: null,
  ...changes,
});
const heldOne = (id: string, changes: Partial<HeldRecord> = {}): HeldRecord => ({
  id,
  stream: 'g',
  dev: 'd',
  n: 1,
  kind: 'visit.record',
  actor: 'u',
  receivedAt: 1,
  hash: 'h',
  body: '{}',
  personal: null,
  why: 'missing-ref',
  path: null,
  code: null,
  ref: 'r',
  state: 'waiting',
  accepted: false,
  decidedBy: null,
  decidedAt: null,
  reason: null,
  ...changes,
});
const device = (dev: string, changes: Partial<DeviceRecord> = {}): DeviceRecord => ({
  dev,
  user: 'u',
  name: 'phone',
  key: '{}',
  lastN: 0,
  safeN: 0,
  createdAt: 1,
  signedInAt: 1,
  seenAt: 1,
  revokedAt: null,
  queue: null,
  app: 'test',
  ...changes,
});
const grant = (id: string, areas: readonly string[], changes: Partial<GrantRecord> = {}): GrantRecord => ({
  id,
  user: 'u',
  role: 'field-officer',
  areas,
  groups: [],
  from: '2026-01-01',
  until: null,
  endedOn: null,
  ...changes,
});

/** with a person, a phone and a group, which most tables refer to */
async function furnish(store: Store): Promise<void> {
  await store.write(async ({ people, devices, streams }) => {
    await people.add({ id: 'u', name: 'Officer', createdAt: 1 });
    await devices.add(device('d'));
    await streams.add(stream('g'));
  });
}

/** the next number of a stream, as every writer takes it */
async function append({ streams, operations }: Tables, id: string, g = 'g'): Promise<void> {
  const before = await streams.find(g);
  if (!before) throw new Error('no stream');
  const seq = before.seq + 1;
  await streams.save({ ...before, seq });
  await operations.append(operation(id, { stream: g, seq }));
}

for (const engine of [embedded(), postgres(), postgres(true)])
  describe.skipIf(!engine.isThere)(engine.name, () => {
    let open: () => Promise<Store>;
    let store: Store;
    const opened: Store[] = [];
    const openOne = async (): Promise<Store> => {
      const one = await open();
      opened.push(one);
      return one;
    };

    beforeAll(() => engine.begin(), 120_000);
    beforeEach(async () => {
      open = await engine.newPlace();
      store = await openOne();
    });
    afterEach(async () => {
      for (const one of opened.splice(0)) await one.close();
    });
    afterAll(() => engine.end(), 120_000);

    const set = (name: string, value = 'x'): Promise<void> => store.write((tables) => tables.office.set(name, value));
    const get = (name: string): Promise<string | undefined> => store.read((tables) => tables.office.setting(name));
    const read = <T>(work: (tables: Tables) => Promise<T>): Promise<T> => store.read(work);
    const write = <T>(work: (tables: Tables) => Promise<T>): Promise<T> => store.write(work);

    describe('a write', () => {
      it('that fails leaves nothing, and takes nobody with it who waited in the same tick', async () => {
        const outcomes = await Promise.allSettled([
          set('a'),
          write(async (tables) => {
            await tables.office.set('b', 'x');
            throw new Error('no');
          }),
          write(async (tables) => {
            await tables.office.set('c', 'x');
            await tables.rows.put('no such stream', 'group', '{}');
          }),
          set('d'),
        ]);
        expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'rejected', 'fulfilled']);
        expect(await Promise.all(['a', 'b', 'c', 'd'].map(get))).toEqual(['x', undefined, undefined, 'x']);
      });

      it('tells its own error, and of the engine only what kind of trouble it is', async () => {
        const own = new Error('own');
        await expect(write(() => Promise.reject(own))).rejects.toBe(own);
        await expect(write((tables) => tables.rows.put('no such stream', 'group', '{}'))).rejects.toThrow('store: fault');
        await furnish(store);
        await expect(write(({ streams }) => streams.add(stream('g')))).rejects.toThrow('store: fault');
      });

      it('is seen by no reader before it is committed, and by itself at once', async () => {
        let [seen, own]: (string | undefined)[] = ['not asked', 'not asked'];
        await write(async (tables) => {
          await tables.office.set('a', 'x');
          [seen, own] = [await get('a'), await tables.office.setting('a')];
        });
        expect([seen, own, await get('a')]).toEqual([undefined, 'x', 'x']);
      });

      it('is there when the store is opened again', async () => {
        await set('a');
        await opened.pop()?.close();
        store = await openOne();
        expect(await get('a')).toBe('x');
      });

      it('goes on when another statement beside it in the same callback has failed: nothing of it stays', async () => {
        await furnish(store);
        const both = write(async ({ office, rows }) => {
          await Promise.all([rows.put('no such stream', 'a', '{}'), office.set('late', 'x'), rows.put('g', 'b', '{}')]);
        });
        await expect(both).rejects.toThrow('store: fault');
        await set('after');
        expect([await get('late'), await get('after'), await read(({ rows }) => rows.get('g', 'b'))]).toEqual([undefined, 'x', undefined]);
      });
    });

    describe('many at once', () => {
      it('two hundred writers of one counter count to two hundred', async () => {
        const add = (): Promise<void> =>
          write(async ({ office }) => office.set('count', String(Number((await office.setting('count')) ?? 0) + 1)));
        await Promise.all(Array.from({ length: 200 }, add));
        expect(await get('count')).toBe('200');
      });

      it('fifty writes on one stream from two processes: numbers without a hole, an audit whose chain is whole', async () => {
        await furnish(store);
        const other = await openOne();
        const one = (index: number): Promise<void> =>
          (index % 2 === 0 ? store : other).write(async (tables) => {
            await append(tables, `op${index}`);
            await tables.office.audit({ at: index, actor: 'u', action: 'sign-in', subject: `op${index}` });
          });
        await Promise.all(Array.from({ length: 50 }, (_, index) => one(index)));
        const page = await read(({ operations }) => operations.page('g', 0, 1000, 1000));
        expect(page.map(({ seq }) => seq)).toEqual(Array.from({ length: 50 }, (_, index) => index + 1));
        const trail = await read(({ office }) => office.auditTrail(0, 1000));
        expect(trail.map(({ id }) => id)).toEqual(page.map(({ seq }) => seq));
        for (const [index, line] of trail.entries()) expect(line.hash).toBe(auditHash(trail[index - 1]?.hash ?? chain, line));
      });

      it('two that lock two streams the other way round are both done', async () => {
        await furnish(store);
        await write(({ streams }) => streams.add(stream('g2')));
        const cross = (first: string, second: string, id: string): Promise<void> =>
          write(async (tables) => {
            await append(tables, `${id}-1`, first);
            await new Promise((next) => setTimeout(next, 20));
            await append(tables, `${id}-2`, second);
          });
        await Promise.all([0, 1, 2].flatMap((round) => [cross('g', 'g2', `a${round}`), cross('g2', 'g', `b${round}`)]));
        expect(await read(async ({ streams }) => [(await streams.find('g'))?.seq, (await streams.find('g2'))?.seq])).toEqual([6, 6]);
      });

      it('what was read still stands at the end: of two who each saw no other, one sees the other', async () => {
        const claim = (own: string, others: string): Promise<boolean> =>
          write(async ({ office }) => {
            if ((await office.setting(others)) !== undefined) return false;
            await new Promise((next) => setTimeout(next, 20));
            await office.set(own, 'x');
            return true;
          });
        for (const round of ['1', '2', '3'])
          expect((await Promise.all([claim(`a${round}`, `b${round}`), claim(`b${round}`, `a${round}`)])).filter(Boolean)).toHaveLength(1);
      });

      it('sums that two add to at once lose nothing', async () => {
        const add = (): Promise<void> =>
          write(async ({ figures }) => {
            await figures.addToAreas('g', [{ measure: 'members', area: '560701', officer: '', month: '', value: 2 }]);
            await figures.addToGroup('g', [{ measure: 'members', month: '', value: 1 }]);
          });
        await Promise.all(Array.from({ length: 40 }, add));
        expect(await read(({ figures }) => figures.ofArea('56', '2026-01'))).toEqual([{ month: '', measure: 'members', value: 80 }]);
        expect(await read(({ figures }) => figures.ofGroup('g'))).toEqual([{ month: '', measure: 'members', value: 40 }]);
      });
    });

    describe('texts', () => {
      it('come back as they were written, whatever is in them', async () => {
        const texts = ['กลุ่มออมทรัพย์บ้านใหม่ ๑๒', 'é e\u0301', '👩🏽‍🌾', `'; drop table op; --`, '$1 ? ?? :a @b', '\\x00 \\u0000', '%_%', '', ' ', 'a\tb\r\nc', 'x'.repeat(200_000)]; // prettier-ignore
        for (const [index, text] of texts.entries()) await set(`t${index}`, text);
        for (const [index, text] of texts.entries()) expect(await get(`t${index}`)).toBe(text);
      });

      it('with the character 0 or half a pair in a name are no fault, and are found again by the same name', async () => {
        for (const name of ['a\0b', 'half \ud800 pair']) {
          await set(name, name);
          expect((await get(name))?.slice(0, 1)).toBe(name.slice(0, 1));
        }
        const body = JSON.stringify({ p: 'a\0b \ud800' });
        await furnish(store);
        await write(({ rows }) => rows.put('g', 'note', body));
        expect(await read(({ rows }) => rows.get('g', 'note'))).toBe(body);
      });

      it('are ordered by their bytes', async () => {
        await furnish(store);
        const keys = ['Z', 'a', 'a:b', 'a;', 'ab', 'b-1', 'b1', 'ข', 'เก', 'ก', 'é', 'z', '😀', '\ufb01'].map((key) => `k:${key}`);
        await write(async ({ rows }) => {
          for (const key of keys) await rows.put('g', key, '{}');
        });
        const bytes = (text: string): string => Buffer.from(text).toString('hex');
        const ordered = keys.toSorted((a, b) => (bytes(a) < bytes(b) ? -1 : 1));
        expect((await read(({ rows }) => rows.all('g'))).map(({ key }) => key)).toEqual(ordered);
        expect((await read(({ rows }) => rows.list('g', 'k', 3))).map(({ key }) => key)).toEqual(ordered.slice(0, 3));
      });
    });

    describe('every table', () => {
      beforeEach(() => furnish(store));

      it('streams: found by id, owner, area', async () => {
        const a = stream('a', { kind: 'area', area: '56', owner: '' });
        const p = stream('p', { kind: 'person', area: '' });
        const g2 = stream('g2', { area: '560802', seq: 7, receivedAt: Number.MAX_SAFE_INTEGER });
        const g3 = stream('g3', { area: '570101', owner: 'v' });
        await write(async ({ streams }) => {
          for (const one of [g3, g2, p, a]) await streams.add(one);
        });
        expect(await read(({ streams }) => streams.find('g2'))).toEqual(g2);
        expect(await read(({ streams }) => streams.find('nobody'))).toBeUndefined();
        expect(await write(({ streams }) => streams.find('nobody'))).toBeUndefined();
        expect(await read(({ streams }) => streams.ofOwner('u'))).toEqual([stream('g'), g2, p]);
        expect(await read(({ streams }) => streams.groupsIn('56'))).toEqual([stream('g'), g2]);
        expect(await read(({ streams }) => streams.groupsIn('5608'))).toEqual([g2]);
        expect(await read(({ streams }) => streams.groupsIn('560701'))).toEqual([stream('g')]);
        expect(await read(({ streams }) => streams.findAll(['p', 'nobody', 'a', 'g2']))).toEqual([a, g2, p]);
        expect(await read(({ streams }) => streams.findAll([]))).toEqual([]);
        expect((await read(({ streams }) => streams.all())).map(({ id }) => id)).toEqual(['a', 'g', 'g2', 'g3', 'p']);
        const moved = { ...g3, area: '560701', owner: 'u', seq: 1, chain: 'c'.repeat(64) };
        await write(({ streams }) => streams.save(moved));
        expect(await read(({ streams }) => streams.groupsIn('560701'))).toEqual([stream('g'), moved]);
      });

      it('operations: in order, with their personal part, and another of the same id kept beside', async () => {
        const first = operation('o1', { personal: '{"s":1}', flags: ['odd', 'late'] });
        const second = operation('o2', { seq: 2, n: 2, actor: 'v' });
        await write(async ({ operations }) => {
          await operations.append(first);
          await operations.append(second);
          const { seq: _seq, chain: _chain, flags: _flags, kind: _kind, ...clash } = first;
          for (const hash of ['other', 'other']) await operations.keepClash({ ...clash, hash, personal: '{"s":2}' });
        });
        expect(await read(({ operations }) => operations.find('o1'))).toEqual(first);
        expect(await read(({ operations }) => operations.find('o9'))).toBeUndefined();
        expect(await read(({ operations }) => operations.page('g', 0, Number.MAX_SAFE_INTEGER, 10))).toEqual([first, second]);
        expect(await read(({ operations }) => operations.page('g', 1, 2, 10))).toEqual([second]);
        expect(await read(({ operations }) => operations.page('g', 0, 2, 1))).toEqual([first]);
        expect(await read(async ({ operations }) => [await operations.hasActor('g', 'v'), await operations.hasActor('g', 'w')])).toEqual([true, false]); // prettier-ignore
        const parts = [
          { id: 'o1', clash: null, body: '{}', personal: '{"s":1}' },
          { id: 'o1', clash: 'other', body: '{}', personal: '{"s":2}' },
        ];
        expect(await read(({ personal }) => personal.ofStream('g'))).toEqual(parts);
        await write(async ({ personal }) => {
          for (const part of parts) await personal.overwrite('g', { ...part, personal: '{}' });
        });
        expect((await read(({ personal }) => personal.ofStream('g'))).map((part) => part.personal)).toEqual(['{}', '{}']);
      });

      it('held operations: what waits for what, whose, and what was decided', async () => {
        const waits = heldOne('h1', { personal: '{"s":1}' });
        const late = heldOne('h2', { n: 2, why: 'scope-ended', ref: null, receivedAt: 2, accepted: true });
        const strange = heldOne('h3', { n: 3, why: 'scope-none', ref: null, receivedAt: 3 });
        const nowhere = heldOne('h4', { n: 4, stream: 'not there', actor: 'v', receivedAt: 4 });
        await write(async ({ held }) => {
          for (const one of [strange, late, waits, nowhere]) await held.add(one);
        });
        expect(await read(({ held }) => held.find('h1'))).toEqual(waits);
        expect(await read(({ held }) => held.waitingForRef('g'))).toEqual([waits]);
        expect((await read(({ held }) => held.waitingIn('g'))).map(({ id }) => id)).toEqual(['h1', 'h2', 'h3']);
        expect((await read(({ held }) => held.waitingBy(['v', 'u', 'u']))).map(({ id }) => id)).toEqual(['h1', 'h2', 'h3', 'h4']);
        expect(await read(({ held }) => held.waitingBecause('g', ['scope-ended', 'fault']))).toEqual([late]);
        expect(await read(({ held }) => held.waitingBecause('not there', ['scope-ended', 'fault']))).toEqual([]);
        expect(await read(({ held }) => held.streamsWaitingBecause(['scope-ended', nowhere.why]))).toEqual(['g', 'not there']);
        expect(await read(({ held }) => held.countWaiting())).toBe(4);
        for (const area of ['56', '5607', '560701']) {
          expect(await read(({ held }) => held.countByGroup(area))).toEqual(new Map([['g', 2]]));
          expect(await read(({ held }) => held.countByDistrict(area))).toEqual(new Map([['5607', 2]]));
        }
        expect(await read(({ held }) => held.countByDistrict(''))).toEqual(new Map([['5607', 2]]));
        expect(await read(({ held }) => held.countByGroup('5608'))).toEqual(new Map());
        const decided: HeldRecord = {
          ...late,
          state: 'rejected',
          decidedBy: 'c',
          decidedAt: 9,
          reason: 'no',
          path: 'p',
          code: 'x',
          ref: 'y',
        };
        await write(({ held }) => held.save(decided));
        expect(await read(({ held }) => held.decidedSince('u', 9))).toEqual([decided]);
        expect(await read(({ held }) => held.decidedSince('u', 10))).toEqual([]);
        expect(await read(({ held }) => held.countWaiting())).toBe(3);
      });

      it('devices: numbers, clocks, streams, losses', async () => {
        const second = device('d2', { createdAt: 0, queue: '{"ops":1}', revokedAt: 5 });
        await write(async ({ devices }) => {
          await devices.add(second);
          await devices.setNumbers('d', [{ n: 1, operation: 'o1' }]);
          for (const offset of [5, -7]) await devices.setClockOffset('d', 3, offset, 1);
          await devices.save({ ...device('d'), streams: ['g', 'p'] });
          await devices.save(device('d'));
          await devices.markKnown('d', 7);
        });
        expect(await read(({ devices }) => devices.ofUser('u'))).toEqual([second, device('d')]);
        expect(await read(async ({ devices }) => [await devices.numberAt('d', 1), await devices.numberAt('d', 2)])).toEqual(['o1', undefined]); // prettier-ignore
        await expect(write(({ devices }) => devices.setNumbers('d', [{ n: 1, operation: 'o2' }]))).rejects.toThrow('store: fault');
        expect(await read(async ({ devices }) => [await devices.clockOffset('d', 3), await devices.clockOffset('d', 4)])).toEqual([-7, undefined]); // prettier-ignore
        expect(await read(async ({ devices }) => [await devices.streams('d'), await devices.streams('d2')])).toEqual([['g', 'p'], []]);
        expect(await read(async ({ devices }) => [await devices.isKnown('d'), await devices.isKnown('d2')])).toEqual([true, false]);
        const seen = device('d', { lastN: 9, seenAt: 8, app: '2' });
        await write(async ({ devices }) => {
          const locked = await devices.find('d');
          if (locked) await devices.save({ ...locked, lastN: 9, seenAt: 8, app: '2' });
          for (const n of [4, 10, 3]) await devices.advanceSafe('d', n);
        });
        expect(await read(({ devices }) => devices.find('d'))).toEqual({ ...seen, safeN: 4 });
        const loss = { at: 1, by: 'c', reason: 'r', seenAt: 1, groups: [] };
        await write(async ({ devices }) => {
          await devices.setLoss('d', loss);
          for (const at of [5, 6]) await devices.markTold('d', at);
        });
        expect(await read(async ({ devices }) => [await devices.loss('d'), await devices.loss('d2')])).toEqual([{ ...loss, toldAt: 5 }, undefined]); // prettier-ignore
      });

      it('people: their rights by area, their invitations', async () => {
        const grants = [
          grant('1', ['5607']),
          grant('2', ['56']),
          grant('3', ['560701', '5608']),
          grant('4', ['57']),
          grant('5', [], { groups: ['g'] }),
        ];
        await write(async ({ people }) => {
          await people.add({ id: 'v', name: 'Other', createdAt: 0 });
          for (const one of grants.toReversed()) await people.addGrant(one);
          for (const day of ['2026-05-01', '2026-03-01', '2026-04-01']) await people.endGrant('2', day);
        });
        const ids = async (list: Promise<readonly { readonly id: string }[]>) => (await list).map(({ id }) => id);
        expect(await ids(read(({ people }) => people.all()))).toEqual(['v', 'u']);
        expect(await read(({ people }) => people.count())).toBe(2);
        expect(await read(({ people }) => people.findGrant('2'))).toEqual({ ...grants[1], endedOn: '2026-03-01' });
        expect(await ids(read(({ people }) => people.grantsOf('u')))).toEqual(['1', '2', '3', '4', '5']);
        expect(await ids(read(({ people }) => people.allGrants()))).toEqual(['1', '2', '3', '4', '5']);
        expect(await ids(read(({ people }) => people.grantsWithin('56')))).toEqual(['1', '2', '3']);
        expect(await ids(read(({ people }) => people.grantsWithin('5608')))).toEqual(['2', '3']);
        expect(await ids(read(({ people }) => people.grantsWithin('560701')))).toEqual(['1', '2', '3']);
        const invitation = { codeHash: 'c', user: 'u', createdAt: 1, expiresAt: 2, usedAt: null, dev: null };
        await write(async ({ people }) => {
          await people.addInvitation(invitation);
          await people.addInvitation({ ...invitation, codeHash: 'b', createdAt: 0 });
          await people.useInvitation('c', 5, 'd');
        });
        const used = { ...invitation, usedAt: 5, dev: 'd' };
        expect(await read(({ people }) => people.findInvitation('c'))).toEqual(used);
        expect(await read(({ people }) => people.invitationsOf('u'))).toEqual([{ ...invitation, codeHash: 'b', createdAt: 0 }, used]);
      });

      it('sessions, tokens, passwords', async () => {
        const session = { tokenHash: 's', user: 'u', dev: 'd', createdAt: 1, seenAt: 1 };
        const token = {
          id: 't',
          tokenHash: 'x',
          user: 'u',
          dev: 'd',
          name: 'n',
          createdAt: 1,
          expiresAt: 2,
          usedAt: null,
          revokedAt: null,
        };
        const password = { user: 'u', name: 'Somchai@บ้าน', salt: 'a', hash: 'b', cost: { n: 2, r: 3, p: 4 }, changedAt: 1 };
        await write(async ({ sessions, tokens, passwords }) => {
          for (const tokenHash of ['s', 's2', 's3']) await sessions.add({ ...session, tokenHash });
          await sessions.touch('s', 9);
          await sessions.end('s2');
          await sessions.endUnusedSince(5);
          await tokens.add(token);
          await tokens.add({ ...token, id: 't2', tokenHash: 'x2', createdAt: 2 });
          await tokens.touch('t', 7);
          await passwords.put({ ...password, name: 'before' });
          await passwords.put(password);
        });
        const found = await read(({ sessions }) => Promise.all(['s', 's2', 's3'].map((hash) => sessions.find(hash))));
        expect(found).toEqual([{ ...session, seenAt: 9 }, undefined, undefined]);
        expect((await read(({ tokens }) => tokens.ofUser('u'))).map(({ id }) => id)).toEqual(['t2', 't']);
        await write(({ tokens }) => tokens.revoke('t', 8));
        await write(({ tokens }) => tokens.revokeAll(9));
        expect(await read(({ tokens }) => tokens.find('x'))).toEqual({ ...token, usedAt: 7, revokedAt: 8 });
        expect(await read(({ passwords }) => passwords.find(password.name))).toEqual(password);
        expect(await read(({ passwords }) => passwords.find('before'))).toBeUndefined();
        await write(({ people }) => people.add({ id: 'v', name: 'Other', createdAt: 1 }));
        await expect(write(({ passwords }) => passwords.put({ ...password, user: 'v' }))).rejects.toThrow('store: fault');
        await write(async ({ passwords, sessions }) => {
          await passwords.remove('u');
          await sessions.endOfDevice('d');
        });
        expect(await read(({ passwords }) => passwords.ofUser('u'))).toBeUndefined();
        expect(await read(({ sessions }) => sessions.find('s'))).toBeUndefined();
      });

      it('reminded devices: one browser is one device', async () => {
        const push = { dev: 'd', user: 'u', endpoint: 'e', p256dh: 'p', auth: 'a', createdAt: 1 };
        await write(async ({ devices, pushes }) => {
          for (const dev of ['d2', 'd3']) await devices.add(device(dev, { revokedAt: dev === 'd3' ? 1 : null }));
          await pushes.put(push);
          expect(await Promise.all([1, 2].map(() => pushes.claimDay('d', '2026-11-23')))).toEqual([true, false]);
          await pushes.put({ ...push, endpoint: 'e2' });
          await pushes.put({ ...push, dev: 'd3', endpoint: 'e3' });
        });
        expect(await read(({ pushes }) => pushes.find('d'))).toEqual({ ...push, endpoint: 'e2', remindedOn: '2026-11-23' });
        expect((await read(({ pushes }) => pushes.notRemindedOn('2026-11-23'))).map(({ dev }) => dev)).toEqual(['d3']);
        expect((await read(({ pushes }) => pushes.notRemindedOn('2026-11-24'))).map(({ dev }) => dev)).toEqual(['d', 'd3']);
        await write(async ({ pushes }) => {
          await pushes.removeOfRevoked();
          await pushes.put({ ...push, dev: 'd2', endpoint: 'e2' });
        });
        expect((await read(({ pushes }) => pushes.notRemindedOn('2026-11-24'))).map(({ dev }) => dev)).toEqual(['d2']);
        await write(({ pushes }) => pushes.rebind('d2', 'd'));
        expect((await read(({ pushes }) => pushes.find('d')))?.endpoint).toBe('e2');
        await write(({ pushes }) => pushes.removeEndpoint('e2'));
        await write(({ pushes }) => pushes.remove('d'));
        expect(await read(({ pushes }) => pushes.find('d'))).toBeUndefined();
      });

      it('rows, snapshots, pictures', async () => {
        await write(async ({ rows }) => {
          for (const key of ['member:2', 'member:1', 'memberless:1', 'group', 'month:1']) await rows.put('g', key, `"${key}"`);
          await rows.put('g', 'member:1', '"again"');
          await rows.remove('g', 'month:1');
        });
        expect(await read(({ rows }) => rows.list('g', 'member'))).toEqual([
          { key: 'member:1', body: '"again"' },
          { key: 'member:2', body: '"member:2"' },
        ]);
        expect((await read(({ rows }) => rows.all('g'))).map(({ key }) => key)).toEqual(['group', 'member:1', 'member:2', 'memberless:1']);
        expect(await read(({ rows }) => rows.get('g', 'month:1'))).toBeUndefined();
        await write(async ({ streams, snapshots }) => {
          await streams.save(stream('g', { seq: 20 }));
          await streams.add(stream('g2', { seq: 20 }));
          await streams.add(stream('g3', { seq: 2 }));
          for (const parts of [['old'], ['a', 'b']]) await snapshots.put({ stream: 'g', base: 15, chain, fold: 1, hash: 'h' }, parts);
        });
        expect(await read(({ snapshots }) => snapshots.find('g'))).toEqual({ stream: 'g', base: 15, chain, fold: 1, hash: 'h', parts: 2 });
        expect(await read(({ snapshots }) => Promise.all([0, 1, 2].map((part) => snapshots.part('g', part))))).toEqual([
          'a',
          'b',
          undefined,
        ]);
        const due = (rule: { after: number; every: number; fold: number }) => read(({ snapshots }) => snapshots.due(rule));
        expect(await due({ after: 5, every: 10, fold: 1 })).toEqual(['g2']);
        expect(await due({ after: 5, every: 5, fold: 1 })).toEqual(['g', 'g2']);
        expect(await due({ after: 5, every: 10, fold: 2 })).toEqual(['g', 'g2']);
        await write(({ snapshots }) => snapshots.remove('g'));
        expect(await read(({ snapshots }) => snapshots.part('g', 0))).toBeUndefined();
        const blob = { stream: 'g', sha: 's', bytes: 10_000_000, mime: 'image/jpeg', completedAt: 1 };
        await write(async ({ blobs }) => {
          for (const one of [blob, { ...blob, bytes: 1 }, { ...blob, sha: 's2' }]) await blobs.add(one);
          await blobs.remove('g', 's2');
        });
        expect(await read(({ blobs }) => blobs.find('g', 's'))).toEqual(blob);
        expect(await read(({ blobs }) => blobs.ofStream('g'))).toEqual(['s']);
      });

      it('national ids and figures', async () => {
        const [one, two] = [
          { stream: 'g', member: 'm1' },
          { stream: 'g', member: 'm2' },
        ] as const;
        await write(async ({ nationalIds }) => {
          for (const member of ['m2', 'm1', 'm1']) await nationalIds.markDue('g', member);
        });
        expect(await read(({ nationalIds }) => nationalIds.due(10))).toEqual([one, two]);
        await write(async ({ nationalIds }) => {
          await nationalIds.settle(one, 'x');
          await nationalIds.settle(two, undefined);
        });
        expect(await read(({ nationalIds }) => nationalIds.due(10))).toEqual([]);
        expect(await read(({ nationalIds }) => nationalIds.holders('x'))).toEqual([one]);
        expect(await read(async ({ nationalIds }) => [await nationalIds.hmacOf(one), await nationalIds.hmacOf(two)])).toEqual(['x', undefined]); // prettier-ignore

        const saved = 900_000_000_000_000;
        await write(async ({ figures }) => {
          await figures.setPlace('g', { area: '560701', owner: 'v', counted: false });
          await figures.setPlace('g', { area: '560701', owner: 'u', counted: true });
          const at = { area: '560701', officer: 'u' };
          await figures.addToAreas('g', [
            { ...at, measure: 'groups', officer: '', month: '', value: 1 },
            { ...at, measure: 'saved', officer: '', month: '', value: saved },
            { ...at, measure: 'reported', month: '2026-10', value: 3 },
            { ...at, measure: 'reported', month: '2026-11', value: 3 },
            { ...at, measure: 'visited', month: '2026-11', value: 2 },
          ]);
        });
        expect(await read(({ figures }) => figures.placeOf('g'))).toEqual({ area: '560701', owner: 'u', counted: true });
        const sumsOf = () =>
          read(async ({ figures }) => ({
            area: (await figures.ofArea('5607', '2026-11')).map(({ measure, month, value }) => `${measure} ${month} ${value}`).sort(),
            byOfficer: [await figures.sumByOfficer('56', 'reported', '2026-01'), await figures.sumByOfficer('57', 'reported', '2026-01')],
            officers: (await figures.ofOfficers('5607', '2026-11')).map(({ area, officer, measure, value }) => [area, officer, measure, value].join(' ')).sort(),
            districts: [await figures.districtsOf('56'), await figures.districtsOf('57')],
            all: (await figures.allAreas()).map(({ area, officer, measure, month, value }) => [area, officer, measure, month, value].join(' ')),
          })); // prettier-ignore
        const fresh = await sumsOf();
        const ofAll = ['groups  1', 'reported 2026-10 3', 'reported 2026-11 3', `saved  ${saved}`, 'visited 2026-11 2'];
        expect(fresh).toEqual({
          area: ofAll.filter((line) => !line.includes('2026-10')),
          byOfficer: [[{ area: '5607', officer: 'u', value: 6 }], []],
          officers: ['5607 u reported 3', '5607 u visited 2'],
          districts: [['5607'], []],
          all: [
            ...['56 ', '5607 '].flatMap((area) => ofAll.map((line) => `${area} ${line}`)),
            ...ofAll.slice(1, 3).map((line) => `5607 u ${line}`),
            `5607 u ${ofAll[4]}`,
            ...ofAll.map((line) => `560701  ${line}`),
          ],
        });
        // wherever a sum lies, and when a part of it lies here and a part there, it is the same
        expect(await read(({ figures }) => figures.freshProvinces())).toEqual(['56']);
        await write(({ figures }) => figures.carryOver('56'));
        expect([await read(({ figures }) => figures.freshProvinces()), await sumsOf()]).toEqual([[], fresh]);
        await write(({ figures }) =>
          figures.addToAreas('g', [{ area: '560701', officer: 'u', measure: 'visited', month: '2026-11', value: -2 }]),
        );
        expect((await sumsOf()).officers).toEqual(['5607 u reported 3']);
        await write(({ figures }) => figures.carryOver('56'));
        expect((await sumsOf()).officers).toEqual(['5607 u reported 3']);
        await write(({ figures }) => figures.clear());
        expect(await read(({ figures }) => figures.allAreas())).toEqual([]);
        expect(await read(({ figures }) => figures.placeOf('g'))).toBeUndefined();
      });

      it('cells: what came from one is its own alone, and goes with it', async () => {
        const made = {
          url: 'https://b.example',
          dev: 'd',
          secret: '{}',
          session: 's=1',
          provinces: ['56'],
          addedAt: 1,
          heardAt: null,
          problem: null,
        };
        const other = { ...made, url: 'https://a.example', provinces: ['57', '58'] };
        const view = { key: 'group:g', area: '560701', mark: 'm', board: '{}', detail: '[]' };
        await write(async ({ cells }) => {
          for (const cell of [made, other]) await cells.put(cell);
          await cells.putView(made.url, view);
          await cells.putView(made.url, { ...view, key: 'area:5607', area: '5607' });
          await cells.putView(other.url, { ...view, mark: 'stolen' });
          await cells.removeView(other.url, 'group:g');
        });
        expect(await read(({ cells }) => cells.all())).toEqual([made, other]);
        expect(await read(({ cells }) => cells.ofProvince('58'))).toEqual(other);
        expect(await read(({ cells }) => cells.marksOf(made.url))).toEqual(new Map([['group:g', 'm'], ['area:5607', 'm']])); // prettier-ignore
        for (const [area, found] of [['56', [view]], ['560701', [view]], ['5601', []]] as const) expect(await read(({ cells }) => cells.groupsIn(area))).toEqual(found); // prettier-ignore
        await write(async ({ cells }) => {
          await cells.setState(made.url, { problem: null, heardAt: 7 });
          await cells.setState(made.url, { problem: 'no-answer' });
          await cells.setSession(made.url, 's=2');
          await cells.putView(made.url, { ...view, mark: 'n', area: '560702' });
        });
        expect(await read(({ cells }) => cells.find(made.url))).toEqual({ ...made, heardAt: 7, problem: 'no-answer', session: 's=2' });
        expect((await read(({ cells }) => cells.view('group:g')))?.mark).toBe('n');
        const urlsDue = async (nowMs: number) => (await read(({ cells }) => cells.due(nowMs))).map(({ url }) => url);
        expect(await urlsDue(10)).toEqual([made.url, other.url]);
        const both = await Promise.all([1, 2].map(() => write(({ cells }) => cells.takeTurn(made.url, 10, 30))));
        expect(both.filter((taken) => taken !== undefined)).toEqual([0]);
        expect(await urlsDue(29)).toEqual([other.url]);
        await write(({ cells }) => cells.endTurn(made.url, { dueAt: 20, failures: 3 }));
        expect(await urlsDue(20)).toEqual([made.url, other.url]);
        expect(await write(({ cells }) => cells.takeTurn(made.url, 20, 99))).toBe(3);
        await write(({ cells }) => cells.setState(other.url, { problem: 'device-revoked' }));
        expect(await urlsDue(98)).toEqual([]);
        await write(({ cells }) => cells.setState(other.url, { problem: null }));
        await write(({ cells }) => cells.put({ ...made, dev: 'e', addedAt: 9 }));
        expect(await urlsDue(20)).toEqual([made.url, other.url]);
        expect(await read(({ cells }) => cells.find(made.url))).toEqual({ ...made, dev: 'e', addedAt: 9, heardAt: 7 });
        await write(({ cells }) => cells.remove(made.url));
        expect(await read(({ cells }) => cells.all())).toEqual([other]);
        expect(await read(({ cells }) => cells.view('group:g'))).toBeUndefined();
      });

      it('tries, until their time is over, also when many come at once', async () => {
        const times = (at: number, subject = 'one') => read(({ tries }) => tries.times('code', subject, at));
        await Promise.all(Array.from({ length: 6 }, () => write(({ tries }) => tries.add('code', 'one', 100, 200))));
        await write(({ tries }) => tries.add('device', 'one', 100, 900));
        expect([await times(199), await times(200), await times(199, 'two')]).toEqual([6, 0, 0]);
        await write(({ tries }) => tries.add('code', 'one', 150, 250));
        expect(await times(200)).toBe(0);
        await write(({ tries }) => tries.add('code', 'one', 200, 300));
        expect(await times(299)).toBe(1);
        for (const until of [400, 500, 600]) await write(({ tries }) => tries.add('code', String(until), 300, until));
        await write(({ tries }) => tries.sweep('code', 300, 2));
        const left = async () => Promise.all(['one', '400', '500', '600'].map((subject) => times(0, subject)));
        expect(await left()).toEqual([0, 0, 1, 1]);
        await write(({ tries }) => tries.forget('code', '600'));
        expect(await left()).toEqual([0, 0, 1, 0]);
        expect(await read(({ tries }) => tries.times('device', 'one', 300))).toBe(1);
      });

      it('everything that was overwritten can be cleaned away, and what stands stays', async () => {
        await write(({ operations }) => operations.append(operation('o1', { personal: '{"s":1}' })));
        for (const what of ['log', 'whole'] as const) await store.scrub(what);
        expect((await read(({ operations }) => operations.find('o1')))?.personal).toBe('{"s":1}');
      });
    });
  });
