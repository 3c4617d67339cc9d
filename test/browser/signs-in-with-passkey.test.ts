/**
 * An officer adds a passkey by the lock of her phone; her next phone, to which her account brings it, signs in by one tap, no name typed. When
 * that phone is lost the passkey opens nothing any more. Chromium itself plays the keeper of passkeys.
 */
import type { CDPSession, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openOffice, type Office } from './support/office.ts';
import { openScreen, signIn } from './support/officer.ts';
import { openPhone, type Phone } from './support/phone.ts';

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

interface Keeper {
  readonly cdp: CDPSession;
  readonly authenticatorId: string;
}

/** The phone gets a sensor, and passkeys that come and go with an account. */
async function withKeeper(page: Page): Promise<Keeper> {
  const cdp = await page.context().newCDPSession(page);
  await cdp.send('WebAuthn.enable', { enableUI: false });
  const { authenticatorId } = await cdp.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
      defaultBackupEligibility: true,
      defaultBackupState: true,
    },
  });
  return { cdp, authenticatorId };
}

async function bringPasskeys(from: Keeper, to: Keeper): Promise<number> {
  const { credentials } = await from.cdp.send('WebAuthn.getCredentials', { authenticatorId: from.authenticatorId });
  for (const credential of credentials) await to.cdp.send('WebAuthn.addCredential', { authenticatorId: to.authenticatorId, credential });
  return credentials.length;
}

const recognise = async ({ cdp, authenticatorId }: Keeper, isUserVerified: boolean) =>
  cdp.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified });

it('by one tap on her next phone, until that phone is lost', async () => {
  const [first, second, old] = phones as [Phone, Phone, Phone];
  const page = await first.page();
  const keeper = await withKeeper(page);
  await signIn(page, office.origin, await office.inviteOfficer());
  await openScreen(page, `${office.origin}/me`);
  await page.getByRole('button', { name: /^พาสคีย์/ }).click();
  const sheet = page.getByRole('dialog', { name: 'พาสคีย์' });
  const more = sheet.getByRole('button', { name: 'เพิ่มพาสคีย์' });
  // somebody else's finger: nothing happened, and nobody is blamed
  await recognise(keeper, false);
  await more.click();
  await more.waitFor();
  expect(await sheet.locator('.banner, .row').count()).toBe(0);
  await recognise(keeper, true);
  await more.click();
  await sheet.getByText('ยังไม่เคยใช้').waitFor();
  // one is enough for a phone
  await more.click();
  await sheet.getByText('เครื่องนี้มีพาสคีย์ของคุณอยู่แล้ว').waitFor();

  const own = await second.page();
  const another = await withKeeper(own);
  expect(await bringPasskeys(keeper, another)).toBe(1);
  await own.goto(`${office.origin}/signin`);
  const tap = own.getByRole('button', { name: 'เข้าใช้ด้วยพาสคีย์' });
  await recognise(another, false);
  await tap.click();
  await own.getByText(/^ยังไม่ได้เข้าใช้ ถ้าเครื่องนี้ไม่มีพาสคีย์/).waitFor();
  await recognise(another, true);
  await tap.click();
  await own.getByText('ทุกอย่างส่งถึงสำนักงานแล้ว').first().waitFor();

  await openScreen(page, `${office.origin}/me`);
  await page.getByRole('button', { name: /^พาสคีย์.*มี 1 อัน/ }).click();
  await sheet.getByText(/ใช้ล่าสุด/).waitFor();
  await page.goto(office.origin);
  await page.getByText('มีอีกเครื่องเข้าใช้บัญชีของคุณ').waitFor();
  await page.getByRole('button', { name: 'ไม่ใช่ฉัน ระงับทันที' }).click();
  await page.getByText('มีอีกเครื่องเข้าใช้บัญชีของคุณ').waitFor({ state: 'detached' });

  await own.goto(`${office.origin}/outbox`);
  await own.getByText('เครื่องนี้ถูกระงับแล้ว').waitFor();
  await tap.click();
  await own.getByText(/^สำนักงานไม่รู้จักพาสคีย์นี้/).waitFor();

  // a browser that has none offers none
  const before = await old.page();
  await before.addInitScript(() => {
    delete (globalThis as { PublicKeyCredential?: unknown }).PublicKeyCredential;
  });
  await before.goto(`${office.origin}/signin`);
  await before.getByRole('button', { name: 'เข้าใช้ด้วยชื่อบัญชีและรหัสผ่าน' }).waitFor();
  expect(await before.getByRole('button', { name: 'เข้าใช้ด้วยพาสคีย์' }).count()).toBe(0);
  for (const phone of phones) expect(phone.faults).toEqual([]);
});
