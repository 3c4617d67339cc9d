/** Groups founded, and founded and reported, since the campaign began: two lines, the target as a third, and the day it is due. */
import { shiftMonth } from '../../../domain/thai-calendar.ts';
import type { CurvePoint } from '../../../protocol/area-board.ts';
import { useText } from '../../app-context.ts';
import { Disclosure } from '../../parts/disclosure.tsx';

export interface CurveChartProps {
  title: string;
  points: readonly CurvePoint[];
  target: number | undefined;
  due: { readonly month: string; readonly label: string };
  monthText: (month: string) => string;
}

const width = 320;
const height = 128;
const inset = 4;
const mostRows = 24;

export function CurveChart({ title, points, target, due, monthText }: CurveChartProps) {
  const t = useText();
  const last = points.at(-1);
  const begin = points[0]?.month ?? due.month;
  const end = last === undefined || due.month > last.month ? due.month : last.month;
  const months = monthsBetween(begin, end);
  const highest = Math.max(1, target ?? 0, ...points.map(({ founded }) => founded));
  const x = (month: string) => inset + (Math.max(0, months.indexOf(month)) / Math.max(1, months.length - 1)) * (width - 2 * inset);
  const y = (value: number) => height - inset - (value / highest) * (height - 2 * inset);
  const lineOf = (of: (point: CurvePoint) => number) => points.map((point) => `${x(point.month).toFixed(1)},${y(of(point)).toFixed(1)}`).join(' ');
  const dueX = x(due.month).toFixed(1);
  const summary = t('board.curve.course', { reported: last?.reported ?? 0, founded: last?.founded ?? 0, target: target ?? 0 });
  return (
    <figure class="chart card curve">
      <figcaption class="chart-head">
        <span>{title}</span>
        <b class="figure">{target === undefined ? (last?.reported ?? 0) : `${last?.reported ?? 0}/${target}`}</b>
      </figcaption>
      <svg viewBox={`0 0 ${width} ${height}`} role="img" aria-label={summary} preserveAspectRatio="none">
        {target !== undefined && <line class="curve-target" x1={inset} x2={width - inset} y1={y(target)} y2={y(target)} />}
        <line class="curve-due" x1={dueX} x2={dueX} y1={inset} y2={height - inset} />
        <polyline class="curve-founded" points={lineOf(({ founded }) => founded)} />
        <polyline class="curve-reported" points={lineOf(({ reported }) => reported)} />
      </svg>
      <p class="chart-ends" aria-hidden="true">
        <span>{monthText(begin)}</span>
        <span>{monthText(end)}</span>
      </p>
      <ul class="curve-legend">
        <li class="key-reported">{t('board.curve.reported')}</li>
        <li class="key-founded">{t('board.curve.founded')}</li>
        {target !== undefined && <li class="key-target">{t('board.curve.target', { n: target })}</li>}
        <li class="key-due">{due.label}</li>
      </ul>
      <Disclosure summary={t('board.trend.table')}>
        <table class="chart-table">
          <caption class="hidden-text">{title}</caption>
          <thead>
            <tr>
              <th scope="col">{t('board.trend.month')}</th>
              <th scope="col">{t('board.curve.founded')}</th>
              <th scope="col">{t('board.curve.reported')}</th>
            </tr>
          </thead>
          <tbody>
            {points.slice(-mostRows).map(({ month, founded, reported }) => (
              <tr key={month}>
                <th scope="row">{monthText(month)}</th>
                <td>{founded}</td>
                <td>{reported}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Disclosure>
    </figure>
  );
} // prettier-ignore

function monthsBetween(from: string, to: string): readonly string[] {
  const months: string[] = [];
  for (let month = from; month <= to; month = shiftMonth(month, 1)) months.push(month);
  return months;
}
