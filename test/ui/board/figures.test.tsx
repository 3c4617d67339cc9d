/** Numbers of the boards as tables of cases. */
import { describe, expect, it } from 'vitest';
import { areasOf, canDecideIn, mayAccept, mayDecide } from '../../../src/ui/screens/board/area.ts';
import { areaSharesOf, foundingShareOf, needsLook, silentDays, type Device } from '../../../src/ui/screens/board/figures.ts';

const asOf = '2026-11-23T02:00:00.000Z';
const device = (over: Partial<Device>): Device => ({
  name: 'phone',
  officerName: 'Fon',
  lastSeenAt: asOf,
  waiting: 0,
  photosWaiting: 0,
  oldestAt: null,
  ...over,
});

describe('phones', () => {
  it.each([
    [{ lastSeenAt: '2026-11-22T02:00:00.000Z' }, false],
    [{ lastSeenAt: '2026-11-20T02:00:00.000Z' }, true],
    [{ waiting: 1 }, true],
    [{ photosWaiting: 1 }, true],
  ])('%j is worth a call: %s', (over, worth) => {
    expect(needsLook(device(over), asOf)).toBe(worth);
  });

  it('a phone whose clock runs ahead is not silent for a negative time', () => {
    expect(silentDays({ lastSeenAt: '2026-11-25T02:00:00.000Z' }, asOf)).toBe(0);
  });
});

it('steps of an area are items settled of the items that its groups have', () => {
  const figures = { groups: 3, steps: [15, 12, 4] as const };
  expect(areaSharesOf(figures).map(({ settled, of }) => `${settled}/${of}`)).toEqual(['15/15', '12/24', '4/21']);
  expect(foundingShareOf(figures)).toEqual({ settled: 27, of: 39 });
});

describe('areas of a sign-in', () => {
  it('leave out what lies within another, and what is no office role', () => {
    const from = '2026-10-01';
    const grants = [
      { role: 'district-chief', areas: ['5607'], from },
      { role: 'province', areas: ['56'], from },
      { role: 'field-officer', areas: ['5501'], from },
    ] as const;
    expect(areasOf(grants.map((grant) => ({ ...grant, areas: [...grant.areas] })))).toEqual(['56']);
  });

  it.each([
    ['scope-none', '560702', true, true],
    ['scope-none', '560301', true, false],
    ['scope-ended', '560702', true, true],
    // its own district decides
    ['scope-ended', '560301', false, false],
    ['missing-ref', null, true, false],
    ['device-revoked', undefined, true, true],
  ] as const)('%s aimed at %s: decided here %s, taken here %s', (why, area, decides, accepts) => {
    const grants = [{ role: 'district-chief' as const, areas: ['5607'], from: '2026-10-01' }];
    expect([mayDecide(grants, { why, area }), mayAccept(grants, { why, area })]).toEqual([decides, accepts]);
  });

  it('the department looks and does not decide', () => {
    expect(canDecideIn([{ role: 'department', areas: ['56'], from: '2026-10-01' }], '5607')).toBe(false);
    expect(canDecideIn([{ role: 'district-chief', areas: ['5607'], from: '2026-10-01' }], '560702')).toBe(true);
  });
});
