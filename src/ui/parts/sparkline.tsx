/** A small line of twelve months or so, with its meaning as a sentence. The line tells the shape; the numbers stand in the table. */
export interface SparklineProps {
  values: readonly number[];
  /** The course in words, for example "from 1,200 to 4,100 baht in 12 months". */
  title: string;
}

const width = 88;
const height = 24;
const inset = 2;

export function Sparkline({ values, title }: SparklineProps) {
  const least = Math.min(...values);
  const span = Math.max(...values) - least || 1;
  const isFlat = Math.max(...values) === least;
  const points = values.map((value, index) => {
    const x = inset + (index / Math.max(1, values.length - 1)) * (width - 2 * inset);
    const y = isFlat ? height / 2 : height - inset - ((value - least) / span) * (height - 2 * inset);
    return `${x.toFixed(1)},${y.toFixed(1)}`;
  });
  const [lastX, lastY] = points.at(-1)?.split(',') ?? [];
  return (
    <svg class="sparkline" viewBox={`0 0 ${width} ${height}`} role="img" aria-label={title}>
      <title>{title}</title>
      <polyline points={points.join(' ')} />
      {lastX !== undefined && <circle cx={lastX} cy={lastY} r="2" />}
    </svg>
  );
}
