/** "As it was on a day": folded away while today's is shown, because that is what nearly everybody wants. */
import { useToday, useText } from '../../app-context.ts';
import { DateField } from '../../fields/date-field.tsx';
import { Button } from '../../parts/button.tsx';
import { Disclosure } from '../../parts/disclosure.tsx';
import { useWords } from '../../words/use-words.ts';

export function AsOfField({ asOf, onDay }: { asOf: string; onDay: (on: string) => void }) {
  const t = useText();
  const words = useWords();
  const todayOn = useToday();
  const isPast = asOf !== todayOn;
  return (
    <Disclosure
      open={isPast || undefined}
      summary={t(isPast ? 'books.as-of.past' : 'books.as-of.today', { day: words.day(asOf, { style: 'long' }) })}
    >
      <div class="stack">
        <DateField
          label={t('books.as-of')}
          hint={t('books.as-of.hint')}
          on={asOf}
          error={undefined}
          onDay={(on) => on !== undefined && on !== asOf && onDay(on > todayOn ? todayOn : on)}
        />
        {isPast && <Button onPress={() => onDay(todayOn)}>{t('books.as-of.back')}</Button>}
      </div>
    </Disclosure>
  );
}
