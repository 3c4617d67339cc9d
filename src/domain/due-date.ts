// When things fall due: pledge days, reports, working days. Holidays and due days are data of the campaign and come in as arguments.
import {
  addDays,
  addMonths,
  dayInMonth,
  daysInMonth,
  monthOf,
  shiftMonth,
  weekdayOf,
  type CivilDate,
  type Month,
} from './thai-calendar.ts';

/** A group's own rule for its pledge day: a day of the month, or the so-manieth weekday (`-1` is the last; weekday 0 is Sunday). */
export type PledgeDay = { kind: 'day-of-month'; day: number } | { kind: 'nth-weekday'; nth: 1 | 2 | 3 | 4 | -1; weekday: number };

/**
 * The one pledge day of a month. A group that saves on the 31st meets on the last day of a shorter month, so that no month is ever skipped
 * (case 34). Holidays do not move it: villages meet on Sundays and holidays.
 */
export function pledgeDayInMonth(rule: PledgeDay, month: Month): CivilDate {
  if (rule.kind === 'day-of-month') return dayInMonth(month, rule.day);
  if (rule.nth === -1) {
    const last = dayInMonth(month, daysInMonth(month));
    return addDays(last, -((weekdayOf(last) - rule.weekday + 7) % 7));
  }
  const first = `${month}-01`;
  return addDays(first, ((rule.weekday - weekdayOf(first) + 7) % 7) + (rule.nth - 1) * 7);
}

/** The day of the month by which a pledge day has been, in every month; of a weekday its latest possible one. */
export function latestDayOf(rule: PledgeDay): number {
  if (rule.kind === 'day-of-month') return rule.day;
  return rule.nth === -1 ? 31 : rule.nth * 7;
}

/** The first pledge day on or after a day. */
export function nextPledgeDay(rule: PledgeDay, from: CivilDate): CivilDate {
  const thisMonth = pledgeDayInMonth(rule, monthOf(from));
  return thisMonth >= from ? thisMonth : pledgeDayInMonth(rule, shiftMonth(monthOf(from), 1));
}

/** Every pledge day from `from` to `to`, both included, in order. */
export function pledgeDaysBetween(rule: PledgeDay, from: CivilDate, to: CivilDate): CivilDate[] {
  const days: CivilDate[] = [];
  for (let month = monthOf(from); month <= monthOf(to); month = shiftMonth(month, 1)) {
    const day = pledgeDayInMonth(rule, month);
    if (day >= from && day <= to) days.push(day);
  }
  return days;
}

/** The day a group has run three months; until then its report is a draft and cannot be submitted (case 33). */
export function threeMonthDueOn(foundedOn: CivilDate): CivilDate {
  return addMonths(foundedOn, 3);
}

export function isThreeMonthReportOpen(foundedOn: CivilDate, todayOn: CivilDate): boolean {
  return todayOn >= threeMonthDueOn(foundedOn);
}

/** Monday to Friday and no holiday. */
export function isWorkingDay(date: CivilDate, holidays: ReadonlySet<CivilDate>): boolean {
  const weekday = weekdayOf(date);
  return weekday !== 0 && weekday !== 6 && !holidays.has(date);
}

/** The day itself when it is a working day, otherwise the next one. */
export function workingDayFrom(date: CivilDate, holidays: ReadonlySet<CivilDate>): CivilDate {
  let day = date;
  while (!isWorkingDay(day, holidays)) day = addDays(day, 1);
  return day;
}

/** The day itself when it is a working day, otherwise the last one before; the day to remind of something due (case 32). */
export function workingDayUpTo(date: CivilDate, holidays: ReadonlySet<CivilDate>): CivilDate {
  let day = date;
  while (!isWorkingDay(day, holidays)) day = addDays(day, -1);
  return day;
}

/** The first time on or after a day that a day of the month comes round; in a shorter month its last day. */
export function nextDueOn(dayOfMonth: number, from: CivilDate): CivilDate {
  return nextPledgeDay({ kind: 'day-of-month', day: dayOfMonth }, from);
}

/** Whether a due day that is no working day gives until the next one; the letter does not say, so the province decides. */
export type DueDayPolicy = 'next-working-day' | 'strict';
export type Timeliness = 'on-time' | 'next-working-day' | 'late';

/** How a report sent on a day stands. `next-working-day` is not late but shown as such, and only under the policy of that name (case 32). */
export function timelinessOf(sentOn: CivilDate, dueOn: CivilDate, policy: DueDayPolicy, holidays: ReadonlySet<CivilDate>): Timeliness {
  if (sentOn <= dueOn) return 'on-time';
  return policy === 'next-working-day' && sentOn <= workingDayFrom(dueOn, holidays) ? 'next-working-day' : 'late';
}

export interface EstablishmentCampaign {
  /** the 5th, in the letter */
  dueDayOfMonth: number;
  firstDueOn?: CivilDate;
  /** after it nothing falls due any more; what is missing then stays due on this day */
  lastDueOn?: CivilDate;
}

/**
 * The day an establishment-result report is next due, as seen today. Each group is reported once: one already reported, here or in the
 * old form, is never asked again (case 28), one not yet founded is not asked yet, and one founded after the campaign's last day is not part of it.
 */
export function establishmentReportDueOn(
  group: { foundedOn?: CivilDate; reportedOn?: CivilDate },
  campaign: EstablishmentCampaign,
  todayOn: CivilDate,
): CivilDate | undefined {
  if (group.foundedOn === undefined || group.reportedOn !== undefined) return undefined;
  if (campaign.lastDueOn !== undefined && group.foundedOn > campaign.lastDueOn) return undefined;
  const from = [group.foundedOn, campaign.firstDueOn ?? todayOn].reduce((later, day) => (day > later ? day : later), todayOn);
  const dueOn = nextDueOn(campaign.dueDayOfMonth, from);
  return campaign.lastDueOn !== undefined && dueOn > campaign.lastDueOn ? campaign.lastDueOn : dueOn;
}
