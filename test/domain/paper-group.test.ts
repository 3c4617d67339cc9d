/** Case 50: an old group that joined with its totals only is counted by what was told of it, until its people and its balances are here. */
import { describe, expect, it } from 'vitest';
import { summaryLinesOf, sumLines } from '../../src/domain/area-summary.ts';
import { findEndingProblems } from '../../src/domain/dissolve.ts';
import { membersOf, savedOf } from '../../src/domain/group-figures.ts';
import type { Operation } from '../../src/domain/operation.ts';
import { monthFigures } from '../../src/domain/report-figures.ts';
import type { MonthFigures } from '../../src/domain/report-operation.ts';
import type { GroupRow } from '../../src/domain/row.ts';
import { groupCreate, memberAdd, nextId, operation, pledgePaid } from '../support/act.ts';
import { MapRows } from '../support/map-rows.ts';

const g = nextId();
const declared = { foundedOn: '1999-03-06', members: 160, savedSatang: 204_800_000, asOf: '2026-11-03' };
const paper = (...ops: readonly Operation[]) => new MapRows().foldAll([groupCreate(g, { source: 'declared', declared }), ...ops]);
const groupOf = (rows: MapRows) => rows.get<'group'>('group') as GroupRow;
const complete = (isListComplete = true) => operation('group.set', g, { base: {}, fields: { isListComplete } });
const told = (forMonth: string, snapshot: MonthFigures, over: { report?: string; source?: 'ledger' | 'declared'; version?: number } = {}) =>
  operation('report.submit', g, { report: nextId(), kind: 'monthly-savings', version: 1, source: 'declared', forMonth, snapshot, ...over });
const november = { members: 161, paid: 150, savedBeforeSatang: 204_800_000, pledgedSatang: 1_500_000, savedSatang: 206_300_000 };
const openingSavings = (member: string, amount: number) =>
  operation('entry.record', g, {
    paidOn: '2026-12-01',
    writtenBy: 'officer',
    rows: [{ e: nextId(), kind: 'opening-savings', member, amount }],
  });
const sumsOf = (rows: MapRows) =>
  Object.fromEntries(
    sumLines(...[groupOf(rows), ...rows.all('member'), ...rows.all('month'), ...rows.all('report')].map((row) => summaryLinesOf(row))).map(
      ({ measure, month, value }) => [`${measure} ${month}`.trim(), value],
    ),
  );

describe('its members', () => {
  it('stay the 160 of the paper register when the first of them is typed', () => {
    const rows = paper(memberAdd(g, nextId()));
    expect(membersOf(groupOf(rows))).toBe(160);
    expect(sumsOf(rows)['members']).toBe(160);
    expect(monthFigures({ group: groupOf(rows), members: rows.all('member'), months: [], days: [], loans: [], visits: [] }, '2026-12')).toMatchObject({ membersBefore: 160, members: 160 }); // prettier-ignore
  });

  it('are counted by their rows once somebody says that all are typed, and no more when that is taken back', () => {
    const rows = paper(memberAdd(g, nextId()), memberAdd(g, nextId()), complete());
    expect(membersOf(groupOf(rows))).toBe(2);
    rows.fold(complete(false));
    expect(membersOf(groupOf(rows))).toBe(160);
  });

  it('are at least those who are typed', () => {
    const rows = new MapRows().foldAll([groupCreate(g, { source: 'declared', declared: { ...declared, members: 1 } })]);
    for (let n = 0; n < 3; n += 1) rows.fold(memberAdd(g, nextId()));
    expect(membersOf(groupOf(rows))).toBe(3);
  });
});

