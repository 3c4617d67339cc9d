/**
 * An officer sets a password and signs in with it on another phone; the first one hears of it at its next contact. The second time it was not
 * she: one tap, and that phone is shut out and forgets everything, and the password with it.
 */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openOffice, type Office } from './support/office.ts';
import { openScreen, signIn } from './support/officer.ts';
import { openPhone, type Phone } from './support/phone.ts';

const account = { name: 'fon.maechai', password: 'ฝนตกที่แม่ใจทุกวัน' };

let office: Office;
let phones: readonly Phone[];
beforeAll(async () => {
  office = await openOffice();
  phones = await Promise.all([openPhone(), openPhone(), openPhone()]);
});
afterAll(async () => {
  await Promise.all(phones.map((phone) => phone.close().catch(() => undefined)));
  await office.close();
});

async function signInByPassword(phone: Phone, deviceName: string) {
  const page = await phone.page();
  await page.goto(`${office.origin}/signin`);
  await page.getByRole('button', { name: 'เข้าใช้ด้วยชื่อบัญชีและรหัสผ่าน' }).click();
  await page.getByLabel('ชื่อบัญชี').fill(account.name);
  await page.getByLabel('รหัสผ่าน', { exact: true }).fill(account.password);
  await page.getByLabel('ชื่อเครื่องนี้').fill(deviceName);
  await page.getByRole('button', { name: 'เข้าใช้เครื่องนี้' }).click();
  return page;
}

it('her own is taken as hers, a stranger’s ends with one tap', async () => {
  const [first, second, strangers] = phones as [Phone, Phone, Phone];
  const page = await first.page();
  await signIn(page, office.origin, await office.inviteOfficer());
  await openScreen(page, `${office.origin}/me`);
  await page.getByRole('button', { name: /^รหัสผ่านสำหรับเข้าใช้/ }).click();
  await page.getByLabel('ชื่อบัญชี').fill(account.name);
  await page.getByLabel('รหัสผ่านใหม่').fill('password1234');
  await page.getByRole('button', { name: 'เก็บรหัสผ่าน' }).click();
  await page.getByText('รหัสนี้เดาง่าย').waitFor();
  await page.getByLabel('รหัสผ่านใหม่').fill(account.password);
  await page.getByRole('button', { name: 'เก็บรหัสผ่าน' }).click();
  await page.getByText(/^บัญชี fon\.maechai · ตั้งเมื่อ/).waitFor();

  const own = await signInByPassword(second, 'แท็บเล็ต');
  await own.getByText('ทุกอย่างส่งถึงสำนักงานแล้ว').first().waitFor();
  await page.goto(office.origin);
  await page.getByText(/^เครื่องชื่อ “แท็บเล็ต” เข้าใช้เมื่อ/).waitFor();
  await page.getByRole('button', { name: 'เครื่องของฉันเอง' }).click();
  await page.getByText('มีอีกเครื่องเข้าใช้บัญชีของคุณ').waitFor({ state: 'detached' });

  const stranger = await signInByPassword(strangers, 'เครื่องแปลก');
  await stranger.getByText('ทุกอย่างส่งถึงสำนักงานแล้ว').first().waitFor();
  await page.goto(office.origin);
  await page.getByText(/^เครื่องชื่อ “เครื่องแปลก” เข้าใช้เมื่อ/).waitFor();
  await page.getByRole('button', { name: 'ไม่ใช่ฉัน ระงับทันที' }).click();
  await page.getByText('มีอีกเครื่องเข้าใช้บัญชีของคุณ').waitFor({ state: 'detached' });

  // at its next contact it is told, and the password opens nothing any more
  await stranger.goto(`${office.origin}/outbox`);
  await stranger.getByText('เครื่องนี้ถูกระงับแล้ว').waitFor();
  await signInByPassword(strangers, 'เครื่องแปลก');
  await stranger.getByText(/^ชื่อบัญชีหรือรหัสผ่านไม่ตรง/).waitFor();
  // her own goes on
  await own.goto(office.origin);
  await own.getByText('ทุกอย่างส่งถึงสำนักงานแล้ว').first().waitFor();
  expect(await own.getByText('เครื่องนี้ถูกระงับแล้ว').count()).toBe(0);
});
