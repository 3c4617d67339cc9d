/**
 * On a phone without Background Sync each thing that may wake the sender is enough by itself.
 *
 * The others are taken away before the app starts: its listeners for `online`, `visibilitychange` and `pageshow` are not registered, and waits
 * of a second or longer never end, which are its timers. The start of a page has passed without an office. `online`, the save, the timer,
 * the start and the tap are then the real thing; coming to the front is the browser's event dispatched by hand, because a headless page is
 * always in front.
 */
import type { Page } from 'playwright-core';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openOffice, upTo, type Office } from './support/office.ts';
import { openScreen, readOperations, settled, signIn, startGroup } from './support/officer.ts';
import { openPhone, type Phone } from './support/phone.ts';

type Trigger = 'online' | 'visibilitychange' | 'pageshow' | 'timer';

let office: Office;
let phone: Phone;
let page: Page;
beforeEach(async () => {
  office = await openOffice();
  phone = await openPhone({ withoutBackgroundSync: true });
  page = await phone.page();
  await signIn(page, office.origin, await office.inviteOfficer());
});
afterEach(async () => {
  await phone.close();
  await office.close();
});

/** The same phone opened again, with one way of waking at most. */
async function reopenWithOnly(trigger: Trigger | undefined): Promise<void> {
  const before = page;
  page = await phone.context.newPage();
  await before.close();
  await page.addInitScript((kept) => {
    const deaf = ['online', 'visibilitychange', 'pageshow'].filter((type) => type !== kept);
    // oxlint-disable-next-line typescript/unbound-method -- called below with the right `this`
    const { addEventListener } = EventTarget.prototype;
    EventTarget.prototype.addEventListener = function add(
      this: EventTarget,
      ...[type, listener, options]: Parameters<typeof addEventListener>
    ) {
      // what the page itself says to nobody in particular; a request has events of its own
      if (deaf.includes(type) && (this === window || this === document || this === undefined)) return;
      addEventListener.call(this ?? window, type, listener, options);
    };
    if (kept === 'timer') return;
    const { setTimeout } = globalThis;
    const shortOnly = (run: () => void, delayMs = 0) => (delayMs >= 1_000 ? 0 : setTimeout(run, delayMs));
    globalThis.setTimeout = shortOnly as unknown as typeof globalThis.setTimeout;
  }, trigger);
  await openScreen(page, office.origin);
}

/** Opens a screen anew while the office is away, until the try that starting makes has failed: a save's own try may come late on a slow machine. */
async function openScreenInVain(url: string): Promise<void> {
  await page.goto(url, { waitUntil: 'commit' });
  // what the page before had under way is broken off by leaving it, which says nothing about this one
  const failed = page.waitForEvent(
    'requestfailed',
    (request) => request.url().endsWith('/v1/sync') && request.failure()?.errorText !== 'net::ERR_ABORTED',
  );
  await settled(page);
  await failed;
}

/** The office is back and nothing happens, however long one waits: so what follows is the doing of one trigger. */
async function expectSilence(): Promise<void> {
  await page.waitForTimeout(2_500);
  expect(office.received()).toEqual([]);
}

async function expectDelivered(count: number): Promise<void> {
  await expect.poll(() => office.received().length).toBe(count);
  const recorded = await readOperations(page);
  expect(office.received().map(({ id }) => id)).toEqual(recorded.map(({ id }) => id));
  expect(office.received().map(({ n }) => n)).toEqual(upTo(count));
}

describe('one record waits on the phone and is delivered', () => {
  it('by opening the app', async () => {
    await office.away();
    await reopenWithOnly(undefined);
    await openScreenInVain(await startGroup(page, office.origin, 'ป่าแฝกดอย'));
    await office.back();
    await expectSilence();
    await reopenWithOnly(undefined);
    await expectDelivered(1);
  });

  it.each(['visibilitychange', 'pageshow'] as const)('by coming back to the app (%s)', async (event) => {
    await office.away();
    await reopenWithOnly(event);
    await openScreenInVain(await startGroup(page, office.origin, 'ป่าแฝกดอย'));
    await office.back();
    await expectSilence();
    await page.evaluate((type) => (type === 'pageshow' ? window : document).dispatchEvent(new Event(type)), event);
    await expectDelivered(1);
  });

  it('by the network coming back', async () => {
    await reopenWithOnly('online');
    await phone.context.setOffline(true);
    await startGroup(page, office.origin, 'ป่าแฝกดอย');
    await expectSilence();
    await phone.context.setOffline(false);
    await expectDelivered(1);
  });

  it('by the next record', async () => {
    await office.away();
    await reopenWithOnly(undefined);
    const group = await startGroup(page, office.origin, 'ป่าแฝกดอย');
    await openScreenInVain(`${group}/founding/start`);
    await office.back();
    await expectSilence();
    await page.getByRole('button', { name: 'เปิดการประชุมจัดตั้ง' }).click();
    await expectDelivered(2);
  });

  it('by waiting, with the app open and the phone sure of its network', async () => {
    await office.away();
    await reopenWithOnly('timer');
    await startGroup(page, office.origin, 'ป่าแฝกดอย');
    expect(await page.evaluate(() => navigator.onLine)).toBe(true);
    await office.back();
    await expectDelivered(1);
  });

  it('by a tap, even when the phone believes that it has no network', async () => {
    await office.away();
    await reopenWithOnly(undefined);
    await page.addInitScript(() => Object.defineProperty(Navigator.prototype, 'onLine', { get: () => false }));
    await startGroup(page, office.origin, 'ป่าแฝกดอย');
    await openScreenInVain(`${office.origin}/outbox`);
    await office.back();
    await expectSilence();
    expect(await page.evaluate(() => navigator.onLine)).toBe(false);
    await page.getByRole('button', { name: 'ส่งเดี๋ยวนี้' }).click();
    await expectDelivered(1);
    await page.getByText('ส่งครบแล้ว').first().waitFor();
  });
});
