import { describe, expect, it } from 'vitest';
import { StoreProblem } from '../../src/storage/store-problem.ts';
import { failingAt, type Misfortune, openBehind } from '../support/phone-disk.ts';
import { actsOf, everyRow, groupCreated, type Hardware, memberAdded, newId, newPhone, openTestPhone } from '../support/phone.ts';

/** Everything that must hold on disk whatever happened: numbers without holes, rows that follow from the operations, no half act. */
async function checkWhole(hardware: Hardware, user: string, g: string, actSizes: readonly number[]): Promise<number> {
  const phone = await openTestPhone(hardware, { user, acceptLoss: true });
  const before = await everyRow(phone, g);
  const ops = (await phone.outbox(1000)).map(({ op }) => op.n).sort((a, b) => a - b);
  expect(ops).toEqual(ops.map((_, index) => index + 1));
  const whole = actSizes.map((_, index) => actSizes.slice(0, index + 1).reduce((sum, size) => sum + size, 0));
  expect([0, ...whole]).toContain(ops.length);
  await phone.repair();
  expect(await everyRow(phone, g)).toEqual(before);
  phone.close();
  const raw = await openBehind(hardware.indexedDB, `sajja-${user}`);
  expect(((await raw.table('meta').get('meta')) as { n: number }).n).toBe(ops.length);
  raw.close();
  return ops.length;
}

describe.each(['lost', 'closing', 'quota', 'abort'] satisfies Misfortune[])(
  'while every call in turn fails (%s) (row 24)',
  (misfortune) => {
    it('a record is kept whole with the end of its draft or refused with a code, and can be recorded again', async () => {
      let runs = 0;
      for (let k = 1; ; k += 1) {
        const { phone, hardware, known } = await newPhone();
        const g = newId();
        const act = actsOf(hardware.clock.nowMs, g);
        const first = [groupCreated(act)];
        const second = [memberAdded(act, { firstName: 'A', nationalId: '1234567890121' }), memberAdded(act, { firstName: 'B' })];
        await phone.record(first);
        await phone.saveDraft('form', { firstName: 'A' });
        let said = 'saved';
        const calls = await failingAt(k, misfortune, async () => {
          try {
            await phone.record(second, 'form');
          } catch (error) {
            expect(error).toBeInstanceOf(StoreProblem);
            said = (error as StoreProblem).code;
          }
        });
        const kept = await checkWhole(hardware, known.user, g, [first.length, second.length]);
        if (said === 'saved') expect(kept).toBe(3);
        expect(await phone.draft('form')).toEqual(kept === 3 ? undefined : { firstName: 'A' });
        await phone.record(second);
        expect((await phone.queue()).waiting).toBe(3);
        phone.close();
        runs += 1;
        if (calls < k) break;
      }
      expect(runs).toBeGreaterThan(8);
    }, 60_000);

    it('a pulled page is taken in whole or not at all', async () => {
      const source = await newPhone();
      const g = newId();
      const act = actsOf(source.hardware.clock.nowMs, g);
      const ops = await source.phone.record([
        groupCreated(act),
        memberAdded(act, { firstName: 'A' }),
        memberAdded(act, { firstName: 'B' }),
      ]);
      const recv = '2026-11-23T03:00:00.000Z';
      const page = {
        g,
        kind: 'group' as const,
        view: 'full' as const,
        from: 0,
        to: 3,
        head: 3,
        ops: ops.map((op, index) => ({ seq: index + 1, by: source.known.user, recv, op })),
      };
      for (let k = 1; ; k += 1) {
        const { phone, hardware, known } = await newPhone();
        const calls = await failingAt(k, misfortune, async () => {
          await phone.applyPage(page).catch((error: unknown) => expect(error).toBeInstanceOf(StoreProblem));
        });
        phone.close();
        const again = await openTestPhone(hardware, { user: known.user });
        const cursor = (await again.syncHead()).cur[g] ?? 0;
        expect([0, 3]).toContain(cursor);
        expect((await everyRow(again, g)).length > 0).toBe(cursor === 3);
        expect(await again.applyPage(page)).toBe(cursor === 3 ? 'stale' : 'applied');
        expect(await everyRow(again, g)).toEqual(await everyRow(source.phone, g));
        again.close();
        if (calls < k) break;
      }
    }, 60_000);

    it('verdicts are written down all or none, and asking again settles them', async () => {
      for (let k = 1; ; k += 1) {
        const { phone, hardware } = await newPhone();
        const g = newId();
        const act = actsOf(hardware.clock.nowMs, g);
        await phone.record([groupCreated(act), memberAdded(act, { firstName: 'A' })]);
        const raw = await openBehind(hardware.indexedDB, `sajja-${phone.user}`);
        const stored = (await raw.table('op').toArray()) as { id: string; h: string }[];
        raw.close();
        const answer = {
          epoch: 'e1',
          ackN: 2,
          safeN: 0,
          receivedAt: '2026-11-23T03:00:00.000Z',
          revoked: [],
          verdicts: stored.map(({ id, h }) => ({ r: 'applied' as const, id, h })),
        };
        const calls = await failingAt(k, misfortune, async () => {
          await phone.applyAnswer(answer).catch((error: unknown) => expect(error).toBeInstanceOf(StoreProblem));
        });
        expect([0, 2]).toContain((await phone.queue()).waiting);
        await phone.applyAnswer(answer);
        expect((await phone.queue()).waiting).toBe(0);
        phone.close();
        if (calls < k) break;
      }
    }, 60_000);
  },
);
