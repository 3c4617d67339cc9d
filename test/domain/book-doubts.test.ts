import { describe, expect, it } from 'vitest';
import { findBookProblems } from '../../src/domain/book-check.ts';
import type { Operation } from '../../src/domain/operation.ts';
import type { EntryKind } from '../../src/domain/vocabulary.ts';
import { foundingVote, groupCreate, memberAdd, nextId, operation } from '../support/act.ts';
import { MapRows } from '../support/map-rows.ts';

const g = nextId();
const kham = nextId();
const line = (paidOn: string, kind: EntryKind, amount: number, more: object = {}) =>
  operation('entry.record', g, { paidOn, writtenBy: 'committee', rows: [{ e: nextId(), kind, amount, ...more }] });
const saved = (paidOn: string, amount: number) => line(paidOn, 'pledged-savings', amount, { member: kham, forMonth: paidOn.slice(0, 7) });
const count = (on: string, counted: number, expected = counted, more: object = {}) =>
  operation('cash.count', g, { count: nextId(), on, pieces: {}, counted, expected, ...more });
const after = (...ops: readonly Operation[]) => new MapRows().foldAll([groupCreate(g), ...foundingVote(g).ops, memberAdd(g, kham), ...ops]);
const found = (rows: MapRows, ...codes: readonly string[]) =>
  findBookProblems({
    group: rows.get<'group'>('group')!, months: rows.all('month'), members: rows.all('member'), days: rows.all('day'), counts: rows.all('count'),
    loans: rows.all('loan'), years: rows.all('year'),
  }).filter(({ code }) => codes.includes(code)); // prettier-ignore
const below = (rows: MapRows) => found(rows, 'cash-below-zero', 'bank-below-zero');

describe('cash and bank below zero (domain.md 3.13, 2)', () => {
  it('is found on the day, also when the month ends above, in whichever order the lines were written', () => {
    const ops = [
      saved('2026-11-05', 10_000),
      line('2026-11-12', 'expense', 15_000),
      saved('2026-11-25', 20_000),
      saved('2026-12-05', 1_000),
    ];
    for (const each of [ops, ops.toReversed()])
      expect(below(after(...each))).toEqual([{ code: 'cash-below-zero', month: '2026-11', on: '2026-11-12', satang: -5_000 }]);
  });

  it('is found of the bank, where a withdrawal came before the deposit it was taken from', () => {
    const rows = after(
      saved('2026-11-05', 50_000),
      line('2026-11-06', 'bank-withdrawal', 10_000),
      line('2026-11-09', 'bank-deposit', 30_000),
    );
    expect(below(rows)).toEqual([{ code: 'bank-below-zero', month: '2026-11', on: '2026-11-06', satang: -10_000 }]);
  });

  it('is no doubt within one day, whose lines stand as they were typed, and ends when the wrong line is taken back', () => {
    expect(below(after(line('2026-11-05', 'expense', 5_000), saved('2026-11-05', 10_000)))).toEqual([]);
    const wrong = nextId();
    const rows = after(saved('2026-11-05', 10_000), line('2026-11-12', 'expense', 15_000, { e: wrong }), saved('2026-11-25', 20_000));
    expect(below(rows)).toHaveLength(1);
    rows.fold(operation('entry.reverse', g, { e: wrong, reason: 'twice' }));
    expect(below(rows)).toEqual([]);
  });

  it('knows a line that came after its month was closed: it stands before the days of the next', () => {
    const close = operation('month.close', g, { month: '2026-11', on: '2026-12-01' });
    const rows = after(saved('2026-11-05', 10_000), close, line('2026-11-20', 'expense', 12_000), saved('2026-12-05', 5_000));
    expect(below(rows)).toEqual([{ code: 'cash-below-zero', month: '2026-12', on: '2026-12-01', satang: -2_000 }]);
  });
});

describe('a counted day (domain.md 3.13, 4)', () => {
  const on = '2026-12-05';
  const since = (rows: MapRows) => found(rows, 'cash-after-count');
  it('fits, with what went to the bank before and after the count', () => {
    const box = [saved(on, 50_000), line(on, 'bank-deposit', 20_000), count(on, 30_000), line(on, 'bank-deposit', 25_000)];
    expect(since(after(...box))).toEqual([]);
  });
  it('with a difference fits as soon as the difference is in the books, and not before', () => {
    const short = count(on, 49_000, 50_000, { reason: 'change' });
    expect(since(after(saved(on, 50_000), short))).toEqual([{ code: 'cash-after-count', on, satang: 1_000 }]);
    const booked = after(saved(on, 50_000), short, line(on, 'cash-short', 1_000));
    expect([since(booked), found(booked, 'count-differs')]).toEqual([[], [{ code: 'count-differs', on, satang: -1_000 }]]);
  });
  it('asks for another count when money comes after it, or a line of it is taken back', () => {
    const rows = after(saved(on, 50_000), count(on, 50_000), line(on, 'bank-deposit', 40_000), saved(on, 2_500));
    expect(since(rows)).toEqual([{ code: 'cash-after-count', on, satang: 2_500 }]);
    rows.fold(count(on, 12_500));
    expect(since(rows)).toEqual([]);
  });
  it('of the whole box fits by what lay in it before', () => {
    const rows = after(saved('2026-11-05', 30_000), count(on, 29_000, 30_000, { before: 30_000 }), line(on, 'cash-short', 1_000));
    expect(since(rows)).toEqual([]);
  });
});

