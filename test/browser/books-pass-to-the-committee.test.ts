/** Scene E: the chief invites a committee, passes the books on, replaces the officer; every phone and the office are real. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startDemo, type Demo } from './support/demo.ts';
import { openScreen, signIn } from './support/officer.ts';
import { openPhone, type Phone } from './support/phone.ts';

let demo: Demo;
const phones: Phone[] = [];
beforeAll(async () => {
  demo = await startDemo();
});
afterAll(async () => {
  for (const phone of phones) await phone.close();
  await demo.stop();
});

async function pageOf(viewport?: { width: number; height: number }): Promise<Page> {
  const phone = await openPhone(viewport === undefined ? {} : { viewport });
  phones.push(phone);
  const page = await phone.page();
  return page;
}

/** the ten characters of the invitation on the screen, which is then closed */
async function readCode(page: Page): Promise<string> {
  const shown = await page.locator('.people-ten').innerText();
  await page.getByRole('button', { name: 'ส่งให้แล้ว ปิด' }).click();
  return shown.replace('-', '');
}

/** Names of the groups on the phone until they are so. A start asks the office; another start in the middle of a long answer would begin again. */
async function expectGroups(page: Page, wanted: (names: readonly string[]) => boolean): Promise<void> {
  const names = async () => page.locator('main a[href^="/groups/"] .row-title').allInnerTexts();
  for (let starts = 1; starts <= 6; starts += 1) {
    await openScreen(page, `${demo.origin}/groups`);
    for (let looks = 0; looks < 60; looks += 1) {
      if (wanted(await names())) return;
      await page.waitForTimeout(500);
    }
  }
  expect(await names()).toSatisfy(wanted);
}

it('the books pass to the committee, the officer reads on, and a successor gets the groups', { timeout: 600_000 }, async () => {
  const chief = await pageOf({ width: 1280, height: 900 });
  await signIn(chief, demo.origin, demo.code.chief);
  await openScreen(chief, `${demo.origin}/board/people`);

  // an account for the committee of one village
  const group = 'บ้านหนองแสงทอง';
  await chief.getByRole('button', { name: group }).click();
  await chief.getByRole('button', { name: 'เชิญกรรมการของกลุ่ม' }).click();
  await chief.getByLabel('ชื่อ', { exact: true }).fill('คำ ใจดี');
  await chief.getByRole('button', { name: 'ออกรหัสเชิญ' }).click();
  const code = await readCode(chief);
  const committee = await pageOf();
  await signIn(committee, demo.origin, code);
  await expectGroups(committee, (names) => names.length === 1 && names[0]?.includes('หนองแสงทอง') === true);

  // from now on the committee keeps the books alone
  await openScreen(chief, `${demo.origin}/board/people`);
  await chief.getByRole('button', { name: group }).click();
  await chief.getByRole('radio', { name: /^กรรมการ/ }).check();
  await chief.getByRole('button', { name: 'บันทึกผู้ทำบัญชี' }).click();
  await chief.getByText('กรรมการทำบัญชีเองตั้งแต่วันนี้').waitFor();

  const officer = await pageOf();
  await signIn(officer, demo.origin, demo.code.officer);
  await expectGroups(officer, (names) => names.some((name) => name.includes('หนองแสงทอง')));
  await officer.locator('main a[href^="/groups/"]', { hasText: 'หนองแสงทอง' }).first().click();
  await officer.getByText('กรรมการทำบัญชีเอง').first().waitFor();
  await officer.getByRole('link', { name: 'บันทึกการเยี่ยม' }).first().waitFor();
  const home = new URL(officer.url()).pathname;
  await openScreen(officer, `${demo.origin}${home}/entry`);
  await officer.getByText('คุณยังเห็นทุกอย่าง').waitFor();

  // the officer is replaced: a successor is invited and given the groups
  await openScreen(chief, `${demo.origin}/board/people`);
  await chief.getByRole('button', { name: 'เชิญคนใหม่' }).click();
  await chief.getByLabel('ชื่อ', { exact: true }).fill('ผู้รับ ช่วงต่อ');
  await chief.locator('.people-tambons input').first().check();
  await chief.getByRole('button', { name: 'ออกรหัสเชิญ' }).click();
  const successor = await pageOf();
  await signIn(successor, demo.origin, await readCode(chief));
  await expectGroups(successor, (names) => names.length === 0);

  await openScreen(chief, `${demo.origin}/board/people`);
  const owner = chief.locator('tr', { has: chief.locator('td', { hasText: /^[1-9]$/ }) }).filter({ hasText: 'แม่ใจ, ศรีถ้อย' });
  await owner.locator('.people-open').click();
  await chief.getByRole('button', { name: /^ส่งต่อ \d+ กลุ่มให้คนอื่น$/ }).click();
  await chief.getByLabel('ผู้รับผิดชอบคนใหม่').selectOption({ label: 'ผู้รับ ช่วงต่อ' });
  await chief.getByLabel('เหตุผล').fill('ย้ายไปจังหวัด');
  await chief.getByRole('button', { name: /^ส่งต่อ \d+ กลุ่ม$/ }).click();
  await chief.getByText(/ให้ ผู้รับ ช่วงต่อ แล้ว/).waitFor();

  await expectGroups(successor, (names) => names.some((name) => name.includes('หนองแสงทอง')));
  await expectGroups(officer, (names) => !names.some((name) => name.includes('หนองแสงทอง')));
});
