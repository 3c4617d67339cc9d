import { describe, expect, it } from 'vitest';
import { StoreProblem } from '../../src/storage/store-problem.ts';
import { actsOf, documentTicked, everyRow, groupCreated, memberAdded, newId, newPhone, openTestPhone } from '../support/phone.ts';

describe('recording', () => {
  it('keeps an act with its rows and says so after the commit', async () => {
    const { phone, hardware } = await newPhone();
    const g = newId();
    const act = actsOf(hardware.clock.nowMs, g);
    const member = newId();
    const ops = await phone.record([groupCreated(act), memberAdded(act, { firstName: 'Somsri', nationalId: '1234567890121' }, member)]);
    expect(ops.map(({ n }) => n)).toEqual([1, 2]);
    expect((await phone.row(g, 'group'))?.name).toBe('Ban Tham');
    expect((await phone.row<'member'>(g, `member:${member}`))?.person.firstName).toBe('Somsri');
    expect((await phone.groups()).map(({ id }) => id)).toEqual([g]);
    expect(await phone.queue()).toMatchObject({ waiting: 2, held: 0, rejected: 0 });
    expect(await phone.isWaiting(g)).toBe(true);
    expect((await phone.outbox(10)).map(({ op }) => op.n)).toEqual([2, 1]);
  });

  it('is read the same after the app was closed and opened', async () => {
    const { phone, hardware, known } = await newPhone();
    const g = newId();
    const act = actsOf(hardware.clock.nowMs, g);
    await phone.record([groupCreated(act), memberAdded(act, { firstName: 'Somsri' })]);
    const before = await everyRow(phone, g);
    phone.close();
    const again = await openTestPhone(hardware, { user: known.user });
    expect(await everyRow(again, g)).toEqual(before);
    const [next] = await again.record([documentTicked(act)]);
    expect(next?.n).toBe(3);
  });

  it('ends the draft it was typed in with the same commit, and only with it', async () => {
    const { phone, hardware } = await newPhone();
    const g = newId();
    const act = actsOf(hardware.clock.nowMs, g);
    await phone.saveDraft('form', { name: 'Ban Tham' });
    await expect(phone.record([act('meeting.close', { meeting: 'not an id' })], 'form')).rejects.toMatchObject({ code: 'invalid-act' });
    expect(await phone.draft('form')).toEqual({ name: 'Ban Tham' });
    await phone.record([groupCreated(act)], 'form');
    expect(await phone.draft('form')).toBeUndefined();
  });

  it('refuses an act that its own schema refuses, and writes nothing of its company', async () => {
    const { phone, hardware } = await newPhone();
    const g = newId();
    const act = actsOf(hardware.clock.nowMs, g);
    const wrong = act('meeting.close', { meeting: 'not an id' });
    await expect(phone.record([groupCreated(act), wrong])).rejects.toMatchObject({ code: 'invalid-act', detail: { path: 'p.meeting' } });
    expect((await phone.queue()).waiting).toBe(0);
    expect(await phone.row(g, 'group')).toBeUndefined();
  });

  it('refuses an act too large for the office before it is anybody’s record', async () => {
    const { phone, hardware } = await newPhone();
    const act = actsOf(hardware.clock.nowMs, newId());
    const report = act('report.submit', { report: newId(), kind: 'three-month', version: 1, snapshot: { text: 'x'.repeat(70_000) } });
    await expect(phone.record([report])).rejects.toMatchObject({ code: 'invalid-act', detail: { path: 'size' } });
  });

  it('recorded twice with the same id is recorded once', async () => {
    const { phone, hardware } = await newPhone();
    const g = newId();
    const act = actsOf(hardware.clock.nowMs, g);
    const acts = [groupCreated(act), documentTicked(act)];
    const first = await phone.record(acts);
    const second = await phone.record(acts);
    expect(second.map(({ id, n }) => ({ id, n }))).toEqual(first.map(({ id, n }) => ({ id, n })));
    expect((await phone.queue()).waiting).toBe(2);
  });

  it('an act whose parent has not come is kept and waits for it', async () => {
    const { phone, hardware } = await newPhone();
    const g = newId();
    const act = actsOf(hardware.clock.nowMs, g);
    await phone.record([documentTicked(act)]);
    expect((await phone.queue()).waiting).toBe(1);
    expect(await phone.row(g, 'group')).toBeUndefined();
    await phone.record([groupCreated(act)]);
    await phone.repair();
    expect((await phone.row(g, 'group'))?.documents.passbook).toBeUndefined();
  });

  it('two tabs record 200 acts each and no number is given twice or left out (row 30)', async () => {
    const { phone, hardware, known } = await newPhone();
    const other = await openTestPhone(hardware, { user: known.user });
    const g = newId();
    const act = actsOf(hardware.clock.nowMs, g);
    await phone.record([groupCreated(act)]);
    const given = await Promise.all(
      Array.from({ length: 400 }, async (_, index) =>
        (index % 2 === 0 ? phone : other).record([memberAdded(act, { firstName: `M${index}` })]),
      ),
    );
    const numbers = given.flat().map(({ n }) => n);
    expect(numbers.sort((a, b) => a - b)).toEqual(Array.from({ length: 400 }, (_, index) => index + 2));
    expect(await phone.rows(g, 'member')).toHaveLength(400);
    expect(await everyRow(other, g)).toEqual(await everyRow(phone, g));
  }, 60_000);

  it('without Web Locks two tabs still lose nothing', async () => {
    const { phone, hardware, known } = await newPhone();
    const { inProcessLocks } = await import('../../src/storage/locks.ts');
    const other = await openTestPhone(hardware, { user: known.user, locks: inProcessLocks() });
    const g = newId();
    const act = actsOf(hardware.clock.nowMs, g);
    await phone.record([groupCreated(act)]);
    const given = await Promise.all(
      Array.from({ length: 20 }, async (_, index) =>
        (index % 2 === 0 ? phone : other).record([memberAdded(act, { firstName: `M${index}` })]),
      ),
    );
    expect(
      given
        .flat()
        .map(({ n }) => n)
        .sort((a, b) => a - b),
    ).toEqual(Array.from({ length: 20 }, (_, index) => index + 2));
    expect(await phone.rows(g, 'member')).toHaveLength(20);
  });

  it('the cost of a record does not grow with the history', async () => {
    const { phone, hardware } = await newPhone();
    const g = newId();
    const act = actsOf(hardware.clock.nowMs, g);
    await phone.record([groupCreated(act)]);
    const timed = async (count: number) => {
      const start = performance.now();
      for (let index = 0; index < count; index += 1) await phone.record([documentTicked(act)]);
      return (performance.now() - start) / count;
    };
    await timed(20);
    const early = await timed(40);
    await phone.record(Array.from({ length: 1500 }, () => documentTicked(act)));
    const late = await timed(40);
    expect(late).toBeLessThan(early * 4 + 5);
  }, 60_000);

  it('a closed store says so', async () => {
    const { phone, hardware } = await newPhone();
    phone.close();
    const act = actsOf(hardware.clock.nowMs, newId());
    await expect(phone.record([groupCreated(act)])).rejects.toBeInstanceOf(StoreProblem);
    await expect(phone.record([groupCreated(act)])).rejects.toMatchObject({ code: 'closed' });
  });
});
