/** Background Sync: what was recorded without the office leaves by itself when the network is back, though nobody opened the app again. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { foundingDay, sceneApplicants } from './support/founding.ts';
import { openOffice, upTo, type Office } from './support/office.ts';
import { type LyingOperation, readOperations, signIn, startGroup } from './support/officer.ts';
import { openPhone, type Phone } from './support/phone.ts';
import { workerRegistration } from './support/worker-registration.ts';

let office: Office;
let phone: Phone;
let recorded: readonly LyingOperation[] = [];
beforeAll(async () => {
  office = await openOffice();
  phone = await openPhone();
});
afterAll(async () => {
  await phone.close();
  await office.close();
});

/** a page of the browser that is none of the app's, so that the browser stays open as it does on a phone */
async function closeApp(): Promise<void> {
  const { context } = phone;
  const app = context.pages();
  await context.newPage();
  await Promise.all(app.map(async (page) => page.close()));
  expect(context.pages().map((page) => page.url())).toEqual(['about:blank']);
}

const delivered = () =>
  expect.poll(() =>
    office
      .received()
      .map(({ id }) => id)
      .sort(),
  );
const ids = () => recorded.map(({ id }) => id).sort();

describe('an officer closes the app before anything was sent', () => {
  it('and the worker sends everything when the network comes back', async () => {
    const page = await phone.page();
    await signIn(page, office.origin, await office.inviteOfficer());
    await office.away();
    await phone.context.setOffline(true);
    const group = await startGroup(page, office.origin, 'ป่าแฝกดอย');
    const day = foundingDay(page, () => group);
    await day.startMeeting();
    await day.countPeople(24, 36);
    await day.vote({ for: 50, against: 5, abstain: 5 });
    await day.readNotice();
    for (const applicant of sceneApplicants().slice(0, 3)) await day.take(applicant);
    recorded = await readOperations(page);
    expect(recorded.length).toBeGreaterThan(7);
    expect(recorded.every(({ state }) => state === 'queued')).toBe(true);

    await closeApp();
    await office.back();
    expect(office.received()).toEqual([]);
    await phone.context.setOffline(false);
    await delivered().toEqual(ids());
    expect(office.received().map(({ n }) => n)).toEqual(upTo(recorded.length));
    expect(office.held()).toEqual([]);
    expect(phone.context.pages().map((each) => each.url())).toEqual(['about:blank']);
  });

  it('and being woken twice, by a browser that had given up on a dead office, sends nothing twice', async () => {
    const page = await phone.page();
    await page.goto(office.origin);
    await office.away();
    await startGroup(page, office.origin, 'ป่าแฝกใต้', 4);
    recorded = await readOperations(page);
    const devtools = await phone.context.newCDPSession(page);
    const registration = await workerRegistration(devtools, office.origin);
    await closeApp();
    await office.back();
    const other = phone.context.pages()[0];
    if (other === undefined) throw new Error('a page');
    const session = await phone.context.newCDPSession(other);
    await session.send('ServiceWorker.enable');
    const wake = async () =>
      session.send('ServiceWorker.dispatchSyncEvent', {
        origin: office.origin,
        registrationId: registration,
        tag: 'sajja-outbox',
        lastChance: false,
      });
    await Promise.all([wake(), wake()]);
    await delivered().toEqual(ids());
    await wake();
    expect(office.received().map(({ n }) => n)).toEqual(upTo(recorded.length));

    // and the phone knows it, when it is opened again
    await other.goto(office.origin);
    await expect.poll(async () => (await readOperations(other)).map(({ state }) => state)).not.toContain('queued');
  });
});
