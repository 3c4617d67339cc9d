/** The boards without a mouse or a finger: everything is reached with Tab, opened with Enter, left with Escape, and the focus is never lost. */
import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { faultsOf } from './support/axe.ts';
import { startDemo, type Demo } from './support/demo.ts';
import { openScreen, settled, signIn } from './support/officer.ts';
import { openPhone, type Phone } from './support/phone.ts';

const mostTabs = 200;
const roles = ['chief', 'province', 'department'] as const;
type OfficeRole = (typeof roles)[number];

let demo: Demo;
const phones: Phone[] = [];
const pages = {} as Record<OfficeRole, Page>;
beforeAll(async () => {
  demo = await startDemo();
  for (const role of roles) {
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

async function openBoard(role: OfficeRole, width: number, path = '/board'): Promise<Page> {
  const page = pages[role];
  await page.setViewportSize({ width, height: 800 });
  await openScreen(page, demo.origin + path);
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

/** What has the focus is seen: on the screen, not under a bar, and marked; a field or a file's input by what stands around it. */
async function isSeen(page: Page): Promise<boolean> {
  return (await lookAtFocus(page))?.isSeen ?? false;
}

/** `undefined` when nothing of the page has it */
async function lookAtFocus(page: Page): Promise<{ readonly isSeen: boolean; readonly what: string } | undefined> {
  return page.evaluate(() => {
    const focused = document.activeElement;
    if (focused === null || focused === document.body) return undefined;
    const face = focused.closest('.file-button, .search-bar') ?? focused;
    const { left, top, width, height } = face.getBoundingClientRect();
    const there = document.elementFromPoint(left + width / 2, top + height / 2);
    const { outlineStyle, boxShadow } = getComputedStyle(face);
    const isOnTop = there !== null && (face.contains(there) || there.contains(face));
    return { isSeen: isOnTop && (outlineStyle !== 'none' || boxShadow !== 'none'), what: focused.outerHTML.slice(0, 200) };
  });
}

/** Presses the key until the focus leaves the page. @returns how many had it, and those of them that were not seen */
async function goThrough(page: Page, key: 'Tab' | 'Shift+Tab'): Promise<{ readonly met: number; readonly unseen: readonly string[] }> {
  const unseen: string[] = [];
  // the screen's heading has the focus first, so that it is read out
  for (let met = 0; met < mostTabs; met += 1) {
    await page.keyboard.press(key);
    const focused = await lookAtFocus(page);
    if (focused === undefined) return { met, unseen };
    if (!focused.isSeen) unseen.push(focused.what);
  }
  throw new Error(`${mostTabs} times ${key} do not lead out of the page`);
}

async function goAlong(page: Page, link: Locator): Promise<void> {
  await tabTo(page, link);
  expect(await isSeen(page)).toBe(true);
  const path = (await link.getAttribute('href')) ?? '';
  await page.keyboard.press('Enter');
  await page.waitForURL(`${demo.origin}${path}`);
  await settled(page);
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

/** Opens what the button asks, with the focus in it and nothing serious under axe, and leaves it with Escape. */
async function openAndLeave(page: Page, opener: Locator): Promise<void> {
  const sheet = await pressWithSheet(page, opener);
  await page.waitForFunction(() => document.querySelector('dialog[open] .bone') === null);
  expect(await faultsOf(page)).toEqual([]);
  await page.keyboard.press('Escape');
  await sheet.waitFor({ state: 'hidden' });
  await expect.poll(async () => hasFocus(opener)).toBe(true);
}

const boards = [
  ['chief', '/board', 40],
  ['province', '/board', 30],
  ['province', '/board?district=all', 70],
  ['department', '/board', 8],
  ['department', '/board?area=56', 20],
  ['department', '/board?area=5607', 20],
] as const;
const walks = boards.flatMap(([role, path, atLeast]) => [1280, 360].map((width) => [role, path, width, atLeast] as const));

describe('with the keyboard alone', () => {
  it.each(walks)('%s, %s at %d pixels: whatever takes the focus is seen, forwards and back', async (role, path, width, atLeast) => {
    const page = await openBoard(role, width, path);
    const forwards = await goThrough(page, 'Tab');
    expect(forwards.unseen).toEqual([]);
    expect(forwards.met).toBeGreaterThanOrEqual(atLeast);
    expect((await goThrough(page, 'Shift+Tab')).unseen).toEqual([]);
  });

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
      await page.getByRole('link', { name: 'กลับไปที่ภาพรวม' }).waitFor();
    },
  );

  it('a chief sorts the officers', async () => {
    const page = await openBoard('chief', 1280);
    await tabTo(page, page.locator('th[aria-sort] button').first());
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

  it.each([1280, 360])(
    'the department goes from its provinces to a district and to one of its groups, and opens and leaves every question, at %d pixels',
    async (width) => {
      const page = await openBoard('department', width);
      const button = (name: string) => page.getByRole('button', { name });
      await openAndLeave(page, button('เก็บเป็นไฟล์ตาราง'));
      const trend = page.locator('summary').first();
      await tabTo(page, trend);
      await page.keyboard.press('Enter');
      await page.locator('details[open] table').first().waitFor();

      await goAlong(page, page.locator('td, th').locator('a[href="/board?area=56"]'));
      await openAndLeave(page, button('เก็บเป็นไฟล์ตาราง'));
      await openAndLeave(page, button('ดาวน์โหลดตาราง'));
      await openAndLeave(page, button('กุญแจสำหรับโปรแกรม'));
      const tables = await pressWithSheet(page, button('ดาวน์โหลดตาราง'));
      const file = page.waitForEvent('download');
      await tabTo(page, tables.getByRole('button', { name: 'Excel' }));
      await page.keyboard.press('Enter');
      expect((await file).suggestedFilename()).toMatch(/^sajja-groups-56-.*\.xlsx$/);
      await tables.waitFor({ state: 'hidden' });

      await goAlong(page, page.locator('a[href="/board?area=5607"]'));
      await goAlong(page, page.locator('a[href^="/board/groups/"]').first());
      expect((await lookAtFocus(page))?.what).toContain('<h1');
      await goAlong(page, page.locator('a[href="/board?area=5607"]').first());
    },
  );

  it.each([1280, 360])(
    'the department comes to the report that reached it, and opens and leaves both answers to it, at %d pixels',
    async (width) => {
      const page = await openBoard('department', width);
      await goAlong(page, page.getByRole('link', { name: /รอคุณ/ }).first());
      await goAlong(page, page.locator('a[href^="/board/review/"]').first());
      await expect.poll(async () => page.getByRole('link', { name: 'กลับ', exact: true }).getAttribute('href')).toBe('/board?area=56');
      for (const answer of ['รับทราบ', 'ส่งคืน']) await openAndLeave(page, page.getByRole('button', { name: answer }).first());
    },
  );
});
