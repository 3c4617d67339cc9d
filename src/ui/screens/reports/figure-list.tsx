/** Figures with their labels, one under the other, amounts on the right. */
import type { FigureLine } from '../../words/report-words.ts';

export interface FigureListProps {
  lines: readonly FigureLine[];
  /** what stood in the version before, by key: shown beside what changed */
  before?: ReadonlyMap<string, string> | undefined;
  beforeLabel?: string | undefined;
}

export function FigureList({ lines, before, beforeLabel }: FigureListProps) {
  return (
    <dl class="report-figures card">
      {lines.map(({ key, label, value }) => {
        const was = before?.get(key);
        const isChanged = before !== undefined && was !== value;
        return (
          <div key={key} class={isChanged ? 'is-changed' : undefined}>
            <dt>{label}</dt>
            <dd>
              {value}
              {isChanged && (
                <span class="was">
                  {beforeLabel} {was ?? '–'}
                </span>
              )}
            </dd>
          </div>
        );
      })}
    </dl>
  );
}
