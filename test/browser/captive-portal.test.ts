/** The market's Wi-Fi answers in the office's place: nothing of it is believed, nothing is lost, and the officer reads what to do. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startFaultProxy, type FaultProxy } from './support/fault-proxy.ts';
import { openOffice, upTo, type Office } from './support/office.ts';
import { openScreen, readOperations, signIn, startGroup } from './support/officer.ts';
import { openPhone, type Phone } from './support/phone.ts';

let office: Office;
let line: FaultProxy;
let phone: Phone;
beforeAll(async () => {
  office = await openOffice();
  line = await startFaultProxy(office.origin);
  phone = await openPhone();
  await signIn(await phone.page(), line.origin, await office.inviteOfficer());
});
afterAll(async () => {
  await phone.close();
  await line.close();
  await office.close();
});

describe('a log-in page answers in the place of the office', () => {
  it.each(['portal', 'redirect'] as const)(
    '%s: what was recorded stays, the screen names the Wi-Fi, and real answers send it',
    async (fault) => {
      const page = await phone.page();
      line.rule = (path) => (path.startsWith('/v1/') ? fault : undefined);
      const before = office.received().length;
      await startGroup(page, line.origin, fault === 'portal' ? 'ป่าแฝกดอย' : 'ป่าแฝกใต้', fault === 'portal' ? 3 : 4);
      await openScreen(page, `${line.origin}/outbox`);
      line.spoiled.length = 0;
      await page.getByRole('button', { name: 'ส่งเดี๋ยวนี้' }).click();
      await page.getByText('ต้องเข้าสู่ระบบ Wi-Fi ก่อน เปิดเบราว์เซอร์เข้าสู่ระบบ').waitFor();
      await page.getByText('ต้องเข้าสู่ระบบ Wi-Fi ก่อน · ข้อมูลยังอยู่ในเครื่อง').waitFor();
      expect(line.spoiled).toContain(`POST /v1/sync ${fault}`);

      const waiting = (await readOperations(page)).filter(({ state }) => state === 'queued');
      expect(waiting).toHaveLength(1);
      expect(office.received()).toHaveLength(before);
      expect(await page.getByText('ส่งครบแล้ว').count()).toBe(0);

      line.rule = () => undefined;
      await page.getByRole('button', { name: 'ส่งเดี๋ยวนี้' }).click();
      await page.getByText('ส่งครบแล้ว').waitFor();
      expect(office.received().map(({ n }) => n)).toEqual(upTo(before + 1));
      expect(office.received().map(({ id }) => id)).toContain(waiting[0]?.id);
      expect((await readOperations(page)).map(({ state }) => state)).not.toContain('queued');
      expect(phone.faults).toEqual([]);
    },
  );
});
