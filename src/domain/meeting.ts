/** Meetings (`meeting.*`): who came, what was decided, what was written; the founding vote is one of the decisions. */
import { changeField } from './field-change.ts';
import { withFlag, type Bench, type KindFolds, type Rows } from './folding.ts';
import { acceptWaiting, waitingKeys } from './member.ts';
import type { PayloadOf } from './operation.ts';
import type { MeetingRow, RowKey, StepEvidence } from './row.ts';
import { dropEvidence, putEvidence } from './step-evidence.ts';
import { findVoteProblems } from './vote.ts';

type MeetingKinds =
  'meeting.open' | 'meeting.attend' | 'meeting.resolve' | 'meeting.minutes' | 'meeting.close' | 'meeting.reopen' | 'meeting.set';

/** Fields for which two values of people who did not see each other make a card; hour and place simply take the later. */
const fieldsThatMatter: ReadonlySet<string> = new Set(['heldOn']);

export const meetingFolds: KindFolds<MeetingKinds> = {
  'meeting.open': {
    touches: ({ p }) => [`meeting:${p.meeting}`, 'step:2.1'],
    fold({ op, p, by }, bench) {
      if (bench.get<'meeting'>(`meeting:${p.meeting}`) !== undefined) return;
      const { meeting: id, kind, heldOn, startedAt, place, agenda = [] } = p;
      const row: MeetingRow = {
        type: 'meeting', id, kind, heldOn, startedAt, place, agenda, resolutions: [], state: 'open', reopened: [], by, at: op.at,
      }; // prettier-ignore
      bench.put(`meeting:${id}`, row);
      const { meetings } = bench.group;
      const isFounding = kind === 'founding' && heldOn >= (meetings.foundingOn ?? '');
      bench.setGroup({ meetings: { ...meetings, open: id, ...(isFounding && { founding: id, foundingOn: heldOn }) } });
      if (explainsToPeople(row)) putEvidence(bench, '2.1', explanation(row));
    },
  },
  'meeting.attend': {
    needs: (p) => [`meeting:${p.meeting}`],
    touches: () => ['step:2.1'],
    fold({ op, p, by }, bench) {
      const row = bench.need<'meeting'>(`meeting:${p.meeting}`);
      const value = { male: p.male, female: p.female, total: p.total };
      // Only two different totals are a question; who counted men and women apart says more about the same total.
      const current = row.attendance?.total === p.total ? value : row.attendance;
      const change = { field: 'attendance', value, current, base: p.base ?? null, op: op.id, by, at: op.at };
      const changed = changeField(row, change);
      if (changed.row.conflicts?.some((conflict) => conflict.values.some((each) => each.op === op.id))) bench.flag('same-field-differs');
      putMeeting(bench, withMeetingField(changed.row, 'attendance', changed.value));
    },
  },
  'meeting.resolve': {
    needs: (p) => [`meeting:${p.meeting}`],
    touches: (_deed, rows) => ['step:2.2', ...waitingKeys(rows)],
    fold({ op, p }, bench) {
      const row = bench.need<'meeting'>(`meeting:${p.meeting}`);
      const { meeting, ...resolution } = p;
      const before = row.resolutions.find((each) => each.resolution === p.resolution);
      const resolutions = [...row.resolutions.filter((each) => each !== before), { ...resolution, at: op.at }];
      const isDoubtful = (each: (typeof resolutions)[number]) =>
        findVoteProblems(each, each.passed).some((problem) => problem.weight !== 'hint');
      if (isDoubtful({ ...resolution, at: op.at })) bench.flag('vote-count-differs');
      bench.put(`meeting:${meeting}`, withFlag({ ...row, resolutions }, 'vote-count-differs', resolutions.some(isDoubtful)));
      if (before?.step === '2.2' && p.step !== '2.2') dropEvidence(bench, '2.2', p.resolution);
      if (p.step !== '2.2') return;
      putEvidence(bench, '2.2', voteOf(row, p));
      acceptWaiting(bench);
    },
  },
  'meeting.minutes': {
    needs: (p) => [`meeting:${p.meeting}`],
    fold({ p, s }, bench) {
      bench.put(`meeting:${p.meeting}`, { ...bench.need<'meeting'>(`meeting:${p.meeting}`), minutes: s?.text });
    },
  },
  'meeting.close': {
    needs: (p) => [`meeting:${p.meeting}`],
    fold({ p }, bench) {
      const row = bench.need<'meeting'>(`meeting:${p.meeting}`);
      bench.put(`meeting:${p.meeting}`, { ...row, state: 'closed', endedAt: p.endedAt ?? row.endedAt, nextOn: p.nextOn ?? row.nextOn });
      const { meetings } = bench.group;
      if (meetings.open === p.meeting) bench.setGroup({ meetings: { ...meetings, open: undefined } });
    },
  },
  'meeting.reopen': {
    needs: (p) => [`meeting:${p.meeting}`],
    fold({ op, p, by }, bench) {
      const row = bench.need<'meeting'>(`meeting:${p.meeting}`);
      const reopened = [...row.reopened, { reason: p.reason, by, at: op.at }];
      bench.put(`meeting:${p.meeting}`, { ...row, state: 'open', reopened });
      bench.setGroup({ meetings: { ...bench.group.meetings, open: p.meeting } });
    },
  },
  'meeting.set': {
    needs: (p) => [`meeting:${p.meeting}`],
    touches: (_deed, rows) => meetingKeys(rows),
    fold({ op, p, by }, bench) {
      let row = bench.need<'meeting'>(`meeting:${p.meeting}`);
      for (const [field, value] of Object.entries(p.fields)) {
        if (value === undefined) continue;
        const base = fieldsThatMatter.has(field) ? (p.base[field] ?? null) : undefined;
        const current = row[field as keyof PayloadOf<'meeting.set'>['fields']];
        const changed = changeField(row, { field, value, base, current, op: op.id, by, at: op.at });
        row = withMeetingField(changed.row, field, changed.value);
      }
      if (row.conflicts?.some((conflict) => conflict.values.some((each) => each.op === op.id))) bench.flag('same-field-differs');
      putMeeting(bench, row);
    },
  },
};

