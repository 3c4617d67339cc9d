/** Every closed year with its profit, and when the next may be closed. */
import type { MonthRow, YearRow } from '../../../domain/money-row.ts';
import { formatBaht } from '../../../domain/money.ts';
import type { GroupRow } from '../../../domain/row.ts';
import { periodStart, possibleEnds, usualEnd } from '../../../domain/year-end.ts';
import { dividendPool } from '../../../domain/dividend.ts';
import { useText, useToday } from '../../app-context.ts';
import { ActionBar } from '../../parts/action-bar.tsx';
import { Banner } from '../../parts/banner.tsx';
import { LinkButton } from '../../parts/button.tsx';
import { EmptyState } from '../../parts/empty-state.tsx';
import { List, ListRow } from '../../parts/list-row.tsx';
import { Tag } from '../../parts/tag.tsx';
import { StatTiles } from '../../parts/stat-tiles.tsx';
import { Screen } from '../../screen.tsx';
import { unbroken } from '../../words/unbroken.ts';
import { useWords } from '../../words/use-words.ts';
import { useTopOfPage } from '../member/top-of-page.ts';

export interface YearsProps {
  group: GroupRow;
  years: readonly YearRow[];
  months: readonly MonthRow[];
}

export function YearList({ group, years, months }: YearsProps) {
  const t = useText();
  const words = useWords();
  const todayOn = useToday();
  useTopOfPage(`years:${group.id}`);
  const { columns } = group.money;
  const from = periodStart(group, months);
  const end = from === undefined ? undefined : usualEnd(from);
  const isDue = end !== undefined && end < todayOn;
  const canClose = from !== undefined && months.length > 0 && possibleEnds(from, todayOn).length > 0;
  const newestFirst = years.toSorted(
    (a, b) => b.to.localeCompare(a.to) || Number(a.isTwice ?? false) - Number(b.isTwice ?? false) || b.at.localeCompare(a.at),
  );
  const baht = (satang: number) => formatBaht(satang, { wholeBaht: 'short' });
  return (
    <Screen
      title={t('year.title')}
      subtitle={group.name}
      back={`/groups/${group.id}`}
      focusKey={group.id}
      actionBar={
        canClose ? (
          <ActionBar
            primary={
              <LinkButton kind="primary" wide href={`/groups/${group.id}/year/close`}>
                {t('year.close.go')}
              </LinkButton>
            }
          />
        ) : undefined
      }
    >
      {isDue && canClose && (
        <Banner tone="attention" icon="calendar" title={t('year.due', { day: words.day(end, { style: 'long' }) })}>
          {t('year.due.why')}
        </Banner>
      )}
      {years.length > 0 && (
        <StatTiles
          tiles={[
            { label: t('year.tile.unpaid'), value: baht(columns['fund-dividend'] ?? 0), unit: t('common.unit.baht') },
            { label: t('year.tile.reserve'), value: baht(columns['fund-reserve'] ?? 0), unit: t('common.unit.baht') },
            ...(columns['carried-forward'] === undefined
              ? []
              : [{ label: t('year.tile.carried'), value: baht(columns['carried-forward']), unit: t('common.unit.baht') }]),
          ]}
        />
      )}
      {years.length === 0 ? (
        <EmptyState icon="calendar" title={t('year.none')}>
          {months.length === 0 || end === undefined
            ? t('year.none.no-money')
            : t('year.none.why', { day: words.day(end, { style: 'long' }) })}
        </EmptyState>
      ) : (
        <List label={t('year.title')}>
          {newestFirst.map((year) => (
            <ListRow
              key={year.id}
              href={`/groups/${group.id}/year/${year.id}`}
              title={t('year.period', { from: unbroken(words.day(year.from)), to: unbroken(words.day(year.to)) })}
              subtitle={
                year.isTwice === true
                  ? t('year.twice.so')
                  : year.profit > 0
                    ? t('year.line.dividend', { baht: baht(dividendPool(year)) })
                    : t(year.profit < 0 ? 'year.line.loss' : 'year.line.even')
              }
              trailing={
                year.isTwice === true ? (
                  <Tag tone="stop">{t('year.twice')}</Tag>
                ) : (
                  <span class="amount">
                    <b class="figure">{baht(year.profit)}</b> <span class="unit">{t('common.unit.baht')}</span>
                  </span>
                )
              }
            />
          ))}
        </List>
      )}
    </Screen>
  );
}
