/** What is wrong in the days of a campaign that are being typed. The letter does not reconcile its ends with one another, so neither does this: only a last day before its own first is refused. */
import type { Problem } from './problem.ts';
import { mostRemindDays } from './campaign-operation.ts';
import type { ReportDue, ReportRule } from './report-due.ts';
import type { CivilDate } from './thai-calendar.ts';

export const campaignDays = ['commitmentFrom', 'commitmentTo', 'dueOn', 'firstReportOn', 'finalReportOn'] as const;
export type CampaignDay = (typeof campaignDays)[number];

export interface LetterForm {
  readonly number: string;
  readonly datedOn: CivilDate | undefined;
  readonly subject: string;
}

export interface CampaignForm extends Readonly<Record<CampaignDay, CivilDate | undefined>> {
  readonly name: string;
  readonly targetPerOfficer: number | undefined;
  readonly isStrict: boolean;
  /** day of the month on which establishment results fall due */
  readonly resultDay: number | undefined;
  /** day of the month after on which monthly totals fall due; the letter sets none */
  readonly monthlyDay: number | undefined;
  /** so many days after it opens the three-month report falls due; the letter sets none */
  readonly threeMonthDays: number | undefined;
  readonly remindDays: number | undefined;
  /** what it is based on; one without any word is none */
  readonly letters: readonly LetterForm[];
}
type CampaignField =
  | CampaignDay
  | 'name'
  | 'targetPerOfficer'
  | 'resultDay'
  | 'monthlyDay'
  | 'threeMonthDays'
  | 'remindDays'
  | `letter-${number}-${'number' | 'datedOn'}`;

/** the days of reports, and how far they may go */
export const reportNumbers = [
  { field: 'resultDay', from: 1, to: 31, isOptional: false },
  { field: 'monthlyDay', from: 1, to: 31, isOptional: true },
  { field: 'threeMonthDays', from: 0, to: 90, isOptional: true },
  { field: 'remindDays', from: 0, to: mostRemindDays, isOptional: false },
] as const;

/** A first day and the last that belongs to it. */
const spans = [
  ['commitmentFrom', 'commitmentTo'],
  ['commitmentFrom', 'dueOn'],
  ['firstReportOn', 'finalReportOn'],
] as const;

export function findCampaignProblems(form: CampaignForm): readonly Problem<CampaignField>[] {
  const problems: Problem<CampaignField>[] = [];
  const refuse = (code: Problem['code'], field: CampaignField) => problems.push({ code, weight: 'refused', field });
  if (form.name.trim() === '') refuse('empty', 'name');
  if (form.targetPerOfficer === undefined || form.targetPerOfficer < 1) refuse('target-below-one', 'targetPerOfficer');
  for (const { field, from, to, isOptional } of reportNumbers) {
    const value = form[field];
    if (value === undefined ? !isOptional : value < from || value > to) refuse('out-of-range', field);
  }
  for (const day of campaignDays) if (form[day] === undefined) refuse('day-missing', day);
  for (const [first, last] of spans) if ((form[last] ?? '9') < (form[first] ?? '')) refuse('ends-before-it-begins', last);
  for (const [index, letter] of form.letters.entries()) {
    if (isBlankLetter(letter)) continue;
    if (letter.number.trim() === '') refuse('empty', `letter-${index}-number`);
    if (letter.datedOn === undefined) refuse('day-missing', `letter-${index}-datedOn`);
  }
  return problems;
}

/** What the form says of the reports, put into the rules it began with; ways and kinds stay as they are. */
export function reportsOf(form: CampaignForm, rules: readonly ReportRule[]): readonly ReportRule[] {
  const withDay = (due: ReportDue): ReportDue => {
    switch (due.kind) {
      case 'day-of-month-once-per-group':
        return { ...due, day: form.resultDay ?? due.day };
      case 'every-month':
        return { kind: due.kind, ...(form.monthlyDay !== undefined && { day: form.monthlyDay }) };
      case 'months-after-founding':
        return { kind: due.kind, months: due.months, ...(form.threeMonthDays !== undefined && { days: form.threeMonthDays }) };
      default:
        return due;
    }
  };
  return rules.map((rule) => ({ ...rule, due: withDay(rule.due) }));
}

export function isBlankLetter({ number, datedOn, subject }: LetterForm): boolean {
  return number.trim() === '' && datedOn === undefined && subject.trim() === '';
}
