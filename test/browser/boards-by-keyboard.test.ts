/** The boards without a mouse or a finger: everything is reached with Tab, opened with Enter, left with Escape, and the focus is never lost. */
import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { faultsOf } from './support/axe.ts';
import { startDemo, type Demo } from './support/demo.ts';
import { openScreen, settled, signIn } from './support/officer.ts';
import { openPhone, type Phone } from './support/phone.ts';

const mostTabs = 200;

let demo: Demo;
const phones: Phone[] = [];
const pages = {} as Record<'chief' | 'province', Page>;
beforeAll(async () => {
  demo = await startDemo();
  for (const role of ['chief', 'province'] as const) {
    const phone = await openPhone();
    phones.push(phone);
    pages[role] = await phone.page();
    await signIn(pages[role], demo.origin, demo.code[role]);
  }
});
afterAll(async () => {
  for (const phone of phones) await phone.close();
  await demo.stop();
});

async function openBoard(role: 'chief' | 'province', width: number): Promise<Page> {
  const page = pages[role];
  await page.setViewportSize({ width, height: 800 });
  await openScreen(page, `${demo.origin}/board`);
  return page;
}

const hasFocus = async (locator: Locator) => locator.evaluate((element) => element === document.activeElement);

/** Presses Tab until it is there, and says when it never is. */
async function tabTo(page: Page, wanted: Locator): Promise<void> {
  await wanted.waitFor();
  for (let tabs = 0; tabs < mostTabs; tabs += 1) {
    if (await hasFocus(wanted)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`${mostTabs} times Tab do not lead to ${String(wanted)}`);
}

/** What has the focus is seen: on the screen, not under a bar, and marked. */
async function isSeen(page: Page): Promise<boolean> {
  return page.evaluate(() => {
    const focused = document.activeElement;
    if (focused === null || focused === document.body) return false;
    const { left, top, width, height } = focused.getBoundingClientRect();
    const there = document.elementFromPoint(left + width / 2, top + height / 2);
    return there !== null && (focused.contains(there) || there.contains(focused)) && getComputedStyle(focused).outlineStyle !== 'none';
  });
}

async function pressWithSheet(page: Page, opener: Locator): Promise<Locator> {
  await tabTo(page, opener);
  expect(await isSeen(page)).toBe(true);
  await page.keyboard.press('Enter');
  const sheet = page.locator('dialog[open]');
  await sheet.waitFor();
  await expect.poll(async () => sheet.evaluate((dialog) => dialog.contains(document.activeElement))).toBe(true);
  return sheet;
}

describe('with the keyboard alone', () => {
  it.each([1280, 360])(
    'a chief comes to a report, leaves its question and comes back to it, and accepts the report, at %d pixels',
    async (width) => {
      const page = await openBoard('chief', width);
      await tabTo(page, page.locator('a[href^="/board/review/"]').first());
      expect(await isSeen(page)).toBe(true);
      await page.keyboard.press('Enter');
      await page.waitForURL(/\/board\/review\//);
      await settled(page);
      const accept = page.getByRole('button', { name: 'รับรายงาน' }).first();
      let sheet = await pressWithSheet(page, accept);
      expect(await faultsOf(page)).toEqual([]);
      await page.keyboard.press('Escape');
      await sheet.waitFor({ state: 'hidden' });
      await expect.poll(async () => hasFocus(accept)).toBe(true);

      await page.keyboard.press('Enter');
      sheet = page.locator('dialog[open]');
      await tabTo(page, sheet.getByRole('button', { name: 'รับรายงาน' }));
      await page.keyboard.press('Enter');
      await page.getByRole('link', { name: 'กลับไปที่กระดาน' }).waitFor();
    },
  );

  it('a chief sorts the officers, and everything that takes the focus on the way is seen', async () => {
    const page = await openBoard('chief', 1280);
    const head = page.locator('th[aria-sort] button, th button').first();
    await head.waitFor();
    for (let tabs = 0; tabs < mostTabs && !(await hasFocus(head)); tabs += 1) {
      await page.keyboard.press('Tab');
      expect(await isSeen(page), await page.evaluate(() => document.activeElement?.outerHTML.slice(0, 200))).toBe(true);
    }
    const order = async () => page.locator('th[aria-sort]').evaluateAll((all) => all.map((one) => one.getAttribute('aria-sort')).join());
    const before = await order();
    await page.keyboard.press('Enter');
    await expect.poll(order).not.toBe(before);
  });

  it.each([1280, 360])(
    'the province comes to its targets, and opens and leaves the question for its campaign, at %d pixels',
    async (width) => {
      const page = await openBoard('province', width);
      const campaign = await pressWithSheet(page, page.getByRole('button', { name: 'แก้วาระ' }));
      expect(await faultsOf(page)).toEqual([]);
      await page.keyboard.press('Escape');
      await campaign.waitFor({ state: 'hidden' });
      await tabTo(page, page.getByRole('link', { name: 'กำหนดเป้าหมาย' }));
      expect(await isSeen(page)).toBe(true);
      await page.keyboard.press('Enter');
      await page.waitForURL(/\/board\/targets/);
      await settled(page);
    },
  );
});
