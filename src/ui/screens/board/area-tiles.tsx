/** The first thing a chief, a province or the department asks: against the target, people, savings, what happened this month. */
import { formatBaht } from '../../../domain/money.ts';
import { percentOf } from '../../../domain/target.ts';
import type { AreaPart } from '../../../protocol/area-board.ts';
import { useText } from '../../app-context.ts';
import { StatTiles, type StatTile } from '../../parts/stat-tiles.tsx';
import { percentText } from './figures.ts';

export function AreaTiles({ whole }: { whole: AreaPart }) {
  const t = useText();
  const { figures, target, covered, districts, complete } = whole;
  const share = (of: number, value: number) => {
    const percent = percentOf(value, of);
    return percent === undefined ? '' : ` (${percentText(percent)})`;
  };
  const tiles: readonly StatTile[] = [
    {
      label: t('board.tile.reported'),
      value: figures.reported.toLocaleString('en-US'),
      unit:
        target === null
          ? t('common.unit.groups', { n: figures.reported })
          : `${t('board.tile.founded.of', { n: target.groups.toLocaleString('en-US') })}${share(target.groups, figures.reported)}`,
    },
    {
      label: t('board.tile.covered'),
      value: covered.toLocaleString('en-US'),
      unit:
        target === null
          ? t('common.unit.people', { n: covered })
          : `${t('board.tile.officers.of', { n: target.officers.toLocaleString('en-US') })}${share(target.officers, covered)}`,
    },
    ...(districts > 1 ? [{ label: t('board.tile.complete'), value: complete, unit: t('board.tile.complete.of', { n: districts }) }] : []),
    {
      label: t('board.tile.members'),
      value: figures.members.toLocaleString('en-US'),
      unit: figures.pending > 0 ? t('board.tile.members.pending', { n: figures.pending }) : t('common.unit.people', { n: figures.members }),
    },
    { label: t('board.tile.saved'), value: formatBaht(figures.savedSatang, { wholeBaht: 'short' }), unit: t('common.unit.baht') },
    { label: t('board.tile.visited'), value: figures.visited, unit: t('board.tile.visited.of', { n: figures.groups.toLocaleString('en-US') }) },
  ]; // prettier-ignore
  return <StatTiles tiles={tiles} />;
}
