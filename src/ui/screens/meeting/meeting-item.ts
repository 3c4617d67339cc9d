/** Which of the 20 items a kind of meeting shows, and what is recorded for it. A session of a meeting has the meeting's own id: one meeting, one session. */
import type { MeetingKind, StepKey } from '../../../domain/vocabulary.ts';
import type { MeetingRow, SessionRow } from '../../../domain/row.ts';
import { blankForm, formOf, type StepForm } from '../step/step-form.ts';

const itemByKind: Partial<Record<MeetingKind, StepKey>> = { 'leaders-analysis': '1.2', 'leaders-training': '1.4', people: '2.1' };

export function itemOfMeeting(kind: MeetingKind): StepKey | undefined {
  return itemByKind[kind];
}

/** The form for who came and what was found out: what is recorded, else what the meeting already knows. */
export function recordFormOf(meeting: MeetingRow, session: SessionRow | undefined): StepForm {
  const form = session === undefined ? { ...blankForm(meeting.id, meeting.heldOn), fields: knownOf(meeting) } : formOf(session);
  const { attendance } = meeting;
  return {
    ...form,
    state: 'done',
    doneOn: meeting.heldOn,
    place: meeting.place ?? form.place,
    male: attendance?.male ?? form.male,
    female: attendance?.female ?? form.female,
    total: attendance?.total ?? form.total,
  };
}

function knownOf({ kind, startedAt, agenda }: MeetingRow): StepForm['fields'] {
  if (kind !== 'people') return {};
  return { ...(startedAt === undefined ? {} : { startedAt }), ...(agenda.length === 0 ? {} : { agenda: agenda.join('\n') }) };
}
