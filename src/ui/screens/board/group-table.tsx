/** The groups of an area, one dense row each; the same as cards on a phone. */
import { isCounted } from '../../../domain/area-summary.ts';
import { countsItsRows, membersOf } from '../../../domain/group-figures.ts';
import { formatBaht, sumSatang } from '../../../domain/money.ts';
import { lifeCycleOn } from '../../../domain/life-cycle.ts';
import { percentOf } from '../../../domain/target.ts';
import type { GroupRow } from '../../../domain/row.ts';
import type { BoardGroup } from '../../../protocol/board.ts';
import type { Translate } from '../../../content/text.ts';
import { useText, useToday } from '../../app-context.ts';
import { DataTable, type TableColumn } from '../../parts/data-table.tsx';
import { Icon } from '../../parts/icon.tsx';
import { PersonName } from '../../parts/person-name.tsx';
import { Tag, type TagTone } from '../../parts/tag.tsx';
import { headByLife, heads, moneyOf, photosOnPhone, settledOf, type Head } from './figures.ts';
import { bareNameOf, namePartsOf, useBoardWords, villageLine } from './in-words.ts';
import { StepBars } from './step-bars.tsx';

export interface GroupTableProps {
  groups: readonly BoardGroup[];
  isFirstMoney: boolean;
}

const toneByHead: Readonly<Record<Head, TagTone>> = {
  before: 'plain',
  founding: 'next',
  running: 'done',
  paused: 'waiting',
  ended: 'plain',
};

export function GroupTable({ groups, isFirstMoney }: GroupTableProps) {
  const t = useText();
  const todayOn = useToday();
  const words = useBoardWords();
  // one entered by mistake stands in the list and in no sum, as on the tiles above and in the files
  const counted = groups.filter(({ group }) => isCounted(group));
  const members = counted.reduce((sum, { group }) => sum + membersOf(group), 0);
  const pending = counted.reduce((sum, { group }) => sum + group.members.pending, 0);
  const photos = counted.reduce((sum, shown) => sum + shown.photos.length, 0);
  const wholeBaht = groups.some((shown) => moneyOf(shown, isFirstMoney) % 100 !== 0) ? 'full' : 'short';
  const onPhones = counted.reduce((sum, shown) => sum + photosOnPhone(shown), 0);
  const columns: readonly TableColumn<BoardGroup>[] = [
    {
      key: 'group',
      label: t('board.col.group'),
      sortValue: ({ group }) => bareNameOf(group, t),
      cell: ({ group }) => (
        <>
          <a class="board-name" href={`/board/groups/${group.id}`}>
            {bareNameOf(group, t)}
          </a>
          <span class="board-under">{villageLine(group, t)}</span>
        </>
      ),
      total: t('board.groups.total', { n: counted.length }),
    },
    // who reads no names is not shown an empty column
    ...(groups.some(({ officerName }) => officerName !== undefined) ? [officerColumn(t)] : []),
    {
      key: 'life',
      label: t('board.col.life'),
      sortValue: ({ group }) => heads.indexOf(headByLife[lifeCycleOn(group, todayOn)]),
      cell: ({ group, held }) => (
        <span class="board-marks">
          <LifeTag group={group} />
          {held > 0 && <Tag tone="stop">{t('board.held.mark', { n: held })}</Tag>}
          {group.openFlags + group.openConflicts > 0 && (
            <Tag tone="waiting" icon="warning">
              {t('board.doubts.mark', { n: group.openFlags + group.openConflicts })}
            </Tag>
          )}
        </span>
      ),
    },
    {
      key: 'steps',
      label: t('board.col.steps'),
      sortValue: ({ group }) => settledOf(group),
      cell: ({ group }) => <StepBars group={group} />,
    },
    {
      key: 'members',
      label: t('board.col.members'),
      numeric: true,
      sortValue: ({ group }) => membersOf(group),
      cell: ({ group }) => (
        <Figure
          value={membersOf(group)}
          under={
            group.members.pending > 0
              ? t('board.members.pending', { n: group.members.pending })
              : !countsItsRows(group)
                ? t('board.members.declared')
                : undefined
          }
        />
      ),
      total: <Figure value={members} under={pending > 0 ? t('board.members.pending', { n: pending }) : undefined} />,
    },
    {
      key: 'money',
      label: t(isFirstMoney ? 'board.col.first-money' : 'board.col.received'),
      numeric: true,
      sortValue: (shown) => moneyOf(shown, isFirstMoney),
      cell: (shown) => <Money satang={moneyOf(shown, isFirstMoney)} wholeBaht={wholeBaht} group={shown.group} />,
      total: <Baht satang={sumSatang(counted.map((shown) => moneyOf(shown, isFirstMoney)))} wholeBaht={wholeBaht} />,
    },
    {
      key: 'photos',
      label: t('board.col.photos'),
      numeric: true,
      sortValue: (shown) => shown.photos.length,
      cell: (shown) => <PhotoFigure count={shown.photos.length} onPhone={photosOnPhone(shown)} />,
      total: <PhotoFigure count={photos} onPhone={onPhones} />,
    },
    {
      key: 'received',
      label: t('board.col.received-at'),
      sortValue: ({ receivedAt }) => receivedAt,
      cell: ({ receivedAt }) => <When {...words.dayAndTime(receivedAt)} />,
    },
  ];
  return (
    <div class="board-groups">
      <DataTable caption={t('board.groups.caption')} columns={columns} rows={groups} keyOf={({ group }) => group.id} />
    </div>
  );
}

