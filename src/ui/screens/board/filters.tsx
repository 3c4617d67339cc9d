/** What is shown of the groups: kept in the address, so that a view can be sent to a colleague and comes back with the back arrow. */
import { useLocation } from 'preact-iso';
import type { Translate } from '../../../content/text.ts';
import { lifeCycleOn } from '../../../domain/life-cycle.ts';
import { matchesSearch } from '../../../domain/thai-text.ts';
import type { BoardGroup } from '../../../protocol/board.ts';
import { useText, useToday } from '../../app-context.ts';
import { FilterChip } from '../../parts/chip.tsx';
import { SearchField } from '../../parts/search-field.tsx';
import { headByLife, heads, type Head } from './figures.ts';
import { bareNameOf, useBoardWords, villageLine } from './in-words.ts';

export interface GroupFilter {
  /** user whose groups are shown */
  readonly officer: string | undefined;
  readonly stage: Head | undefined;
  readonly q: string;
}

/** The filter of the address and the way to change it; the address is replaced, so that typing does not fill the history. */
export function useGroupFilter(): { readonly filter: GroupFilter; readonly change: (change: Partial<GroupFilter>) => void } {
  const { path, query, route } = useLocation();
  const filter: GroupFilter = {
    officer: query['officer'] === '' ? undefined : query['officer'],
    stage: heads.find((head) => head === query['stage']),
    q: query['q'] ?? '',
  };
  return {
    filter,
    change: (change) => {
      const next = { ...filter, ...change };
      const search = new URLSearchParams();
      if (query['area'] !== undefined) search.set('area', query['area']);
      if (next.officer !== undefined) search.set('officer', next.officer);
      if (next.stage !== undefined) search.set('stage', next.stage);
      if (next.q !== '') search.set('q', next.q);
      const text = search.toString();
      route(text === '' ? path : `${path}?${text}`, true);
    },
  };
}

/** Groups that the search finds, of every status and of the chosen one. */
export function useFilteredGroups(
  groups: readonly BoardGroup[],
  { stage, q }: GroupFilter,
): { readonly found: readonly BoardGroup[]; readonly countByHead: ReadonlyMap<Head, number> } {
  const t = useText();
  const todayOn = useToday();
  const words = useBoardWords();
  const ofEveryStage = groups.filter((shown) =>
    matchesSearch(q, [
      bareNameOf(shown.group, t),
      withoutBan(bareNameOf(shown.group, t), t),
      shown.group.village.name,
      withoutBan(shown.group.village.name, t),
      villageLine(shown.group, t),
      words.district(shown.district),
      shown.officerName,
    ]),
  );
  const countByHead = new Map<Head, number>();
  for (const { group } of ofEveryStage) {
    const head = headByLife[lifeCycleOn(group, todayOn)];
    countByHead.set(head, (countByHead.get(head) ?? 0) + 1);
  }
  return {
    found: ofEveryStage.filter(({ group }) => stage === undefined || headByLife[lifeCycleOn(group, todayOn)] === stage),
    countByHead,
  };
}

/** People look for a village by its own name as well as with the word for village before it. */
function withoutBan(name: string, t: Translate): string {
  const ban = t('group.new.ban');
  return name.startsWith(ban) ? name.slice(ban.length) : name;
}

export interface FilterBarProps {
  filter: GroupFilter;
  change: (change: Partial<GroupFilter>) => void;
  countByHead: ReadonlyMap<Head, number>;
  found: number;
}

export function FilterBar({ filter, change, countByHead, found }: FilterBarProps) {
  const t = useText();
  const shownHeads = heads.filter((head) => countByHead.has(head) || head === filter.stage);
  return (
    <div class="board-filters no-print">
      <SearchField
        label={t('board.groups.search')}
        value={filter.q}
        onText={(q) => change({ q })}
        clearLabel={t('board.groups.search.clear')}
        resultText={t('board.groups.found', { n: found })}
      />
      {shownHeads.length > 1 && (
        <div class="board-chips">
          {shownHeads.map((head) => (
            <FilterChip
              key={head}
              pressed={filter.stage === head}
              count={countByHead.get(head) ?? 0}
              onPress={(pressed) => change({ stage: pressed ? head : undefined })}
            >
              {t(`group.head.${head}`)}
            </FilterChip>
          ))}
        </div>
      )}
    </div>
  );
}
