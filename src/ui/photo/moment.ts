/** An instant as the officer reads it: day in the Buddhist era and time of day in Thailand. */
import { civilDateInThailand } from '../../domain/thai-calendar.ts';
import { useApp } from '../app-context.ts';
import { clockTime } from '../screen.tsx';
import { useWords } from '../words/use-words.ts';

/** `09:12` on the same day, else `23 Nov 2569 09:12`. */
export function useMoment(): (instant: string) => string {
  const { nowMs } = useApp();
  const words = useWords();
  return (instant) => {
    const day = civilDateInThailand(Date.parse(instant));
    return day === civilDateInThailand(nowMs()) ? clockTime(instant) : `${words.day(day)} ${clockTime(instant)}`;
  };
}
