/** What the form of a visit holds, what it lacks, and the act it becomes. */
import type { PayloadOf } from '../../../domain/operation.ts';

export type VisitKind = PayloadOf<'visit.record'>['kind'];
export const visitKinds = ['pledge-day', 'advice', 'training', 'annual', 'other'] as const satisfies readonly VisitKind[];

export interface VisitForm {
  /** fixed when the form begins, so that photos taken before saving belong to it */
  readonly visit: string;
  readonly kind: VisitKind;
  readonly on: string | undefined;
  readonly attended: boolean;
  readonly absentReason: string;
  readonly paid: number | undefined;
  readonly missed: number | undefined;
  readonly total: number | undefined;
  readonly cashCountOk: boolean | undefined;
  readonly toWhom: PayloadOf<'visit.record'>['toWhom'];
  readonly topic: string;
  readonly advice: string;
  readonly followUpBy: string | undefined;
}

export function blankVisit(visit: string, kind: VisitKind, todayOn: string): VisitForm {
  return {
    visit,
    kind,
    on: todayOn,
    attended: true,
    absentReason: '',
    paid: undefined,
    missed: undefined,
    total: undefined,
    cashCountOk: undefined,
    toWhom: undefined,
    topic: '',
    advice: '',
    followUpBy: undefined,
  };
}

export type VisitProblem = 'on' | 'absentReason' | 'advice' | 'followUpBy';

/** A visit to give advice says what was advised; a missed one says why. */
export function findVisitProblems(form: VisitForm, todayOn: string): ReadonlySet<VisitProblem> {
  const problems = new Set<VisitProblem>();
  if (form.on === undefined || form.on > todayOn) problems.add('on');
  if (!form.attended && form.absentReason.trim() === '') problems.add('absentReason');
  if (form.attended && form.kind === 'advice' && form.advice.trim() === '') problems.add('advice');
  if (form.followUpBy !== undefined && form.on !== undefined && form.followUpBy < form.on) problems.add('followUpBy');
  return problems;
}

export function visitPayload(form: VisitForm, todayOn: string): PayloadOf<'visit.record'> {
  const { visit, kind, on = todayOn, attended } = form;
  if (!attended) return { visit, kind, on, attended, absentReason: form.absentReason.trim(), ...defined({ followUpBy: form.followUpBy }) };
  const { paid, missed, total, cashCountOk } = form;
  return {
    visit,
    kind,
    on,
    attended,
    ...(kind === 'pledge-day' ? defined({ paid, missed, total, cashCountOk }) : {}),
    ...defined({
      topic: form.topic.trim() || undefined,
      toWhom: form.toWhom,
      advice: form.advice.trim() || undefined,
      followUpBy: form.followUpBy,
    }),
  };
}

function defined<T extends object>(values: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>;
  };
}
