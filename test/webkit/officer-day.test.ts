/** The officer's day in WebKit, where there is no Background Sync, no `navigator.storage` and no Blob in the database: through the built app. */
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { upTo } from '../browser/support/office.ts';
import { readOperations } from '../browser/support/officer.ts';
import { noisyJpeg } from '../browser/support/noisy-jpeg.ts';
import { readPictureSize } from '../../src/storage/photo-header.ts';
import { provideWebKit } from '../support/find-webkit.ts';
import { fetchAsHex, readDeviceKey, tryToKeep, typesOfKeptPhotos } from './support/in-page.ts';
import { openField, signIn, startGroup, type Field } from './support/field.ts';
import { until } from './support/phone.ts';

const webKit = provideWebKit();

describe.skipIf(webKit === undefined)('an officer with a WebKit phone', () => {
  const folder = mkdtempSync(join(tmpdir(), 'sajja-webkit-photos-'));
  let field: Field;
  let group: string;
  beforeAll(async () => {
    if (webKit !== undefined) field = await openField(webKit);
  });
  afterAll(async () => {
    await field?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const operations = async () => readOperations(field.phone.evaluating);
  const states = async () => (await operations()).map(({ state }) => state);
  const arrived = async (count: number, limitMs?: number) => until(async () => field.office.received().length === count, limitMs);

  it('signs in though the engine lacks what Chromium has, and the app says so truthfully', async () => {
    const { phone, origin } = field;
    await signIn(field);
    const lacks = await phone.call(
      `async () => [typeof SyncManager, 'sync' in await navigator.serviceWorker.ready, typeof navigator.storage]`,
    );
    expect(lacks).toEqual(['undefined', false, 'undefined']);
    await phone.open(`${origin}/me`);
    await phone.see('เบราว์เซอร์นี้ไม่บอกว่าจะเก็บข้อมูลไว้หรือไม่');
    await phone.open(`${origin}/me/ready`);
    await phone.tap('ตรวจเดี๋ยวนี้');
    // it says what is not promised, and that everything the day needs is on the phone
    const report = await phone.see('ใช้งานได้ครบโดยไม่มีสัญญาณ', 60_000);
    expect(report).toContain('เบราว์เซอร์อาจลบข้อมูลได้');
    expect(report).not.toContain('ไม่ผ่าน');
  });

  it('records a founding without the office; a reload loses nothing and no number is left out', async () => {
    const { phone, office } = field;
    await office.away();
    group = await startGroup(field, 'ป่าแฝกดอย');
    await phone.open(`${group}/founding/start`);
    await phone.see('เครื่องนี้ไม่บอกพื้นที่ที่เหลือ');
    await phone.tap('เปิดการประชุมจัดตั้ง');
    await phone.see(/ต่อไป/);
    await phone.open(`${group}/founding/attendance`);
    await phone.fill('ชาย', '10');
    await phone.fill('หญิง', '14');
    await phone.tap('บันทึกผู้มาประชุม 24 คน');
    await phone.see(/ต่อไป/);
    await phone.open(`${group}/founding/vote`);
    await phone.fill('เห็นชอบ', '20');
    await phone.fill('ไม่เห็นชอบ', '2');
    await phone.fill('งดออกเสียง', '2');
    await phone.tap(/^บันทึกมติ/);
    await phone.see(/ต่อไป/);
    await phone.open(`${group}/founding/intake`);
    await phone.tap(/อ่านประกาศ/);
    for (const [index, first] of ['คำแก้ว', 'บัวจันทร์', 'ศรีทอง'].entries()) {
      const title = await phone.find(
        `() => [...document.querySelectorAll('select[name=title] option')].find((each) => each.label === 'นาง') ?? null`,
      );
      await phone.click(title);
      await phone.fill('ชื่อ', first);
      await phone.fill('นามสกุล', 'ทดสอบดี');
      await phone.fill(/^เกิด พ\.ศ\./, '2530');
      await phone.fill(/สัจจะต่อเดือน/, '50');
      await phone.tap('บันทึกและรับคนถัดไป');
      await phone.see(new RegExp(`สมัครแล้ว\\s+${index + 1}`));
    }
    const before = await operations();
    expect(before.map(({ n }) => n)).toEqual(upTo(before.length));
    expect(before.filter(({ k }) => k === 'member.add')).toHaveLength(3);
    await phone.reload();
    await phone.see('คำแก้ว');
    expect(await operations()).toEqual(before);
  });

  it('takes a photo though the engine refuses a Blob in its database: upright, without the place, and the office has the same bytes', async () => {
    const { phone, office, door, origin } = field;
    expect(await phone.call(tryToKeep, 'Blob')).toContain('UnknownError');
    expect(await phone.call(tryToKeep, 'ArrayBuffer')).toBe('kept');
    const file = join(folder, 'camera.jpg');
    const photo = await noisyJpeg(phone.evaluating, { seed: 7919, width: 2400, height: 1800, orientation: 6 });
    expect(photo.includes('Exif')).toBe(true);
    writeFileSync(file, photo);
    await phone.open(`${group}/founding/photos`);
    await phone.type(await phone.find(`() => [...document.querySelectorAll('input[type=file]')].at(-1) ?? null`), file);
    await phone.find(`() => document.querySelector('main img')`);
    expect(await phone.call(typesOfKeptPhotos)).not.toContain('Blob');

    await office.back();
    await phone.open(`${origin}/outbox`);
    await phone.tap('ส่งเดี๋ยวนี้');
    await phone.see('ส่งครบแล้ว', 30_000);
    const recorded = await operations();
    expect(office.received().map(({ id }) => id)).toEqual(recorded.map(({ id }) => id));
    expect(office.held()).toEqual([]);
    // records of more than a kilobyte travel packed
    expect(door.seen.some(({ call, encoding, bodyBytes }) => call === 'POST /v1/sync' && encoding === 'gzip' && bodyBytes < 8_000)).toBe(
      true,
    );

    let address = '';
    const sent = () => door.seen.find(({ call }) => /^PATCH \/v1\/photos\/[^/]+\/[0-9a-f]{64}$/.test(call))?.call ?? '';
    await until(async () => (address = sent().slice('PATCH '.length)) !== '');
    const bytes = Buffer.from(await phone.call<string>(fetchAsHex, address), 'hex');
    expect(createHash('sha256').update(bytes).digest('hex')).toBe(address.split('/').at(-1));
    expect(bytes.includes('Exif')).toBe(false);
    expect(readPictureSize(Uint8Array.from(bytes).buffer)).toMatchObject({ width: 1200, height: 1600 });
  });

  it('renews a session that has run out with its key, which nobody can read out of the database', async () => {
    const { phone, office, door } = field;
    expect(await phone.call(readDeviceKey)).toEqual({
      type: 'private',
      algorithm: 'ECDSA P-256',
      extractable: false,
      exported: 'InvalidAccessError',
    });
    await phone.forgetCookies();
    const before = office.received().length;
    await startGroup(field, 'สันป่าตอง', 5);
    await arrived(before + 1);
    expect(door.seen.some(({ call }) => call === 'POST /v1/session/refresh')).toBe(true);
    expect((await operations()).map(({ n }) => n)).toEqual(upTo(before + 1));
  });

  it('delivers by each thing that may wake the sender in a page, since nothing else will', async () => {
    const { phone, office, origin } = field;
    let count = office.received().length;
    const recordInVain = async (moo: number) => {
      await office.away();
      await startGroup(field, 'ป่าแฝกใต้', moo);
      count += 1;
    };
    const silence = async () => {
      await new Promise((resolve) => setTimeout(resolve, 2_000));
      expect(office.received()).toHaveLength(count - 1);
    };

    // opening the app
    await recordInVain(11);
    await phone.goTo('about:blank');
    await office.back();
    await silence();
    await phone.open(origin);
    await arrived(count);

    // coming back to it: a tab behind others is silent, until it is in front again; under this driver a second tab stays undrawn in about
    // half of the runs, which is not understood yet, so only the long run asks (Chromium's test of the triggers asks each time)
    if (process.env['SAJJA_NIGHTLY'] === '1') {
      await recordInVain(12);
      const front = await phone.currentWindow();
      const behind = await phone.newWindow('tab');
      await phone.switchTo(behind);
      await phone.goTo(`${origin}/outbox`);
      await phone.see(/รอส่ง\s+1/);
      // its own start tries too, a moment after the screen is there, and must have failed
      await new Promise((resolve) => setTimeout(resolve, 3_000));
      await phone.switchTo(front);
      await phone.goTo('about:blank');
      await office.back();
      await silence();
      await phone.closeWindow();
      await phone.switchTo(behind);
      await arrived(count);
    }

    // the next record
    await recordInVain(13);
    await office.back();
    await startGroup(field, 'ป่าแฝกใต้', 14);
    count += 1;
    await arrived(count);

    // waiting, with the app open
    await recordInVain(15);
    await office.back();
    await arrived(count, 60_000);

    // a tap
    await recordInVain(16);
    await phone.open(`${origin}/outbox`);
    await office.back();
    await phone.tap('ส่งเดี๋ยวนี้');
    await arrived(count);
    expect(office.received().map(({ n }) => n)).toEqual(upTo(count));
    expect(office.held()).toEqual([]);
    await until(async () => (await states()).every((state) => state === 'acked'));
  });
});
