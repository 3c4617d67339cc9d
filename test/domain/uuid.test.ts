import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createIds, uuidV7 } from '../../src/domain/uuid.ts';

const random = (first: number) => Uint8Array.from({ length: 10 }, (_, index) => first + index);

describe('ids of one page', () => {
  it('are valid, different and in order, also when the clock stands still or is set back', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 4_000_000_000_000 }), { minLength: 2, maxLength: 50 }), (times) => {
        let turn = 0;
        const newId = createIds(() => times[turn++ % times.length] ?? 0, random(7));
        const ids = Array.from({ length: 100 }, newId);
        expect(ids.every((id) => /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/.test(id))).toBe(true);
        expect([...new Set(ids)].sort()).toEqual(ids);
      }),
    );
  });

  it('differ from those of another page at the same moment, and follow older ones of another page', () => {
    const [one, other] = [createIds(() => 1_800_000_000_000, random(1)), createIds(() => 1_800_000_000_000, random(2))];
    expect(one()).not.toBe(other());
    expect(createIds(() => 1_800_000_002_000, random(0))() > one()).toBe(true);
  });

  it('a million of them, of phones whose clocks stand still together: no two are the same (row 74)', { timeout: 600_000 }, () => {
    const random = new Uint8Array(10 * 1_000_000);
    for (let from = 0; from < random.length; from += 65_536) crypto.getRandomValues(random.subarray(from, from + 65_536));
    const ids = new Set<string>();
    for (let page = 0; page < 1_000_000; page += 1) ids.add(uuidV7(1_800_000_000_000, random.subarray(page * 10, page * 10 + 10)));
    expect(ids.size).toBe(1_000_000);
  });
});
