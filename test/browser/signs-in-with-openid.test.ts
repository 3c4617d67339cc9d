/**
 * An officer links an account of the office's provider and signs in with it on another phone: through the real redirect and back, with the
 * worker in charge of the page. What is not hers, not linked or not begun here lets nobody in, and no code stays in the address.
 */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { OpenIdBegun } from '../../src/protocol/openid.ts';
import { openProvider, type OpenIdProvider } from '../support/openid-provider.ts';
import { openOffice, type Office } from './support/office.ts';
import { openScreen, signIn } from './support/officer.ts';
import { openPhone, waitForWorker, type Phone } from './support/phone.ts';

const digits = '190527';

let provider: OpenIdProvider;
let office: Office;
let phones: readonly Phone[];
beforeAll(async () => {
  provider = await openProvider();
  office = await openOffice(provider.env());
  phones = await Promise.all([openPhone(), openPhone()]);
});
afterAll(async () => {
  await Promise.all(phones.map((phone) => phone.close().catch(() => undefined)));
  await office.close();
  await provider.close();
});

/** chooses at the provider and waits until the app has the page again */
async function choose(page: Page, account: string): Promise<void> {
  await page.waitForURL(`${provider.issuer}/**`);
  await page.getByRole('link', { name: account }).click();
  await page.waitForURL(`${office.origin}/**`);
}
const waysIn = (page: Page) => page.getByRole('button', { name: 'เข้าใช้ด้วยบัญชี Test Accounts' });
const goOn = (page: Page) => page.getByRole('button', { name: 'ไปยืนยันที่ Test Accounts' });

it('is linked on the first phone, and opens the second', async () => {
  const [first, second] = phones as [Phone, Phone];
  const page = await first.page();
  await signIn(page, office.origin, await office.inviteOfficer());

  const other = await second.page();
  await other.goto(`${office.origin}/signin`);
  await waitForWorker(other);
  await waysIn(other).click();
  await other.getByLabel('ชื่อเครื่องนี้').fill('แท็บเล็ต');
  await goOn(other).click();
  await choose(other, 'fon');
  await other.getByText(/^บัญชีนี้ยังไม่ได้ผูก/).waitFor();
  expect(new URL(other.url()).href).toBe(`${office.origin}/signin`);

  await openScreen(page, `${office.origin}/me`);
  await page.getByRole('button', { name: /^บัญชี Test Accounts.*ยังไม่ได้ผูก/ }).click();
  await page.getByRole('button', { name: 'ผูกบัญชี Test Accounts' }).click();
  await choose(page, 'nobody');
  await page.getByText(/^ยังไม่ได้ยืนยันบัญชีที่ Test Accounts/).waitFor();
  await page.getByRole('button', { name: 'ผูกบัญชี Test Accounts' }).click();
  await choose(page, 'fon');
  await page.getByText(/^ผูกเมื่อ/).waitFor();
  expect(page.url()).toBe(`${office.origin}/me`);

  await goOn(other).click();
  await choose(other, 'fon');
  await other.getByText('ทุกอย่างส่งถึงสำนักงานแล้ว').first().waitFor();
  expect(await other.evaluate(() => navigator.serviceWorker.controller !== null)).toBe(true);
  const devices = await other.evaluate(async () => (await fetch('/v1/devices')).json() as Promise<{ devices: { name: string }[] }>);
  expect(devices.devices.map(({ name }) => name)).toContain('แท็บเล็ต');
  // neither in the address nor behind it, nor kept
  expect(await other.evaluate(() => [location.search, history.state, sessionStorage.length])).toEqual(['', null, 0]);
  await other.goBack();
  await other.waitForLoadState();
  for (const tab of [page, other]) expect(tab.url()).not.toContain('code=');

  await page.reload();
  await page.getByText(/^เครื่องชื่อ “แท็บเล็ต” เข้าใช้เมื่อ/).waitFor();
  expect([...first.faults, ...second.faults]).toEqual([]);
});

it('does not open a locked phone: whoever found it may be signed in at the provider too', async () => {
  const [first] = phones as [Phone, Phone];
  const page = await first.page();
  const locked = page.getByLabel('รหัสล็อก 6 หลัก');
  await openScreen(page, `${office.origin}/me`);
  await page.getByText('ยังไม่ได้ตั้งรหัสล็อก').click();
  await page.getByLabel('รหัสล็อกใหม่ 6 หลัก').fill(digits);
  await page.getByLabel('พิมพ์รหัสใหม่อีกครั้ง').fill(digits);
  await page.getByRole('button', { name: 'ใช้รหัสนี้' }).click();
  await page.getByText('มีรหัสล็อกแล้ว').waitFor();
  await first.context.addInitScript(() => {
    const now = Date.now.bind(Date);
    Date.now = () => now() + 600_000;
  });
  await page.goto(office.origin);
  await locked.waitFor();
  const toSignIn = async () => {
    await page.getByRole('button', { name: 'ลืมรหัส' }).click();
    await page.getByRole('button', { name: 'เข้าใช้ด้วยรหัสเชิญ' }).click();
  };
  await toSignIn();
  await page.getByRole('button', { name: 'เพิ่มผู้ใช้ด้วยรหัสเชิญ' }).click();
  await waysIn(page).click();
  await goOn(page).click();
  await choose(page, 'fon');
  await locked.waitFor();
  const signedIn = page.waitForResponse(`${office.origin}/v1/session/openid`);
  await toSignIn();
  expect((await signedIn).status()).toBe(200);
  await locked.waitFor();
  await locked.fill(digits);
  await page.getByRole('navigation', { name: 'เมนูหลัก' }).waitFor();
});

it('is unlinked on the page Me', async () => {
  const [first] = phones as [Phone, Phone];
  const page = await first.page();
  await openScreen(page, `${office.origin}/me`);
  await page.getByRole('button', { name: /^บัญชี Test Accounts.*ผูกเมื่อ/ }).click();
  await page.getByRole('button', { name: 'เลิกผูกบัญชี' }).click();
  await page.getByRole('button', { name: /^บัญชี Test Accounts.*ยังไม่ได้ผูก/ }).waitFor();
  expect(first.faults).toEqual([]);
});

it('an answer that this page did not begin is not used, whoever sent it', async () => {
  const stranger = await openPhone();
  try {
    const page = await stranger.page();
    // what somebody else has begun and confirmed, as a link
    const begun = await fetch(`${office.origin}/v1/openid`, { method: 'POST', headers: { 'X-Sync': '1' } });
    const theirs = await provider.visit(((await begun.json()) as OpenIdBegun).url, 'somchai');
    const posted: string[] = [];
    page.on('request', (request) => void (request.method() === 'POST' && posted.push(request.url())));
    await page.goto(theirs.href);
    await page.getByText(/^คำตอบจาก Test Accounts ไม่ใช่ของหน้านี้/).waitFor();
    expect([page.url(), posted]).toEqual([`${office.origin}/signin`, []]);
  } finally {
    await stranger.close();
  }
});
