/** The board of a district or a province: districts against targets, groups with their progress, phones, what waits for a decision. */
import type { ComponentChildren } from 'preact';
import { useLocation } from 'preact-iso';
import { useEffect, useRef } from 'preact/hooks';
import { campaigns } from '../../content/campaign.ts';
import { membersOf } from '../../domain/group-figures.ts';
import { formatBaht, sumSatang } from '../../domain/money.ts';
import { civilDateInThailand } from '../../domain/thai-calendar.ts';
import type { BoardGroups } from '../../protocol/board.ts';
import { useApp, useText, useToday } from '../app-context.ts';
import { Button } from '../parts/button.tsx';
import { Section } from '../parts/card.tsx';
import { EmptyState } from '../parts/empty-state.tsx';
import { SelectField } from '../parts/select-field.tsx';
import { SkeletonRows } from '../parts/skeleton.tsx';
import { StatTiles } from '../parts/stat-tiles.tsx';
import { Screen } from '../screen.tsx';
import { areasOf, canDecideIn } from './board/area.ts';
import { DistrictTable } from './board/district-table.tsx';
import { districtsOf, isFounded, moneyOf, officersInTouch, targetsIn, tellsFirstCollection } from './board/figures.ts';
import { FilterBar, useFilteredGroups, useGroupFilter } from './board/filters.tsx';
import { FreshLine, NeverSeen, PracticeBoard, PrintButton } from './board/fresh.tsx';
import { GroupTable } from './board/group-table.tsx';
import { HeldList } from './board/held-list.tsx';
import { useBoardWords } from './board/in-words.ts';
import { PhoneTable } from './board/phone-table.tsx';
import { useBoard, type BoardView } from './board/use-board-view.ts';
import { BringCopy } from './outbox/bring-copy.tsx';
import '../style/screens/board.css';
import '../style/screens/board-print.css';

export function BoardScreen() {
  const { t, me, practice } = useApp();
  const { query } = useLocation();
  if (practice)
    return (
      <Screen title={t('board.title.opening')} width="board">
        <PracticeBoard />
      </Screen>
    );
  const areas = areasOf(me.grants);
  return <AreaBoard areas={areas} area={areas.find((code) => code === query['area']) ?? areas[0] ?? ''} />;
}

function AreaBoard({ areas, area }: { areas: readonly string[]; area: string }) {
  const t = useText();
  const words = useBoardWords();
  const todayOn = useToday();
  const { path, route } = useLocation();
  const view = useBoard(area);
  const board = view.seen?.board;
  const asOn = board === undefined ? todayOn : civilDateInThailand(Date.parse(board.asOf));
  const name = words.area(area);
  const hasCampaign = campaigns.some(({ province }) => area.startsWith(province));
  return (
    <Screen
      overline={
        <>
          {name}
          {hasCampaign && <span class="board-wide"> · {t('board.campaign')}</span>}
        </>
      }
      title={t('board.title', { day: words.day(asOn, { style: 'long' }) })}
      width="board"
      focusKey={area}
      actions={<PrintButton />}
    >
      {areas.length > 1 && (
        <div class="board-area no-print">
          <SelectField
            label={t('board.area')}
            options={areas.map((code) => ({ value: code, label: words.area(code) }))}
            value={area}
            onChoose={(code) => route(`${path}?area=${code}`)}
          />
        </div>
      )}
      <FreshLine view={view} />
      {board !== undefined ? (
        <Board board={board} area={area} view={view} />
      ) : view.isAsking ? (
        <SkeletonRows count={8} label={t('common.loading')} />
      ) : (
        <NeverSeen view={view} />
      )}
    </Screen>
  );
}

