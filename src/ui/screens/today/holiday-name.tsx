/** Behind a pledge day that is a holiday: its name. Villages meet on holidays too, so nothing moves. */
import { findHoliday } from '../../../content/holidays.ts';
import { useText } from '../../app-context.ts';
import { useWords } from '../../words/use-words.ts';

export function HolidayName({ on }: { on: string }) {
  const t = useText();
  const words = useWords();
  const holiday = findHoliday(on);
  return holiday === undefined ? null : <> · {t('today.due.holiday', { name: words.say(holiday.name) })}</>;
}
