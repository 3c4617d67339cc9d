/** Two phones of a group change the same field without seeing each other: a card with both values on both phones, until somebody keeps one. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { runCommand } from '../support/server-process.ts';
import { openOffice, type Office } from './support/office.ts';
import { openScreen, signIn, startGroup } from './support/officer.ts';
import { openPhone, type Phone } from './support/phone.ts';

let office: Office;
let phones: readonly [Phone, Phone];
beforeAll(async () => {
  office = await openOffice();
  phones = [await openPhone(), await openPhone()];
});
afterAll(async () => {
  for (const phone of phones) await phone.close();
  await office.close();
});

function invite(...args: readonly string[]): { readonly code: string; readonly user: string } {
  const { stdout, stderr } = runCommand(office.dataDir, ['invite', ...args, '--json']);
  if (stdout === '') throw new Error(stderr);
  return JSON.parse(stdout) as { code: string; user: string };
}

async function rename(page: Page, group: string, name: string): Promise<void> {
  await openScreen(page, `${group}?do=edit`);
  await page.getByLabel('ชื่อกลุ่ม').fill(name);
  await page.getByRole('button', { name: /^บันทึก/ }).click();
  await page.waitForURL(group);
}

async function sendAll(page: Page): Promise<void> {
  await openScreen(page, `${office.origin}/outbox`);
  await page.getByRole('button', { name: 'ส่งเดี๋ยวนี้' }).click();
  await page.getByText('ส่งครบแล้ว สำนักงานได้รับทุกรายการ').waitFor();
}

it('nothing is overwritten in silence (row 45)', async () => {
  const [one, two] = [await phones[0].page(), await phones[1].page()];
  const officer = invite('--role', 'field-officer', '--area', '560701', '--name', 'ฟ้าใส');
  await signIn(one, office.origin, officer.code);
  const group = await startGroup(one, office.origin, 'ป่าแฝกดอย');
  await sendAll(one);
  await signIn(two, office.origin, invite('--user', officer.user).code);
  await openScreen(two, group);

  await office.away();
  await rename(one, group, 'กลุ่มตามเครื่องแรก');
  await rename(two, group, 'กลุ่มตามเครื่องสอง');
  await office.back();
  for (const page of [one, two, one]) await sendAll(page);

  for (const page of [one, two]) {
    await openScreen(page, group);
    const card = page.locator('section.conflict', { hasText: 'ชื่อกลุ่มบันทึกไว้ไม่ตรงกัน' });
    await card.getByText('กลุ่มตามเครื่องแรก', { exact: true }).waitFor();
    await card.getByText('กลุ่มตามเครื่องสอง', { exact: true }).waitFor();
  }
  await one.locator('section.conflict li', { hasText: 'กลุ่มตามเครื่องแรก' }).getByRole('button', { name: 'เก็บค่านี้' }).click();
  await expect.poll(() => one.locator('section.conflict').count()).toBe(0);
  await sendAll(one);
  await sendAll(two);
  await openScreen(two, group);
  await two.getByRole('heading', { level: 1, name: 'กลุ่มตามเครื่องแรก' }).waitFor();
  expect(await two.locator('section.conflict').count()).toBe(0);
  expect(office.received().map(({ k }) => k)).toEqual(['group.create', 'group.set', 'group.set', 'conflict.resolve']);
  expect(office.held()).toEqual([]);
  for (const phone of phones) expect(phone.faults).toEqual([]);
});
