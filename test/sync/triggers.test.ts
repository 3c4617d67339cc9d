import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { startTriggers, type TriggerOptions } from '../../src/sync/triggers.ts';
import { settle } from '../support/fake-clock.ts';
import { type FieldPhone, newFieldPhone, openTestOffice, type TestOffice } from '../support/phone-office.ts';
import { documentTicked, groupCreated, newId } from '../support/phone.ts';

let office: TestOffice;
let field: FieldPhone;
let page: { window: EventTarget; document: EventTarget & { visibilityState: DocumentVisibilityState } };
let stops: (() => void)[] = [];
beforeEach(async () => {
  office = await openTestOffice();
  field = await newFieldPhone(office, { sender: { isClearlyOffline: () => false } });
  page = { window: new EventTarget(), document: Object.assign(new EventTarget(), { visibilityState: 'visible' as const }) };
});
afterEach(async () => {
  for (const stop of stops) stop();
  stops = [];
  await office.close();
});

const g = newId();
function start(more: Partial<TriggerOptions> = {}) {
  const triggers = startTriggers({ sender: field.sender, ...page, wait: office.clock.wait, ...more });
  stops.push(() => triggers.stop());
  return triggers;
}
const waiting = async (): Promise<number> => (await field.phone.queue()).waiting;
const patience = { timeout: 30_000 };
const gone = async (): Promise<void> => vi.waitFor(async () => expect(await waiting()).toBe(0), patience);
/** A page that has started without signal, and something waits. */
async function offlineWithWork(more: Partial<TriggerOptions> = {}) {
  await field.phone.record([groupCreated(field.act(g))]);
  field.network.rule = () => 'lose-request';
  const triggers = start(more);
  await vi.waitFor(() => expect(field.sender.state().phase).toBe('offline'), patience);
  field.network.rule = () => undefined;
  return triggers;
}

describe('each trigger alone empties the queue', () => {
  it('starting', async () => {
    await field.phone.record([groupCreated(field.act(g))]);
    start();
    await gone();
  });

  it('coming to the front', async () => {
    await offlineWithWork();
    page.document.visibilityState = 'hidden';
    page.document.dispatchEvent(new Event('visibilitychange'));
    await settle();
    expect(await waiting()).toBe(1);
    page.document.visibilityState = 'visible';
    page.document.dispatchEvent(new Event('visibilitychange'));
    await gone();
  });

  it('being shown again from the browser’s memory', async () => {
    await offlineWithWork();
    page.window.dispatchEvent(new Event('pageshow'));
    await gone();
  });

  it('the network coming back', async () => {
    await offlineWithWork();
    page.window.dispatchEvent(new Event('online'));
    await gone();
  });

  it('a save', async () => {
    const triggers = await offlineWithWork();
    await field.phone.record([documentTicked(field.act(g))]);
    triggers.saved();
    await gone();
  });

  it('the timer, with nobody touching the phone', async () => {
    await offlineWithWork();
    // the wait begins a moment after the sender has called itself offline
    await vi.waitFor(async () => {
      await office.clock.advance(300_000);
      expect(await waiting()).toBe(0);
    }, patience);
  });

  it('a tap, which tells how it ended', async () => {
    const triggers = await offlineWithWork();
    expect(await triggers.tapped()).toBe('done');
    expect(await waiting()).toBe(0);
  });

  it('a phone that says it is offline although it is not still sends on a tap and on a save (row 9)', async () => {
    field = await newFieldPhone(office, { sender: { isClearlyOffline: () => true } });
    await field.phone.record([groupCreated(field.act(newId()))]);
    const triggers = start();
    await gone();
    await field.phone.record([groupCreated(field.act(newId()))]);
    triggers.saved();
    await gone();
  });
});

describe('restraint', () => {
  it('a hidden page makes no try by the timer', async () => {
    await offlineWithWork();
    page.document.visibilityState = 'hidden';
    const before = field.network.requests.length;
    await office.clock.advance(3_600_000);
    expect(field.network.requests).toHaveLength(before);
  });

  it('eight hours without signal and without a touch cost at most one try in 2.5 minutes on average', async () => {
    await field.phone.record([groupCreated(field.act(g))]);
    field.network.rule = () => 'lose-request';
    start();
    await vi.waitFor(() => expect(field.sender.state().phase).toBe('offline'), patience);
    const before = field.network.requests.length;
    for (let minutes = 0; minutes < 480; minutes += 1) {
      await office.clock.advance(60_000);
      await vi.waitFor(() => expect(field.sender.state().phase).toBe('offline'), patience);
    }
    expect(field.network.requests.length - before).toBeLessThan(480 / 2.5 + 10);
    expect(field.network.requests.length - before).toBeGreaterThan(60);
  });

  it('a phone that says it is offline tries once in 30 seconds and does not turn in circles between', async () => {
    field = await newFieldPhone(office, { sender: { isClearlyOffline: () => true } });
    await field.phone.record([groupCreated(field.act(newId()))]);
    field.network.rule = () => 'lose-request';
    const drain = vi.spyOn(field.sender, 'drain');
    start();
    await vi.waitFor(() => expect(field.sender.state().phase).toBe('offline'), patience);
    for (let seconds = 0; seconds < 600; seconds += 5) {
      await office.clock.advance(5_000);
      await vi.waitFor(() => expect(field.sender.state().phase).toBe('offline'), patience);
    }
    expect(drain.mock.calls.length).toBeLessThanOrEqual(21);
    expect(drain.mock.calls.length).toBeGreaterThan(4);
  });

  it('asks the browser to wake the worker while something waits, where that exists', async () => {
    const registerSync = vi.fn(async () => undefined);
    await offlineWithWork({ registerSync });
    expect(registerSync).toHaveBeenCalled();
  });

  it('works the same where the browser has no background sync and refuses every question', async () => {
    const registerSync = vi.fn(async () => Promise.reject(new Error('not supported')));
    const probe = vi.fn(async () => Promise.reject(new Error('gone')));
    await offlineWithWork({ registerSync, probe });
    page.window.dispatchEvent(new Event('pageshow'));
    await gone();
    expect(probe).toHaveBeenCalledOnce();
  });
});
