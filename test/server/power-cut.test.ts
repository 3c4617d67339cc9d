/** The power goes: of what was written after the last sync any part may be on the disk, or none. What was acknowledged is there, nothing is half there. */
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createApp } from '../../src/server/app.ts';
import { invite } from '../../src/server/invitation.ts';
import { openOffice } from '../../src/server/start.ts';
import { openSqliteStore } from '../../src/server/store/sqlite-store.ts';
import { drawsOf, oneOf, type Draws } from '../support/seeded-draws.ts';
import { newGroup, visitPayload } from '../support/server-operations.ts';
import { redeem } from '../support/server-phone.ts';

const images = 200;
const sectorBytes = 512;
const storeFile = 'sajja.sqlite';

let dataDir: string;
beforeAll(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'sajja-power-'));
});
afterAll(() => rmSync(dataDir, { recursive: true, force: true }));

/** Everything of the log up to the last sync; behind it each sector as it was to be, empty, old noise, or beyond the end. */
function afterPowerCut(log: Buffer, syncedBytes: number, draw: Draws): Buffer {
  const end = syncedBytes + draw(log.length - syncedBytes + 1);
  const image = Buffer.from(log.subarray(0, end));
  for (let at = syncedBytes; at < end; at += sectorBytes) {
    const luck = draw(10);
    if (luck < 3) image.fill(0, at, Math.min(end, at + sectorBytes));
    else if (luck < 5) for (let index = at; index < Math.min(end, at + sectorBytes); index += 1) image[index] = draw(256);
  }
  return image;
}

it(
  `${images} disks after a power cut: every acknowledged operation, no half one, and the store goes on (row 12)`,
  { timeout: 120_000 },
  async () => {
    const settings = { dataDir, log: () => undefined, staticDir: dataDir };
    await (await openOffice(settings)).store.close();
    const office = await openOffice(settings);
    const app = createApp(office);
    const phone = await redeem(app, (await invite(office, { role: 'field-officer', areas: ['5607'], name: 'Officer' })).code);
    const group = await newGroup(phone);
    const file = join(dataDir, storeFile);
    const main = readFileSync(file);
    const sent: string[] = [];
    /** how long the log was, and how much of what was sent was acknowledged, after each answer */
    const answers: { readonly logBytes: number; readonly acknowledged: number }[] = [];
    for (let push = 0; push < 40; push += 1) {
      const ops = Array.from({ length: 1 + (push % 4) }, () =>
        phone.op(group, 'visit.record', visitPayload('x'.repeat((push * 137) % 1500))),
      );
      sent.push(...ops.map(({ id }) => id));
      for (const { r } of await phone.push(...ops)) expect(r).toBe('applied');
      answers.push({ logBytes: readFileSync(`${file}-wal`).length, acknowledged: sent.length });
    }
    // the log was never written back meanwhile, so its beginning is what it was at each answer
    expect(readFileSync(file).equals(main)).toBe(true);
    expect(new Set(answers.map(({ logBytes }) => logBytes)).size).toBe(answers.length);
    const log = readFileSync(`${file}-wal`);

    const draw = drawsOf(12);
    let lost = 0;
    for (let image = 0; image < images; image += 1) {
      const { logBytes, acknowledged } = oneOf(draw, answers);
      const folder = mkdtempSync(join(dataDir, 'image-'));
      copyFileSync(file, join(folder, storeFile));
      writeFileSync(join(folder, `${storeFile}-wal`), afterPowerCut(log, logBytes, draw));
      const store = openSqliteStore(join(folder, storeFile));
      const { ids, seq } = await store.read(async (tables) => ({
        ids: (await tables.operations.page(group, 1, 10_000, 10_000)).map(({ id }) => id),
        seq: (await tables.streams.find(group))?.seq ?? 0,
      }));
      // in order and whole: the first so many, at least the acknowledged ones, and the stream's number says the same
      expect(ids).toEqual(sent.slice(0, ids.length));
      expect(ids.length).toBeGreaterThanOrEqual(acknowledged);
      expect(seq).toBe(1 + ids.length);
      lost += sent.length - ids.length;
      await store.close();
      const raw = new Database(join(folder, storeFile), { readonly: true });
      expect(raw.pragma('integrity_check', { simple: true })).toBe('ok');
      raw.close();
      rmSync(folder, { recursive: true });
    }
    // there was something to lose
    expect(lost).toBeGreaterThan(images);
    await office.store.close();
  },
);
