/** A new version is put on the server while somebody's form is half filled: nothing is taken over, and the next start has both, version and draft. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { appVersion } from '../../src/sync/app-version.ts';
import { deployApp, type Deployment } from './support/deployment.ts';
import { foundingDay } from './support/founding.ts';
import { closeForNewVersion } from './support/new-version.ts';
import { openScreen, settled, signIn, startGroup } from './support/officer.ts';
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

const comeBack = async (page: Page) => page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));
const isWaiting = async (page: Page) =>
  page.evaluate(async () => ((await navigator.serviceWorker.getRegistration())?.waiting ?? null) !== null);
const scriptOf = async (page: Page) => page.locator('script[type="module"]').first().getAttribute('src');
const firstName = (page: Page) => page.getByLabel('ชื่อ', { exact: true }).inputValue();

describe('a new version of the app', () => {
  it('does not touch a page with a half-filled form, whose own pieces all stay at hand, and comes with the next start (row 33, row 34)', async () => {
    let page = await phone.page();
    await signIn(page, office.origin, office.inviteOfficer());
    const group = await startGroup(page, office.origin, 'ป่าแฝกดอย');
    const day = foundingDay(page, () => group);
    await day.startMeeting();
    await day.countPeople(24, 36);
    await day.vote({ for: 50, against: 5, abstain: 5 });
    await day.readNotice();
    await page.getByLabel('คำนำหน้า').selectOption({ label: 'นาง' });
    await page.getByLabel('ชื่อ', { exact: true }).fill('ครึ่งชื่อ');
    await page.getByLabel('เกิด พ.ศ.').fill('2519');
    const oldScript = await scriptOf(page);
    await page.evaluate(() => Object.assign(globalThis, { sajjaMark: 'same page' }));

    office.deploy(newVersion);
    expect(await (await fetch(office.origin)).text()).not.toContain(oldScript);
    expect((await fetch(office.origin + (oldScript ?? ''))).status).toBe(404);
    await comeBack(page);
    await expect.poll(() => isWaiting(page)).toBe(true);

    // coming back to the app again and again with the form open changes nothing
    for (let times = 0; times < 3; times += 1) {
      await comeBack(page);
      await page.waitForTimeout(500);
    }
    expect(await page.evaluate(() => (globalThis as { sajjaMark?: string }).sajjaMark)).toBe('same page');
    expect(await isWaiting(page)).toBe(true);
    expect(await firstName(page)).toBe('ครึ่งชื่อ');
    expect(await page.getByLabel('เกิด พ.ศ.').inputValue()).toBe('2519');

    // the old page goes on to screens it has never opened, though the server has their pieces no more
    await followLink(page, '/print/kit/blank');
    await page.getByRole('button', { name: 'พิมพ์' }).first().waitFor();
    await followLink(page, '/guide/2.2');
    await page.getByRole('heading', { level: 1 }).first().waitFor();
    await settled(page);
    expect(await scriptOf(page)).toBe(oldScript);
    expect(phone.faults).toEqual([]);

    page = await closeForNewVersion(phone, page);
    await openScreen(page, `${group}/founding/intake`);
    // where the browser counts the closed page as open, the new version waits for the next return to the app
    await expect
      .poll(
        async () =>
          comeBack(page)
            .then(async () => scriptOf(page))
            .catch(() => oldScript),
        { interval: 1_000 },
      )
      .not.toBe(oldScript);
    await settled(page);
    await expect.poll(() => firstName(page)).toBe('ครึ่งชื่อ');
    expect(await page.getByLabel('เกิด พ.ศ.').inputValue()).toBe('2519');
    await openScreen(page, `${office.origin}/me`);
    await page.getByText(`สัจจะ รุ่น ${newVersion}`).waitFor();
    expect(await page.getByText(`สัจจะ รุ่น ${appVersion}`).count()).toBe(0);
    expect(phone.faults).toEqual([]);
  });
});

/** As a tap on a link inside the app: the page stays, only the screen changes. */
async function followLink(page: Page, path: string): Promise<void> {
  await page.evaluate((href) => {
    const link = document.createElement('a');
    link.href = href;
    document.body.append(link);
    link.click();
    link.remove();
  }, path);
  await page.waitForURL(`**${path}`);
}
