import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createBackOff } from '../../src/sync/back-off.ts';

describe('when the next try is due', () => {
  it('is a random part of a span that doubles from 2 seconds to 5 minutes', () => {
    const backOff = createBackOff(
      () => 0,
      () => 1,
    );
    expect(Array.from({ length: 10 }, () => backOff.failed() / 1000)).toEqual([2, 4, 8, 16, 32, 64, 128, 256, 300, 300]);
  });

  it('is never later than the span, and spreads phones over all of it', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1, noNaN: true }), fc.integer({ min: 1, max: 40 }), (chance, tries) => {
        const backOff = createBackOff(
          () => 0,
          () => chance,
        );
        const last = Array.from({ length: tries }, () => backOff.failed()).at(-1) ?? 0;
        expect(last).toBeLessThanOrEqual(300_000);
        expect(last).toBeCloseTo(chance * Math.min(300_000, 2000 * 2 ** (tries - 1)), 3);
      }),
    );
  });

  it('starts small again after a sign of life, and is gone after success', () => {
    const backOff = createBackOff(
      () => 1000,
      () => 1,
    );
    for (let index = 0; index < 8; index += 1) backOff.failed();
    backOff.reset();
    expect(backOff.failed()).toBe(2000);
    backOff.succeeded();
    expect(backOff.nextTryAtMs(false)).toBeUndefined();
  });

  it('what the server asks for is obeyed, whatever happens, except a tap', () => {
    let now = 0;
    const backOff = createBackOff(
      () => now,
      () => 0,
    );
    expect(backOff.failed(60_000)).toBe(60_000);
    backOff.reset();
    now = 59_000;
    expect(backOff.mayTry('online', false)).toBe(false);
    expect(backOff.mayTry('tap', true)).toBe(true);
    now = 60_000;
    expect(backOff.mayTry('other', false)).toBe(true);
  });

  it('while the phone says it is offline there is one try in 30 seconds; that it says so never stops the first', () => {
    let now = 0;
    const backOff = createBackOff(
      () => now,
      () => 0,
    );
    expect(backOff.mayTry('other', true)).toBe(true);
    backOff.failed();
    expect(backOff.nextTryAtMs(true)).toBe(30_000);
    expect(backOff.nextTryAtMs(false)).toBe(0);
    now = 29_000;
    expect(backOff.mayTry('other', true)).toBe(false);
    expect(backOff.mayTry('online', true)).toBe(true);
    expect(backOff.mayTry('other', false)).toBe(true);
    now = 30_000;
    expect(backOff.mayTry('other', true)).toBe(true);
  });
});
