// The Thai words that domain functions print with: numbers and money, the calendar, titles. Other titles (ranks) are typed freely.
import type { BahtWords } from '../domain/baht-words.ts';
import type { CalendarWords } from '../domain/thai-calendar.ts';
import thaiWordsJson from './thai-words.json' with { type: 'json' };

export interface TitleWord {
  key: string;
  full: string;
  short: string;
}

export const thaiWords: { money: BahtWords; calendar: CalendarWords; titles: readonly TitleWord[] } = thaiWordsJson;
