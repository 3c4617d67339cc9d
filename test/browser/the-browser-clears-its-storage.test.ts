/** The browser has made no promise and clears the records: it was said before, is noticed at the next start, and what the office has comes back. */
import type { Page } from 'playwright-core';
import Database from 'better-sqlite3';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openOffice, type Office } from './support/office.ts';
import { openScreen, readOperations, signIn, startGroup } from './support/officer.ts';
import { openPhone, type Phone } from './support/phone.ts';

let office: Office;
let phone: Phone;
beforeAll(async () => {
  office = await openOffice();
  phone = await openPhone();
});
afterAll(async () => {
  await phone.close();
  await office.close();
});

/** Records and pictures, as a browser under pressure clears them; done on a page that has nothing open. */
async function clearRecords(page: Page): Promise<void> {
  await page.goto(`${office.origin}/manifest.webmanifest`);
  await page.evaluate(async () => {
    const names = (await indexedDB.databases()).map(({ name = '' }) => name).filter((name) => /[0-9a-f]{8}-[0-9a-f]{4}-/.test(name));
    for (const name of names)
      await new Promise((resolve, reject) => {
        const request = indexedDB.deleteDatabase(name);
        request.addEventListener('success', resolve);
        request.addEventListener('error', reject);
        request.addEventListener('blocked', reject);
      });
  });
}

/** What the phone's last report told the office about its storage. */
function reportedToOffice(): { readonly persisted: boolean } {
  const db = new Database(join(office.dataDir, 'sajja.sqlite'), { readonly: true });
  try {
    const { queue } = db.prepare<[], { queue: string }>(`select queue from device where app <> ''`).get() ?? { queue: '{}' };
    return JSON.parse(queue) as { persisted: boolean };
  } finally {
    db.close();
  }
}

it('a browser that promises nothing is spoken of while something waits, and the office knows (row 26)', async () => {
  const page = await phone.page();
  await signIn(page, office.origin, await office.inviteOfficer());
  expect(await page.evaluate(() => navigator.storage.persisted())).toBe(false);
  await startGroup(page, office.origin, 'บ้านส่งแล้ว');
  await expect.poll(() => office.received().length).toBe(1);
  expect(reportedToOffice().persisted).toBe(false);
  await office.away();
  await startGroup(page, office.origin, 'บ้านยังไม่ส่ง', 4);
  await openScreen(page, office.origin);
  await page.getByText('1 รายการอยู่ในเครื่องนี้เครื่องเดียว').waitFor();
  await page.getByText('ติดตั้งแอปลงหน้าจอโฮม เครื่องจะเก็บไว้ได้มั่นคงกว่าเปิดในเบราว์เซอร์').waitFor();
});

it('what it cleared is counted at the next start; the office learns of the gap and gives back what it has (row 25)', async () => {
  await phone.close();
  phone = await openPhone({ profile: phone.profile });
  const page = await phone.page();
  await clearRecords(page);
  await office.back();
  await page.goto(office.origin);
  await page.getByRole('heading', { name: 'ข้อมูลบางส่วนในเครื่องนี้หายไป' }).waitFor();
  await page.getByText('รายการที่หายคือลำดับที่ 1 ถึง 2 ของเครื่องนี้ รวม 2 รายการ').waitFor();
  await page.getByRole('button', { name: 'รับทราบ ทำงานต่อ' }).click();
  await page.getByRole('heading', { name: /^สวัสดี/ }).waitFor();

  await openScreen(page, `${office.origin}/groups`);
  await page.getByText('บ้านส่งแล้ว').first().waitFor();
  expect(await page.getByText('บ้านยังไม่ส่ง').count()).toBe(0);
  await startGroup(page, office.origin, 'บ้านยังไม่ส่ง', 4);
  expect((await readOperations(page)).map(({ n }) => n)).toEqual([3]);
  await expect.poll(() => office.received().map(({ n, k }) => `${n} ${k}`)).toEqual(['1 group.create', '2 device.lost', '3 group.create']);
  expect(office.held()).toEqual([]);
  await openScreen(page, `${office.origin}/groups`);
  for (const village of ['บ้านส่งแล้ว', 'บ้านยังไม่ส่ง']) await page.getByText(village).first().waitFor();
  expect(phone.faults).toEqual([]);
});
