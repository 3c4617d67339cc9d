/** A new version is taken back after phones have worked with it: the one before opens their newer database, records, and sends everything. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { appVersion } from '../../src/sync/app-version.ts';
import { deployApp, type Deployment } from './support/deployment.ts';
import { closeForNewVersion, fetchNewVersion } from './support/new-version.ts';
import { openScreen, signIn, startGroup } from './support/officer.ts';
import { openPhone, type Phone } from './support/phone.ts';

const newVersion = '9.9.9';

let office: Deployment;
let phone: Phone;
beforeAll(async () => {
  office = await deployApp();
  phone = await openPhone();
});
afterAll(async () => {
  await phone.close();
  await office.close();
});

it('from a version with a newer database to the one before: nothing is lost and nothing waits for ever (row 35)', async () => {
  let page = await phone.page();
  await signIn(page, office.origin, office.inviteOfficer());
  await startGroup(page, office.origin, 'กลุ่มรุ่นก่อน');

  office.deploy(newVersion, { databaseVersion: 2 });
  page = await startWith(page, newVersion);
  expect(await databaseVersion(page)).toBe(20);
  await startGroup(page, office.origin, 'กลุ่มรุ่นใหม่');

  office.rollBack();
  page = await startWith(page, appVersion);
  await startGroup(page, office.origin, 'กลุ่มหลังถอยรุ่น');
  expect(await databaseVersion(page)).toBe(20);
  await openScreen(page, `${office.origin}/groups`);
  for (const name of ['กลุ่มรุ่นก่อน', 'กลุ่มรุ่นใหม่', 'กลุ่มหลังถอยรุ่น']) await page.getByText(name).first().waitFor();
  await expect.poll(() => unsent(page)).toBe(0);
  expect(phone.faults).toEqual([]);
});

/** One start fetches the served version, the next one runs it. */
async function startWith(before: Page, version: string): Promise<Page> {
  await fetchNewVersion(before);
  const page = await closeForNewVersion(phone, before);
  await openScreen(page, `${office.origin}/me`);
  await page.getByText(`สัจจะ รุ่น ${version}`).waitFor();
  return page;
}

async function databaseVersion(page: Page): Promise<number> {
  const [found] = await records(page);
  return found?.version ?? 0;
}

/** Operations of this phone that the office has not said it has. */
async function unsent(page: Page): Promise<number> {
  const [found] = await records(page);
  return found?.states.filter((state) => state === 'queued' || state === 'held').length ?? -1;
}

async function records(page: Page): Promise<readonly { readonly version: number; readonly states: readonly string[] }[]> {
  return page.evaluate(async () => {
    const all = await indexedDB.databases();
    const mine = all.filter(({ name = '' }) => /^sajja-[0-9a-f]{8}-/.test(name));
    return Promise.all(
      mine.map(
        async ({ name = '' }) =>
          new Promise<{ version: number; states: string[] }>((resolve, reject) => {
            const opening = indexedDB.open(name);
            opening.addEventListener('error', () => reject(opening.error as Error));
            opening.addEventListener('success', () => {
              const reading = opening.result.transaction('op').objectStore('op').getAll();
              reading.addEventListener('success', () => {
                const version = opening.result.version;
                opening.result.close();
                resolve({ version, states: (reading.result as { state: string }[]).map(({ state }) => state) });
              });
            });
          }),
      ),
    );
  });
}
