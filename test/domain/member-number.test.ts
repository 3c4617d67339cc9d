import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { laneOfPhone, nextNumbers, type NumberLane } from '../../src/domain/member-number.ts';

describe('member numbers', () => {
  it('run 1, 2, 3 on one phone', () => {
    expect(nextNumbers([], laneOfPhone('only'), 3)).toEqual([1, 2, 3]);
    expect(nextNumbers([1, 2, 3], 'all', 2)).toEqual([4, 5]);
  });
  it('are odd on the first and even on the second of two phones', () => {
    expect(nextNumbers([], laneOfPhone('first'), 3)).toEqual([1, 3, 5]);
    expect(nextNumbers([], laneOfPhone('second'), 3)).toEqual([2, 4, 6]);
  });
  it('go on above everything in use in the lane', () => {
    expect(nextNumbers([1, 2, 3, 4, 5], 'odd', 2)).toEqual([7, 9]);
    expect(nextNumbers([1, 2, 3, 4, 5], 'even', 2)).toEqual([6, 8]);
  });
  it('do not fill a gap: the number may live on the other phone', () => {
    expect(nextNumbers([1, 3, 5, 2], 'all', 1)).toEqual([6]);
  });
  it('never collide between two phones without signal, whatever was in use before', () => {
    const before = fc.uniqueArray(fc.integer({ min: 1, max: 300 }), { maxLength: 60 });
    const counts = fc.tuple(fc.nat(40), fc.nat(40));
    fc.assert(
      fc.property(before, counts, (used, [first, second]) => {
        const given = [...nextNumbers(used, 'odd', first), ...nextNumbers(used, 'even', second)];
        expect(new Set([...used, ...given]).size).toBe(used.length + given.length);
      }),
    );
  });
  it('are never given twice, one after the other', () => {
    const lanes = fc.array(fc.constantFrom<NumberLane>('all', 'odd', 'even'), { maxLength: 50 });
    fc.assert(
      fc.property(lanes, (order) => {
        const used: number[] = [];
        for (const lane of order) used.push(...nextNumbers(used, lane, 1));
        expect(new Set(used).size).toBe(used.length);
      }),
    );
  });
});