describe('its savings', () => {
  it('grow by a month that is typed from its paper book', () => {
    const rows = paper(told('2026-11', november));
    expect(savedOf(groupOf(rows))).toBe(206_300_000);
    expect(membersOf(groupOf(rows))).toBe(161);
    expect(sumsOf(rows)).toMatchObject({ saved: 206_300_000, members: 161, 'pledged 2026-11': 1_500_000, 'payers 2026-11': 150 });
  });

  it('the newest month speaks, in whatever order months come; a correction replaces its own', () => {
    const report = nextId();
    const december = { ...november, members: 162, savedSatang: 207_800_000 };
    const rows = paper(told('2026-12', december, { report }), told('2026-11', november));
    expect([savedOf(groupOf(rows)), membersOf(groupOf(rows))]).toEqual([207_800_000, 162]);
    rows.fold(told('2026-12', { ...december, savedSatang: 207_700_000 }, { report, version: 2 }));
    expect(savedOf(groupOf(rows))).toBe(207_700_000);
  });

  it('a month from before the day of the declaration says nothing new', () => {
    const rows = paper(told('2026-10', { ...november, savedSatang: 204_000_000 }));
    expect(savedOf(groupOf(rows))).toBe(204_800_000);
    expect(sumsOf(rows)['pledged 2026-10']).toBe(1_500_000);
  });

  it('a second report of one month that waits for the district adds nothing', () => {
    const rows = paper(told('2026-11', november), told('2026-11', { ...november, savedSatang: 999_900_000, pledgedSatang: 9_900_000 }));
    expect(sumsOf(rows)).toMatchObject({ saved: 206_300_000, 'pledged 2026-11': 1_500_000 });
  });

  it('a typed month that is entered line by line afterwards counts once, also half-way', () => {
    const [a, b] = [nextId(), nextId()];
    const rows = paper(memberAdd(g, a), memberAdd(g, b), told('2026-11', november), pledgePaid(g, a, 10_000, { paidOn: '2026-11-05' }));
    expect(sumsOf(rows)).toMatchObject({ saved: 206_300_000, 'pledged 2026-11': 1_500_000, 'payers 2026-11': 150 });
    rows.fold(pledgePaid(g, b, 1_490_000, { paidOn: '2026-11-05' }));
    expect(sumsOf(rows)).toMatchObject({ saved: 206_300_000, 'pledged 2026-11': 1_500_000 });
    // December is told by nobody: what is booked in it is on top
    rows.fold(pledgePaid(g, a, 20_000, { forMonth: '2026-12', paidOn: '2026-12-05' }));
    expect(sumsOf(rows)).toMatchObject({ saved: 206_320_000, 'pledged 2026-12': 20_000 });
  });

  it('and so does a month that was entered first and typed afterwards', () => {
    const a = nextId();
    const rows = paper(memberAdd(g, a), pledgePaid(g, a, 10_000, { paidOn: '2026-11-05' }));
    expect(savedOf(groupOf(rows))).toBe(204_810_000);
    rows.fold(told('2026-11', november));
    expect(sumsOf(rows)).toMatchObject({ saved: 206_300_000, 'pledged 2026-11': 1_500_000 });
  });

  it('counts what was declared on 23 November once, when the lines of 5 November are typed afterwards, and what came after it on top', () => {
    const a = nextId();
    const asOf = { ...declared, asOf: '2026-11-23' };
    const rows = new MapRows().foldAll([groupCreate(g, { source: 'declared', declared: asOf }), memberAdd(g, a)]);
    rows.fold(pledgePaid(g, a, 1_500_000, { paidOn: '2026-11-05' }));
    expect(savedOf(groupOf(rows))).toBe(204_800_000);
    rows.fold(pledgePaid(g, a, 20_000, { paidOn: '2026-11-24' }));
    expect(savedOf(groupOf(rows))).toBe(204_820_000);
    // the day was 3 November: corrected, the pledges of the 5th are on top
    rows.fold(operation('group.set', g, { base: {}, fields: { declared } }));
    expect(savedOf(groupOf(rows))).toBe(206_320_000);
  });

  it('counts a line of a told month once, also when it comes after the month was closed and stands in the next one', () => {
    const a = nextId();
    const rows = paper(memberAdd(g, a), told('2026-11', november), operation('month.close', g, { month: '2026-11', on: '2026-12-01' }));
    rows.fold(pledgePaid(g, a, 10_000, { paidOn: '2026-11-05' }));
    expect(savedOf(groupOf(rows))).toBe(206_300_000);
  });

  it('come from the books once the balances are carried over, and a report made from them ends what was told', () => {
    const [a, report] = [nextId(), nextId()];
    const rows = paper(memberAdd(g, a), told('2026-12', november, { report }), openingSavings(a, 8_000_000));
    rows.fold(pledgePaid(g, a, 10_000, { forMonth: '2026-12', paidOn: '2026-12-05' }));
    expect(savedOf(groupOf(rows))).toBe(8_010_000);
    rows.fold(told('2026-12', { pledgedSatang: 10_000 }, { report, source: 'ledger', version: 2 }));
    expect(sumsOf(rows)).toMatchObject({ saved: 8_010_000, 'pledged 2026-12': 10_000, 'payers 2026-12': 1 });
  });

  it('case 49: carried over and given back, nothing of what was declared keeps the group from ending', () => {
    const a = nextId();
    const rows = paper(memberAdd(g, a), openingSavings(a, 10_000));
    const returned = { e: nextId(), kind: 'savings-returned' as const, member: a, amount: 10_000 };
    rows.fold(operation('entry.record', g, { paidOn: '2026-12-20', writtenBy: 'committee', rows: [returned] }));
    expect(findEndingProblems(groupOf(rows), { meeting: undefined, decision: 'x' }).map(({ code }) => code)).toEqual([
      'ending-meeting-missing',
    ]);
  });
});
