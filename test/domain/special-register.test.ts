import { expect, it } from 'vitest';
import type { Operation, PayloadOf } from '../../src/domain/operation.ts';
import type { MemberRow } from '../../src/domain/row.ts';
import { specialRow } from '../../src/domain/special-register.ts';
import type { EntryKind } from '../../src/domain/vocabulary.ts';
import { foundingVote, groupCreate, memberAdd, nextId, operation } from '../support/act.ts';
import { MapRows } from '../support/map-rows.ts';

const g = nextId();
const [saver, other] = [nextId(), nextId()];
const line = (on: string, kind: EntryKind, amount: number, member = saver): Operation => {
  const rows: PayloadOf<'entry.record'>['rows'] = [{ e: nextId(), kind, member, amount }];
  return operation('entry.record', g, { paidOn: on, writtenBy: 'committee', rows });
};
const rows = new MapRows().foldAll([
  groupCreate(g),
  ...foundingVote(g).ops,
  memberAdd(g, saver),
  memberAdd(g, other),
  line('2026-11-05', 'opening-special', 100_000),
  line('2026-12-05', 'special-savings', 30_000),
  line('2027-03-05', 'special-savings', 20_000),
  line('2027-04-05', 'special-withdrawn', 50_000),
  line('2028-01-05', 'special-savings', 7_000),
  line('2027-04-05', 'pledged-savings', 10_000, other),
]);
const rowOf = (member: string, year: string) => {
  const { broughtForward, deposited, withdrawn, balance } =
    specialRow(
      rows.get<'member'>(`member:${member}`) as MemberRow,
      rows.all('passbook').filter((row) => row.member === member && row.year >= year),
      year,
    ) ?? {};
  return [broughtForward, deposited, withdrawn, balance];
};

it('special savings of each year begin with what the year before left', () => {
  expect(rowOf(saver, '2026')).toEqual([100_000, 30_000, 0, 130_000]);
  expect(rowOf(saver, '2027')).toEqual([130_000, 20_000, 50_000, 100_000]);
  expect(rowOf(saver, '2028')).toEqual([100_000, 7_000, 0, 107_000]);
});

it('who never saved more than promised is not in the register', () => {
  expect(rowOf(other, '2027')).toEqual([undefined, undefined, undefined, undefined]);
});
