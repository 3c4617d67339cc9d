/** The way out when everything else fails: a copy is downloaded without the office, the phone is gone for good, a colleague brings the copy. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { foundingDay } from './support/founding.ts';
import { noisyJpeg } from './support/noisy-jpeg.ts';
import { openOffice, type Office } from './support/office.ts';
import { openScreen, readOperations, signIn, startGroup } from './support/officer.ts';
import { openPhone, type Phone } from './support/phone.ts';

let office: Office;
let lost: Phone;
let colleague: Phone;
let folder: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'sajja-card-'));
  office = await openOffice();
  lost = await openPhone();
  colleague = await openPhone();
});
afterAll(async () => {
  await lost.close().catch(() => undefined);
  await colleague.close();
  await office.close();
  rmSync(folder, { recursive: true, force: true });
});

async function bring(page: Page, file: string): Promise<void> {
  await openScreen(page, `${office.origin}/outbox`);
  await page.locator('input[type=file]').setInputFiles(file);
}

describe('a phone that never reaches the office again', () => {
  it('has its whole day brought by a colleague, once, and nothing of an altered copy', async () => {
    const page = await lost.page();
    await signIn(page, office.origin, await office.inviteOfficer());
    const other = await colleague.page();
    await signIn(other, office.origin, await office.inviteOfficer());

    await office.away();
    const group = await startGroup(page, office.origin, 'ป่าแฝกดอย');
    const day = foundingDay(page, () => group);
    await day.startMeeting();
    const photos = [];
    for (const seed of [7919, 104_729])
      photos.push({ name: `${seed}.jpg`, buffer: await noisyJpeg(page, { seed, width: 1600, height: 1200 }) });
    await day.takePhotos(photos);
    // a picture is shown before its operation is written
    await expect.poll(async () => (await readOperations(page)).filter(({ k }) => k === 'photo.attach').length).toBe(2);
    const recorded = await readOperations(page);

    await openScreen(page, `${office.origin}/outbox`);
    await page.getByRole('button', { name: 'อ่านสิ่งที่อ่านได้' }).click();
    const downloading = page.waitForEvent('download');
    await page.getByRole('link', { name: /เก็บไฟล์/ }).click();
    const download = await downloading;
    expect(download.suggestedFilename()).toMatch(/^sajja-\d{4}-\d\d-\d\d-[0-9a-f]{6}\.sajja$/);
    const copy = join(folder, download.suggestedFilename());
    await download.saveAs(copy);
    await lost.close();
    rmSync(lost.profile, { recursive: true, force: true });

    await office.back();
    const bytes = readFileSync(copy);
    const altered = join(folder, 'altered.sajja');
    bytes[Math.floor(bytes.length / 2)] = (bytes[Math.floor(bytes.length / 2)] ?? 0) ^ 1;
    writeFileSync(altered, bytes);
    await bring(other, altered);
    await other.getByText(/ไฟล์นี้ไม่ครบ ถูกแก้/).waitFor();
    expect(office.received()).toEqual([]);

    await bring(other, copy);
    await other.getByText(`สำนักงานรับแล้ว: รายการใหม่ ${recorded.length} มีอยู่แล้ว 0 รูปใหม่ 2 มีอยู่แล้ว 0`).waitFor();
    const ids = () =>
      office
        .received()
        .map(({ id }) => id)
        .sort();
    expect(ids()).toEqual(recorded.map(({ id }) => id).sort());
    expect(office.held()).toEqual([]);

    await bring(other, copy);
    await other.getByText(`สำนักงานรับแล้ว: รายการใหม่ 0 มีอยู่แล้ว ${recorded.length} รูปใหม่ 0 มีอยู่แล้ว 2`).waitFor();
    expect(ids()).toHaveLength(recorded.length);
    expect([...lost.faults, ...colleague.faults]).toEqual([]);
  });
});
