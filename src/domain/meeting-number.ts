/** Which meeting of its kind in its year one is, as minute books number them (domain.md 3.5). */
import type { MeetingRow } from './row.ts';
import { thaiDateParts } from './thai-calendar.ts';
import type { MeetingKind } from './vocabulary.ts';

/** Kinds that come again and again; the meetings before and at the founding happen once. */
const numberedKinds: ReadonlySet<MeetingKind> = new Set(['monthly', 'committee', 'member-training', 'annual']);

export interface MeetingNumber {
  readonly no: number;
  readonly yearBE: number;
}

/**
 * `2/2569`: the second of its kind held in that calendar year. It follows from the meetings that are known, so one that is recorded late
 * takes its place by its day.
 *
 * @returns undefined for a kind that is not numbered
 */
export function meetingNumber(
  meeting: Pick<MeetingRow, 'id' | 'kind' | 'heldOn' | 'at'>,
  meetings: readonly Pick<MeetingRow, 'id' | 'kind' | 'heldOn' | 'at'>[],
): MeetingNumber | undefined {
  if (!numberedKinds.has(meeting.kind)) return undefined;
  const year = meeting.heldOn.slice(0, 4);
  const order = ({ heldOn, at, id }: typeof meeting) => `${heldOn}|${at}|${id}`;
  const earlier = meetings.filter(
    (each) => each.kind === meeting.kind && each.heldOn.startsWith(year) && each.id !== meeting.id && order(each) < order(meeting),
  );
  return { no: earlier.length + 1, yearBE: thaiDateParts(meeting.heldOn).yearBE };
}
