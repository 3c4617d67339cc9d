/** A phone set to a Buddhist year works and sends; it says that its clock is wrong, with both times, until it is set right. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openOffice, type Office } from './support/office.ts';
import { openScreen, signIn, startGroup } from './support/officer.ts';
import { openPhone, type Phone } from './support/phone.ts';

let office: Office;
let phone: Phone;
beforeAll(async () => {
  office = await openOffice();
  // the worker has the machine's clock, which no test may set
  phone = await openPhone({ withoutBackgroundSync: true });
});
afterAll(async () => {
  await phone.close();
  await office.close();
});

it('everything is sent all the same, and the banner stands on the first page and on the sending page (row 19)', async () => {
  const page = await phone.page();
  await signIn(page, office.origin, await office.inviteOfficer());
  const banner = page.locator('.banner', { hasText: 'เวลาของเครื่องนี้ไม่ตรงกับสำนักงาน' });
  await openScreen(page, office.origin);
  expect(await banner.count()).toBe(0);

  const year = new Date().getUTCFullYear();
  const wrong = new Date();
  wrong.setUTCFullYear(year + 543);
  await page.clock.setFixedTime(wrong);
  await openScreen(page, office.origin);
  await banner.getByText(new RegExp(`เครื่องนี้ .* ${year + 2 * 543} `)).waitFor();
  await banner.getByText(new RegExp(`สำนักงาน .* ${year + 543} `)).waitFor();
  await banner.getByText(/ตั้งเวลาอัตโนมัติ/).waitFor();
  await startGroup(page, office.origin, 'ปีพุทธ');
  await expect.poll(() => office.received().map(({ k }) => k)).toEqual(['group.create']);
  expect(office.held()).toEqual([]);
  await openScreen(page, `${office.origin}/outbox`);
  await banner.waitFor();

  await page.clock.setFixedTime(new Date());
  await openScreen(page, office.origin);
  await page.getByText('ทุกอย่างส่งถึงสำนักงานแล้ว').first().waitFor();
  await expect.poll(() => banner.count()).toBe(0);
  expect(phone.faults).toEqual([]);
});
