import { describe, expect, it } from 'vitest';
import { findCampaignProblems, type CampaignForm } from '../../src/domain/campaign-check.ts';

/** the letter's own days, which end on four different ones and begin before the letter was written */
const letter: CampaignForm = {
  name: 'One officer, one group', targetPerOfficer: 1, isStrict: false, letters: [{ number: '5315', datedOn: '2022-05-17', subject: '' }],
  commitmentFrom: '2022-03-06', commitmentTo: '2022-12-30', dueOn: '2022-09-30', firstReportOn: '2022-05-05', finalReportOn: '2022-12-26',
  resultDay: 5, monthlyDay: undefined, threeMonthDays: undefined, remindDays: 2,
}; // prettier-ignore
const words = (form: Partial<CampaignForm>) => findCampaignProblems({ ...letter, ...form }).map(({ code, field }) => `${field} ${code}`);

describe('the days of a campaign', () => {
  it('are right as the letter has them', () => expect(words({})).toEqual([]));

  it.each<[string, Partial<CampaignForm>, readonly string[]]>([
    ['no name', { name: ' ' }, ['name empty']],
    ['no group asked for', { targetPerOfficer: 0 }, ['targetPerOfficer target-below-one']],
    ['a day that nobody typed', { dueOn: undefined }, ['dueOn day-missing']],
    ['due before it begins', { dueOn: '2022-03-05' }, ['dueOn ends-before-it-begins']],
    ['commitments that end before', { commitmentTo: '2022-03-05' }, ['commitmentTo ends-before-it-begins']],
    ['a final report before the first', { finalReportOn: '2022-05-04' }, ['finalReportOn ends-before-it-begins']],
    ['a one-day span', { finalReportOn: '2022-05-05' }, []],
    ['a report after the commitments', { commitmentTo: '2022-12-01' }, []],
    ['no day for the results', { resultDay: undefined }, ['resultDay out-of-range']],
    ['the 32nd', { resultDay: 32, monthlyDay: 32 }, ['resultDay out-of-range', 'monthlyDay out-of-range']],
    ['a day for the monthly total', { monthlyDay: 10, threeMonthDays: 0, remindDays: 0 }, []],
    ['reminders for weeks', { remindDays: 15 }, ['remindDays out-of-range']],
    ['a letter without a number', { letters: [{ number: '', datedOn: '2022-05-17', subject: '' }] }, ['letter-0-number empty']],
    ['a letter without a day', { letters: [{ number: '1', datedOn: undefined, subject: '' }] }, ['letter-0-datedOn day-missing']],
    ['a letter that nobody filled in', { letters: [{ number: ' ', datedOn: undefined, subject: '' }] }, []],
  ])('%s', (_case, form, problems) => expect(words(form)).toEqual(problems));
});
