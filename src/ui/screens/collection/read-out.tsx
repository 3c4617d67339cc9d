/** The totals of the day in large print, to be read aloud and shown to the room, and printed; no member is named. */
import { thaiWords } from '../../../content/thai-words.ts';
import { bahtToWords } from '../../../domain/baht-words.ts';
import { formatBaht } from '../../../domain/money.ts';
import { useText } from '../../app-context.ts';
import { differenceInWords } from '../../fields/cash-count-field.tsx';
import { Button } from '../../parts/button.tsx';
import { FullScreen } from '../../parts/dialog.tsx';
import { useWords } from '../../words/use-words.ts';
import type { DayEnd } from './use-day-end.ts';
import type { Collection } from './use-collection.ts';

export interface ReadOutProps {
  collection: Collection;
  end: DayEnd;
  nextOn: string | undefined;
  onClose: () => void;
}

export function ReadOut({ collection, end, nextOn, onClose }: ReadOutProps) {
  const t = useText();
  const words = useWords();
  const { on, month, group, day, came, members, received } = collection;
  const { count, deposited } = end;
  const byKind = (kinds: readonly ('pledged-savings' | 'special-savings' | 'special-withdrawn' | 'fine' | 'entry-fee')[]) =>
    kinds.flatMap((kind) => {
      const amount = day?.byKind[kind] ?? 0;
      return amount === 0 ? [] : [{ label: t(`group.entry.${kind}`), amount }];
    });
  return (
    <FullScreen
      onClose={onClose}
      title={t('collection.of-month', { month: words.month(month, { style: 'long' }) })}
      closeLabel={t('common.close')}
      actions={
        <Button kind="primary" icon="print" wide onPress={() => globalThis.print()}>
          {t('collection.print')}
        </Button>
      }
    >
      <div class="read-out">
        <p class="read-where">
          {group.name}
          <br />
          {words.day(on, { style: 'long', weekday: true })}
        </p>
        <p class="read-came">{t('collection.read.came', { came, of: members.length })}</p>
        <dl>
          {byKind(['pledged-savings', 'special-savings', 'special-withdrawn', 'fine', 'entry-fee']).map(({ label, amount }) => (
            <div key={label}>
              <dt>{label}</dt>
              <dd>
                <span class="figure">{formatBaht(amount, { wholeBaht: 'short' })}</span> <span class="unit">{t('common.unit.baht')}</span>
              </dd>
            </div>
          ))}
          <div class="read-total">
            <dt>{t('collection.read.total')}</dt>
            <dd>
              <span class="figure">{formatBaht(received, { wholeBaht: 'short' })}</span> <span class="unit">{t('common.unit.baht')}</span>
            </dd>
          </div>
        </dl>
        <p class="read-words">{bahtToWords(received, thaiWords.money)}</p>
        {count !== undefined && (
          <p>
            {t('collection.read.counted', { baht: formatBaht(count.counted, { wholeBaht: 'short' }) })}
            <br />
            {differenceInWords(count.counted - count.expected, t)}
          </p>
        )}
        {deposited > 0 && (
          <p>
            {t('collection.close.what-bank', {
              deposit: formatBaht(deposited, { wholeBaht: 'short' }),
              left: formatBaht(group.money.cash, { wholeBaht: 'short' }),
            })}
          </p>
        )}
        {nextOn !== undefined && <p>{t('collection.read.next', { day: words.day(nextOn, { style: 'long', weekday: true }) })}</p>}
        <div class="print-only read-signatures">
          {(['chair', 'treasurer'] as const).map((office) => (
            <p key={office}>{t('collection.read.signature', { office: t(`founding.office.${office}`) })}</p>
          ))}
        </div>
      </div>
    </FullScreen>
  );
}
