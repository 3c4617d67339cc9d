/** Everything one pledge day shows: the roll with how each member stands, what was received, the rules, and where it is recorded. */
import { useMemo, useRef } from 'preact/hooks';
import { cashFromPeople, inHand, standingOf, type Paid, type Standing } from '../../../domain/collection.ts';
import type { BylawsRow, DayRow, GroupRow, MeetingRow, MemberRow } from '../../../domain/row.ts';
import { sumSatang, type Satang } from '../../../domain/money.ts';
import { monthOf, type Month } from '../../../domain/thai-calendar.ts';
import { useApp } from '../../app-context.ts';
import { placeOfDay, type SheetRow, type Writer } from '../../money-sheets.ts';
import { useDraft } from '../../use-draft.ts';
import { useRow, useRows } from '../../use-store.ts';
import { useWriter } from '../founding/writer-choice.tsx';
import { collectionSheet, tappedLines, type CollectionSheet } from './collection-sheet.ts';
import { useRoll, yearsOf, type Roll } from './use-roll.ts';

export interface Collection {
  readonly g: string;
  readonly on: string;
  readonly month: Month;
  readonly group: GroupRow;
  /** members with a number: who left is not here, who waits for consent cannot pay */
  readonly members: readonly MemberRow[];
  readonly pending: readonly MemberRow[];
  readonly unnumbered: number;
  readonly standings: ReadonlyMap<string, Standing>;
  /** what a member paid, by the passbooks at hand and the open sheets */
  readonly linesOf: (member: string) => readonly Paid[];
  /** rows of this day that are no records yet */
  readonly open: ReadonlyMap<string, SheetRow>;
  readonly day: DayRow | undefined;
  /** members who brought something for the month, on whatever day */
  readonly came: number;
  /** people who came today or were marked absent are not asked for any more */
  readonly waiting: number;
  /** cash from people on this day with what was tapped, satang */
  readonly received: Satang;
  readonly rules: BylawsRow['rules'] | undefined;
  /** the monthly meeting of that day */
  readonly meeting: MeetingRow | undefined;
  readonly sheet: CollectionSheet;
  readonly writtenBy: Writer;
  readonly setWriter: (writtenBy: Writer) => void;
  /** who was said not to come, with a note; the phone's own, no record */
  readonly absent: Readonly<Record<string, string>>;
  readonly setAbsent: (member: string, note: string | undefined) => void;
}

/** `null`: there is no such group on this phone; `undefined`: still opening. */
export function useCollection(g: string, on: string, onProblem: (error: unknown) => void): Collection | null | undefined {
  const app = useApp();
  const group = useRow<'group'>(g, 'group');
  const meetings = useRows(g, 'meeting');
  const bylaws = useRows(g, 'bylaws');
  const roll = useRoll(g, on, onProblem);
  const { writtenBy, setWriter } = useWriter(placeOfDay(g, on));
  const away = useDraft<{ notes: Record<string, string> }>(`collection-absent:${placeOfDay(g, on)}`, { notes: {} });
  const known = useRef(new Map<string, Known>());
  const people = useMemo(() => roll && peopleOf(roll.members), [roll?.members]);
  const counted = useMemo(() => roll && people && countRoll(roll, people.members, on, known.current), [roll, people, on]);
  if (group === null) return null;
  if (
    group === undefined ||
    meetings === undefined ||
    bylaws === undefined ||
    people === undefined ||
    counted === undefined ||
    away.value === undefined
  )
    return undefined;
  const meeting = meetings.find(({ kind, heldOn }) => kind === 'monthly' && heldOn === on);
  const absent = away.value.notes;
  return {
    g,
    on,
    month: monthOf(on),
    group,
    ...people,
    ...counted,
    waiting: people.members.filter(({ id }) => (counted.standings.get(id)?.paid ?? 0) === 0 && absent[id] === undefined).length,
    rules: bylaws.toSorted((a, b) => a.version - b.version || (a.at < b.at ? -1 : 1)).at(-1)?.rules,
    meeting,
    sheet: collectionSheet(app, { g, on, meeting: meeting?.id, writtenBy }),
    writtenBy,
    setWriter,
    absent,
    setAbsent: (member, note) => {
      const { [member]: _before, ...others } = absent;
      away.set({ notes: note === undefined ? others : { ...others, [member]: note } });
    },
  };
}

interface Known {
  readonly member: MemberRow;
  /** the rows it was computed from; rows that did not change are the same objects */
  readonly from: readonly unknown[];
  readonly lines: readonly Paid[];
  readonly standing: Standing;
  /** cash of the day that is tapped and no record yet, satang */
  readonly openCash: Satang;
}

/** The same lists as long as nobody came, left or was renamed: what is sorted from them stays sorted. */
function peopleOf(byId: Roll['members']): Pick<Collection, 'members' | 'pending' | 'unnumbered'> {
  const accepted = [...byId.values()].filter(({ state }) => state === 'accepted');
  const members = accepted.filter(({ no }) => no !== undefined);
  const pending = [...byId.values()].filter(({ state }) => state === 'pending-consent');
  return { members, pending, unnumbered: accepted.length - members.length };
}

/** How each member stands; only who changed is computed again, so that a tap among 900 costs as much as among nine. */
function countRoll({ passbooks, sheets, day }: Roll, members: readonly MemberRow[], on: string, known: Map<string, Known>) {
  const tapped = new Map<string, SheetRow[]>();
  for (const row of sheets.flatMap(({ rows }) => rows)) tapped.set(row.member, [...(tapped.get(row.member) ?? []), row]);
  const years = yearsOf(on);
  const countOf = (member: MemberRow): Known => {
    const books = years.flatMap((year) => passbooks.get(`passbook:${year}:${member.id}`) ?? []);
    const rows = tapped.get(member.id) ?? [];
    const from = [...books, ...rows];
    const before = known.get(member.id);
    if (before?.member === member && before.from.length === from.length && from.every((each, index) => each === before.from[index]))
      return before;
    const written = books.flatMap((book) => book.lines);
    const isWritten = new Set(written.map(({ e }) => e));
    const unwritten = rows.flatMap(tappedLines).filter(({ e }) => !isWritten.has(e));
    const lines = [...written, ...unwritten];
    const openCash = sumSatang(unwritten.filter(({ paidOn }) => paidOn === on).map(inHand));
    return { member, from, lines, standing: standingOf(member, lines, on), openCash };
  };
  for (const member of members) known.set(member.id, countOf(member));
  const counts = members.flatMap(({ id }) => known.get(id) ?? []);
  return {
    standings: new Map(counts.map(({ member, standing }) => [member.id, standing])),
    linesOf: (member: string) => known.get(member)?.lines ?? [],
    open: new Map((sheets.find((sheet) => sheet.day === on)?.rows ?? []).map((row) => [row.member, row])),
    day,
    came: counts.filter(({ standing }) => standing.paid > 0).length,
    received: (day === undefined ? 0 : cashFromPeople(day)) + sumSatang(counts.map(({ openCash }) => openCash)),
  };
}
