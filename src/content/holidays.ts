/**
 * Days on which district offices are closed, beside Saturdays and Sundays, for the years the app was shipped with.
 * `holiday.set` of an office adds to them; what a closed day does to a due date is `domain/due-date.ts`.
 */
import type { Bilingual } from './workflow.ts';
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

export const holidays: readonly Holiday[] = [...year2569.holidays, ...year2570.holidays];

const holidayByDay: ReadonlyMap<string, Holiday> = new Map(holidays.map((holiday) => [holiday.on, holiday]));

export function findHoliday(on: string): Holiday | undefined {
  return holidayByDay.get(on);
}
