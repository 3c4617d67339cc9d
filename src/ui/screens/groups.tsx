/** All groups of the officer: found by name or village, narrowed by where they stand, unsent ones marked. */
import { useEffect, useMemo, useState } from 'preact/hooks';
import { lifeCycleOn, type LifeCycleWord } from '../../domain/life-cycle.ts';
import type { GroupRow } from '../../domain/row.ts';
import { compareThai, matchesSearch, normaliseThai } from '../../domain/thai-text.ts';
import { areaName } from '../../content/areas.ts';
import { isOfCommittee, useApp, useText, useToday } from '../app-context.ts';
import { ActionBar } from '../parts/action-bar.tsx';
import { LinkButton } from '../parts/button.tsx';
import { FilterChip } from '../parts/chip.tsx';
import { EmptyState } from '../parts/empty-state.tsx';
import { Icon } from '../parts/icon.tsx';
import { List } from '../parts/list-row.tsx';
import { SearchField } from '../parts/search-field.tsx';
import { SkeletonRows } from '../parts/skeleton.tsx';
import { Tag, type TagTone } from '../parts/tag.tsx';
import { VirtualList } from '../parts/virtual-list.tsx';
import { Screen } from '../screen.tsx';
import { useGroups } from '../use-store.ts';
import { membersOf } from '../../domain/group-figures.ts';
import { listNameOf, placeOf } from './group/in-words.ts';
import '../style/screens/group.css';

/** longer lists are drawn only where the screen is; shorter ones need no search */
const longList = 50;
const searchFrom = 6;

/** Life-cycle words under the few heads that an officer looks for. */
const headOf: Record<LifeCycleWord, 'before' | 'founding' | 'running' | 'paused' | 'ended'> = {
  surveying: 'before',
  'leaders-convinced': 'before',
  'interest-gathered': 'before',
  resolved: 'founding',
  probation: 'running',
  operating: 'running',
  'not-now': 'paused',
  dormant: 'paused',
  dissolving: 'paused',
  dissolved: 'ended',
  voided: 'ended',
};
const heads = ['before', 'founding', 'running', 'paused', 'ended'] as const;
type Head = (typeof heads)[number];

export function GroupsScreen() {
  const app = useApp();
  const { t } = app;
  const ofCommittee = isOfCommittee(app);
  const todayOn = useToday();
  const groups = useGroups();
  const unsent = useUnsent(groups);
  const [search, setSearch] = useState('');
  const [head, setHead] = useState<Head>();

  const found = useMemo(() => {
    const shown = (groups ?? []).filter(
      (group) => (head === undefined || headOf[lifeCycleOn(group, todayOn)] === head) && matchesSearch(search, searchTextsOf(group, t)),
    );
    return shown.sort((a, b) => compareThai(a.village.name, b.village.name) || compareThai(a.name, b.name));
  }, [groups, head, search, todayOn, t]);

  const add = (kind: 'primary' | 'secondary') => (
    <LinkButton href="/groups/new" kind={kind} icon="plus" wide>
      {t('group.list.add')}
    </LinkButton>
  );
  const countByHead = new Map<Head, number>();
  for (const group of groups ?? []) {
    const of = headOf[lifeCycleOn(group, todayOn)];
    countByHead.set(of, (countByHead.get(of) ?? 0) + 1);
  }
  const presentHeads = heads.filter((name) => countByHead.has(name));
  const face = (group: GroupRow) => <GroupFace group={group} isUnsent={unsent.has(group.id)} />;

  return (
    <Screen
      title={t('group.list.title')}
      subtitle={groups && groups.length > 0 ? t('group.list.count', { n: groups.length }) : undefined}
      summary={
        groups && groups.length >= searchFrom ? (
          <SearchField
            label={t('group.list.search')}
            value={search}
            onText={setSearch}
            clearLabel={t('group.search.clear')}
            resultText={t('group.list.found', { n: found.length })}
          />
        ) : undefined
      }
      actionBar={ofCommittee ? undefined : <ActionBar primary={add('primary')} />}
    >
      {groups === undefined ? (
        <SkeletonRows count={6} label={t('common.loading')} />
      ) : groups.length === 0 ? (
        <EmptyState icon="users" title={t('group.list.none')}>
          {t(ofCommittee ? 'today.fresh.committee.why' : 'group.list.none.why')}
        </EmptyState>
      ) : (
        <>
          {presentHeads.length > 1 && (
            <div class="chips">
              {presentHeads.map((name) => (
                <FilterChip
                  key={name}
                  pressed={head === name}
                  count={countByHead.get(name) ?? 0}
                  onPress={(pressed) => setHead(pressed ? name : undefined)}
                >
                  {t(`group.head.${name}`)}
                </FilterChip>
              ))}
            </div>
          )}
          {found.length === 0 ? (
            <EmptyState icon="search" title={t('group.list.none-found')}>
              {t('group.list.none-found.why')}
            </EmptyState>
          ) : found.length > longList ? (
            <VirtualList label={t('group.list.title')} rows={found} keyOf={(group) => group.id} renderRow={face} estimatedHeight={92} />
          ) : (
            <List label={t('group.list.title')}>
              {found.map((group) => (
                <li key={group.id} class="row">
                  {face(group)}
                </li>
              ))}
            </List>
          )}
        </>
      )}
    </Screen>
  );
}

