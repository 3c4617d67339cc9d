/** Going through the months of a group's books: the one before, the one after, or any out of a list. */
import { useLocation } from 'preact-iso';
import { shiftMonth, type Month } from '../../../domain/thai-calendar.ts';
import { useText } from '../../app-context.ts';
import { Icon } from '../../parts/icon.tsx';
import { SelectField } from '../../parts/select-field.tsx';
import { useWords } from '../../words/use-words.ts';

export interface MonthNavProps {
  month: Month;
  /** newest first */
  months: readonly Month[];
  hrefOf: (month: Month) => string;
}

export function MonthNav({ month, months, hrefOf }: MonthNavProps) {
  const t = useText();
  const words = useWords();
  const { route } = useLocation();
  const [before, after] = [shiftMonth(month, -1), shiftMonth(month, 1)];
  const all = months.includes(month) ? months : [month, ...months];
  return (
    <nav class="month-nav" aria-label={t('books.month.nav')}>
      <Step to={months.includes(before) ? hrefOf(before) : undefined} icon="back" label={t('books.month.before')} />
      <SelectField
        label={t('books.month')}
        hideLabel
        value={month}
        options={all.map((value) => ({ value, label: words.month(value, { style: 'long' }) }))}
        onChoose={(chosen) => route(hrefOf(chosen))}
      />
      <Step to={months.includes(after) ? hrefOf(after) : undefined} icon="chevron" label={t('books.month.after')} />
    </nav>
  );
}

function Step({ to, icon, label }: { to: string | undefined; icon: 'back' | 'chevron'; label: string }) {
  // the place stays, so that nothing jumps at the first and the last month
  if (to === undefined) return <span class="month-step" aria-hidden="true" />;
  return (
    <a class="icon-button month-step" href={to} aria-label={label}>
      <Icon name={icon} />
    </a>
  );
}
