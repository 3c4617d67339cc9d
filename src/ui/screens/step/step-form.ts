/** What the form of one item holds, how it begins, what it still lacks, and the act it becomes. No drawing here. */
import { workflowItem, type EvidenceField, type WorkflowItem } from '../../../content/workflow.ts';
import type { PayloadOf } from '../../../domain/operation.ts';
import { pledgedInMonth } from '../../../domain/pledge.ts';
import type { StepKey } from '../../../domain/vocabulary.ts';
import type { GroupRow, Participants, SessionRow } from '../../../domain/row.ts';
import { monthOf, parseEventYear, thaiDateParts } from '../../../domain/thai-calendar.ts';
import { normaliseThai } from '../../../domain/thai-text.ts';

export type FieldValue = string | number | boolean | readonly string[];
export interface PersonLine {
  readonly name: string;
  readonly position: string;
}

export interface StepForm {
  /** fixed when the form begins, so that photos taken before saving belong to it */
  readonly session: string;
  readonly state: SessionRow['state'];
  readonly doneOn: string | undefined;
  readonly place: string;
  readonly male: number | undefined;
  readonly female: number | undefined;
  readonly total: number | undefined;
  readonly fields: Readonly<Record<string, FieldValue>>;
  readonly people: Readonly<Record<string, readonly PersonLine[]>>;
  readonly note: string;
}

export function blankForm(session: string, todayOn: string): StepForm {
  return {
    session,
    state: 'done',
    doneOn: todayOn,
    place: '',
    male: undefined,
    female: undefined,
    total: undefined,
    fields: {},
    people: {},
    note: '',
  };
}

/** The form that corrects a session: what was recorded, ready to be changed. */
export function formOf(row: SessionRow): StepForm {
  const people = Object.entries(row.people ?? {}).map(
    ([key, persons]) => [key, persons.map(({ name, position }) => ({ name, position: position ?? '' }))] as const,
  );
  return {
    session: row.id,
    state: row.state,
    doneOn: row.doneOn,
    place: row.place ?? '',
    male: row.participants?.male,
    female: row.participants?.female,
    total: row.participants?.total,
    fields: row.fields,
    people: Object.fromEntries(people),
    note: row.note ?? '',
  };
}

export type FormProblem =
  'required' | 'reason-missing' | 'date-missing' | 'in-the-future' | 'too-small' | 'too-large' | 'year' | 'total-too-small';
/** by key of the evidence field, or `doneOn`, `note`, `total` */
export type FormProblems = ReadonlyMap<string, FormProblem>;

/** Everything that keeps the form from being saved in its state; unfinished work may leave out what a finished item must have. */
export function findFormProblems(form: StepForm, step: StepKey, todayOn: string): FormProblems {
  const problems = new Map<string, FormProblem>();
  if (form.doneOn === undefined) problems.set('doneOn', 'date-missing');
  else if (form.doneOn > todayOn) problems.set('doneOn', 'in-the-future');
  if (form.state === 'not-applicable') {
    if (form.note.trim() === '') problems.set('note', 'reason-missing');
    return problems;
  }
  for (const field of workflowItem(step).fields) {
    const problem = findFieldProblem(field, form, todayOn);
    if (problem !== undefined) problems.set(field.key, problem);
  }
  if (form.total !== undefined && form.total < (form.male ?? 0) + (form.female ?? 0)) problems.set('total', 'total-too-small');
  return problems;
}

function findFieldProblem(field: EvidenceField, form: StepForm, todayOn: string): FormProblem | undefined {
  const value = field.kind === 'people' ? namedPeople(form.people[field.key]) : form.fields[field.key];
  if (isEmpty(value)) return field.required && form.state === 'done' ? 'required' : undefined;
  if (field.kind === 'year' && typeof value === 'number') {
    const reading = parseEventYear(String(value), thaiDateParts(todayOn).yearBE);
    return reading.kind === 'refused' ? 'year' : undefined;
  }
  if (typeof value !== 'number') return undefined;
  if (field.min !== undefined && value < field.min) return 'too-small';
  return field.max !== undefined && value > field.max ? 'too-large' : undefined;
}

function isEmpty(value: unknown): boolean {
  if (typeof value === 'string') return value.trim() === '';
  return value === undefined || (Array.isArray(value) && value.length === 0);
}

function namedPeople(lines: readonly PersonLine[] | undefined): { name: string; position?: string }[] {
  return (lines ?? [])
    .map(({ name, position }) => ({ name: normaliseThai(name), position: normaliseThai(position) }))
    .filter(({ name }) => name !== '')
    .map(({ name, position }) => (position === '' ? { name } : { name, position }));
}

/** What the form becomes when it is saved. Years typed in the Christian era are kept in the Buddhist era. */
export function formToPayload(form: StepForm, step: StepKey, todayOn: string): { p: PayloadOf<'step.record'>; people?: People } {
  const item = workflowItem(step);
  const isSkipped = form.state === 'not-applicable';
  const people = isSkipped ? {} : namedPeopleByKey(item, form);
  const place = form.place.trim();
  const participants = isSkipped ? undefined : participantsOf(form);
  const note = form.note.trim();
  return {
    p: {
      session: form.session,
      step,
      state: form.state,
      doneOn: form.doneOn ?? todayOn,
      ...(place !== '' && !isSkipped ? { place } : {}),
      ...(participants === undefined ? {} : { participants }),
      fields: isSkipped ? {} : answeredFields(item, form, todayOn),
      ...(note === '' ? {} : { note }),
    },
    ...(Object.keys(people).length === 0 ? {} : { people }),
  };
}

type People = Record<string, { name: string; position?: string }[]>;

function namedPeopleByKey(item: WorkflowItem, form: StepForm): People {
  const named = item.fields.filter(({ kind }) => kind === 'people').map(({ key }) => [key, namedPeople(form.people[key])] as const);
  return Object.fromEntries(named.filter(([, persons]) => persons.length > 0));
}

function participantsOf(form: StepForm): Participants | undefined {
  const { male, female } = form;
  const total = form.total ?? (male === undefined && female === undefined ? undefined : (male ?? 0) + (female ?? 0));
  return total === undefined ? undefined : { ...(male === undefined ? {} : { male }), ...(female === undefined ? {} : { female }), total };
}

function answeredFields(item: WorkflowItem, form: StepForm, todayOn: string): Record<string, string | number | boolean | string[]> {
  const answers: Record<string, string | number | boolean | string[]> = {};
  for (const { key, kind } of item.fields) {
    const value = form.fields[key];
    if (kind === 'people' || value === undefined || isEmpty(value)) continue;
    if (kind === 'year') {
      const reading = parseEventYear(String(value), thaiDateParts(todayOn).yearBE);
      answers[key] = reading.kind === 'certain' || reading.kind === 'confirm' ? reading.yearBE : Number(value);
    } else answers[key] = typeof value === 'string' ? value.trim() : typeof value === 'object' ? [...value] : value;
  }
  return answers;
}

/** A first guess from what the group already knows, for items that ask for it again. */
export function knownFields(step: StepKey, group: GroupRow, todayOn: string): Readonly<Record<string, FieldValue>> {
  if (step === '2.3' && group.members.applied > 0)
    return {
      applicantCount: group.members.applied,
      acceptedCount: group.members.accepted,
      minorCount: group.members.minors,
      pendingConsentCount: group.members.pending,
      pledgedPerMonth: pledgedInMonth(group, monthOf(todayOn)),
    };
  if (step === '3.5') return { memberCount: group.members.accepted, savedTotal: group.money.byKind['pledged-savings'] ?? 0 };
  return {};
}
