import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseOperation, type Operation, type PayloadOf } from '../../src/domain/operation.ts';
import { isSettled, turnOf } from '../../src/domain/report.ts';
import type { ReportKind, ReportLevel } from '../../src/domain/report-operation.ts';
import { reportLevels } from '../../src/domain/report-operation.ts';
import type { ReportRow } from '../../src/domain/report-row.ts';
import type { GroupRow } from '../../src/domain/row.ts';
import { groupCreate, nextId, operation, pledgePaid, memberAdd, uuid } from '../support/act.ts';
import { MapRows } from '../support/map-rows.ts';

const g = nextId();
const id = uuid(8);
const after = (...ops: readonly Operation[]) => new MapRows().foldAll([groupCreate(g), ...ops]);
const group = (rows: MapRows) => rows.get<'group'>('group') as GroupRow;
const row = (rows: MapRows, report = id) => rows.get<'report'>(`report:${report}`) as ReportRow;
const submitted = (
  kind: ReportKind = 'monthly-savings',
  snapshot: Record<string, unknown> = {},
  over: { report?: string; version?: number; forMonth?: string } = {},
) => {
  const forMonth = kind === 'monthly-savings' ? { forMonth: over.forMonth ?? '2026-11' } : {};
  return operation('report.submit', g, {
    report: over.report ?? id,
    kind,
    version: over.version ?? 1,
    ...forMonth,
    snapshot,
  } as PayloadOf<'report.submit'>);
};
const reviewed = (
  saw: Operation,
  level: ReportLevel,
  decision: 'accepted' | 'returned' = 'accepted',
  remark = 'members do not match the photo',
) => operation('report.review', g, { report: id, saw: saw.id, level, decision, ...(decision === 'returned' && { remark }) });

describe('a report goes up the way of its kind', () => {
  it.each([
    ['founding-notice', ['district']],
    ['establishment-result', ['district', 'province']],
    ['three-month', ['district', 'province', 'department']],
    ['monthly-savings', ['district']],
  ] as const)('%s: %j, each level in its turn, the last one settles it', (kind, route) => {
    const report = submitted(kind);
    const said: Operation[] = [];
    for (const level of route) {
      const before = row(after(report, ...said));
      expect(turnOf(before.route, before.state)).toBe(level);
      expect(isSettled(before)).toBe(false);
      said.push(reviewed(report, level));
    }
    expect(isSettled(row(after(report, ...said)))).toBe(true);
    expect(group(after(report, ...said)).reports[kind]?.state).toBe(row(after(report, ...said)).state);
  });

  it('is known with its time, and closes the item of the letter it belongs to', () => {
    const notice = submitted('founding-notice');
    expect(group(after(notice)).reports['founding-notice']).toMatchObject({ submittedAt: notice.at, state: 'submitted' });
    expect(group(after(notice)).steps['2.8']).toMatchObject({ state: 'done', lastOn: '2026-11-23' });
  });

  it('goes the way the campaign asked for on that day', () => {
    const report = operation('report.submit', g, { report: id, kind: 'three-month', version: 1, snapshot: {}, route: ['district'] });
    expect(isSettled(row(after(report, reviewed(report, 'district'))))).toBe(true);
  });

  it('a level whose turn it is not decides nothing, and is told', () => {
    const report = submitted('three-month');
    const early = reviewed(report, 'province');
    const rows = after(report);
    expect(rows.fold(early)).toMatchObject({ applied: true, flags: ['review-out-of-turn'] });
    expect(row(rows)).toMatchObject({ state: 'submitted', versions: [{ reviews: [{ op: early.id, void: 'review-out-of-turn' }] }] });
    // the monthly total ends at the district
    const total = submitted();
    expect(row(after(total, reviewed(total, 'district'), reviewed(total, 'province'))).state).toBe('accepted');
  });

  it('who decided last may think again until the next level has spoken', () => {
    const report = submitted('three-month');
    expect(row(after(report, reviewed(report, 'district'), reviewed(report, 'district', 'returned'))).state).toBe('returned');
    expect(row(after(report, reviewed(report, 'district', 'returned'), reviewed(report, 'district'))).state).toBe('accepted');
    const late = after(report, reviewed(report, 'district'), reviewed(report, 'province'), reviewed(report, 'district', 'returned'));
    expect(row(late).state).toBe('province-accepted');
  });
});

describe('a return', () => {
  it('needs a remark: the officer must know what to correct', () => {
    const report = submitted();
    expect(parseOperation(reviewed(report, 'district', 'returned', ' '))).toMatchObject({ ok: false, path: 'p.remark' });
    expect(parseOperation(reviewed(report, 'district', 'returned')).ok).toBe(true);
  });

  it('is answered by a new version, which begins its way from below', () => {
    const first = submitted('three-month', { members: 47 });
    const second = submitted('three-month', { members: 48 }, { version: 2 });
    const rows = after(first, reviewed(first, 'district'), reviewed(first, 'province', 'returned'), second);
    expect(row(rows)).toMatchObject({ version: 2, state: 'submitted', snapshot: { members: 48 } });
    expect(row(rows).versions.map(({ state }) => state)).toEqual(['returned', 'submitted']);
    expect(turnOf(row(rows).route, row(rows).state)).toBe('district');
  });
});

