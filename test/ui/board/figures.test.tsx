/** Numbers of the boards as tables of cases. */
import { describe, expect, it } from 'vitest';
import { areasOf, canDecideIn, mayAccept, mayDecide } from '../../../src/ui/screens/board/area.ts';
import { needsLook, officersInTouch, silentDays, targetsIn, type Device } from '../../../src/ui/screens/board/figures.ts';

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

  it('an officer with two phones is in touch when one of them is', () => {
    expect(officersInTouch([device({}), device({ lastSeenAt: '2026-01-01T00:00:00.000Z' })], asOf)).toEqual({ known: 1, inTouch: 1 });
  });
});

describe('targets', () => {
  it('add up to 38 for the province and are one row for a district', () => {
    expect(targetsIn('56').reduce((sum, { groups }) => sum + groups, 0)).toBe(38);
    expect(targetsIn('5607').map(({ district }) => district)).toEqual(['5607']);
    expect(targetsIn('57')).toEqual([]);
  });
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
