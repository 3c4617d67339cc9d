/** PostgreSQL burns, and its standby had not heard the last of it: what was confirmed comes from the phones, and stands once and without a hole. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createApp } from '../../src/server/app.ts';
import { invite } from '../../src/server/invitation.ts';
import type { Office } from '../../src/server/office.ts';
import { openOffice } from '../../src/server/start.ts';
import { createFakeClock } from '../support/fake-clock.ts';
import { documentTicked, everyRow, groupCreated, memberAdded, newId } from '../support/phone.ts';
import { newFieldPhone } from '../support/phone-office.ts';
import { ask, providePostgres, startPostgres, type Postgres } from '../support/postgres.ts';

vi.setConfig({ testTimeout: 300_000, hookTimeout: 300_000 });

describe.skipIf(!providePostgres())('a standby that lags', () => {
  let postgres: Postgres;
  let dataDir: string;
  let office: Office;
  beforeEach(async () => {
    postgres = await startPostgres();
    dataDir = mkdtempSync(join(tmpdir(), 'sajja-standby-'));
  });
  afterEach(async () => {
    await office.store.close();
    await postgres.stop();
    rmSync(dataDir, { recursive: true, force: true });
  });

  it('takes the place of the first: two phones hand in what it never heard, also what one of them had only read', async () => {
    const clock = createFakeClock();
    const open = async (databaseUrl: string) =>
      openOffice({ dataDir, databaseUrl, clock: clock.nowMs, log: () => undefined, staticDir: dataDir });
    const url = await postgres.newDatabase();
    office = await open(url);
    const there = {
      clock,
      handle: async (request: Request) => createApp(office).fetch(request),
      invite: async (_role: unknown, areas: readonly string[], more = {}) =>
        (await invite(office, { role: 'field-officer', areas, name: 'Officer', ...more })).code,
    };
    const standby = await postgres.startStandby();
    const first = await newFieldPhone(there);
    const second = await newFieldPhone(there, { code: await there.invite('field-officer', [], { user: first.known.user }) });
    const g = newId();
    const act = first.act(g);
    await first.phone.record([groupCreated(act), memberAdded(act, { firstName: 'both' })]);
    await first.sender.drain('save');
    await second.sender.drain('start');
    await standby.caughtUp();
    await standby.cutOff();

    await first.phone.record([memberAdded(act, { firstName: 'confirmed' })]);
    expect(await first.sender.drain('save')).toBe('done');
    await second.sender.drain('timer');
    await second.phone.record([documentTicked(second.act(g))]);
    expect(await second.sender.drain('save')).toBe('done');
    await first.sender.drain('timer');
    const before = await everyRow(first.phone, g);
    expect(before).toEqual(await everyRow(second.phone, g));
    const confirmed = await ask<{ op_id: string }>(url, `select op_id from op where stream = '${g}' order by seq`);
    expect(confirmed).toHaveLength(4);

    await postgres.kill9();
    await office.store.close();
    const promoted = await standby.promote(url);
    office = await open(promoted);
    const numbersOf = async () =>
      ask<{ op_id: string; seq: number }>(promoted, `select op_id, seq::int from op where stream = '${g}' order by seq`);
    expect(await numbersOf()).toHaveLength(2);

    // the one that had only read the other's comes first, so numbers are given otherwise than before
    for (const { sender } of [second, first, second, first]) expect(await sender.drain('timer')).toBe('done');
    const now = await numbersOf();
    expect(now.map(({ seq }) => seq)).toEqual([1, 2, 3, 4]);
    expect(now.map(({ op_id }) => op_id).sort()).toEqual(confirmed.map(({ op_id }) => op_id).sort());
    for (const { phone } of [first, second]) {
      expect(await everyRow(phone, g)).toEqual(before);
      expect(await phone.queue()).toMatchObject({ waiting: 0, held: 0, rejected: 0 });
    }
  });
});
