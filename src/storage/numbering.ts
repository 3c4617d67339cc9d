/** What happens to the phone's own numbers when something went wrong: a gap, a clone, an operation that cannot be read. Nothing is dropped. */
import type { Operation } from '../domain/operation.ts';
import { uuidV7 } from '../domain/uuid.ts';
import { asWriter, type Core, readMeta } from './core.ts';
import type { OperationRecord } from './database.ts';
import { sealOperation } from './operation-shelf.ts';
import { rebuildWith } from './rebuild.ts';
import { isSetAside, requeue } from './verdicts.ts';

const top = Number.MAX_SAFE_INTEGER;

/**
 * The office has not seen `expect`: everything from there is sent again. What this phone no longer has is reported as lost.
 *
 * @returns the numbers that are gone, if any
 */
export async function sendAgainFrom(core: Core, expect: number): Promise<{ readonly from: number; readonly to: number } | undefined> {
  const { lost, dev } = await asWriter(core, () =>
    core.records.use((db) =>
      db.transaction('rw', db.op, db.meta, async () => {
        const meta = await readMeta(db);
        await requeue(db, meta, expect);
        const next = await db.op
          .where('n')
          .between(expect, top, true, true)
          .filter((record) => record.dev === meta.dev && !isSetAside(record))
          .first();
        const to = (next?.n ?? meta.n + 1) - 1;
        return { dev: meta.dev, lost: to >= expect ? { from: expect, to } : undefined };
      }),
    ),
  );
  if (lost !== undefined) await reportLost(core, dev, lost);
  core.announcer.queueChanged();
  return lost;
}

/** The office cannot read operation `n` at all: set aside with the reason `unreadable`; its number is reported as lost so that the rest go on. */
export async function setAside(core: Core, n: number): Promise<void> {
  const { record, dev } = await core.records.use(async (db) => {
    const meta = await readMeta(db);
    const found = await db.op
      .where('[state+n]')
      .equals(['queued', n])
      .filter(({ dev: of }) => of === meta.dev)
      .first();
    return { record: found, dev: meta.dev };
  });
  if (record === undefined) return;
  const { o: _o, ...off } = record;
  await rebuildWith(core, record.g, [{ ...off, state: 'rejected', why: 'unreadable' }, await lostRecord(core, dev, { from: n, to: n })]);
}

async function reportLost(core: Core, dev: string, lost: { readonly from: number; readonly to: number }): Promise<void> {
  const record = await lostRecord(core, dev, lost);
  await asWriter(core, () => core.records.use((db) => db.op.put(record)));
}

/** The loss is on the record with officer and time, in the person's own stream. */
async function lostRecord(core: Core, dev: string, { from, to }: { readonly from: number; readonly to: number }) {
  const { ce, own } = await core.records.use(async (db) => ({
    ce: (await readMeta(db)).ce,
    own: await db.stream.filter(({ kind }) => kind === 'person').first(),
  }));
  const op: Operation = {
    v: 1,
    id: uuidV7(core.nowMs(), core.randomBytes(10)),
    n: from,
    // before the first pull nothing is known of that stream; the number is used up all the same
    g: own?.g ?? core.user,
    k: 'device.lost',
    kv: 1,
    at: new Date(core.nowMs()).toISOString(),
    ce,
    p: { from, to },
  };
  return sealOperation(core, op, { state: 'queued', n: from, dev, by: core.user, o: 1 });
}

/**
 * This phone counts under a new device id: everything not yet in a verified backup is sent again under new numbers, in the old order.
 *
 * Ids stay, so sending again is harmless (sync.md §0, flaw b).
 */
export async function renumber(core: Core, dev: string): Promise<void> {
  const meta = await asWriter(core, () =>
    core.records.use((db) =>
      db.transaction('rw', db.op, db.meta, async () => {
        const before = await readMeta(db);
        if (before.dev === dev) return before;
        // what still waits goes whatever its number is: the backed-up numbers are those of the other copy
        const isUnsafe = ({ n = 0, state }: OperationRecord) => n > before.safeN || state === 'queued';
        const own = await db.op
          .orderBy('n')
          .filter((record) => record.dev === before.dev && isUnsafe(record) && !isSetAside(record))
          .toArray();
        // a reported loss speaks of the old numbers; the office learns of it through the new device itself
        const again = own.filter((record) => record.k !== 'device.lost');
        await db.op.bulkPut(again.map((record, index) => ({ ...record, dev, n: index + 1, state: 'queued' as const })));
        const losses = own.filter((record) => record.k === 'device.lost' && record.state === 'queued');
        await db.op.bulkPut(losses.map(({ o: _o, ...record }) => ({ ...record, state: 'rejected' as const, why: 'new-device' })));
        const next = { ...before, dev, n: again.length, ackN: 0, safeN: 0, rev: before.rev + 1 };
        await db.meta.put(next);
        return next;
      }),
    ),
  );
  core.witness(meta);
  core.announcer.queueChanged();
}
