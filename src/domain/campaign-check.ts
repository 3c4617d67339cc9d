/** What is wrong in the days of a campaign that are being typed. The letter does not reconcile its ends with one another, so neither does this: only a last day before its own first is refused. */
import type { Problem } from './problem.ts';
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
  /** what it is based on; one without any word is none */
  readonly letters: readonly LetterForm[];
}
type CampaignField = CampaignDay | 'name' | 'targetPerOfficer' | `letter-${number}-${'number' | 'datedOn'}`;

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
  for (const day of campaignDays) if (form[day] === undefined) refuse('day-missing', day);
  for (const [first, last] of spans) if ((form[last] ?? '9') < (form[first] ?? '')) refuse('ends-before-it-begins', last);
  for (const [index, letter] of form.letters.entries()) {
    if (isBlankLetter(letter)) continue;
    if (letter.number.trim() === '') refuse('empty', `letter-${index}-number`);
    if (letter.datedOn === undefined) refuse('day-missing', `letter-${index}-datedOn`);
  }
  return problems;
}

export function isBlankLetter({ number, datedOn, subject }: LetterForm): boolean {
  return number.trim() === '' && datedOn === undefined && subject.trim() === '';
}
