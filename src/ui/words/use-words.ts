/** Content, days and months as the officer reads them, in the chosen language; the era is always the Buddhist one. */
import type { Language } from '../../content/text.ts';
import { thaiWords } from '../../content/thai-words.ts';
import type { Bilingual } from '../../content/workflow.ts';
import { formatThaiDate, formatThaiMonth, thaiDateParts, type CalendarWords, type DateStyle } from '../../domain/thai-calendar.ts';
import { useApp } from '../app-context.ts';

const englishNames = (part: 'month' | 'weekday', style: 'long' | 'short', firsts: readonly string[]) => {
  const format = new Intl.DateTimeFormat('en', { [part]: style, timeZone: 'UTC' });
  return firsts.map((day) => format.format(new Date(`${day}T00:00:00Z`)));
};
const months = Array.from({ length: 12 }, (_, month) => `2026-${String(month + 1).padStart(2, '0')}-01`);
const sundayToSaturday = Array.from({ length: 7 }, (_, day) => `2026-11-${String(22 + day)}`);

const englishCalendar: CalendarWords = {
  monthsLong: englishNames('month', 'long', months),
  monthsShort: englishNames('month', 'short', months),
  weekdaysLong: englishNames('weekday', 'long', sundayToSaturday),
  weekdaysShort: englishNames('weekday', 'short', sundayToSaturday),
  beforeDay: '',
};

export interface Words {
  readonly calendar: CalendarWords;
  readonly say: (text: Bilingual) => string;
  /** a civil date in the Buddhist era, `23 Nov 2569` unless another style is asked for */
  readonly day: (date: string, style?: DateStyle) => string;
  readonly month: (month: string, style?: DateStyle) => string;
  /** the two lines of a calendar leaf */
  readonly leaf: (date: string) => { day: string; month: string };
}

export function useWords(): Words {
  return wordsOf(useApp().language);
}

export function wordsOf(language: Language): Words {
  const calendar = language === 'th' ? thaiWords.calendar : englishCalendar;
  return {
    calendar,
    say: (text) => text[language],
    day: (date, style) => formatThaiDate(date, calendar, style),
    month: (month, style) => formatThaiMonth(month, calendar, style),
    leaf: (date) => {
      const { day, month } = thaiDateParts(date);
      return { day: String(day), month: calendar.monthsShort[month - 1] ?? '' };
    },
  };
}
