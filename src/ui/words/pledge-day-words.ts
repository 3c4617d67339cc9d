/** The rule of a pledge day as a sentence. */
import type { Translate } from '../../content/text.ts';
import type { PledgeDay } from '../../domain/due-date.ts';
import type { Words } from './use-words.ts';

export function pledgeDayInWords(rule: PledgeDay, t: Translate, { calendar }: Words): string {
  if (rule.kind === 'day-of-month') return t('founding.rules.every-day', { day: rule.day });
  const weekday = calendar.weekdaysLong[rule.weekday] ?? '';
  return t('founding.rules.every-weekday', { weekday, nth: t(`founding.rules.nth-${rule.nth}`) });
}
