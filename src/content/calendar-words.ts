/** The words of days and months in both languages. */
import type { CalendarWords } from '../domain/thai-calendar.ts';
import { thaiWords } from './thai-words.ts';

const englishNames = (part: 'month' | 'weekday', style: 'long' | 'short', firsts: readonly string[]) => {
  const format = new Intl.DateTimeFormat('en', { [part]: style, timeZone: 'UTC' });
  return firsts.map((day) => format.format(new Date(`${day}T00:00:00Z`)));
};
const months = Array.from({ length: 12 }, (_, month) => `2026-${String(month + 1).padStart(2, '0')}-01`);
const sundayToSaturday = Array.from({ length: 7 }, (_, day) => `2026-11-${String(22 + day)}`);

export const calendarWords: Readonly<Record<'th' | 'en', CalendarWords>> = {
  th: thaiWords.calendar,
  en: {
    monthsLong: englishNames('month', 'long', months),
    monthsShort: englishNames('month', 'short', months),
    weekdaysLong: englishNames('weekday', 'long', sundayToSaturday),
    weekdaysShort: englishNames('weekday', 'short', sundayToSaturday),
    beforeDay: '',
  },
};
