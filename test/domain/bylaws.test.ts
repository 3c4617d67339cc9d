import { describe, expect, it } from 'vitest';
import type { Operation, PayloadOf } from '../../src/domain/operation.ts';
import type { GroupRow } from '../../src/domain/row.ts';
import { groupCreate, nextId, operation } from '../support/act.ts';
import { MapRows } from '../support/map-rows.ts';

const g = nextId();
const draft = (day: number, base: string | null, over: Partial<PayloadOf<'bylaws.draft'>> = {}) =>
  operation('bylaws.draft', g, { bylaws: nextId(), base, pledgeDay: { kind: 'day-of-month', day }, entryFee: 2000, ...over });
const after = (...ops: readonly Operation[]) => new MapRows().foldAll([groupCreate(g), ...ops]);
const group = (rows: MapRows) => rows.get<'group'>('group') as GroupRow;

describe('by-laws', () => {
  it('set the pledge day and what else was agreed', () => {
    expect(group(after(draft(5, null, { shareUnit: 5000, maxShares: 20 })))).toMatchObject({
      pledgeDay: { kind: 'day-of-month', day: 5 },
      bylaws: { entryFee: 2000, shareUnit: 5000, maxShares: 20 },
    });
  });
  it('are drafted again on top of each other', () => {
    const first = draft(5, null);
    const rows = after(first, draft(7, first.id));
    expect(group(rows)).toMatchObject({ pledgeDay: { day: 7 }, openConflicts: 0 });
    expect(rows.all('bylaws').map(({ version }) => version)).toEqual([1, 2]);
  });
  it('case 19: two drafts of people who had not seen each other are shown as a choice, field by field', () => {
    const first = draft(5, null);
    const rows = after(first);
    expect(rows.fold(draft(7, null), 'officer-b')).toMatchObject({ flags: ['same-field-differs'] });
    expect(group(rows).conflicts).toMatchObject([{ field: 'pledgeDay', values: [{ value: { day: 5 } }, { value: { day: 7 } }] }]);
    rows.fold(operation('conflict.resolve', g, { row: 'group', field: 'pledgeDay', keep: first.id }));
    expect(group(rows)).toMatchObject({ pledgeDay: { day: 5 }, openConflicts: 0 });
  });
  it('case 19: the same when one of them used the form of the group', () => {
    const set = operation('group.set', g, { base: { pledgeDay: null }, fields: { pledgeDay: { kind: 'day-of-month', day: 5 } } });
    const both = (ops: readonly (readonly [Operation, string])[]) => {
      const rows = after();
      for (const [op, by] of ops) rows.fold(op, by);
      return group(rows).conflicts?.map(({ field, values }) => [field, values.map(({ value }) => value)]);
    };
    const bylaws = draft(7, null);
    expect(
      both([
        [set, 'a'],
        [bylaws, 'b'],
      ]),
    ).toEqual(
      both([
        [bylaws, 'b'],
        [set, 'a'],
      ]),
    );
    expect(
      both([
        [set, 'a'],
        [bylaws, 'b'],
      ]),
    ).toHaveLength(1);
    expect(
      both([
        [set, 'a'],
        [bylaws, 'a'],
      ]),
    ).toBeUndefined();
  });
  it('a fee on which two drafts differ is kept by choice too', () => {
    const first = draft(5, null);
    const rows = after(first, draft(5, null, { entryFee: 5000 }));
    expect(group(rows).bylaws?.entryFee).toBe(5000);
    rows.fold(operation('conflict.resolve', g, { row: 'group', field: 'entryFee', keep: first.id }));
    expect(group(rows)).toMatchObject({ bylaws: { entryFee: 2000 }, openConflicts: 0 });
  });
  it('are adopted by a meeting', () => {
    const meeting = nextId();
    const bylaws = nextId();
    const adopt = operation('bylaws.adopt', g, { bylaws, meeting, adoptedOn: '2027-02-01' });
    expect(after().fold(adopt)).toEqual({ applied: false, missing: bylaws });
    const rows = after(draft(5, null, { bylaws }), operation('meeting.open', g, { meeting, kind: 'annual', heldOn: '2027-02-01' }), adopt);
    expect(rows.get<'bylaws'>(`bylaws:${bylaws}`)).toMatchObject({ adoptedOn: '2027-02-01', meeting });
    expect(group(rows).bylaws?.adoptedOn).toBe('2027-02-01');
  });
});
