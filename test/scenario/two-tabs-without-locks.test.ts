/** A browser without Web Locks: two tabs record, send and fetch as if each were alone. What one of them overtakes is noticed and done again. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { inProcessLocks } from '../../src/storage/locks.ts';
import { createSender } from '../../src/sync/sender.ts';
import { settle } from '../support/fake-clock.ts';
import { newFieldPhone, openTestOffice, type FieldPhone, type TestOffice } from '../support/phone-office.ts';
import { documentTicked, everyRow, groupCreated, memberAdded, newId, openTestPhone } from '../support/phone.ts';

const rounds = 8;
const savesPerRound = 3;

let office: TestOffice;
beforeEach(async () => {
  office = await openTestOffice();
});
afterEach(async () => office.close());

/** Another tab of the same phone, which shares nothing with the first but the disk. */
async function anotherTab(field: FieldPhone) {
  const locks = inProcessLocks();
  const phone = await openTestPhone(field.hardware, { user: field.known.user, locks });
  return { phone, sender: createSender({ ...field.options, phone, locks }) };
}

describe('two tabs of a browser without locks', () => {
  it(
    'record, send and fetch over each other: every record has its number, reaches the office once, and the rows are those of the stream',
    { timeout: 60_000 },
    async () => {
      const field = await newFieldPhone(office);
      const elsewhere = await newFieldPhone(office, { code: await office.invite('field-officer', [], { user: field.known.user }) });
      const g = newId();
      const act = field.act(g);
      await field.phone.record([groupCreated(act)]);
      await field.sender.drain('save');
      await elsewhere.sender.drain('start');
      const tabs = [{ phone: field.phone, sender: field.sender }, await anotherTab(field)];
      const saved: { readonly id: string; readonly n: number }[] = [];
      const save = async (tab: (typeof tabs)[number], name: string, turns: number) => {
        await settle(turns);
        const ops = await tab.phone.record([memberAdded(act, { firstName: name }), documentTicked(act)]);
        saved.push(...ops.map(({ id, n }) => ({ id, n })));
      };
      for (let round = 0; round < rounds; round += 1) {
        // something to fetch, so that pages are taken in while the other tab records
        await elsewhere.phone.record([memberAdded(elsewhere.act(g), { firstName: `Elsewhere ${round}` })]);
        await elsewhere.sender.drain('save');
        await Promise.all(
          tabs.flatMap((tab, index) => [
            settle(index * round).then(async () => tab.sender.drain('tap')),
            ...Array.from({ length: savesPerRound }, async (_, nth) => save(tab, `R${round} T${index} ${nth}`, nth * round)),
          ]),
        );
      }
      for (const tab of tabs) await tab.sender.drain('tap');
      await elsewhere.sender.drain('tap');

      expect(await field.phone.queue()).toMatchObject({ waiting: 0, held: 0, rejected: 0 });
      // given once from the start: the office would mend it by taking the phone for a copy
      expect(saved.map(({ n }) => n).sort((a, b) => a - b)).toEqual(Array.from({ length: saved.length }, (_, index) => index + 2));
      expect((await field.phone.syncHead()).dev).toBe(field.known.dev);
      const own = new Map((await field.phone.outbox(1_000)).map(({ op, state }) => [op.id, { n: op.n, state }]));
      for (const { id, n } of saved) expect(own.get(id)).toEqual({ n, state: 'acked' });
      expect(saved).toHaveLength(rounds * savesPerRound * 2 * 2);
      const received = await office.office.store.read(async (tables) => tables.streams.find(g));
      expect(received?.seq).toBe(1 + saved.length + rounds);
      const rows = await everyRow(elsewhere.phone, g);
      for (const tab of tabs) expect(await everyRow(tab.phone, g)).toEqual(rows);
      expect(await elsewhere.phone.rows(g, 'member')).toHaveLength(rounds * savesPerRound * 2 + rounds);
    },
  );
});
