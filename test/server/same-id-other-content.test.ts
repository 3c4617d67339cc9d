/** The same id with other content, in any order and as often as a bad line likes: the first stands, every other is kept beside it, each is told the same for ever. */
import { join } from 'node:path';
import Database from 'better-sqlite3';
import * as fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Operation } from '../../src/domain/operation.ts';
import { openTestOffice, type TestOffice } from '../support/server-office.ts';
import { newGroup, visitPayload } from '../support/server-operations.ts';
import { newId, redeem } from '../support/server-phone.ts';

let office: TestOffice;
beforeAll(async () => {
  office = await openTestOffice();
});
afterAll(() => office.close());

/** one of four ids with one of three contents, sent from one of two phones */
const delivery = fc.record({ id: fc.nat(3), content: fc.nat(2), phone: fc.nat(1) });

function clashesOf(group: string): readonly { readonly op_id: string; readonly body: string }[] {
  const db = new Database(join(office.dataDir, 'sajja.sqlite'), { readonly: true });
  try {
    return db.prepare<[string], { op_id: string; body: string }>('select op_id, body from clash where stream = ?').all(group);
  } finally {
    db.close();
  }
}

const topicIn = (body: string) => (JSON.parse(body) as { p: { topic: string } }).p.topic;

it('the first stands and every other is kept beside it (row 41)', { timeout: 120_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.array(delivery, { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 8 }), async (batches) => {
      const one = await office.phone();
      const group = await newGroup(one);
      const { code } = await office.invite({ user: one.session.user });
      const phones = [one, await redeem(office.app, code, one.clock)];
      const ids = Array.from({ length: 4 }, () => newId());
      const born = new Map<string, Operation>();
      const firstOf = new Map<string, string>();
      const told = new Set<string>();
      for (const batch of batches) {
        // one request comes from one phone; what it sent before goes under its old number
        const phone = phones[batch[0]?.phone ?? 0] ?? one;
        const ops = batch.map(({ id, content }) => {
          const key = `${phone.dev} ${id} ${content}`;
          const op = born.get(key) ?? { ...phone.op(group, 'visit.record', visitPayload()), id: ids[id] ?? '' };
          const same = { ...op, at: '2026-11-23T02:00:00.000Z', p: { ...visitPayload(`content ${content}`), visit: ids[id] ?? '' } };
          born.set(key, same);
          return same;
        });
        const verdicts = await phone.push(...ops);
        expect(verdicts).toHaveLength(ops.length);
        for (const [index, verdict] of verdicts.entries()) {
          const topic = `content ${batch[index]?.content}`;
          const id = ops[index]?.id ?? '';
          if (!firstOf.has(id)) firstOf.set(id, topic);
          expect(verdict).toMatchObject({ r: firstOf.get(id) === topic ? 'applied' : 'clash', id });
          told.add(`${id} ${topic}`);
        }
      }
      const stored = await office.office.store.read((tables) => tables.operations.page(group, 1, 1_000, 1_000));
      const kept = [
        ...stored.map(({ id, body }) => `${id} ${topicIn(body)}`),
        ...clashesOf(group).map(({ op_id: id, body }) => `${id} ${topicIn(body)}`),
      ];
      expect(new Map(stored.map(({ id, body }) => [id, topicIn(body)]))).toEqual(firstOf);
      expect(new Set(kept)).toEqual(told);
      expect(kept).toHaveLength(told.size);
    }),
    { numRuns: 60 },
  );
});