function officerColumn(t: Translate): TableColumn<BoardGroup> {
  return {
    key: 'officer',
    label: t('board.col.officer'),
    sortValue: ({ officerName = '' }) => officerName,
    cell: ({ officerName = '' }) =>
      officerName === '' ? (
        <>
          <Tag tone="waiting">{t('board.officer.none')}</Tag>
          <span class="board-under">{t('board.officer.with-chief')}</span>
        </>
      ) : (
        <span class="board-officer">
          <PersonName parts={namePartsOf(officerName)} />
        </span>
      ),
  };
}

export function LifeTag({ group }: { group: Pick<GroupRow, 'lifeCycle' | 'stage' | 'foundedOn'> }) {
  const t = useText();
  const life = lifeCycleOn(group, useToday());
  return <Tag tone={toneByHead[headByLife[life]]}>{t(`group.life.${life}`)}</Tag>;
}

function When({ day, time }: { day: string; time: string }) {
  return (
    <span class="board-when">
      <span class="name">{day}</span> <span class="board-time">{time}</span>
    </span>
  );
}

function Figure({ value, under }: { value: number; under?: string | undefined }) {
  if (value === 0 && under === undefined) return <span class="board-none quiet">–</span>;
  return (
    <span class="board-figure">
      <span class="figure">{value.toLocaleString('en-US')}</span>
      {under !== undefined && <span class="board-under">{under}</span>}
    </span>
  );
}

/** With how far the group keeps its own books: towards the hand-over it goes up. */
function Money({ group: { money }, ...baht }: { satang: number; wholeBaht: 'full' | 'short'; group: BoardGroup['group'] }) {
  const t = useText();
  const percent = percentOf(money.byCommittee, money.entries);
  if (percent === undefined) return <Baht {...baht} />;
  return (
    <span class="board-figure">
      <Baht {...baht} />
      <span class="board-under">{t('board.by-committee', { n: Math.round(percent) })}</span>
    </span>
  );
}

/** With satang in every row or in none, so that the figures stand under each other. */
function Baht({ satang, wholeBaht }: { satang: number; wholeBaht: 'full' | 'short' }) {
  return satang === 0 ? <span class="board-none quiet">–</span> : <span class="figure">{formatBaht(satang, { wholeBaht })}</span>;
}

function PhotoFigure({ count, onPhone }: { count: number; onPhone: number }) {
  const t = useText();
  if (count === 0) return <span class="board-none quiet">–</span>;
  return (
    <span class="board-figure">
      <span class="figure">{count}</span>
      {onPhone > 0 && (
        <span class="board-under board-waiting" title={t('board.photos.on-phone.long', { n: onPhone })}>
          <Icon name="phone" size="small" />
          {t('board.photos.on-phone', { n: onPhone })}
        </span>
      )}
    </span>
  );
}
