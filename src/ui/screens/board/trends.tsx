/** How the area grew: groups up to a named day of the campaign against the target, savings and members by month. */
import { formatBaht } from '../../../domain/money.ts';
import { monthOf } from '../../../domain/thai-calendar.ts';
import type { AreaBoard } from '../../../protocol/area-board.ts';
import { useText } from '../../app-context.ts';
import { Section } from '../../parts/card.tsx';
import { MonthChart } from '../../parts/month-chart.tsx';
import { CurveChart } from './curve-chart.tsx';
import { useBoardWords } from './in-words.ts';
import '../../style/screens/money-tab.css';

export function Trends({ board }: { board: AreaBoard }) {
  const t = useText();
  const words = useBoardWords();
  const { months, curve, campaign, whole } = board;
  const [first, last] = [months[0], months.at(-1)];
  if (first === undefined || last === undefined) return null;
  const baht = (satang: number) => formatBaht(satang, { wholeBaht: 'short' });
  const named = (month: string) => words.month(month, { style: 'short' });
  return (
    <Section title={t('board.trends')}>
      <div class="charts board-charts">
        {curve.length > 1 && campaign !== null && (
          <CurveChart
            title={t('board.curve')}
            points={curve}
            target={whole.target?.groups}
            due={{ month: monthOf(campaign.dueOn), label: t('board.curve.due', { day: words.day(campaign.dueOn) }) }}
            monthText={named}
          />
        )}
        <MonthChart
          title={t('board.trend.pledged')}
          summary={t('board.trend.pledged.course', { from: baht(first.pledgedSatang), to: baht(last.pledgedSatang), n: months.length })}
          points={months.map(({ month, pledgedSatang }) => ({ key: month, label: named(month), value: pledgedSatang }))}
          shape="bars"
          heads={[t('board.trend.month'), t('board.trend.baht')]}
          textOf={baht}
          tableLabel={t('board.trend.table')}
        />
        <MonthChart
          title={t('board.trend.members')}
          summary={t('board.trend.members.course', {
            from: first.members.toLocaleString('en-US'),
            to: last.members.toLocaleString('en-US'),
            n: months.length,
          })}
          points={months.map(({ month, members }) => ({ key: month, label: named(month), value: members }))}
          shape="line"
          heads={[t('board.trend.month'), t('board.trend.people')]}
          textOf={(value) => value.toLocaleString('en-US')}
          tableLabel={t('board.trend.table')}
        />
      </div>
    </Section>
  );
}
