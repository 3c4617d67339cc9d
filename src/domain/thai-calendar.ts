// Civil dates in Thailand: counting with them, the Buddhist era, dates as people type and read them. No clock: today comes in as an argument.
import { inDigits, thaiDigitsToArabic, type DigitStyle } from './digits.ts';

/** `YYYY-MM-DD`, Christian era, as the day is called in Thailand; sorts and compares as text. */
export type CivilDate = string;
/** `YYYY-MM`, Christian era; sorts and compares as text. */
export type Month = string;

const dayMs = 86_400_000;
const thailandOffsetMs = 7 * 3_600_000;

/** The day it is in Thailand at an instant (ms since 1970 UTC), whatever zone the machine is set to; Thailand has no summer time. */
export function civilDateInThailand(instantMs: number): CivilDate {
  return new Date(instantMs + thailandOffsetMs).toISOString().slice(0, 10);
}

/** @returns `undefined` when there is no such day in the calendar */
export function civilDateOf(year: number, month: number, day: number): CivilDate | undefined {
  const date = `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
  return isCivilDate(date) ? date : undefined;
}

/** Whether the text is a day that exists, from the year 1000 to 9999. Every other function here trusts its dates. */
export function isCivilDate(text: string): boolean {
  return /^[1-9][0-9]{3}-[0-9]{2}-[0-9]{2}$/.test(text) && dayNumberToCivilDate(dayNumber(text)) === text;
}

export function isMonth(text: string): boolean {
  return /^[1-9][0-9]{3}-(?:0[1-9]|1[0-2])$/.test(text);
}

/** @returns negative, 0 or positive, for `sort` */
export function compareCivilDates(a: CivilDate, b: CivilDate): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

export function addDays(date: CivilDate, days: number): CivilDate {
  return dayNumberToCivilDate(dayNumber(date) + days);
}

/** How many days `to` is after `from`; negative when before. */
export function daysBetween(from: CivilDate, to: CivilDate): number {
  return dayNumber(to) - dayNumber(from);
}

/** The same day so many months on, or the last day of that month when it is shorter: three months after 30 November is 28 or 29 February. */
export function addMonths(date: CivilDate, months: number): CivilDate {
  return dayInMonth(shiftMonth(monthOf(date), months), Number(date.slice(8)));
}

/** 0 is Sunday, 6 is Saturday. */
export function weekdayOf(date: CivilDate): number {
  return (((dayNumber(date) + 4) % 7) + 7) % 7;
}

export function monthOf(date: CivilDate): Month {
  return date.slice(0, 7);
}

export function shiftMonth(month: Month, months: number): Month {
  const count = Number(month.slice(0, 4)) * 12 + Number(month.slice(5)) - 1 + months;
  return `${String(Math.floor(count / 12)).padStart(4, '0')}-${String((count % 12) + 1).padStart(2, '0')}`;
}

export function daysInMonth(month: Month): number {
  return daysBetween(`${month}-01`, `${shiftMonth(month, 1)}-01`);
}

/** That day of the month, or the month's last day when it is shorter. */
export function dayInMonth(month: Month, day: number): CivilDate {
  return `${month}-${String(Math.min(day, daysInMonth(month))).padStart(2, '0')}`;
}

function dayNumber(date: CivilDate): number {
  return Date.UTC(Number(date.slice(0, 4)), Number(date.slice(5, 7)) - 1, Number(date.slice(8))) / dayMs;
}

function dayNumberToCivilDate(number: number): CivilDate {
  return Number.isNaN(number) ? '' : new Date(number * dayMs).toISOString().slice(0, 10);
}

export interface ThaiDateParts {
  day: number;
  month: number;
  yearBE: number;
}

/** Until BE 2483 the year began on 1 April; 2483 had nine months and 2484 was the first to begin on 1 January. */
const firstYearFromJanuary = 2484;

/**
 * A day as Thais write it: the Buddhist-era year is CE + 543, but CE + 542 for January to March before 1941, when the year still began
 * in April. `Intl` does not know this (domain.md 5.2).
 */
export function thaiDateParts(date: CivilDate): ThaiDateParts {
  const yearCE = Number(date.slice(0, 4));
  const month = Number(date.slice(5, 7));
  const belongsToYearBefore = month <= 3 && yearCE + 543 < firstYearFromJanuary;
  return { day: Number(date.slice(8)), month, yearBE: yearCE + (belongsToYearBefore ? 542 : 543) };
}

/** The inverse of `thaiDateParts`. @returns `undefined` when there is no such day, so for January to March 2483, which never were */
export function civilDateFromThaiParts({ day, month, yearBE }: ThaiDateParts): CivilDate | undefined {
  if (yearBE === firstYearFromJanuary - 1 && month <= 3) return undefined;
  return civilDateOf(yearBE - (month <= 3 && yearBE < firstYearFromJanuary ? 542 : 543), month, day);
}

/** The fiscal year (Buddhist era) a day belongs to; it begins on 1 October of the year before. */
export function fiscalYearBE(date: CivilDate): number {
  const { month, yearBE } = thaiDateParts(date);
  return month >= 10 ? yearBE + 1 : yearBE;
}

export type YearProblem = 'empty' | 'not-a-year' | 'out-of-range' | 'in-the-future' | 'too-long-ago';
/** Why a year that was understood is still shown for a yes: it was typed in the Christian era, or with two digits. */
export type YearDoubt = 'christian-era' | 'two-digits';
export type YearReading =
  | { kind: 'certain'; yearBE: number }
  | { kind: 'confirm'; yearBE: number; because: YearDoubt }
  | { kind: 'ask'; yearsBE: number[] }
  | { kind: 'refused'; problem: YearProblem };

const longestLifeYears = 130;

/**
 * Reads the year of a birth, in either era and either script. 2400 and later is Buddhist era; 1900 to 2100 is Christian era and comes back
 * for a yes; two digits may be a hundred years apart and come back as a question (domain.md 5.2, case 30).
 */
export function parseBirthYear(text: string, currentYearBE: number): YearReading {
  const century = Math.floor(currentYearBE / 100) * 100;
  return readYear(text, [century - 100, century], currentYearBE - longestLifeYears, currentYearBE);
}

/** Reads the year of something that happened or is planned: as `parseBirthYear`, but two digits mean this century and next year is possible. */
export function parseEventYear(text: string, currentYearBE: number): YearReading {
  return readYear(text, [Math.floor(currentYearBE / 100) * 100], currentYearBE - longestLifeYears, currentYearBE + 1);
}

function readYear(text: string, centuriesBE: number[], earliestBE: number, latestBE: number): YearReading {
  const typed = thaiDigitsToArabic(text).trim();
  if (typed === '') return { kind: 'refused', problem: 'empty' };
  if (!/^(?:[0-9]{2}|[0-9]{4})$/.test(typed)) return { kind: 'refused', problem: 'not-a-year' };
  const number = Number(typed);
  if (typed.length === 2) {
    const yearsBE = centuriesBE.map((century) => century + number).filter((year) => year >= earliestBE && year <= latestBE);
    const [only] = yearsBE;
    if (only === undefined) return { kind: 'refused', problem: 'in-the-future' };
    return yearsBE.length === 1 ? { kind: 'confirm', yearBE: only, because: 'two-digits' } : { kind: 'ask', yearsBE };
  }
  const isChristianEra = number >= 1900 && number <= 2100;
  if (!isChristianEra && number < 2400) return { kind: 'refused', problem: 'out-of-range' };
  const yearBE = isChristianEra ? number + 543 : number;
  if (yearBE > latestBE) return { kind: 'refused', problem: 'in-the-future' };
  if (yearBE < earliestBE) return { kind: 'refused', problem: 'too-long-ago' };
  return isChristianEra ? { kind: 'confirm', yearBE, because: 'christian-era' } : { kind: 'certain', yearBE };
}

/** What was typed into the three fields; the month comes from a list. */
export interface DateFields {
  day?: string;
  month?: number;
  year: string;
}
export type DateProblem = YearProblem | 'no-such-day' | 'day-without-month' | 'month-missing' | 'day-missing';
export type EventDateReading =
  | { kind: 'certain'; date: CivilDate }
  | { kind: 'confirm'; date: CivilDate; because: YearDoubt }
  | { kind: 'refused'; problem: DateProblem };

/** Reads the day of something that happened or is planned, which may be in the future up to the end of next year. */
export function parseEventDate(fields: DateFields, todayOn: CivilDate): EventDateReading {
  const year = parseEventYear(fields.year, thaiDateParts(todayOn).yearBE);
  if (year.kind === 'refused') return year;
  if (year.kind === 'ask') return { kind: 'refused', problem: 'not-a-year' };
  if (fields.month === undefined) return { kind: 'refused', problem: 'month-missing' };
  const day = parseDay(fields.day);
  if (day === undefined) return { kind: 'refused', problem: 'day-missing' };
  const isChristianEra = year.kind === 'confirm' && year.because === 'christian-era';
  const date = isChristianEra
    ? civilDateOf(year.yearBE - 543, fields.month, day)
    : civilDateFromThaiParts({ day, month: fields.month, yearBE: year.yearBE });
  if (date === undefined) return { kind: 'refused', problem: 'no-such-day' };
  return year.kind === 'confirm' ? { kind: 'confirm', date, because: year.because } : { kind: 'certain', date };
}

export type BirthPrecision = 'day' | 'month' | 'year';

/**
 * A birth as far as it is known. An unknown day is the first of the month, an unknown month and day the first day of the calendar year of
 * birth (CCC s.16), which is 1 April up to BE 2483.
 */
export interface BirthDate {
  bornOn: CivilDate;
  birthPrecision: BirthPrecision;
}
export type BirthDateReading =
  | { kind: 'certain'; birth: BirthDate }
  | { kind: 'confirm'; birth: BirthDate; because: YearDoubt | 'before-2484' }
  | { kind: 'ask'; births: BirthDate[]; because: 'two-digits' | 'before-2484' }
  | { kind: 'refused'; problem: DateProblem };

/**
 * Reads a birth with a day, only a month, or only a year. January to March before BE 2484 is always a question with both readings, the one
 * by the old calendar first: half of the papers were converted later and half were not; the Christian-era year on the card decides (case 31).
 * January to March 2483 never were by the old calendar: that paper was converted, and the one day it can mean is shown for a yes.
 */
export function parseBirthDate(fields: DateFields, todayOn: CivilDate): BirthDateReading {
  const { month } = fields;
  const year = parseBirthYear(fields.year, thaiDateParts(todayOn).yearBE);
  if (year.kind === 'refused') return year;
  const day = parseDay(fields.day);
  const hasDay = fields.day !== undefined && fields.day.trim() !== '';
  if (hasDay && month === undefined) return { kind: 'refused', problem: 'day-without-month' };
  if (hasDay && day === undefined) return { kind: 'refused', problem: 'no-such-day' };

  const birthPrecision: BirthPrecision = month === undefined ? 'year' : hasDay ? 'day' : 'month';
  const isChristianEra = year.kind === 'confirm' && year.because === 'christian-era';
  const yearsBE = year.kind === 'ask' ? year.yearsBE : [year.yearBE];
  const existing = yearsBE
    .flatMap((yearBE) => {
      const yearCE = yearBE - 543;
      if (month === undefined) return [civilDateOf(yearCE, yearBE < firstYearFromJanuary ? 4 : 1, 1)];
      const isDoubtful = !isChristianEra && month <= 3 && yearBE < firstYearFromJanuary - 1;
      return (isDoubtful ? [yearCE + 1, yearCE] : [yearCE]).map((yearRead) => civilDateOf(yearRead, month, day ?? 1));
    })
    .filter((bornOn) => bornOn !== undefined);
  const births = existing.filter((bornOn) => bornOn <= todayOn).map((bornOn) => ({ bornOn, birthPrecision }));
  const [birth] = births;
  if (birth === undefined) return { kind: 'refused', problem: existing.length > 0 ? 'in-the-future' : 'no-such-day' };
  if (births.length > 1) return { kind: 'ask', births, because: year.kind === 'certain' ? 'before-2484' : 'two-digits' };
  if (year.kind === 'certain') {
    const neverWas = month !== undefined && month <= 3 && year.yearBE === firstYearFromJanuary - 1;
    return neverWas ? { kind: 'confirm', birth, because: 'before-2484' } : { kind: 'certain', birth };
  }
  return { kind: 'confirm', birth, because: year.kind === 'confirm' ? year.because : 'two-digits' };
}

function parseDay(text: string | undefined): number | undefined {
  const typed = thaiDigitsToArabic(text ?? '').trim();
  return /^[0-9]{1,2}$/.test(typed) ? Number(typed) : undefined;
}

/** The day of the so-manieth birthday. For one born on 29 February it is 1 March in a common year: until then that year of life is not complete. */
export function birthdayOn(bornOn: CivilDate, years: number): CivilDate {
  return dayNumberToCivilDate(dayNumber(`${Number(bornOn.slice(0, 4)) + years}${bornOn.slice(4)}`));
}

/** Completed years of life on a day; below 0 before the birth. "About" when `birthPrecision` is not `day`. */
export function ageOn(bornOn: CivilDate, on: CivilDate): number {
  const years = Number(on.slice(0, 4)) - Number(bornOn.slice(0, 4));
  return on < birthdayOn(bornOn, years) ? years - 1 : years;
}

/** From 00:00 of this day a person is twenty years old, and so no minor by age (CCC s.19). */
export function turnsTwentyOn(bornOn: CivilDate): CivilDate {
  return birthdayOn(bornOn, 20);
}

/** The words of a calendar; Thai or, for the second language, English. They are content (`thai-words.json`). */
export interface CalendarWords {
  monthsLong: readonly string[];
  monthsShort: readonly string[];
  /** from Sunday; the long ones stand before `beforeDay` in a full date */
  weekdaysLong: readonly string[];
  weekdaysShort: readonly string[];
  beforeDay: string;
}
export interface DateStyle {
  style?: 'long' | 'short' | 'numeric';
  digits?: DigitStyle;
  /** names the weekday first; not in the numeric style */
  weekday?: boolean;
}

/** A day in the Buddhist era: long `23 <month> 2569`, short (the default) with the short month, numeric `23/11/2569`. */
export function formatThaiDate(date: CivilDate, words: CalendarWords, { style = 'short', digits, weekday }: DateStyle = {}): string {
  const { day, month, yearBE } = thaiDateParts(date);
  const text = `${day}${monthAndYear(month, yearBE, words, style)}`;
  if (!weekday || style === 'numeric') return inDigits(text, digits);
  const name = (style === 'long' ? words.weekdaysLong : words.weekdaysShort)[weekdayOf(date)] ?? '';
  return inDigits(`${name}${style === 'long' ? words.beforeDay : ''} ${text}`, digits);
}

/** A month in the Buddhist era, in the styles of `formatThaiDate`. */
export function formatThaiMonth(month: Month, words: CalendarWords, { style = 'short', digits }: DateStyle = {}): string {
  const parts = thaiDateParts(`${month}-01`);
  return inDigits(monthAndYear(parts.month, parts.yearBE, words, style).slice(1), digits);
}

/** Only as much of a birth as is known: the day, or the month, or only the year. */
export function formatBirthDate(birth: BirthDate, words: CalendarWords, dateStyle: DateStyle = {}): string {
  if (birth.birthPrecision === 'day') return formatThaiDate(birth.bornOn, words, dateStyle);
  if (birth.birthPrecision === 'month') return formatThaiMonth(monthOf(birth.bornOn), words, dateStyle);
  return inDigits(String(thaiDateParts(birth.bornOn).yearBE), dateStyle.digits);
}

function monthAndYear(month: number, yearBE: number, words: CalendarWords, style: 'long' | 'short' | 'numeric'): string {
  if (style === 'numeric') return `/${month}/${yearBE}`;
  return ` ${(style === 'long' ? words.monthsLong : words.monthsShort)[month - 1]} ${yearBE}`;
}
