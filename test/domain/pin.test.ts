import { assert, integer, nat, property } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { awayLimitMs, isAway, isEasyPin, isWholePin, nextTryAtMs, waitAfterMs, wrongLimit } from '../../src/domain/pin.ts';

describe('the app asks for the digits', () => {
  it('after five minutes away, not before', () => {
    expect(isAway(1_000_000, 1_000_000 + awayLimitMs)).toBe(false);
    expect(isAway(1_000_000, 1_000_001 + awayLimitMs)).toBe(true);
  });

  it('when nobody knows how long it was away, and when the clock was set back to hide it', () => {
    expect(isAway(undefined, 5)).toBe(true);
    expect(isAway(10_000_000, 10_000_000 - 61_000)).toBe(true);
    expect(isAway(10_000_000, 10_000_000 - 59_000)).toBe(false);
  });
});

describe('wrong digits', () => {
  it('cost nothing twice, then half a minute, then twice as long each time: an hour and more in all', () => {
    expect([0, 1, 2, 3, 4, 5].map(waitAfterMs)).toEqual([0, 0, 0, 30_000, 60_000, 120_000]);
    const all = Array.from({ length: wrongLimit }, (_, wrong) => waitAfterMs(wrong)).reduce((sum, ms) => sum + ms, 0);
    expect(all).toBeGreaterThan(60 * 60_000);
  });

  it('a clock that went back never shortens the wait, and never makes it longer than itself', () => {
    assert(
      property(integer({ min: 0, max: 9 }), nat(2 ** 45), nat(2 ** 45), (wrong, triedAtMs, nowMs) => {
        const wait = nextTryAtMs(wrong, triedAtMs, nowMs) - nowMs;
        expect(wait).toBeLessThanOrEqual(waitAfterMs(wrong));
        if (nowMs <= triedAtMs) expect(wait).toBe(waitAfterMs(wrong));
      }),
    );
  });
});

describe('digits', () => {
  it.each(['000000', '777777', '123456', '890123', '654321', '109876', '121212', '123123', '909090'])('%s are too easy', (pin) => {
    expect(isEasyPin(pin)).toBe(true);
  });
  it.each(['190527', '112233', '135790', '820914', '123465'])('%s are not', (pin) => {
    expect(isEasyPin(pin)).toBe(false);
  });
  it('are six of them, in figures that every keyboard has', () => {
    expect(['12345', '1234567', '12345a', '๑๒๓๔๕๖', ''].map(isWholePin)).toEqual([false, false, false, false, false]);
    expect(isWholePin('190527')).toBe(true);
  });
});
