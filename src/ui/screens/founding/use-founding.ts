/** Everything the founding-day run shows, read live from the phone's rows: nothing about the run lives only in memory. */
import type {
  BylawsRow,
  CashCountRow,
  ConsentRow,
  DayRow,
  GroupRow,
  MeetingRow,
  MemberRow,
  SessionRow,
  TermRow,
} from '../../../domain/row.ts';
import { useToday } from '../../app-context.ts';
import { useRow, useRows } from '../../use-store.ts';
import { useSheetSum } from '../../money-sheets.ts';

export interface Founding {
  readonly g: string;
  readonly group: GroupRow;
  /** founding meetings, the earliest first: two when both phones opened one without signal */
  readonly meetings: readonly MeetingRow[];
  /** the meeting the run writes to: the earliest open one, else the last that was held */
  readonly meeting: MeetingRow | undefined;
  /** who came, as counted on either phone */
  readonly attendance: MeetingRow['attendance'];
  /** the founding vote of this meeting, as recorded on either phone */
  readonly resolution: MeetingRow['resolutions'][number] | undefined;
  /** day of the meeting, or today before there is one */
  readonly on: string;
  /** day of what is done now: the meeting's own while it is open, else today; people come and pay on later days too */
  readonly actsOn: string;
  readonly members: readonly MemberRow[];
  readonly consents: readonly ConsentRow[];
  readonly terms: readonly TermRow[];
  /** latest version of the rules */
  readonly bylaws: BylawsRow | undefined;
  readonly sessions: readonly SessionRow[];
  readonly days: readonly DayRow[];
  /** the day of the first collection, once somebody has paid; before, the day on which it would be */
  readonly day: DayRow | undefined;
  readonly counts: readonly CashCountRow[];
  /** received and not yet turned into records, satang */
  readonly sheetSatang: number;
}

/** `null`: there is no such group on this phone; `undefined`: still opening. */
export function useFounding(g: string): Founding | null | undefined {
  const today = useToday();
  const group = useRow<'group'>(g, 'group');
  const allMeetings = useRows(g, 'meeting');
  const members = useRows(g, 'member');
  const consents = useRows(g, 'consent');
  const terms = useRows(g, 'term');
  const bylaws = useRows(g, 'bylaws');
  const sessions = useRows(g, 'session');
  const days = useRows(g, 'day');
  const counts = useRows(g, 'count');
  const meetings = allMeetings === undefined ? undefined : foundingMeetings(allMeetings);
  const meeting = meetings === undefined ? undefined : currentMeeting(meetings);
  const sheetSatang = useSheetSum(meeting?.id);
  if (group === null) return null;
  if (!group || !meetings || !members || !consents || !terms || !bylaws || !sessions || !days || !counts) return undefined;
  const on = meeting?.heldOn ?? today;
  const actsOn = meeting?.state === 'open' ? on : today;
  const sameDay = meetings.filter((each) => each.heldOn === meeting?.heldOn && (each.state === 'open' || each.id === meeting?.id));
  return {
    g,
    group,
    meetings,
    meeting,
    attendance: meeting?.attendance ?? sameDay.find((each) => each.attendance !== undefined)?.attendance,
    resolution:
      sameDay
        .flatMap((each) => each.resolutions)
        .filter((resolution) => resolution.step === '2.2')
        .sort((a, b) => (a.at < b.at ? -1 : 1))
        .at(-1) ?? passedBefore(group, meetings),
    on,
    actsOn,
    members,
    consents,
    terms,
    bylaws: [...bylaws].sort((a, b) => a.version - b.version || (a.at < b.at ? -1 : 1)).at(-1),
    sessions,
    days,
    day: firstCollection(days, on) ?? days.find((day) => day.on === actsOn),
    counts,
    sheetSatang,
  };
}

/** The earliest day from the meeting on at which somebody paid. */
export function firstCollection(days: readonly DayRow[], meetingOn: string): DayRow | undefined {
  return days
    .filter((day) => day.on >= meetingOn && day.payers > 0)
    .sort((a, b) => (a.on < b.on ? -1 : 1))
    .at(0);
}

/** A vote that passed at an earlier meeting still opens this one's intake. */
function passedBefore(group: GroupRow, meetings: readonly MeetingRow[]): Founding['resolution'] {
  if (group.vote?.passed !== true) return undefined;
  return meetings.find((each) => each.id === group.vote?.meeting)?.resolutions.findLast((resolution) => resolution.step === '2.2');
}

export function foundingMeetings(meetings: readonly MeetingRow[]): readonly MeetingRow[] {
  return meetings
    .filter((meeting) => meeting.kind === 'founding')
    .sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : a.id < b.id ? -1 : 1));
}

export function currentMeeting(meetings: readonly MeetingRow[]): MeetingRow | undefined {
  return meetings.find((meeting) => meeting.state === 'open') ?? meetings.at(-1);
}

/** The latest session of an item that still counts. */
export function latestSession(sessions: readonly SessionRow[], step: SessionRow['step']): SessionRow | undefined {
  return sessions
    .filter((session) => session.step === step && session.withdrawn === undefined)
    .sort((a, b) => (a.at < b.at ? -1 : 1))
    .at(-1);
}