describe('Scene D: the chief can never accept what the officer has since changed', () => {
  const first = submitted('monthly-savings', { members: 47 });
  const second = submitted('monthly-savings', { members: 48 }, { version: 2 });

  it('an acceptance that comes after the new version decides nothing and is flagged', () => {
    const rows = after(first, second);
    expect(rows.fold(reviewed(first, 'district'))).toMatchObject({ applied: true, flags: ['version-moved-on'] });
    expect(row(rows)).toMatchObject({
      version: 2,
      state: 'submitted',
      versions: [{ state: 'submitted', reviews: [{ void: 'version-moved-on' }] }, { reviews: [] }],
    });
    expect(group(rows).reports['monthly-savings']?.state).toBe('submitted');
  });

  it('an acceptance that came before it stays with the version it saw; the new one is still to be looked at', () => {
    const rows = after(first, reviewed(first, 'district'), second);
    expect(row(rows).versions.map(({ state, snapshot }) => [state, snapshot['members']])).toEqual([
      ['accepted', 47],
      ['submitted', 48],
    ]);
    expect(row(rows).state).toBe('submitted');
  });

  it('in whatever order submissions and reviews come, an accepted version is the newest one of its moment, seen as it is', () => {
    const step = fc.oneof(
      fc.record({ kind: fc.constant('submit' as const) }),
      fc.record({
        kind: fc.constant('review' as const),
        saw: fc.nat({ max: 5 }),
        level: fc.constantFrom(...reportLevels),
        decision: fc.constantFrom('accepted' as const, 'returned' as const),
      }),
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 14 }), (steps) => {
        const rows = after();
        const versions: Operation[] = [];
        for (const each of steps) {
          if (each.kind === 'submit') {
            const next = submitted('three-month', { members: versions.length }, { version: versions.length + 1 });
            versions.push(next);
            rows.fold(next);
            expect(row(rows).state).toBe('submitted');
            continue;
          }
          const saw = versions[each.saw];
          if (saw === undefined) continue;
          const isNewest = saw === versions.at(-1);
          const before = row(rows);
          rows.fold(reviewed(saw, each.level, each.decision));
          // what was said to an older version moves nothing at all
          if (!isNewest) expect({ ...row(rows), versions: [] }).toEqual({ ...before, versions: [] });
        }
        if (versions.length === 0) return;
        const now = row(rows);
        // figures are those that were submitted, whatever was said
        expect(now.versions.map(({ snapshot }) => snapshot['members'])).toEqual(versions.map((_, index) => index));
        for (const version of now.versions) {
          if (version.state === 'submitted') continue;
          const counting = version.reviews.filter((each) => each.void === undefined);
          expect(counting.length).toBeGreaterThan(0);
          // no level is jumped over
          if (version.state === 'acknowledged') expect(new Set(counting.map(({ level }) => level))).toEqual(new Set(reportLevels));
          if (version.state === 'province-accepted') expect(counting.some(({ level }) => level === 'district')).toBe(true);
        }
      }),
    );
  });
});

describe('frozen figures (case 20)', () => {
  it('money recorded later never changes what was accepted', () => {
    const member = nextId();
    const report = submitted('monthly-savings', { savedSatang: 10_000 });
    const before = after(memberAdd(g, member), pledgePaid(g, member, 10_000), report, reviewed(report, 'district'));
    const frozen = row(before);
    before.fold(pledgePaid(g, member, 5_000, { forMonth: '2026-11', paidOn: '2027-01-05' }));
    expect(row(before)).toEqual(frozen);
  });
});

describe('one report of a kind and month', () => {
  it('the same operation twice is one version', () => {
    const report = submitted();
    expect(row(after(report, report)).versions).toHaveLength(1);
  });

  it('case 27: made on two phones without signal, the second is flagged, counts nothing and asks a person', () => {
    const first = submitted('establishment-result', { members: 48 });
    const twin = submitted('establishment-result', { members: 50 }, { report: uuid(9) });
    const rows = after(first);
    expect(rows.fold(twin)).toMatchObject({ flags: ['maybe-reported-twice'] });
    expect(row(rows, uuid(9)).flags).toEqual(['maybe-reported-twice']);
    expect(group(rows).reports['establishment-result']?.report).toBe(id);
  });

  it('each month has its own, and the group’s row shows the latest month', () => {
    const december = submitted('monthly-savings', {}, { report: uuid(9), forMonth: '2026-12' });
    const late = submitted('monthly-savings', {}, { report: uuid(10), forMonth: '2026-10' });
    const rows = after(submitted(), december, late);
    expect(rows.all('report').every((each) => !('flags' in each))).toBe(true);
    expect(group(rows).reports['monthly-savings']).toMatchObject({ report: uuid(9), forMonth: '2026-12' });
  });

  it('two phones that both call theirs version 2 have versions 2 and 3, none of them lost', () => {
    const rows = after(
      submitted('monthly-savings', { members: 1 }),
      submitted('monthly-savings', { members: 2 }, { version: 2 }),
      submitted('monthly-savings', { members: 3 }, { version: 2 }),
    );
    expect(row(rows).versions.map(({ version, snapshot }) => [version, snapshot['members']])).toEqual([
      [1, 1],
      [2, 2],
      [3, 3],
    ]);
  });
});

it('a review of a report that has not come waits for it', () => {
  expect(after().fold(reviewed(submitted(), 'district'))).toEqual({ applied: false, missing: id });
});
