/** Content, days and months as the officer reads them, in the chosen language; the era is always the Buddhist one. */
import { calendarWords } from '../../content/calendar-words.ts';
import type { Language } from '../../content/text.ts';
import type { Bilingual } from '../../content/workflow.ts';
import { formatThaiDate, formatThaiMonth, thaiDateParts, type CalendarWords, type DateStyle } from '../../domain/thai-calendar.ts';
import { useApp } from '../app-context.ts';

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
  const calendar = calendarWords[language];
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
