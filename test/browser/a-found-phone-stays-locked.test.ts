/**
 * Somebody finds the phone, switched on, its battery pulled and put back: six digits stand before the groups, guessing gets slower and ends, the
 * work of the officer goes to the office all the while, and a new invitation opens it again with nothing missing (row 55).
 */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { runCommand } from '../support/server-process.ts';
import { killBrowser } from './support/kill-browser.ts';
import { openOffice, type Office } from './support/office.ts';
import { openScreen, readOperations, signIn, startGroup } from './support/officer.ts';
import { openPhone, type Phone } from './support/phone.ts';

const digits = '190527';
const minuteMs = 60_000;

let office: Office;
let phone: Phone;
/** by how much the phone's clock is ahead of this machine's: the one thing that is not real here */
let laterMs = 0;
beforeAll(async () => {
  office = await openOffice();
  phone = await openPhone();
});
afterAll(async () => {
  await phone.close().catch(() => undefined);
  await office.close();
});

async function batteryPulled(awayMs: number): Promise<void> {
  await killBrowser(phone.profile);
  laterMs += awayMs;
  phone = await openPhone({ profile: phone.profile });
  await phone.context.addInitScript((ahead) => {
    const now = Date.now.bind(Date);
    Date.now = () => now() + ahead;
  }, laterMs);
}

/** Chromium writes what a page kept in its local storage as it is, some seconds later; a battery pulled before that locks the app. */
async function seenIsOnDisk(): Promise<boolean> {
  const folder = join(phone.profile, 'Default', 'Local Storage', 'leveldb');
  const logs = (await readdir(folder)).filter((name) => name.endsWith('.log'));
  const texts = await Promise.all(logs.map(async (name) => readFile(join(folder, name), 'latin1')));
  return texts.some((text) => text.includes('sajja-seen'));
}

const asked = async () => (await phone.page()).getByLabel('รหัสล็อก 6 หลัก');

it.runIf(process.platform === 'linux')('six digits stand before the groups, the work is sent, and the office lets in again', async () => {
  const invited = runCommand(office.dataDir, ['invite', '--role', 'field-officer', '--area', '560701', '--name', 'ฟ้าใส', '--json']);
  const { code, user } = JSON.parse(invited.stdout) as { code: string; user: string };
  let page = await phone.page();
  await signIn(page, office.origin, code);
  await openScreen(page, `${office.origin}/me`);
  await page.getByText('ยังไม่ได้ตั้งรหัสล็อก').click();
  await page.getByLabel('รหัสล็อกใหม่ 6 หลัก').fill(digits);
  await page.getByLabel('พิมพ์รหัสใหม่อีกครั้ง').fill(digits);
  await page.getByRole('button', { name: 'ใช้รหัสนี้' }).click();
  await page.getByText('มีรหัสล็อกแล้ว').waitFor();
  await office.away();
  const group = await startGroup(page, office.origin, 'ป่าแฝกดอย');

  // killed and opened within five minutes: nobody is asked, once the browser has put on the disk when the app was last seen (it takes its time)
  await expect.poll(seenIsOnDisk, { timeout: 120_000, interval: 500 }).toBe(true);
  await batteryPulled(2 * minuteMs);
  page = await phone.page();
  await openScreen(page, group);
  await page.getByRole('heading', { name: /ป่าแฝกดอย/ }).first().waitFor(); // prettier-ignore

  await batteryPulled(10 * minuteMs);
  page = await phone.page();
  await page.goto(group);
  await (await asked()).waitFor();
  expect(await page.locator('body').innerText()).not.toContain('ป่าแฝกดอย');
  expect(await page.content()).not.toContain('ป่าแฝกดอย');
  const before = await readOperations(page);
  expect(before.length).toBeGreaterThan(0);

  // locked all the while, it hands in what waited
  await office.back();
  await expect.poll(() => office.received().length).toBe(before.length);

  for (const [wrong, left] of [
    ['190528', 9],
    ['190529', 8],
  ] as const) {
    await (await asked()).fill(wrong);
    await page.getByText(`รหัสไม่ถูก ลองได้อีก ${left} ครั้ง`).waitFor();
  }
  await (await asked()).fill('190530');
  await page.getByText(/ลองใหม่ได้ในอีก 0:\d\d นาที/).waitFor();
  // neither a reload nor a dead battery shortens the wait
  await page.reload();
  await page.getByText(/ลองใหม่ได้ในอีก 0:\d\d นาที/).waitFor();
  expect(await (await asked()).isDisabled()).toBe(true);
  for (let guess = 0; guess < 7; guess += 1) {
    await batteryPulled(40 * minuteMs);
    page = await phone.page();
    await page.goto(group);
    await (await asked()).fill(`82091${guess}`);
    await page.getByText(/ลองใหม่ได้ในอีก|ผิดครบ 10 ครั้งแล้ว/).waitFor();
  }
  await page.getByText(/ผิดครบ 10 ครั้งแล้ว/).waitFor();
  expect(await (await asked()).count()).toBe(0);

  const again = runCommand(office.dataDir, ['invite', '--user', user, '--json']);
  await page.getByRole('button', { name: 'เข้าใช้ด้วยรหัสเชิญ' }).click();
  await page.getByRole('button', { name: 'เพิ่มผู้ใช้ด้วยรหัสเชิญ' }).click();
  await page.getByLabel('รหัสเชิญ 10 ตัว').fill((JSON.parse(again.stdout) as { code: string }).code);
  await page.getByRole('button', { name: 'เข้าใช้เครื่องนี้' }).click();
  await page.getByRole('navigation', { name: 'เมนูหลัก' }).waitFor();
  await openScreen(page, group);
  await page.getByRole('heading', { name: /ป่าแฝกดอย/ }).first().waitFor(); // prettier-ignore
  const ids = new Set((await readOperations(page)).map(({ id }) => id));
  expect(before.filter(({ id }) => !ids.has(id))).toEqual([]);
  expect(office.held()).toEqual([]);
  expect(phone.faults).toEqual([]);
});