it('an old group’s loans that are not told one by one are a doubt of the books', () => {
  const rows = after(line('2026-11-01', 'opening-loan', 60_000));
  expect(found(rows, 'loans-differ')).toEqual([{ code: 'loans-differ', satang: 60_000 }]);
  rows.fold(operation('loan.carry', g, { loan: nextId(), member: kham, kind: 'ordinary', no: '1/2567', signedOn: '2024-05-02', on: '2026-11-01', principal: 60_000, ratePerMonth: 100, method: 'reducing', instalments: 4, firstDueOn: '2026-12-05', guarantors: [] }, {})); // prettier-ignore
  expect(found(rows, 'loans-differ')).toEqual([]);
});

describe('balances of paper books beside lines that were typed before them', () => {
  const twice = (rows: MapRows) => found(rows, 'lines-before-opening');
  const open = (on: string) => line(on, 'opening-savings', 90_000, { member: kham });
  it('are in doubt where their day is not before that of the lines, in whichever order two phones send them', () => {
    const ops = [saved('2026-11-05', 15_000), saved('2026-12-05', 15_000), saved('2027-01-05', 15_000), open('2026-12-05')];
    for (const each of [ops, ops.toReversed()])
      expect(twice(after(...each))).toEqual([{ code: 'lines-before-opening', on: '2026-11-05', count: 2 }]);
  });
  it('are in no doubt before the first line, beside a line of another column, or once the line is taken back', () => {
    const wrong = nextId();
    const rows = after(line('2026-11-05', 'pledged-savings', 15_000, { e: wrong, member: kham }), open('2026-11-04'));
    expect(twice(rows)).toEqual([]);
    rows.foldAll([open('2026-11-23'), line('2026-11-06', 'bank-interest', 500)]);
    expect(twice(rows)).toHaveLength(1);
    rows.fold(operation('entry.reverse', g, { e: wrong, reason: 'in the paper book already' }));
    expect(twice(rows)).toEqual([]);
  });
  it('of cash and of loans are held against what moved the box and what was paid back', () => {
    const rows = after(line('2026-11-05', 'fine', 500), line('2026-11-06', 'loan-principal', 500));
    expect(twice(rows.foldAll([line('2026-11-05', 'opening-loan', 60_000)]))).toEqual([]);
    expect(twice(rows.foldAll([line('2026-11-06', 'opening-loan', 60_000)]))).toEqual([
      { code: 'lines-before-opening', on: '2026-11-06', count: 1 },
    ]);
    expect(twice(rows.foldAll([line('2026-11-06', 'opening-cash', 9_000)]))).toEqual([
      { code: 'lines-before-opening', on: '2026-11-05', count: 2 },
    ]);
  });
});

it('one old loan told on two phones is a doubt although the sums fit, until one of them is cancelled', () => {
  const [a, again, b] = [nextId(), nextId(), nextId()];
  const told = (loan: string, no: string, principal: number) =>
    operation('loan.carry', g, { loan, member: kham, kind: 'ordinary', no, signedOn: '2024-05-02', on: '2026-11-01', principal, ratePerMonth: 100, method: 'reducing', instalments: 4, firstDueOn: '2026-12-05', guarantors: [] }, {}); // prettier-ignore
  const rows = after(line('2026-11-01', 'opening-loan', 60_000), told(a, '1/2567', 20_000), told(b, '2/2567', 20_000), told(again, '1/2567 ', 20_000)); // prettier-ignore
  const doubts = () => found(rows, 'contract-number-twice', 'loans-differ');
  expect(doubts()).toEqual([{ code: 'contract-number-twice', no: '1/2567', count: 2 }]);
  rows.fold(operation('loan.close', g, { loan: again, on: '2026-11-02', reason: 'cancelled' }));
  expect(doubts()).toEqual([{ code: 'loans-differ', satang: 20_000 }]);
});