/** Rows that a change of a meeting's day may touch: its pieces of evidence, and who waits for the vote. */
export function meetingKeys(rows: Rows): readonly RowKey[] {
  return ['step:2.1', 'step:2.2', ...waitingKeys(rows)];
}

export function withMeetingField(row: MeetingRow, field: string, value: unknown): MeetingRow {
  return { ...row, [field]: value };
}

/**
 * Puts a changed meeting down with what is dated by it: items 2.1 and 2.2, the vote, the founding day of the group (and with it the day
 * its three months are counted from).
 *
 * Nothing else moves: `paidOn` of entries, `joinedOn` of members (the day each applied), by-laws and offices have days of their own, and
 * a report that was sent keeps its frozen figures. `lastOn` follows when this was the last meeting, even if another now lies between.
 */
export function putMeeting(bench: Bench, row: MeetingRow): void {
  const before = bench.need<'meeting'>(`meeting:${row.id}`);
  bench.put(`meeting:${row.id}`, row);
  if (explainsToPeople(row)) putEvidence(bench, '2.1', explanation(row));
  const { heldOn } = row;
  if (heldOn === before.heldOn) return;
  const { meetings } = bench.group;
  const isFounding = meetings.founding === row.id || (row.kind === 'founding' && heldOn >= (meetings.foundingOn ?? ''));
  const founding = isFounding ? { founding: row.id, foundingOn: heldOn } : {};
  bench.setGroup({ meetings: { ...meetings, ...founding, lastOn: meetings.lastOn === before.heldOn ? heldOn : meetings.lastOn } });
  const votes = row.resolutions.filter((each) => each.step === '2.2');
  for (const vote of votes) putEvidence(bench, '2.2', voteOf(row, vote));
  if (votes.length > 0) acceptWaiting(bench);
}

function voteOf(meeting: MeetingRow, resolution: Omit<PayloadOf<'meeting.resolve'>, 'meeting'>): StepEvidence {
  const { present, for: inFavour, against, abstain, passed } = resolution;
  const on = meeting.heldOn;
  const vote = { passed, present, for: inFavour, against, abstain, on, meeting: meeting.id };
  return { id: resolution.resolution, state: passed ? 'done' : 'in-progress', on, vote };
}

/** Item 2.1: the meeting that explains everything to the people, which may also be the founding meeting itself. */
function explainsToPeople(meeting: MeetingRow): boolean {
  return meeting.kind === 'people' || meeting.kind === 'founding';
}

function explanation(meeting: MeetingRow): StepEvidence {
  return { id: meeting.id, state: (meeting.attendance?.total ?? 0) > 0 ? 'done' : 'in-progress', on: meeting.heldOn };
}
