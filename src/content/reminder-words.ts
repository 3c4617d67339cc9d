/** What a reminder says on the phone, made in the worker: its few sentences in both languages, apart from those of the screens. */
import { formatThaiDate } from '../domain/thai-calendar.ts';
import { calendarWords } from './calendar-words.ts';
import { fillIn } from './fill-in.ts';
import en from './text/en/reminder.json' with { type: 'json' };
import th from './text/th/reminder.json' with { type: 'json' };

const tables = { th, en };

/** @param told `undefined` when the message could not be read: a browser wants to see something all the same */
export function reminderWords(
  told: { readonly due: number; readonly on: string; readonly late: number } | undefined,
  language: 'th' | 'en',
): { readonly title: string; readonly body: string } {
  const t = (key: `reminder.${keyof typeof th}`, values: Readonly<Record<string, string | number>> = {}) =>
    fillIn(tables[language][key.slice('reminder.'.length) as keyof typeof th], values);
  if (told === undefined) return { title: t('reminder.unread'), body: '' };
  const { due, on, late } = told;
  const day = formatThaiDate(on, calendarWords[language], { weekday: true });
  return {
    title: t('reminder.due', { n: due }),
    body: [t('reminder.by', { day }), ...(late > 0 ? [t('reminder.late', { n: late })] : [])].join(' · '),
  };
}
