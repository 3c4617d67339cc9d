/** The dividend or the average return of a closed year as a sheet: what each member's part follows, what it is, what was paid of it. */
import type { Translate } from '../../content/text.ts';
import type { DividendRow, SharedUse } from '../../domain/dividend.ts';
import type { YearRow } from '../../domain/money-row.ts';
import { plainName } from '../words/member-name.ts';
import type { Sheet, SheetColumn, SheetRow } from './sheet.ts';

export function dividendSheet(year: Pick<YearRow, 'basis'>, rows: readonly DividendRow[], t: Translate, of: SharedUse = 'dividend'): Sheet {
  const columns: SheetColumn[] = [
    { key: 'no', label: t('table.no'), kind: 'count', width: 5 },
    { key: 'name', label: t('table.name'), kind: 'text', width: 24 },
    { key: 'weight', label: t(of === 'dividend' ? `year.basis.${year.basis}` : 'year.basis.interest'), kind: 'money', width: 14 },
    { key: 'due', label: t(`year.pay.due.${of}`), kind: 'money', width: 12 },
    { key: 'paid', label: t('year.pay.before'), kind: 'money', width: 12 },
    { key: 'left', label: t('year.pay.left'), kind: 'money', width: 12 },
  ];
  const sum = (key: 'weight' | 'due' | 'paid' | 'left') => rows.reduce((total, row) => total + row[key], 0);
  return {
    title: t(`year.shared.${of}`),
    columns,
    rows: rows.map(({ member, weight, due, paid, left }): SheetRow => {
      return { key: member.id, cells: { no: member.no, name: plainName(member.person), weight, due, paid, left } };
    }),
    totals: { name: t('table.total'), weight: sum('weight'), due: sum('due'), paid: sum('paid'), left: sum('left') },
  };
}
