/** The office has blocked this phone while its officer goes on recording: what was called saved is not wiped, what is wiped was never called saved. */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { inProcessLocks } from '../../src/storage/locks.ts';
import type { Phone } from '../../src/storage/phone-internals.ts';
import { StoreProblem } from '../../src/storage/store-problem.ts';
import { settle } from '../support/fake-clock.ts';
import { openBehind } from '../support/phone-disk.ts';
import { actsOf, documentTicked, groupCreated, type Hardware, newId, newPhone, openTestPhone } from '../support/phone.ts';

const answer = { epoch: 'e', ackN: 1, safeN: 0, receivedAt: '2026-11-23T03:00:00Z', revoked: [] };

/** A phone whose only record the office has, so that it may be wiped; and another tab of it. */
async function blockedPhone(shared: 'one lock for both tabs' | 'a browser without locks') {
  const { phone, hardware, known } = await newPhone();
  const g = newId();
  const act = actsOf(hardware.clock.nowMs, g);
  const [created] = await phone.record([groupCreated(act)]);
  const stored = (await phone.outbox(1))[0];
  if (created === undefined || stored === undefined) throw new Error('not recorded');
  const { h } = await recordOnDisk(hardware, known.user, created.id);
  await phone.applyAnswer({ ...answer, verdicts: [{ r: 'applied', id: created.id, h }] });
  const locks = shared === 'a browser without locks' ? inProcessLocks() : hardware.locks;
  const other = await openTestPhone(hardware, { user: known.user, locks });
  await settle();
  return { phone, other, hardware, user: known.user, act };
}

async function recordOnDisk(hardware: Hardware, user: string, id: string): Promise<{ readonly h: string }> {
  const raw = await openBehind(hardware.indexedDB, `sajja-${user}`);
  const found = (await raw.table('op').get(id)) as { h: string };
  raw.close();
  return found;
}

async function isOnDisk(hardware: Hardware, user: string, id: string): Promise<boolean> {
  if (!(await hardware.indexedDB.databases()).some(({ name }) => name === `sajja-${user}`)) return false;
  return (await recordOnDisk(hardware, user, id)) !== undefined;
}

/** `saved` or the code with which it was refused */
async function saving(phone: Phone, act: Parameters<Phone['record']>[0][number], afterTurns: number): Promise<string> {
  await settle(afterTurns);
  return phone.record([act]).then(
    () => 'saved',
    (error: unknown) => (error instanceof StoreProblem ? error.code : String(error)),
  );
}

// Dexie says aloud that another tab deletes the database
beforeEach(() => void vi.spyOn(console, 'warn').mockReturnValue(undefined));
afterEach(() => void vi.restoreAllMocks());

describe.each(['one lock for both tabs', 'a browser without locks'] as const)('a save during a wipe, with %s', (shared) => {
  it('is on the disk if it was called saved, whenever it comes and in whichever tab', { timeout: 120_000 }, async () => {
    const outcomes = new Set<string>();
    for (const tab of ['same', 'other'] as const) {
      for (let lead = -20; lead <= 20; lead += 1) {
        const { phone, other, hardware, user, act } = await blockedPhone(shared);
        const ticked = documentTicked(act);
        const wiping = settle(Math.max(0, lead)).then(async () => phone.wipe());
        const outcome = await saving(tab === 'same' ? phone : other, ticked, Math.max(0, -lead));
        await wiping;
        const kept = await isOnDisk(hardware, user, ticked.id);
        expect({ tab, lead, outcome, kept }).toEqual({ tab, lead, outcome, kept: outcome === 'saved' });
        outcomes.add(outcome);
        phone.close();
        other.close();
      }
    }
    expect([...outcomes].sort((a, b) => a.localeCompare(b))).toEqual(['closed', 'saved']);
  });
});

it('a phone that died in the middle of forgetting records again, until the office asks once more', async () => {
  const { phone, other, hardware, user, act } = await blockedPhone('one lock for both tabs');
  phone.close();
  other.close();
  const raw = await openBehind(hardware.indexedDB, `sajja-${user}`);
  await raw.table('meta').update('meta', { wiping: 1 });
  raw.close();
  const again = await openTestPhone(hardware, { user });
  await again.record([documentTicked(act)]);
  expect(await again.queue()).toMatchObject({ waiting: 1 });
  await again.wipe();
  expect(await again.queue()).toMatchObject({ waiting: 1 });
});
