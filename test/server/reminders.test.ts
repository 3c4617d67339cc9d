/** At 16:00 an officer with something due hears of it once, through the push service of the phone's browser, which learns nothing by it. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { PushMessage, PushState } from '../../src/protocol/push.ts';
import { openPushDoor } from '../../src/server/push-door.ts';
import { areaStreamId } from '../../src/server/ids.ts';
import { createReminderRound, keepReminders } from '../../src/server/reminders.ts';
import { establishmentReport, foundGroup } from '../support/founded-groups.ts';
import { newPushBrowser, openPushService, readSender, type PushBrowser, type PushService } from '../support/push-service.ts';
import { openTestOffice, type TestOffice } from '../support/server-office.ts';
import { newKeys, type ServerPhone } from '../support/server-phone.ts';

let service: PushService;
let office: TestOffice;
let officer: ServerPhone;
let g: string;
let browser: PushBrowser;
let look: () => Promise<void>;

/** a group founded on 23 November: its report is due on Saturday, 5 December, and the app reminds on the Friday before */
beforeEach(async () => {
  service = await openPushService();
  office = await openTestOffice(() => ({ pushDoor: openPushDoor({ localToo: true, ca: service.ca }) }));
  officer = await office.phone({ name: 'Siriporn Jaingam', areas: ['560701'] });
  g = await foundGroup(officer, { tambon: '560701', name: 'Ban Pa Faek', isReported: false });
  browser = newPushBrowser(service.origin);
  expect((await officer.post('/v1/push', browser.subscription)).status).toBe(204);
  look = createReminderRound(office.office);
});
afterEach(async () => {
  await office.close();
  await service.close();
});

const lookAt = async (day: string, time = '16:00'): Promise<void> => {
  office.setNow(Date.parse(`${day}T${time}:00+07:00`));
  await look();
};
const messages = () => service.received.map(({ body }) => JSON.parse(browser.open(body)) as PushMessage);
const stateOf = async (phone: ServerPhone) => (await (await phone.send('/v1/push')).json()) as PushState;

describe('an officer who has a report to send', () => {
  it('hears of it at 16:00 from two days before, once a day, until it is sent', async () => {
    await lookAt('2026-12-01');
    expect(messages()).toEqual([]);
    await lookAt('2026-12-02', '15:59');
    expect(messages()).toEqual([]);
    await lookAt('2026-12-02');
    // the notice of the founding itself never came
    expect(messages()).toEqual([{ code: 'reports-due', due: 1, on: '2026-12-05', late: 1 }]);
    await lookAt('2026-12-02', '16:01');
    await lookAt('2026-12-02', '18:30');
    // a server that was started again does not know that it has looked already
    await createReminderRound(office.office)();
    expect(messages()).toHaveLength(1);
    await lookAt('2026-12-03');
    expect(messages()).toHaveLength(2);
    const { k, p } = establishmentReport(g);
    expect(await officer.push(officer.op(g, k as 'report.submit', p as never))).toMatchObject([{ r: 'applied' }]);
    await lookAt('2026-12-04');
    expect(messages()).toHaveLength(2);
  });

  it('hears of two groups in one message', async () => {
    await foundGroup(officer, { tambon: '560701', name: 'Ban Pa Miang', isReported: false });
    await lookAt('2026-12-04');
    expect(messages()).toEqual([{ code: 'reports-due', due: 2, on: '2026-12-05', late: 2 }]);
  });

  it('hears of it at once from a server that comes back at 17:20', async () => {
    office.setNow(Date.parse('2026-12-04T17:20:00+07:00'));
    const stop = keepReminders(office.office);
    await expect.poll(() => messages().length).toBe(1);
    stop();
  });

  it('is not woken in the evening by a server that was away all day', async () => {
    await lookAt('2026-12-04', '20:00');
    expect(messages()).toEqual([]);
  });

  it('hears nothing for a colleague, nor after the right has ended', async () => {
    const colleague = await office.phone({ areas: ['560701'] });
    await colleague.post('/v1/push', newPushBrowser(service.origin).subscription);
    await office.office.store.write(async (tables) => {
      for (const grant of await tables.people.grantsOf(officer.session.user)) await tables.people.endGrant(grant.id, '2026-12-01');
    });
    await lookAt('2026-12-04');
    expect(service.received).toEqual([]);
  });
});

