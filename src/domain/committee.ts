/** People in offices (`committee.elect`, `committee.end`): who sits where now, and the doubts about it. */
import { findSeatDoubts, mayTakeOffice } from './committee-check.ts';
import { withFlag, type Bench, type KindFolds, type Rows } from './folding.ts';
import { isMinorOn } from './minor.ts';
import type { Office } from './vocabulary.ts';
import type { MemberRow, RowKey, SeatsRow } from './row.ts';
import { putEvidence } from './step-evidence.ts';

export const committeeFolds: KindFolds<'committee.elect' | 'committee.end'> = {
  'committee.elect': {
    needs: (p) => [`member:${p.member}`, ...(p.meeting === undefined ? [] : [`meeting:${p.meeting}` as const])],
    touches: ({ p }, rows) => [`term:${p.term}`, 'step:2.4', ...seatKeys(p.member, rows)],
    fold({ op, p }, bench) {
      if (bench.get<'term'>(`term:${p.term}`) !== undefined) return;
      const { term, member, branch, office, votes, from, to } = p;
      bench.put(`term:${term}`, { type: 'term', id: term, member, branch, office, votes, from, to, at: op.at });
      putLive(bench, [...liveSeats(bench), { term, member, branch, office }]);
      doubtHolder(bench, bench.need<'member'>(`member:${member}`));
      doubtSeatsOf(bench, member);
      // Once a chair was elected there was a committee; that the office falls vacant later takes nothing back.
      if (branch === 'board' && office === 'chair') putEvidence(bench, '2.4', { id: term, state: 'done', on: from });
    },
  },
  'committee.end': {
    needs: (p) => [`term:${p.term}`],
    touches: ({ p }, rows) => {
      const member = rows.get<'term'>(`term:${p.term}`)?.member;
      return member === undefined ? [] : seatKeys(member, rows);
    },
    fold({ p }, bench) {
      endTerm(bench, p.term, p.on, p.reason);
    },
  },
};

/** Rows that an election or the end of a term of this member reads and writes. */
export function seatKeys(member: string, rows: Rows): readonly RowKey[] {
  const ofMember = liveSeats(rows).filter((seat) => seat.member === member);
  return ['seats:live', ...ofMember.map((seat) => `term:${seat.term}` as const)];
}

/** Nobody who is no member any more holds an office: it falls vacant on the day he left. */
export function endTermsOf(bench: Bench, member: string, on: string, reason: string): void {
  for (const seat of liveSeats(bench)) if (seat.member === member) endTerm(bench, seat.term, on, reason);
}

function endTerm(bench: Bench, id: string, endedOn: string, endReason: string): void {
  const term = bench.need<'term'>(`term:${id}`);
  if (term.endedOn !== undefined) return;
  bench.put(`term:${id}`, { ...term, endedOn, endReason, flags: undefined });
  putLive(bench, liveSeats(bench).filter((seat) => seat.term !== id)); // prettier-ignore
  doubtSeatsOf(bench, term.member);
  if (term.branch !== 'board' || term.office !== 'treasurer') return;
  const { committee } = bench.group;
  if (endedOn > (committee.treasurerLeftOn ?? '')) bench.setGroup({ committee: { ...committee, treasurerLeftOn: endedOn } });
}

function liveSeats(rows: Rows): SeatsRow['live'] {
  return rows.get<'seats'>('seats:live')?.live ?? [];
}

function putLive(bench: Bench, live: SeatsRow['live']): void {
  bench.put('seats:live', { type: 'seats', live });
  const filled: Partial<Record<Office, string>> = {};
  for (const seat of live) if (seat.branch === 'board' && seat.office !== 'member') filled[seat.office] = seat.member;
  bench.setGroup({ committee: { ...bench.group.committee, filled } });
}

/** Whether who sits in an office may: asked again when a birth, a consent or a vote becomes known after the election. */
export function doubtHolder(bench: Bench, row: MemberRow): void {
  const isMember = mayTakeOffice(row);
  for (const { term, member } of liveSeats(bench)) {
    if (member !== row.id) continue;
    const { from } = bench.need<'term'>(`term:${term}`);
    flagTerm(bench, term, 'not-a-member', !isMember);
    flagTerm(bench, term, 'minor-in-office', isMember && isMinorOn(row.person, from));
  }
}

function doubtSeatsOf(bench: Bench, member: string): void {
  const seats = liveSeats(bench).filter((seat) => seat.member === member);
  const doubts = findSeatDoubts(seats);
  for (const doubt of ['two-branches', 'treasurer-is-chair'] as const) {
    for (const { term } of seats) flagTerm(bench, term, doubt, doubts.includes(doubt));
  }
}

function flagTerm(
  bench: Bench,
  id: string,
  flag: 'not-a-member' | 'minor-in-office' | 'two-branches' | 'treasurer-is-chair',
  isRaised = true,
): void {
  if (isRaised) bench.flag(flag);
  bench.put(`term:${id}`, withFlag(bench.need<'term'>(`term:${id}`), flag, isRaised));
}