function Board({ board, area, view }: { board: BoardGroups; area: string; view: BoardView<BoardGroups> }) {
  const { me } = useApp();
  const isProvince = area.length === 2;
  const { filter, change } = useGroupFilter();
  const { found, countByHead } = useFilteredGroups(board.groups, filter);
  const districts = districtsOf(area, board.groups);
  const isFirstMoney = tellsFirstCollection(board.groups);
  const canDecide = canDecideIn(me.grants, area);
  return (
    <>
      <Tiles board={board} area={area} isFirstMoney={isFirstMoney} />
      <HeldList
        held={board.held}
        groups={canDecide ? board.groups.filter(({ held }) => held > 0) : []}
        canDecide={canDecide}
        onDecided={() => void view.ask()}
      />
      {isProvince && <DistrictTable districts={districts} chosen={filter.district} />}
      <GroupSection district={filter.district}>
        {board.groups.length === 0 ? (
          <NoGroups />
        ) : (
          <>
            <FilterBar
              filter={filter}
              change={change}
              districts={isProvince ? districts.map(({ code }) => code) : []}
              countByHead={countByHead}
              found={found.length}
            />
            {found.length === 0 ? (
              <NoneFound onClear={() => change({ district: undefined, stage: undefined, q: '' })} />
            ) : (
              <GroupTable groups={found} withDistrict={isProvince && filter.district === undefined} isFirstMoney={isFirstMoney} />
            )}
          </>
        )}
      </GroupSection>
      <PhoneTable devices={board.devices} asOf={board.asOf} />
      <div class="no-print">
        <BringCopy />
      </div>
    </>
  );
}

function Tiles({ board, area, isFirstMoney }: { board: BoardGroups; area: string; isFirstMoney: boolean }) {
  const t = useText();
  const { groups, devices, asOf } = board;
  const founded = groups.filter(({ group }) => isFounded(group)).length;
  const target = targetsIn(area).reduce((sum, { groups: each }) => sum + each, 0);
  const members = groups.reduce((sum, { group }) => sum + membersOf(group), 0);
  const pending = groups.reduce((sum, { group }) => sum + group.members.pending, 0);
  const money = sumSatang(groups.map((shown) => moneyOf(shown, isFirstMoney)));
  const officers = officersInTouch(devices, asOf);
  return (
    <StatTiles
      tiles={[
        { label: t('board.tile.groups'), value: groups.length, unit: t('common.unit.groups', { n: groups.length }) },
        { label: t('board.tile.founded'), value: founded, unit: target > 0 ? t('board.tile.founded.of', { n: target }) : undefined },
        {
          label: t('board.tile.members'),
          value: members.toLocaleString('en-US'),
          unit: pending > 0 ? t('board.tile.members.pending', { n: pending }) : t('common.unit.people', { n: members }),
        },
        {
          label: t(isFirstMoney ? 'board.tile.first-money' : 'board.tile.received'),
          value: formatBaht(money, { wholeBaht: 'short' }),
          unit: t('common.unit.baht'),
        },
        { label: t('board.tile.officers'), value: officers.inTouch, unit: t('board.tile.officers.of', { n: officers.known }) },
      ]}
    />
  );
}

/** Comes into sight when a district is chosen in the table above. */
function GroupSection({ district, children }: { district: string | undefined; children: ComponentChildren }) {
  const t = useText();
  const words = useBoardWords();
  const box = useRef<HTMLDivElement>(null);
  const before = useRef(district);
  useEffect(() => {
    if (district !== undefined && district !== before.current) box.current?.scrollIntoView({ block: 'start' });
    before.current = district;
  }, [district]);
  return (
    <div ref={box} id="groups" class="board-anchor">
      <Section title={district === undefined ? t('board.groups') : t('board.groups.of-district', { name: words.district(district) })}>
        {children}
      </Section>
    </div>
  );
}

function NoGroups() {
  const t = useText();
  return (
    <EmptyState icon="users" title={t('board.groups.none')}>
      {t('board.groups.none.why')}
    </EmptyState>
  );
}

function NoneFound({ onClear }: { onClear: () => void }) {
  const t = useText();
  return (
    <EmptyState icon="search" title={t('board.groups.none-found')} action={<Button onPress={onClear}>{t('board.groups.clear')}</Button>}>
      {t('board.groups.none-found.why')}
    </EmptyState>
  );
}