describe('the push service', () => {
  it('learns neither who it is for nor what it says: only that phone’s browser opens it', async () => {
    await lookAt('2026-12-04');
    const [message] = service.received;
    if (message === undefined) throw new Error('nothing came');
    const { headers, body } = message;
    expect(headers).toMatchObject({ 'content-encoding': 'aes128gcm', ttl: '43200', topic: 'reports-due' });
    const sender = readSender(headers.authorization ?? '', (await stateOf(officer)).key);
    expect(sender).toMatchObject({ aud: service.origin, sub: 'https://sajja.example' });
    expect(() => newPushBrowser(service.origin).open(body)).toThrow();
    const whole = `${JSON.stringify(headers)} ${body.toString('latin1')} ${browser.open(body)}`;
    for (const secret of ['Siriporn', 'Ban Pa Faek', g, officer.session.user, officer.dev]) expect(whole).not.toContain(secret);
    expect(Object.keys(JSON.parse(browser.open(body)) as object).sort()).toEqual(['code', 'due', 'late', 'on']);
  });

  it.each([404, 410])('that knows the browser no more (%s) is asked never again', async (status) => {
    service.status = status;
    await lookAt('2026-12-03');
    expect(service.received).toHaveLength(1);
    expect((await stateOf(officer)).on).toBe(false);
    await lookAt('2026-12-04');
    expect(service.received).toHaveLength(1);
  });

  it('that is busy, or sends us elsewhere, is asked again on the next day and followed nowhere', async () => {
    for (const [status, day] of [[503, '2026-12-02'], [307, '2026-12-03']] as const) {
      service.status = status;
      await lookAt(day);
    } // prettier-ignore
    expect((await stateOf(officer)).on).toBe(true);
    await lookAt('2026-12-04');
    expect(service.received.map(({ path }) => path)).toEqual(Array(3).fill(new URL(browser.subscription.endpoint).pathname));
  });

  it('that cannot be reached keeps nobody else waiting', async () => {
    await officer.post('/v1/push', { ...browser.subscription, endpoint: 'https://localhost:1/push' });
    const other = await office.phone({ areas: ['560702'] });
    await foundGroup(other, { tambon: '560702', isReported: false });
    browser = newPushBrowser(service.origin);
    await other.post('/v1/push', browser.subscription);
    await lookAt('2026-12-04');
    expect(messages()).toHaveLength(1);
    expect(office.logs.join('\n')).toContain('"sent":1,"gone":0,"failed":1');
    expect(office.logs.join('\n')).not.toContain('/push/');
  });
});

describe('the province’s campaign', () => {
  it('says how many days before reminders begin, and a day of its calendar moves them', async () => {
    const province = await office.phone({ role: 'province', areas: ['56'] });
    const area = areaStreamId('56');
    const days = {
      dueOn: '2027-09-30',
      firstReportOn: '2026-11-05',
      finalReportOn: '2027-09-30',
      commitmentFrom: '2026-11-01',
      commitmentTo: '2027-09-30',
    };
    const reports = [
      { kind: 'establishment-result', route: ['district', 'province'], due: { kind: 'day-of-month-once-per-group', day: 5 } },
    ] as const;
    await province.push(
      province.op(area, 'campaign.set', {
        campaign: 'next',
        name: 'Next',
        targetPerOfficer: 1,
        remindDays: 5,
        ...days,
        reports: reports.map((rule) => ({ ...rule, route: [...rule.route] })),
      }),
      // Friday 4 December, on which the app would remind
      province.op(area, 'holiday.set', { days: [{ on: '2026-12-04', name: 'Fair', sure: true }] }),
    );
    await lookAt('2026-11-27');
    expect(messages()).toEqual([]);
    await lookAt('2026-11-28');
    expect(messages()).toMatchObject([{ on: '2026-12-05' }]);
  });
});

describe('a report that waits for the district, because another officer may have sent the same', () => {
  it('is asked for no more', async () => {
    const colleague = await office.phone({ areas: ['560701'] });
    await foundGroup(colleague, { tambon: '560701', name: 'Ban Pa Faek' });
    await lookAt('2026-12-02');
    expect(messages()).toHaveLength(1);
    const { k, p } = establishmentReport(g);
    expect(await officer.push(officer.op(g, k as 'report.submit', p as never))).toMatchObject([{ r: 'held', why: 'maybe-reported-twice' }]);
    await lookAt('2026-12-03');
    expect(messages()).toHaveLength(1);
  });
});

