/** A Thai date with its words: a whole day of something planned or done, or a birth as far as it is known. */
import { formatBirthDate, thaiDateParts, type BirthDate } from '../../domain/thai-calendar.ts';
import { useText, useToday } from '../app-context.ts';
import type { FieldTexts } from '../parts/field.tsx';
import { ThaiDateField } from '../parts/thai-date-field.tsx';
import { useProblemText } from '../problem-text.ts';
import { useWords } from '../words/use-words.ts';

export interface DateFieldProps extends FieldTexts {
  on: string | undefined;
  onDay: (on: string | undefined) => void;
}

export function DateField({ on, onDay, ...texts }: DateFieldProps) {
  const problem = useProblemText();
  const words = useWords();
  return (
    <ThaiDateField
      {...texts}
      {...useDateWords()}
      kind="event"
      todayOn={useToday()}
      value={on === undefined ? undefined : { on, precision: 'day' }}
      onDate={(date) => onDay(date?.on)}
      problemText={(code) => problem(code === 'empty' ? 'year-missing' : code === 'in-the-future' ? 'year-in-the-future' : code)}
      readingText={(date) => words.day(date.on, { style: 'long' })}
    />
  );
}

export interface BirthFieldProps extends FieldTexts {
  birth: BirthDate | undefined;
  onBirth: (birth: BirthDate | undefined) => void;
  /** the day on which the person stands before the officer; today unless said otherwise */
  todayOn?: string;
}

/** Two readings stand as buttons with the year that is printed on the card (cases 30 and 31). */
export function BirthField({ birth, onBirth, todayOn, ...texts }: BirthFieldProps) {
  const t = useText();
  const today = useToday();
  const words = useDateWords();
  const { calendar } = useWords();
  return (
    <ThaiDateField
      {...texts}
      {...words}
      labels={{ ...words.labels, noMonth: t('common.date.month-unknown') }}
      kind="birth"
      todayOn={todayOn ?? today}
      value={birth === undefined ? undefined : { on: birth.bornOn, precision: birth.birthPrecision }}
      onDate={(date) => onBirth(date === undefined ? undefined : { bornOn: date.on, birthPrecision: date.precision })}
      readingText={(date) =>
        t('common.date.birth-reading', {
          date: formatBirthDate({ bornOn: date.on, birthPrecision: date.precision }, calendar, { style: 'long' }),
          yearBE: thaiDateParts(date.on).yearBE,
          yearCE: date.on.slice(0, 4),
        })
      }
    />
  );
}

function useDateWords() {
  const t = useText();
  const problem = useProblemText();
  return {
    labels: { day: t('common.date.day'), month: t('common.date.month'), year: t('common.date.year'), noMonth: t('common.date.no-month') },
    monthNames: useWords().calendar.monthsLong,
    problemText: (code: string) => problem(code),
    doubtText: (because: string) => problem(because),
  };
}
