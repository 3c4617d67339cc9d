import { describe, expect, it } from 'vitest';
import { hasEnded, lifeCycleOn } from '../../src/domain/life-cycle.ts';

const group = (over: object = {}) => ({ lifeCycle: 'founded' as const, stage: 'active' as const, foundedOn: '2026-11-30', ...over });

describe('the life-cycle of a group on a day', () => {
  it('is probation for three months and then operating', () => {
    expect(lifeCycleOn(group(), '2026-11-30')).toBe('probation');
    expect(lifeCycleOn(group(), '2027-02-27')).toBe('probation');
    expect(lifeCycleOn(group(), '2027-02-28')).toBe('operating');
  });
  it('is operating for an old group whose founding day nobody knows', () => {
    expect(lifeCycleOn(group({ foundedOn: undefined }), '2026-11-23')).toBe('operating');
  });
  it('is what the records say before the founding', () => {
    expect(lifeCycleOn(group({ lifeCycle: 'resolved' }), '2026-11-23')).toBe('resolved');
  });
  it('gives way to what people decided', () => {
    expect(lifeCycleOn(group({ stage: 'not-now' }), '2026-12-01')).toBe('not-now');
    expect(lifeCycleOn(group({ stage: 'dissolving' }), '2028-12-01')).toBe('dissolving');
  });
  it('ends with dissolution or with an entry by mistake', () => {
    expect(
      ['active', 'not-now', 'dormant', 'dissolving', 'dissolved', 'voided'].filter((stage) => hasEnded({ stage: stage as 'active' })),
    ).toEqual(['dissolved', 'voided']);
  });
});
