/** Closed days of the year of the letter's campaign: for the office, which hands them on; a phone need not carry them to its first screen. */
import type { Holiday } from './holidays.ts';
import year2565 from './holidays/th-2565.json' with { type: 'json' };

export const holidaysOfTheLetter: readonly Holiday[] = year2565.holidays;
