/** Case 48: whoever takes a list of people out says what for, and it stays on record in the group. */
import { expect, test } from 'vitest';
import { foldOperation } from '../../src/domain/fold.ts';
import { parseOperation } from '../../src/domain/operation.ts';
import { groupCreate, nextId, operation } from '../support/act.ts';
import { MapRows } from '../support/map-rows.ts';

const payload = (changes: object = {}) =>
  ({ export: nextId(), list: 'member-register', on: '2026-11-23', people: 268, reason: 'audit', ...changes }) as const;

test('it is kept with who and when, once, and is no activity of the group', () => {
  const g = nextId();
  const rows = new MapRows().foldAll([groupCreate(g)]);
  const before = rows.get<'group'>('group');
  const p = payload();
  const taken = { ...operation('list.export', g, p), at: '2030-01-01T00:00:00.000Z' };
  rows.foldAll([taken, { ...taken, id: nextId(), p: { ...p, people: 1 } }]);
  expect(rows.all('export')).toMatchObject([
    { list: 'member-register', people: 268, reason: 'audit', at: taken.at, by: expect.any(String) },
  ]);
  expect(rows.get<'group'>('group')).toEqual(before);
});

test.each([{ reason: 'because' }, { reason: undefined }, { list: 'everything' }, { people: -1 }, { on: 'today' }])(
  '%j is not taken',
  (changes) => {
    expect(parseOperation({ ...operation('list.export', nextId(), payload()), p: payload(changes as object) })).toMatchObject({
      ok: false,
      why: 'invalid',
    });
  },
);

test('without its group it waits', () => {
  const op = operation('list.export', nextId(), payload());
  const parsed = parseOperation(op);
  if (!parsed.ok) throw new Error('parsed');
  expect(foldOperation({ parsed: parsed.parsed, by: nextId() }, new MapRows())).toEqual({ applied: false, missing: op.g });
});
