/**
 * The phone's storage is full. A record still fits, because the app lets its ballast go; a picture is refused and text is not; and when nothing
 * fits any more, that is said and everything typed stays until there is room.
 */
import { join } from 'node:path';
import Database from 'better-sqlite3';
import type { CDPSession, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { noisyJpeg } from './support/noisy-jpeg.ts';
import { openOffice, type Office } from './support/office.ts';
import { openScreen, readOperations, signIn, startGroup } from './support/officer.ts';
import { openPhone, type Phone } from './support/phone.ts';

let office: Office;
let phone: Phone;
let page: Page;
let line: CDPSession;
let group: string;
beforeAll(async () => {
  office = await openOffice();
  phone = await openPhone();
  page = await phone.page();
  await signIn(page, office.origin, await office.inviteOfficer());
  group = await startGroup(page, office.origin, 'บ้านแรก');
});
afterAll(async () => {
  await phone.close();
  await office.close();
});

async function usedBytes(): Promise<number> {
  return page.evaluate(async () => (await navigator.storage.estimate()).usage ?? 0);
}

/** Starts the phone anew: a limit holds at once only for what is not open yet, and as long as the line that set it. */
async function restartWith(quotaSize: number): Promise<void> {
  await phone.close();
  phone = await openPhone({ profile: phone.profile });
  page = await phone.page();
  line = await phone.context.newCDPSession(page);
  await allow(quotaSize);
}

async function allow(quotaSize: number): Promise<void> {
  await line.send('Storage.overrideQuotaForOrigin', { origin: office.origin, quotaSize });
}

async function ballastPieces(): Promise<number> {
  return page.evaluate(async () => {
    if (!(await indexedDB.databases()).some(({ name }) => name === 'sajja-ballast')) return 0;
    const db = await new Promise<IDBDatabase>((resolve) => {
      const opening = indexedDB.open('sajja-ballast');
      opening.addEventListener('success', () => resolve(opening.result));
    });
    if (!db.objectStoreNames.contains('ballast')) return 0;
    const counting = db.transaction('ballast').objectStore('ballast').count();
    await new Promise((resolve) => counting.addEventListener('success', resolve));
    db.close();
    return counting.result;
  });
}

const nameField = () => page.getByLabel('ชื่อกลุ่ม');
const press = async () => page.getByRole('button', { name: /^บันทึก/ }).click();

async function rename(name: string): Promise<void> {
  await openScreen(page, `${group}?do=edit`);
  await nameField().fill(name);
  await press();
  await page.waitForURL(group);
  await page.getByRole('heading', { level: 1, name }).waitFor();
}

const kinds = async () => (await readOperations(page)).map(({ k }) => k);

function toldToOffice(): { readonly quotaErrors: number } {
  const db = new Database(join(office.dataDir, 'sajja.sqlite'), { readonly: true });
  try {
    const { queue } = db.prepare<[], { queue: string }>(`select queue from device where app <> ''`).get() ?? { queue: '{}' };
    return JSON.parse(queue) as { quotaErrors: number };
  } finally {
    db.close();
  }
}

it('a record is saved in the room of the ballast, and the office learns that the phone is full (row 22)', async () => {
  await expect.poll(() => ballastPieces()).toBe(1);
  await restartWith((await usedBytes()) - 1_000_000);
  await rename('กลุ่มในที่สุดท้าย');
  expect(await ballastPieces()).toBe(0);
  expect(await kinds()).toEqual(['group.create', 'group.set']);
  await expect.poll(() => office.received().length).toBe(2);
  await openScreen(page, `${office.origin}/outbox`);
  await page.getByRole('button', { name: 'ส่งเดี๋ยวนี้' }).click();
  await expect.poll(() => toldToOffice().quotaErrors).toBeGreaterThan(0);
});

it('a picture that does not fit is refused with a way out, and text is saved (row 23)', async () => {
  // less than the picture, and more than the browser's own files grow by for a moment while it tidies them up
  await restartWith((await usedBytes()) + 500_000);
  await openScreen(page, `${group}?tab=papers`);
  const picture = await noisyJpeg(page, { seed: 7919, width: 1600, height: 1200 });
  await page.getByLabel('เลือกจากเครื่อง').setInputFiles({ name: 'full.jpg', mimeType: 'image/jpeg', buffer: picture });
  await page.getByText(/พื้นที่ในเครื่องเต็ม เก็บรูปไม่ได้ ข้อความยังบันทึกได้ตามปกติ/).waitFor();
  await rename('กลุ่มที่ไม่มีรูป');
  expect(await kinds()).toEqual(['group.create', 'group.set', 'group.set']);
});

it('what fits nowhere is refused in words, stays typed, and is saved when there is room (row 22)', async () => {
  await restartWith(1_000);
  await openScreen(page, `${group}?do=edit`);
  await nameField().fill('กลุ่มที่รอที่ว่าง');
  await press();
  await page.getByText('พื้นที่ในเครื่องเต็ม สิ่งที่พิมพ์ยังอยู่ในหน้านี้').waitFor();
  expect(await nameField().inputValue()).toBe('กลุ่มที่รอที่ว่าง');
  expect(await kinds()).toHaveLength(3);
  await allow(1_000_000_000);
  await press();
  await page.waitForURL(group);
  await page.getByRole('heading', { level: 1, name: 'กลุ่มที่รอที่ว่าง' }).waitFor();
  await expect.poll(() => office.received().map(({ n }) => n)).toEqual([1, 2, 3, 4]);
  expect(office.held()).toEqual([]);
});
