/** How the cash in the box compared with the receipts when it was counted last. */
import { formatBaht } from '../../../domain/money.ts';
import type { DayRow } from '../../../domain/row.ts';
import { useText } from '../../app-context.ts';
import { Banner } from '../../parts/banner.tsx';
import { Tag } from '../../parts/tag.tsx';
import { useRowsOf } from '../../use-store.ts';
import { useWords } from '../../words/use-words.ts';

export function LastCount({ g, days }: { g: string; days: readonly DayRow[] }) {
  const t = useText();
  const words = useWords();
  const last = days.filter(({ count }) => count !== undefined).toSorted((a, b) => (a.on < b.on ? 1 : -1))[0]?.count;
  const [count] = useRowsOf<'count'>(g, last === undefined ? [] : [`count:${last}`]) ?? [];
  if (count === undefined) return null;
  const baht = (satang: number) => formatBaht(satang, { wholeBaht: 'short' });
  const difference = count.counted - count.expected;
  const day = words.day(count.on, { style: 'long' });
  if (difference === 0)
    return (
      <p class="count-fits">
        <Tag tone="done">{t('group.money.count.fits')}</Tag> <span>{t('group.money.count.day', { day, amount: baht(count.counted) })}</span>
      </p>
    );
  return (
    <Banner
      tone="attention"
      icon="warning"
      title={t(difference < 0 ? 'group.money.count.short' : 'group.money.count.over', { amount: baht(Math.abs(difference)) })}
    >
      <p>{t('group.money.count.compare', { day, counted: baht(count.counted), expected: baht(count.expected) })}</p>
      <p>{count.reason ? t('group.money.count.reason', { reason: count.reason }) : t('group.money.count.no-reason')}</p>
    </Banner>
  );
}
