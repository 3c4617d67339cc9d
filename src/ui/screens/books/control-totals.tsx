/** The proof of the books in one line: what is held plus what was lent and spent is what is owed and was earned. */
import { controlTotals } from '../../../domain/account-books.ts';
import { booksDifference, type ColumnSums } from '../../../domain/account-column.ts';
import { formatBaht } from '../../../domain/money.ts';
import { useText } from '../../app-context.ts';
import { Tag } from '../../parts/tag.tsx';

export function ControlTotals({ sums }: { sums: ColumnSums }) {
  const t = useText();
  const totals = controlTotals(sums);
  const difference = booksDifference(sums);
  const part = (book: keyof typeof totals) => (
    <span class="control-part">
      <span class="quiet">{t(`books.tab.${book}`)}</span> <b class="figure">{formatBaht(totals[book])}</b>
    </span>
  );
  return (
    <p class="control-totals card">
      {part('cash-bank')} <span aria-hidden="true">+</span>
      <span class="hidden-text">{t('books.plus')}</span> {part('expense-asset')} <span aria-hidden="true">=</span>
      <span class="hidden-text">{t('books.equals')}</span> {part('income-liability')}{' '}
      {difference === 0 ? (
        <Tag tone="done">{t('books.fits')}</Tag>
      ) : (
        <Tag tone="stop">{t('books.differs', { baht: formatBaht(difference) })}</Tag>
      )}
    </p>
  );
}
