/**
 * An officer has two phones and loses one, with work on it that the office has not seen. Blocked from the other one, it comes back into signal in
 * somebody's hand: its work is held at the office, and nothing of the group, of its people and of the app is left on it (row 54).
 */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { runCommand } from '../support/server-process.ts';
import { foundingDay } from './support/founding.ts';
import { openOffice, type Office } from './support/office.ts';
import { openScreen, readOperations, signIn, startGroup } from './support/officer.ts';
import { openPhone, type Phone } from './support/phone.ts';
import { findReadable } from './support/readable.ts';

const officerName = 'ฟ้าใสสว่าง ทดลองหายดี';
const people = [
  { title: 'นาง', first: 'บุญเรือนแก้ว', last: 'ใจดีสมมุติ', bornBE: 2519, pledgeBaht: 50 },
  { title: 'นาย', first: 'คำอินทร์หล้า', last: 'วงค์ทดลองเขียน', bornBE: 2531, pledgeBaht: 50 },
] as const;
const words = [...people.flatMap(({ first, last }) => [first, last]), ...officerName.split(' ')];

let office: Office;
let lost: Phone;
let other: Phone;
beforeAll(async () => {
  office = await openOffice();
  lost = await openPhone();
  other = await openPhone();
});
afterAll(async () => {
  await lost.close().catch(() => undefined);
  await other.close();
  await office.close();
});

/** What of the app is in the browser. */
async function leftOf(phone: Phone) {
  return (await phone.page()).evaluate(async () => ({
    databases: (await indexedDB.databases()).map(({ name }) => name ?? '').filter((name) => name !== 'sajja-device'),
    facts: await new Promise<Record<string, unknown>>((resolve) => {
      const opening = indexedDB.open('sajja-device');
      opening.addEventListener('success', () => {
        const facts: Record<string, unknown> = {};
        const walk = opening.result.transaction('fact').objectStore('fact').openCursor();
        walk.addEventListener('success', () => {
          if (walk.result === null) {
            opening.result.close();
            return resolve(facts);
          }
          facts[walk.result.key as string] = walk.result.value;
          walk.result.continue();
        });
      });
    }),
    caches: await caches.keys(),
    workers: (await navigator.serviceWorker.getRegistrations()).length,
  }));
}

it('blocked from the other phone, it hands in its work as held and is empty', async () => {
  const invited = runCommand(office.dataDir, ['invite', '--role', 'field-officer', '--area', '560701', '--name', officerName, '--json']);
  const { code, user } = JSON.parse(invited.stdout) as { code: string; user: string };
  let page = await lost.page();
  await signIn(page, office.origin, code);
  const group = await startGroup(page, office.origin, 'ป่าแฝกดอย');
  const day = foundingDay(page, () => group);
  await day.startMeeting();
  await day.countPeople(24, 36);
  await day.vote({ for: 50, against: 5, abstain: 5 });
  await day.readNotice();
  await day.take(people[0]);
  await expect.poll(async () => (await readOperations(page)).every(({ state }) => state !== 'queued')).toBe(true);
  const seen = office.received().length;

  await office.away();
  await day.take(people[1]);
  const waiting = (await readOperations(page)).filter(({ state }) => state === 'queued');
  expect(waiting.map(({ k }) => k)).toContain('member.add');
  await lost.close();

  await office.back();
  const second = runCommand(office.dataDir, ['invite', '--user', user, '--json']);
  const otherPage = await other.page();
  await signIn(otherPage, office.origin, (JSON.parse(second.stdout) as { code: string }).code);
  await block(otherPage);

  lost = await openPhone({ profile: lost.profile });
  page = await lost.page();
  await page.goto(office.origin);
  await page.getByText('เครื่องนี้ถูกระงับแล้ว').waitFor();
  await page.getByText(/ขอรหัสเชิญใหม่จากอำเภอ/).waitFor();
  expect(await leftOf(lost)).toEqual({ databases: [], facts: { blocked: true, users: [] }, caches: [], workers: 0 });
  expect(office.held()).toEqual(waiting.map(({ id }) => `${id} device-revoked`));
  expect(office.received().length).toBe(seen);
  await openScreen(otherPage, `${office.origin}/me`);
  await otherPage.getByText(/ส่งงานที่ค้างและได้คำสั่งลบเมื่อ/).waitFor();

  await lost.close();
  const { found, bytes } = findReadable(lost.profile, words);
  expect(bytes).toBeGreaterThan(100_000);
  expect(found).toEqual([]);
  expect([...lost.faults, ...other.faults]).toEqual([]);
});

async function block(page: Page): Promise<void> {
  await openScreen(page, `${office.origin}/me`);
  const phones = page.getByRole('list', { name: 'เครื่องที่เข้าใช้ของฉัน' });
  await phones.getByRole('button', { name: 'เครื่องหาย' }).click();
  const sheet = page.getByRole('dialog', { name: 'ระงับเครื่องที่หาย' });
  await sheet.getByLabel('หายอย่างไร ที่ไหน เมื่อไร').fill('ลืมไว้บนรถโดยสาร');
  await sheet.getByRole('button', { name: 'ระงับเครื่องนี้' }).click();
  await phones.getByText(/ยังไม่กลับมาติดต่อ/).waitFor();
}
