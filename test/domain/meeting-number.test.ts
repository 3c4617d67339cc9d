import { describe, expect, it } from 'vitest';
import { meetingNumber } from '../../src/domain/meeting-number.ts';
import type { MeetingKind } from '../../src/domain/vocabulary.ts';

const met = (id: string, kind: MeetingKind, heldOn: string, at = `${heldOn}T03:00:00Z`) => ({ id, kind, heldOn, at });
const held = [
  met('a', 'monthly', '2026-11-05'),
  met('b', 'committee', '2026-11-05'),
  met('c', 'monthly', '2026-12-05'),
  met('d', 'monthly', '2027-01-05'),
  met('e', 'annual', '2027-01-20'),
  met('f', 'founding', '2026-10-05'),
];
const numbers = (meetings: typeof held) =>
  Object.fromEntries(
    meetings.map((meeting) => {
      const number = meetingNumber(meeting, meetings);
      return [meeting.id, number && `${number.no}/${number.yearBE}`];
    }),
  );

describe('the number of a meeting', () => {
  it('counts each kind for itself and begins again with the year', () => {
    expect(numbers(held)).toEqual({ a: '1/2569', b: '1/2569', c: '2/2569', d: '1/2570', e: '1/2570', f: undefined });
  });
  it('follows the day it was held, also when it was written down late', () => {
    const late = met('g', 'monthly', '2026-11-20', '2027-02-01T03:00:00Z');
    expect(numbers([...held, late])).toMatchObject({ a: '1/2569', g: '2/2569', c: '3/2569' });
  });
  it('two of one kind on one day stand in the order they were opened', () => {
    const second = met('0', 'monthly', '2026-11-05', '2026-11-05T06:00:00Z');
    expect(numbers([...held, second])).toMatchObject({ a: '1/2569', 0: '2/2569' });
  });
});
