/** Six digits on a phone that changes hands: what is kept, what is counted, and what a killed app has used up (sync.md §4 row 55). */
import { IDBFactory } from 'fake-indexeddb';
import { describe, expect, it } from 'vitest';
import { openDevice } from '../../src/storage/device.ts';
import { openPin } from '../../src/storage/pin.ts';

const user = '019ab000-0000-7000-8000-000000000001';
const other = '019ab000-0000-7000-8000-000000000002';
const right = '190527';

async function phone() {
  const indexedDB = new IDBFactory();
  const clock = { ms: 1_700_000_000_000 };
  // fewer rounds than a phone's: what they cost is not the matter here
  const open = () => openPin({ indexedDB, nowMs: () => clock.ms, rounds: 1_000 });
  const pin = open();
  await pin.set(user, right);
  const device = openDevice({ indexedDB });
  /** tries wrong digits as soon as it may */
  const tryWrong = async (times: number) => {
    for (let round = 0; round < times; round += 1) {
      const answer = await open().try(user, '820914');
      if ('nextAtMs' in answer) clock.ms = Math.max(clock.ms, answer.nextAtMs);
    }
  };
  return { indexedDB, clock, open, pin, device, tryWrong };
}

describe('the digits', () => {
  it('open what they lock, for their own person alone', async () => {
    const { pin, device } = await phone();
    expect(await device.hasPin(user)).toBe(true);
    expect(await device.hasPin(other)).toBe(false);
    expect(await pin.try(user, right)).toEqual({ is: 'right' });
    await pin.set(other, '820914');
    expect(await pin.try(other, right)).toMatchObject({ is: 'wrong' });
  });

  it('are nowhere in the database, nor a plain hash of them', async () => {
    const { indexedDB } = await phone();
    const db = await new Promise<IDBDatabase>((resolve) => {
      const request = indexedDB.open('sajja-device');
      request.addEventListener('success', () => resolve(request.result));
    });
    const kept = await new Promise<unknown>((resolve) => {
      const request = db.transaction('fact').objectStore('fact').get(`pin:${user}`);
      request.addEventListener('success', () => resolve(request.result));
    });
    const { proof } = kept as { proof: ArrayBuffer };
    const hash = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(right));
    expect(Buffer.from(proof).equals(Buffer.from(hash))).toBe(false);
    expect(JSON.stringify(kept)).not.toContain(right);
    expect(Buffer.from(proof).toString('latin1')).not.toContain(right);
  });
});

describe('who guesses', () => {
  it('waits longer each time, and a restart or another tab does not shorten it', async () => {
    const { open, clock } = await phone();
    for (let round = 0; round < 2; round += 1) expect(await open().try(user, '820914')).toMatchObject({ is: 'wrong' });
    expect(await open().try(user, '820914')).toEqual({ is: 'wrong', left: 7, nextAtMs: clock.ms + 30_000 });
    expect(await open().try(user, right)).toEqual({ is: 'wait', left: 7, nextAtMs: clock.ms + 30_000 });
    clock.ms += 29_999;
    expect(await open().look(user)).toMatchObject({ is: 'wait' });
    clock.ms += 1;
    expect(await open().look(user)).toEqual({ is: 'right' });
    expect(await open().try(user, right)).toEqual({ is: 'right' });
  });

  it('has used up a try when the app is killed before the answer', async () => {
    const { open, tryWrong } = await phone();
    await tryWrong(2);
    // ten at once: one is compared, the others find its count
    const answers = await Promise.all(Array.from({ length: 10 }, async () => open().try(user, '820914')));
    expect(answers.filter(({ is }) => is === 'wrong')).toHaveLength(1);
  });

  it('ten times is let in by the office alone; right digits no longer help, and nothing is gone', async () => {
    const { pin, device, tryWrong } = await phone();
    await device.remember({ user, name: 'ศิริพร ใจงาม', dev: user, grants: [], serverKey: {} });
    const keys = await device.sealingKeys(user);
    await tryWrong(10);
    expect(await pin.look(user)).toEqual({ is: 'sign-in' });
    expect(await pin.try(user, right)).toEqual({ is: 'sign-in' });
    expect(await device.sealingKeys(user)).toEqual(keys);
    expect(await device.lastUser()).toMatchObject({ user });
    await device.dropPin(user);
    expect(await pin.look(user)).toEqual({ is: 'right' });
    expect(await device.hasPin(user)).toBe(false);
  });

  it('a right one starts the count anew', async () => {
    const { pin, clock, tryWrong } = await phone();
    await tryWrong(9);
    expect(await pin.try(user, right)).toEqual({ is: 'right' });
    expect(await pin.try(user, '820914')).toEqual({ is: 'wrong', left: 9, nextAtMs: clock.ms });
  });

  it('somebody who is forgotten leaves no digits behind', async () => {
    const { device } = await phone();
    await device.forget(user);
    expect(await device.hasPin(user)).toBe(false);
  });
});