describe('a fault in the office', () => {
  it('with one person’s rows keeps nobody else waiting', async () => {
    const other = await office.phone({ areas: ['560702'] });
    await foundGroup(other, { tambon: '560702', isReported: false });
    await other.post('/v1/push', newPushBrowser(service.origin).subscription);
    await office.office.store.write((tables) => tables.rows.put(g, 'group', 'not a row'));
    await lookAt('2026-12-04');
    expect(service.received).toHaveLength(1);
    expect(office.logs.join('\n')).toContain('"sent":1,"gone":0,"failed":1');
  });

  it('as a whole is tried again by the next look', async () => {
    const { store } = office.office;
    let faults = 1;
    const read: typeof store.read = async (work) => {
      if (faults-- > 0) throw new Error('the disk is away');
      return store.read(work);
    };
    look = createReminderRound({ ...office.office, store: { ...store, read } });
    await lookAt('2026-12-04');
    expect(service.received).toEqual([]);
    await lookAt('2026-12-04', '16:01');
    expect(service.received).toHaveLength(1);
  });

  it('a slow push service does not make the next look begin beside the first', async () => {
    office.setNow(Date.parse('2026-12-04T16:00:00+07:00'));
    await Promise.all([look(), look(), look()]);
    expect(service.received).toHaveLength(1);
  });
});

describe('a device', () => {
  it('that was revoked gets none and is forgotten', async () => {
    await office.office.store.write(async (tables) => {
      const device = await tables.devices.find(officer.dev);
      if (device) await tables.devices.save({ ...device, revokedAt: office.office.clock() });
    });
    await lookAt('2026-12-04');
    expect(service.received).toEqual([]);
    expect(await office.office.store.read((tables) => tables.pushes.find(officer.dev))).toBeUndefined();
  });

  it('that takes it back, or is signed out of, gets none', async () => {
    expect((await stateOf(officer)).on).toBe(true);
    expect((await officer.send('/v1/push', { method: 'DELETE' })).status).toBe(204);
    expect((await stateOf(officer)).on).toBe(false);
    await officer.post('/v1/push', browser.subscription);
    await officer.send('/v1/session', { method: 'DELETE' });
    await lookAt('2026-12-04');
    expect(service.received).toEqual([]);
  });

  it('that goes on under another number is reminded as before, and says so', async () => {
    await officer.addDevice(newKeys());
    expect((await stateOf(officer)).on).toBe(true);
    await lookAt('2026-12-04');
    expect(messages()).toHaveLength(1);
  });

  it('that asks again after today’s message gets no second one', async () => {
    await lookAt('2026-12-04');
    await officer.post('/v1/push', browser.subscription);
    await createReminderRound(office.office)();
    expect(service.received).toHaveLength(1);
  });

  it('that two people use reminds the last one who asked', async () => {
    const next = await office.phone({ areas: ['560702'] });
    await foundGroup(next, { tambon: '560702', isReported: false });
    await next.post('/v1/push', browser.subscription);
    await lookAt('2026-12-04');
    expect(service.received).toHaveLength(1);
    expect([(await stateOf(officer)).on, (await stateOf(next)).on]).toEqual([false, true]);
  });
});

it('the key is made once and is the same after a restart', async () => {
  const { key } = await stateOf(officer);
  expect(Buffer.from(key, 'base64url')).toHaveLength(65);
  expect((await stateOf(await office.phone())).key).toBe(key);
});

it.each([
  ['endpoint', 'https://127.0.0.1/push'],
  ['p256dh', 'A'.repeat(87)],
  ['p256dh', newPushBrowser('').subscription.p256dh.slice(1)],
  ['auth', 'too short'],
])('a subscription with a wrong %s is refused', async (path, value) => {
  const strict = await openTestOffice();
  try {
    const phone = await strict.phone();
    const { subscription } = newPushBrowser('https://push.example');
    const response = await phone.post('/v1/push', { ...subscription, [path]: value });
    expect([response.status, await response.json()]).toMatchObject([400, { code: 'bad-request', path }]);
    expect((await phone.post('/v1/push', subscription)).status).toBe(204);
  } finally {
    await strict.close();
  }
});