const toneByHead: Record<Head, TagTone> = { before: 'plain', founding: 'next', running: 'done', paused: 'waiting', ended: 'plain' };

function GroupFace({ group, isUnsent }: { group: GroupRow; isUnsent: boolean }) {
  const t = useText();
  const life = lifeCycleOn(group, useToday());
  const members = membersOf(group);
  return (
    <a class="row-face" href={`/groups/${group.id}`}>
      <span class="row-text">
        <span class="row-title">{listNameOf(group, t)}</span>
        <span class="row-subtitle">{placeOf(group.village, t)}</span>
        <span class="group-marks">
          <Tag
            tone={toneByHead[headOf[life]]}
            icon={headOf[life] === 'running' ? 'check' : headOf[life] === 'paused' ? 'clock' : undefined}
          >
            {t(`group.life.${life}`)}
          </Tag>
          {isUnsent && (
            <Tag tone="waiting" icon="cloud-up">
              {t('group.list.unsent')}
            </Tag>
          )}
        </span>
      </span>
      {members > 0 && (
        <span class="row-trailing">
          <b class="figure">{members.toLocaleString('en-US')}</b> <span class="unit small">{t('common.unit.people', { n: members })}</span>
        </span>
      )}
      <Icon name="chevron" size="small" />
    </a>
  );
}

/** The village alone and the group's name, so that both "ban ..." and the bare village name find it. */
function searchTextsOf(group: GroupRow, t: ReturnType<typeof useText>): string[] {
  const village = normaliseThai(group.village.name);
  const name = normaliseThai(group.name);
  const prefix = t('group.new.name-prefix');
  const tambon = areaName(group.village.tambon);
  const district = areaName(group.village.tambon.slice(0, 4));
  return [
    village,
    name,
    name.startsWith(prefix) ? name.slice(prefix.length) : '',
    `${t('group.new.ban')}${village}`,
    tambon ?? '',
    district ?? '',
  ];
}

/** Ids of groups with something that the office does not have yet; asked again whenever the queue changes. */
function useUnsent(groups: readonly GroupRow[] | undefined): ReadonlySet<string> {
  const { store } = useApp();
  const [unsent, setUnsent] = useState<ReadonlySet<string>>(new Set());
  useEffect(() => {
    let current = true;
    const read = async () => {
      const ids = (groups ?? []).map((group) => group.id);
      const waits = await Promise.all(ids.map((id) => store.isWaiting(id)));
      if (current) setUnsent(new Set(ids.filter((_, index) => waits[index])));
    };
    void read();
    const stop = store.onQueueChange(() => void read());
    return () => {
      current = false;
      stop();
    };
  }, [store, groups]);
  return unsent;
}
