/** Money of a pledge day: a phone that dies between two taps loses none, and two phones in one collection never write one receipt number twice. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runCommand } from '../support/server-process.ts';
import { killBrowser } from './support/kill-browser.ts';
import { openOffice, upTo, type Office } from './support/office.ts';
import { openScreen, readOperations, signIn } from './support/officer.ts';
import { openPhone, type Phone } from './support/phone.ts';
import { entriesOn, makeVillage, openRoll, serveBooks, tapNumber, todayInThailand } from './support/roll-call.ts';

const on = todayInThailand();
let office: Office;
const phones: Phone[] = [];
beforeAll(async () => {
  office = await openOffice();
});
afterAll(async () => {
  for (const phone of phones) await phone.close().catch(() => undefined);
  await office.close();
});

function invite(args: readonly string[]): { readonly code: string; readonly user: string } {
  const { status, stdout, stderr } = runCommand(office.dataDir, ['invite', ...args, '--json']);
  if (status !== 0) throw new Error(stderr);
  return JSON.parse(stdout) as { code: string; user: string };
}

async function newPhone(code: string, profile?: string): Promise<Phone> {
  const phone = await openPhone(profile === undefined ? {} : { profile });
  phones.push(phone);
  await serveBooks(phone);
  if (profile === undefined) await signIn(await phone.page(), office.origin, code);
  return phone;
}

/** Everything this phone has goes out; the line is tried again as a person would. */
async function sendAll(page: Page): Promise<void> {
  await openScreen(page, `${office.origin}/outbox`);
  await expect
    .poll(
      async () => {
        await lookForNews(page);
        return (await readOperations(page)).filter(({ state }) => state === 'queued').length;
      },
      { interval: 1_000 },
    )
    .toBe(0);
}

const lookForNews = async (page: Page) =>
  page
    .getByRole('button', { name: 'ส่งเดี๋ยวนี้' })
    .click({ timeout: 2_000 })
    .catch(() => undefined);

describe.runIf(process.platform === 'linux')('a pledge day without signal', () => {
  let officer: { readonly code: string; readonly user: string };
  let first: Phone;
  let g: string;

  it('on a phone that dies again and again: every tap that was shown as paid is in the books, once', async () => {
    officer = invite(['--role', 'field-officer', '--area', '560701', '--name', 'ฟ้าใส']);
    first = await newPhone(officer.code);
    let page = await first.page();
    g = await makeVillage(page, 48, 2);
    await sendAll(page);
    await office.away();

    const shown: number[] = [];
    let next = 1;
    for (let round = 1; round <= 3; round += 1) {
      await openRoll(page, office.origin, g, on);
      let isDead = false;
      let isUnderWay: () => void = () => undefined;
      const underWay = new Promise<void>((resolve) => (isUnderWay = resolve));
      const death = underWay.then(async () => {
        await new Promise((resolve) => setTimeout(resolve, Math.random() * 500));
        isDead = true;
        await killBrowser(first.profile);
      });
      const tapping = (async () => {
        // ten a round at most, however fast the machine: the second phone finds the numbers above thirty unpaid
        for (let taps = 1; next <= round * 10; taps += 1) {
          const no = next;
          next += 1;
          await tapNumber(page, no);
          shown.push(no);
          if (taps === 3) isUnderWay();
        }
      })();
      // it ends by the death of its page, never by anything else
      await tapping.catch((error: unknown) => {
        if (!isDead) throw error;
      });
      await death;
      first = await newPhone('', first.profile);
      page = await first.page();
    }
    await openRoll(page, office.origin, g, on);
    await expect.poll(async () => (await entriesOn(page, g, on)).length).toBeGreaterThanOrEqual(shown.length);
    const entries = await entriesOn(page, g, on);
    const members = await page.evaluate(() => document.querySelector('.collection-top .tally')?.textContent ?? '');
    expect(members.replaceAll(' ', '')).toContain(`${entries.length}/48`);
    expect(new Set(entries.map(({ member }) => member)).size).toBe(entries.length);
    expect(new Set(entries.map(({ receipt }) => receipt)).size).toBe(entries.length);
    expect(entries.every(({ flags }) => flags === undefined)).toBe(true);
    expect(shown.length).toBeGreaterThanOrEqual(9);
    // at most the one under way in each round, which was not yet shown
    expect(entries.length - shown.length).toBeLessThanOrEqual(3);
    for (const no of shown) {
      await page.getByRole('searchbox').fill(String(no));
      const number = page.locator('.roll-paid .roll-other span', { hasText: new RegExp(`^${no}$`) });
      // the whole roll stays behind what was found
      await number.filter({ visible: true }).waitFor();
    }
    const lying = await readOperations(page);
    expect(lying.map(({ n }) => n)).toEqual(upTo(lying.length));
    await office.back();
  });

  it('with a second phone: no receipt number twice, nothing lost, and who paid on both is shown on both', async () => {
    const page = await first.page();
    await sendAll(page);
    const second = await newPhone(invite(['--user', officer.user]).code);
    const other = await second.page();
    await openRoll(other, office.origin, g, on);
    const before = await entriesOn(page, g, on);
    await expect.poll(async () => (await entriesOn(other, g, on)).length).toBe(before.length);
    await office.away();
    await openRoll(page, office.origin, g, on);

    // the next ten from one end on this phone, eight from the other end on the other; 40 and 41 on both
    const unpaid = upTo(48).filter((no) => no > 30);
    const mine = unpaid.slice(0, 11);
    const theirs = unpaid.slice(9);
    await Promise.all([
      (async () => {
        for (const no of mine) await tapNumber(page, no);
      })(),
      (async () => {
        for (const no of theirs) await tapNumber(other, no);
      })(),
    ]);
    await office.back();
    for (const each of [page, other]) await sendAll(each);
    const all = before.length + mine.length + theirs.length;
    for (const each of [page, other]) {
      await expect
        .poll(
          async () => {
            await lookForNews(each);
            return (await entriesOn(each, g, on)).length;
          },
          { interval: 1_000 },
        )
        .toBe(all);
      const entries = await entriesOn(each, g, on);
      expect(new Set(entries.map(({ receipt }) => receipt)).size).toBe(all);
      expect(entries.filter(({ flags }) => flags?.includes('maybe-paid-twice')).length).toBe(4);
      expect(entries.filter(({ flags }) => flags?.includes('receipt-taken'))).toEqual([]);
      await openScreen(each, `${office.origin}/groups/${g}/collection/${on}?step=result`);
      await each.getByText('มี 4 รายการที่อาจรับซ้ำ').waitFor();
    }
    expect(office.held()).toEqual([]);
  });
});
