/**
 * Days on which district offices are closed, beside Saturdays and Sundays, for the years the app was shipped with.
 * `holiday.set` of an office overrides them; what a closed day does to a due date is `domain/due-date.ts`.
 */
import type { Bilingual } from './workflow.ts';
import year2565 from './holidays/th-2565.json' with { type: 'json' };
import year2569 from './holidays/th-2569.json' with { type: 'json' };
import year2570 from './holidays/th-2570.json' with { type: 'json' };

export interface Holiday {
  /** civil date, CE */
  readonly on: string;
  readonly name: Bilingual;
  /** false when the day follows the moon or a yearly decision of the cabinet; the office should confirm it */
  readonly sure: boolean;
  /** the holiday on a Saturday or Sunday that this working day stands in for */
  readonly insteadOf?: string;
}

export interface HolidayYear {
  readonly yearBe: number;
  readonly holidays: readonly Holiday[];
}

export const holidayYears: readonly HolidayYear[] = [year2565, year2569, year2570];

export const holidays: readonly Holiday[] = holidayYears.flatMap((year) => year.holidays);

const holidayByDay: ReadonlyMap<string, Holiday> = new Map(holidays.map((holiday) => [holiday.on, holiday]));

export function findHoliday(on: string): Holiday | undefined {
  return holidayByDay.get(on);
}

/** Without a list nothing is known about a year: a due date in it should say that holidays were not considered. */
export function hasHolidaysOf(yearBe: number): boolean {
  return holidayYears.some((year) => year.yearBe === yearBe);
}
