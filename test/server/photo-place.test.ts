/** All servers on one database keep pictures in one place, also when that cannot be asked while they start. */
import { rmSync } from 'node:fs';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { Office } from '../../src/server/office.ts';
import { keepOnePlace } from '../../src/server/photo-place.ts';
import { StoreProblem } from '../../src/server/store/store.ts';
import { openTestOffice } from '../support/server-office.ts';

const minuteMs = 60_000;
let office: Office;
let close: () => Promise<void>;
let place: { isThere: boolean; marks: Set<string> };
beforeEach(async () => {
  const test = await openTestOffice();
  place = { isThere: true, marks: new Set() };
  const asked = <T>(answer: () => T) => {
    if (!place.isThere) throw new StoreProblem('busy', undefined);
    return answer();
  };
  const photoStore = {
    ...test.office.photoStore,
    mark: async (id: string) => asked(() => void place.marks.add(id)),
    isMarked: async (id: string) => asked(() => place.marks.has(id)),
  };
  office = { ...test.office, photoStore };
  close = async () => {
    await test.office.store.close();
    rmSync(test.dataDir, { recursive: true, force: true });
  };
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
});
afterEach(async () => {
  vi.useRealTimers();
  await close();
});

it('a place that did not answer at the start is asked each minute: the right one is taken, another one ends the server', async () => {
  await keepOnePlace(office, 'here', (sentence) => expect.unreachable(sentence.message));
  const right = new Set(place.marks);
  expect(right.size).toBe(1);
  const ended: Error[] = [];
  const end = (sentence: Error) => void ended.push(sentence);

  place.isThere = false;
  await keepOnePlace(office, 'here', end);
  await vi.advanceTimersByTimeAsync(minuteMs);
  place.isThere = true;
  await vi.advanceTimersByTimeAsync(minuteMs);
  expect(vi.getTimerCount()).toBe(0);
  expect(ended).toEqual([]);

  place.isThere = false;
  await keepOnePlace(office, 'elsewhere', end);
  place.isThere = true;
  place.marks.clear();
  await vi.advanceTimersByTimeAsync(minuteMs);
  await vi.waitUntil(() => ended.length > 0);
  expect(ended[0]?.message).toContain('another place');
  expect(vi.getTimerCount()).toBe(0);
});
