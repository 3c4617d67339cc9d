/** What a period earned and spent, line by line, and what is left: the statement that the annual meeting is shown. */
import { profitAndLoss, type StatementLine } from '../../../domain/account-books.ts';
import type { ColumnSums } from '../../../domain/account-column.ts';
import { formatBaht, type Satang } from '../../../domain/money.ts';
import { useText } from '../../app-context.ts';

export function Statement({ sums }: { sums: ColumnSums }) {
  const t = useText();
  const { income, expense, incomeTotal, expenseTotal, profit } = profitAndLoss(sums);
  const lines = (all: readonly StatementLine[]) =>
    all.map(({ column, satang }) => <Line key={column} label={t(`table.column.${column}`)} satang={satang} />);
  return (
    <div class="card card-flush">
      <dl class="statement">
        {lines(income)}
        <Line label={t('table.income-total')} satang={incomeTotal} isSum />
        {lines(expense)}
        <Line label={t('table.expense-total')} satang={expenseTotal} isSum />
        <Line label={t(profit < 0 ? 'table.loss' : 'table.profit')} satang={Math.abs(profit)} isSum />
      </dl>
    </div>
  );
}

function Line({ label, satang, isSum = false }: { label: string; satang: Satang; isSum?: boolean }) {
  const t = useText();
  return (
    <div class={isSum ? 'statement-sum' : undefined}>
      <dt>{label}</dt>
      <dd>
        <span class="figure-text">{formatBaht(satang)}</span> <span class="unit">{t('common.unit.baht')}</span>
      </dd>
    </div>
  );
}
