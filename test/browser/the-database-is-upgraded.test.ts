/** The phone's database changes with a new version while an older page has it open, or while the browser dies: nothing is lost, and who must do something is told. */
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { buildApp } from './support/deployment.ts';
import { killBrowser } from './support/kill-browser.ts';
import { openOffice, type Office } from './support/office.ts';
import { openScreen, readOperations, signIn, startGroup } from './support/officer.ts';
import { openPhone, type Phone } from './support/phone.ts';

let folder: string;
let newer: string;
let office: Office;
let phone: Phone;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'sajja-newer-'));
  newer = buildApp(folder, '9.9.9', { databaseVersion: 2 });
  office = await openOffice();
});
afterAll(async () => {
  await office.close();
  rmSync(folder, { recursive: true, force: true });
});
beforeEach(async () => {
  phone = await openPhone();
});
afterEach(async () => phone.close());

/** A page of the newer version beside pages of the older one: as after a reload past the worker, or in a browser without locks. */
async function newerPage(): Promise<Page> {
  const page = await phone.context.newPage();
  const session = await phone.context.newCDPSession(page);
  await session.send('Network.enable');
  await session.send('Network.setBypassServiceWorker', { bypass: true });
  await page.route(
    ({ origin, pathname }) => origin === office.origin && !pathname.startsWith('/v1/'),
    async (route) => {
      const path = join(newer, new URL(route.request().url()).pathname);
      await route.fulfill({ path: /\.\w+$/.test(path) && existsSync(path) ? path : join(newer, 'index.html') });
    },
  );
  return page;
}

async function databaseVersion(page: Page): Promise<number | undefined> {
  return page.evaluate(async () => (await indexedDB.databases()).find(({ name = '' }) => /^sajja-[0-9a-f]{8}-/.test(name))?.version);
}

async function shows(page: Page, villages: readonly string[]): Promise<void> {
  await openScreen(page, `${office.origin}/groups`);
  for (const village of villages) await page.getByText(village).first().waitFor();
}

/** An older page signed in, with one group. */
async function olderPage(village: string): Promise<Page> {
  const page = await phone.page();
  await signIn(page, office.origin, await office.inviteOfficer());
  await startGroup(page, office.origin, village);
  expect(await databaseVersion(page)).toBe(10);
  return page;
}

describe('a new version with another database', () => {
  it('takes it from an older page, which lets go by itself and says how to go on; both have every record (row 32)', async () => {
    const older = await olderPage('บ้านหน้าเก่า');
    const page = await newerPage();
    await shows(page, ['บ้านหน้าเก่า']);
    expect(await databaseVersion(page)).toBe(20);
    const sheet = older.getByRole('dialog');
    await sheet.getByText('มีรุ่นใหม่เปิดอยู่อีกหน้า').waitFor();
    await sheet.getByText('ข้อมูลยังอยู่ครบ โหลดหน้านี้ใหม่เพื่อบันทึกต่อ').waitFor();
    await startGroup(page, office.origin, 'บ้านหน้าใหม่', 4);

    await sheet.getByRole('button', { name: 'โหลดใหม่' }).click();
    await shows(older, ['บ้านหน้าเก่า', 'บ้านหน้าใหม่']);
    await startGroup(older, office.origin, 'บ้านหลังโหลด', 5);
    await shows(page, ['บ้านหน้าเก่า', 'บ้านหน้าใหม่', 'บ้านหลังโหลด']);
    const lying = await readOperations(page);
    expect(lying.map(({ n }) => n)).toEqual([1, 2, 3]);
    await expect.poll(() => office.received().filter(({ id }) => lying.some((own) => own.id === id)).length).toBe(3);
    expect(phone.faults).toEqual([]);
  });

  it('does not wait for ever for a page that does not let go: it says which pages to close, and then opens (row 32)', async () => {
    const older = await olderPage('บ้านค้าง');
    // a page that hangs: it holds the database and hears nothing
    await older.goto(`${office.origin}/manifest.webmanifest`);
    await older.evaluate(async () => {
      const name = (await indexedDB.databases()).map((each) => each.name ?? '').find((each) => /^sajja-[0-9a-f]{8}-/.test(each)) ?? '';
      await new Promise((resolve) => indexedDB.open(name).addEventListener('success', resolve));
    });
    const page = await newerPage();
    await page.goto(`${office.origin}/groups`);
    await page.getByRole('heading', { name: 'สัจจะเปิดค้างอยู่อีกหน้า' }).waitFor();
    await page.getByText('ปิดสัจจะหน้าอื่นทั้งหมดในเครื่องนี้').waitFor();
    await older.close();
    await page.getByRole('button', { name: 'ลองอีกครั้ง' }).click();
    await page.getByText('บ้านค้าง').first().waitFor();
    expect(await databaseVersion(page)).toBe(20);
    await startGroup(page, office.origin, 'บ้านหลังค้าง', 4);
    expect((await readOperations(page)).map(({ n }) => n)).toEqual([1, 2]);
  });
});

describe.runIf(process.platform === 'linux')('the browser is killed in the middle of the change', () => {
  it('the older version finds everything as it was, and the newer one changes it whole at its next start (row 32)', async () => {
    const first = await olderPage('บ้านก่อนดับ');
    await startGroup(first, office.origin, 'บ้านที่สอง', 4);
    const before = await readOperations(first);
    const page = await newerPage();
    const halfWay = page.waitForEvent('console', (message) => message.text() === 'half-way');
    await Promise.all([halfWay, page.goto(`${office.origin}/groups?half-way`)]);
    await killBrowser(phone.profile);

    phone = await openPhone({ profile: phone.profile });
    const again = await phone.page();
    await shows(again, ['บ้านก่อนดับ', 'บ้านที่สอง']);
    expect(await databaseVersion(again)).toBe(10);
    expect((await readOperations(again)).map(({ id, n }) => ({ id, n }))).toEqual(before.map(({ id, n }) => ({ id, n })));
    await startGroup(again, office.origin, 'บ้านหลังดับ', 5);

    const changed = await newerPage();
    await again.close();
    await shows(changed, ['บ้านก่อนดับ', 'บ้านที่สอง', 'บ้านหลังดับ']);
    expect(await databaseVersion(changed)).toBe(20);
    expect((await readOperations(changed)).map(({ n }) => n)).toEqual([1, 2, 3]);
    expect(phone.faults).toEqual([]);
  });
});
