/** Two small pictures of numbers over time, light enough for a phone; each stands with its numbers as a table that one opens. */
import type { ComponentChildren } from 'preact';
import { Disclosure } from './disclosure.tsx';

export interface ChartPoint {
  readonly key: string;
  readonly label: string;
  readonly value: number;
  /** on top of the value, of another meaning; bars only */
  readonly above?: number | undefined;
}

export interface ChartProps {
  title: ComponentChildren;
  /** the course in words, read aloud instead of the picture */
  summary: string;
  points: readonly ChartPoint[];
  shape: 'line' | 'bars';
  /** headings of the table: what a row is, the value, and what stands above it */
  heads: readonly [string, string, string?];
  textOf: (value: number) => string;
  tableLabel: string;
}

const width = 320;
const height = 96;
const inset = 4;

export function MonthChart({ title, summary, points, shape, heads, textOf, tableLabel }: ChartProps) {
  const highest = Math.max(1, ...points.map(({ value, above = 0 }) => value + above));
  const least = Math.min(0, ...points.map(({ value }) => value));
  const y = (value: number) => height - inset - ((value - least) / (highest - least)) * (height - 2 * inset);
  const last = points.at(-1);
  const [, , aboveHead] = heads;
  return (
    <figure class="chart card">
      <figcaption class="chart-head">
        <span>{title}</span> {last && <b class="figure">{textOf(last.value)}</b>}
      </figcaption>
      <svg class={`chart-${shape}`} viewBox={`0 0 ${width} ${height}`} role="img" aria-label={summary} preserveAspectRatio="none">
        {shape === 'line' ? <Line points={points} y={y} /> : <Bars points={points} y={y} />}
      </svg>
      <p class="chart-ends" aria-hidden="true">
        <span>{points[0]?.label}</span>
        <span>{points.length > 1 ? last?.label : ''}</span>
      </p>
      <Disclosure summary={tableLabel}>
        <table class="chart-table">
          <caption class="hidden-text">{title}</caption>
          <thead>
            <tr>
              {heads.map(
                (head) =>
                  head && (
                    <th key={head} scope="col">
                      {head}
                    </th>
                  ),
              )}
            </tr>
          </thead>
          <tbody>
            {points.map(({ key, label, value, above }) => (
              <tr key={key}>
                <th scope="row">{label}</th>
                <td>{textOf(value)}</td>
                {aboveHead !== undefined && <td>{above === undefined ? '' : textOf(above)}</td>}
              </tr>
            ))}
          </tbody>
        </table>
      </Disclosure>
    </figure>
  );
}

interface ShapeProps {
  points: readonly ChartPoint[];
  y: (value: number) => number;
}

function Line({ points: all, y }: ShapeProps) {
  // one month alone is drawn from end to end: a line has to be seen
  const points = all.length === 1 ? [...all, ...all] : all;
  const x = (index: number) => inset + (index / Math.max(1, points.length - 1)) * (width - 2 * inset);
  const line = points.map(({ value }, index) => `${x(index).toFixed(1)},${y(value).toFixed(1)}`).join(' ');
  return (
    <>
      <polygon points={`${x(0)},${y(0)} ${line} ${x(points.length - 1).toFixed(1)},${y(0)}`} />
      <polyline points={line} />
    </>
  );
}

function Bars({ points, y }: ShapeProps) {
  const step = (width - 2 * inset) / Math.max(1, points.length);
  return (
    <>
      <path class="chart-ground" d={`M${inset} ${y(0).toFixed(1)}H${width - inset}`} />
      {points.map(({ key, value, above = 0 }, index) => {
        const place = { x: (inset + index * step + step * 0.15).toFixed(1), width: (step * 0.7).toFixed(1) };
        return (
          <g key={key}>
            <rect {...place} class="bar-value" y={y(value).toFixed(1)} height={(y(0) - y(value)).toFixed(1)} />
            {above > 0 && (
              <rect {...place} class="bar-above" y={y(value + above).toFixed(1)} height={(y(value) - y(value + above)).toFixed(1)} />
            )}
          </g>
        );
      })}
    </>
  );
}
