/** Scenes C and D: six monthly totals written without signal and sent once; the chief returns one and accepts five, the officer corrects it, and it is accepted. */
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { runCommand } from '../support/server-process.ts';
import { openOffice, type Office } from './support/office.ts';
import { openScreen, signIn } from './support/officer.ts';
import { openPhone, type Phone } from './support/phone.ts';

const toolPath = '/assets/test-month-end.js';
const patient = { timeout: 60_000 };
const thisMonth = new Date(Date.now() + 7 * 3_600_000).toISOString().slice(0, 7);
const [year = 0, monthOfYear = 0] = thisMonth.split('-').map(Number);
/** months since January 2024 of the month that is over */
const lastIndex = (year - 2024) * 12 + monthOfYear - 2;
const lastMonth = new Date(Date.UTC(2024, lastIndex, 5)).toISOString().slice(0, 7);

let office: Office;
const phones: Phone[] = [];
beforeAll(async () => {
  office = await openOffice();
});
afterAll(async () => {
  for (const phone of phones) await phone.close().catch(() => undefined);
  await office.close();
});

async function newPhone(role: string, area: string, name: string): Promise<Phone> {
  const { stdout, stderr } = runCommand(office.dataDir, ['invite', '--role', role, '--area', area, '--name', name, '--json']);
  if (stdout === '') throw new Error(stderr);
  const phone = await openPhone();
  phones.push(phone);
  await signIn(await phone.page(), office.origin, (JSON.parse(stdout) as { code: string }).code);
  return phone;
}

async function sixGroups(phone: Phone, page: Page): Promise<readonly string[]> {
  const entryPoints = [fileURLToPath(new URL('support/month-end.ts', import.meta.url))];
  const { outputFiles } = await build({ entryPoints, bundle: true, format: 'esm', write: false });
  await phone.context.route(`**${toolPath}`, async (route) =>
    route.fulfill({ contentType: 'text/javascript', body: outputFiles[0]?.text ?? '' }),
  );
  return page.evaluate<readonly string[]>(`import('${toolPath}').then((tool) => tool.makeSixGroups(${lastIndex}))`);
}

const addressOf = (g: string) => `${office.origin}/reports/monthly-savings.${lastMonth}.${g}`;
const kinds = (kind: string) => office.received().filter(({ k }) => k === kind);

async function typeFigures(page: Page, figures: Readonly<Record<string, string>>): Promise<void> {
  for (const [label, value] of Object.entries(figures)) await page.getByLabel(label, { exact: true }).fill(value);
}

/** Every doubt is ticked by itself; nothing is sent in passing. */
async function send(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'ตรวจและส่งรายงาน' }).click(patient);
  const sheet = page.getByRole('dialog');
  await sheet.waitFor(patient);
  for (const doubt of await sheet.getByRole('checkbox').all()) await doubt.check();
  await sheet.getByRole('button', { name: 'ส่งถึงอำเภอ' }).click();
  // offered only for what is on the disk
  await page.getByRole('button', { name: 'แก้และส่งฉบับใหม่' }).waitFor(patient);
}

