/** Numbers as the heroes: a row of label, big figure and unit, and the tally that stays in sight while a list scrolls. */
import type { ComponentChildren } from 'preact';
import { ProgressBar } from './progress.tsx';

export interface StatTile {
  label: ComponentChildren;
  value: ComponentChildren;
  unit?: ComponentChildren;
  tone?: 'normal' | 'attention';
}

export interface StatTilesProps {
  tiles: readonly StatTile[];
}

export function StatTiles({ tiles }: StatTilesProps) {
  return (
    <dl class="tiles">
      {tiles.map((tile, index) => (
        <div key={index} class={`tile tile-${tile.tone ?? 'normal'}`}>
          <dt>{tile.label}</dt>
          <dd>
            <b class="figure">{tile.value}</b>
            {tile.unit && <span class="unit"> {tile.unit}</span>}
          </dd>
        </div>
      ))}
    </dl>
  );
}

export interface TallyBarProps {
  /** Count on the left, money on the right. */
  tiles: readonly StatTile[];
  progress?: { value: number; max: number; label: string };
}

export function TallyBar({ tiles, progress }: TallyBarProps) {
  return (
    <div class="tally">
      <dl>
        {tiles.map((tile, index) => (
          <div key={index}>
            <dt>{tile.label}</dt>
            <dd>
              <b class="figure">{tile.value}</b>
              {tile.unit && <span class="unit"> {tile.unit}</span>}
            </dd>
          </div>
        ))}
      </dl>
      {progress && <ProgressBar {...progress} />}
    </div>
  );
}