it('six reports, one returned, all accepted in the end, each of them once', { timeout: 600_000 }, async () => {
  const officer = await newPhone('field-officer', '560701', 'จันทร์ ทดลองดี');
  const page = await officer.page();
  const groups = await sixGroups(officer, page);
  await openScreen(page, `${office.origin}/outbox`);
  await page.getByRole('button', { name: /^ส่งเดี๋ยวนี้/ }).click(patient);
  await expect.poll(() => kinds('group.create').length, patient).toBe(6);
  await office.away();

  for (const [index, g] of groups.entries()) {
    await openScreen(page, addressOf(g));
    if (index >= 3) {
      // the end of last month stands there; a total that does not add up is said before it is sent
      expect(await page.getByLabel('สัจจะสะสมยกมา', { exact: true }).inputValue()).toBe('2,048,000');
      await typeFigures(page, { 'ส่งสัจจะ (คน)': '158', รับสัจจะเดือนนี้: '16000', สัจจะสะสมสิ้นเดือน: '2060000' });
      await page.getByText('ยอดสะสมไม่เท่ากับยอดเดือนก่อน').first().waitFor(patient);
      await typeFigures(page, { สัจจะสะสมสิ้นเดือน: '2064000' });
    }
    await send(page);
    await page.getByText('รอส่ง', { exact: true }).first().waitFor(patient);
  }
  // a report thought sent but not: it says so also after the app was closed
  await openScreen(page, `${office.origin}/reports`);
  await expect.poll(async () => page.getByText('รอส่ง', { exact: true }).count(), patient).toBeGreaterThanOrEqual(6);

  await office.back();
  await openScreen(page, `${office.origin}/reports`);
  await expect.poll(() => kinds('report.submit').length, patient).toBe(6);
  await expect.poll(async () => page.getByText(/อำเภอได้รับแล้ว/).count(), patient).toBeGreaterThanOrEqual(6);
  expect(office.held()).toEqual([]);

  const chief = await newPhone('district-chief', '5607', 'ศรี ทดลองดี');
  const desk = await chief.page();
  await openScreen(desk, `${office.origin}/board`);
  await desk.getByRole('heading', { name: 'รายงานรอตรวจ 6 ฉบับ' }).waitFor(patient);
  await desk.getByRole('link', { name: /สมุด 1/ }).filter({ hasText: 'ยอดเงินสัจจะ' }).first().click();
  await desk.getByText('2,064,000').first().waitFor(patient);
  await chief.context.setOffline(true);
  await desk.getByRole('button', { name: 'ส่งคืน' }).click();
  await desk.getByLabel('ข้อความถึงผู้ส่ง').fill('จำนวนสมาชิกไม่ตรงกับรูป');
  await desk.getByRole('button', { name: 'ส่งคืนพร้อมข้อความ' }).click();
  await desk.getByText('คุณส่งคืนรายงานนี้แล้ว').waitFor(patient);
  await desk.getByText('ผลตรวจอยู่ในเครื่องนี้', { exact: false }).waitFor(patient);
  await chief.context.setOffline(false);
  await expect.poll(() => kinds('report.review').length, patient).toBe(1);

  for (let accepted = 0; accepted < 5; accepted += 1) {
    await openScreen(desk, `${office.origin}/board`);
    await desk.getByRole('heading', { name: `รายงานรอตรวจ ${5 - accepted} ฉบับ` }).waitFor(patient);
    await desk.locator('a[href^="/board/review/"]').first().click();
    await desk.getByRole('button', { name: 'รับรายงาน' }).first().click(patient);
    await desk.getByRole('dialog').getByRole('button', { name: 'รับรายงาน' }).click(patient);
    await expect.poll(() => kinds('report.review').length, patient).toBe(2 + accepted);
  }

  const returned = groups[3] ?? '';
  await openScreen(page, addressOf(returned));
  await page.getByText('จำนวนสมาชิกไม่ตรงกับรูป').first().waitFor(patient);
  await typeFigures(page, { สมาชิกสิ้นเดือน: '159', ออก: '1' });
  await send(page);
  await expect.poll(() => kinds('report.submit').length, patient).toBe(7);

  await openScreen(desk, `${office.origin}/board`);
  await desk.getByRole('heading', { name: 'รายงานรอตรวจ 1 ฉบับ' }).waitFor(patient);
  await desk.locator('a[href^="/board/review/"]').first().click();
  await desk.locator('.is-changed', { hasText: '159' }).filter({ hasText: 'ฉบับที่ 1: 160' }).waitFor(patient);
  await desk.getByRole('button', { name: 'รับรายงาน' }).first().click(patient);
  await desk.getByRole('dialog').getByRole('button', { name: 'รับรายงาน' }).click(patient);
  await expect.poll(() => kinds('report.review').length, patient).toBe(7);

  await openScreen(page, addressOf(returned));
  await page
    .getByText(/อำเภอรับแล้ว/)
    .first()
    .waitFor(patient);
  expect(kinds('report.submit')).toHaveLength(7);
  expect(office.held()).toEqual([]);
  expect(officer.faults).toEqual([]);
  expect(chief.faults).toEqual([]);
});
