/** One group: who and where it is, its figures, and the five parts of its folder as real links. */
import { useLocation, useRoute } from 'preact-iso';
import type { ComponentType } from 'preact';
import { formatBaht } from '../../domain/money.ts';
import { lifeCycleOn } from '../../domain/life-cycle.ts';
import type { GroupRow } from '../../domain/row.ts';
import { useText, useToday } from '../app-context.ts';
import { Banner } from '../parts/banner.tsx';
import { LinkButton } from '../parts/button.tsx';
import { SkeletonRows } from '../parts/skeleton.tsx';
import { StatTiles } from '../parts/stat-tiles.tsx';
import { Tabs } from '../parts/tabs.tsx';
import { Screen } from '../screen.tsx';
import { useRow } from '../use-store.ts';
import { KeeperBanner } from './group/books-gate.tsx';
import { membersOf, savedOf } from '../../domain/group-figures.ts';
import { nextPledgeOf } from './group/figures.ts';
import { GroupEdit } from './group/group-edit.tsx';
import { placeOf, shortNameOf } from './group/in-words.ts';
import { useWords } from '../words/use-words.ts';
import { MeetingsTab } from './group/meetings-tab.tsx';
import { MembersTab } from './group/members-tab.tsx';
import { MoneyTab, PledgeDayAction } from './group/money-tab.tsx';
import { NewerRecords } from './group/newer-records.tsx';
import { PapersTab } from './group/papers-tab.tsx';
import { StepsTab } from './group/steps-tab.tsx';
import { NotFoundScreen } from './not-found.tsx';
import '../style/screens/group.css';

const tabs = ['steps', 'members', 'meetings', 'money', 'papers'] as const;
type TabName = (typeof tabs)[number];

export function GroupScreen() {
  const t = useText();
  const { params } = useRoute();
  const { query } = useLocation();
  const g = params['id'] ?? '';
  const group = useRow<'group'>(g, 'group');
  if (group === null) return <NotFoundScreen />;
  if (group === undefined)
    return (
      <Screen title={t('common.loading')} back="/groups" focusKey={g}>
        <SkeletonRows count={6} label={t('common.loading')} />
      </Screen>
    );
  if (query['do'] === 'edit') return <GroupEdit key={g} group={group} />;
  return <OpenGroup group={group} tab={tabs.find((name) => name === query['tab']) ?? 'steps'} />;
}

function OpenGroup({ group, tab }: { group: GroupRow; tab: TabName }) {
  const t = useText();
  const todayOn = useToday();
  const home = `/groups/${group.id}`;
  const addressOf = (name: TabName) => (name === 'steps' ? home : `${home}?tab=${name}`);
  const Content = contentByTab[tab];
  const life = lifeCycleOn(group, todayOn);
  return (
    <Screen
      overline={t(`group.life.${life}`)}
      title={shortNameOf(group, t)}
      subtitle={placeOf(group.village, t)}
      back="/groups"
      focusKey={group.id}
      actionBar={tab === 'money' ? <PledgeDayAction group={group} /> : undefined}
    >
      <NewerRecords g={group.id} />
      <StageBanner group={group} />
      <KeeperBanner group={group} />
      <Figures group={group} />
      <Tabs
        label={t('group.tabs')}
        tabs={tabs.map((name) => ({
          href: addressOf(name),
          label: t(`group.tab.${name}`),
          ...(name === 'steps' && group.openConflicts > 0
            ? { badge: group.openConflicts, badgeLabel: t('group.conflicts.badge', { n: group.openConflicts }) }
            : {}),
        }))}
        currentHref={addressOf(tab)}
      />
      <div class="stack group-tab">
        <Content group={group} />
      </div>
    </Screen>
  );
}

const contentByTab: Record<TabName, ComponentType<{ group: GroupRow }>> = {
  steps: StepsTab,
  members: MembersTab,
  meetings: MeetingsTab,
  money: MoneyTab,
  papers: PapersTab,
};

function Figures({ group }: { group: GroupRow }) {
  const t = useText();
  const words = useWords();
  const todayOn = useToday();
  const members = membersOf(group);
  const saved = savedOf(group);
  const nextOn = nextPledgeOf(group, todayOn);
  if (members === 0 && saved === 0 && nextOn === undefined) return null;
  const leaf = nextOn === undefined ? undefined : words.leaf(nextOn);
  return (
    <StatTiles
      tiles={[
        { label: t('group.figure.members'), value: members.toLocaleString('en-US'), unit: t('common.unit.people', { n: members }) },
        { label: t('group.figure.saved'), value: formatBaht(saved, { wholeBaht: 'short' }), unit: t('common.unit.baht') },
        ...(leaf === undefined ? [] : [{ label: t('group.figure.next'), value: leaf.day, unit: leaf.month }]),
      ]}
    />
  );
}

/** A decision about the whole group stands above everything else, with its reason and the day to come back. */
function StageBanner({ group }: { group: GroupRow }) {
  const t = useText();
  const words = useWords();
  const todayOn = useToday();
  if (group.stage === 'active') return null;
  const isDue = group.reviewOn !== undefined && group.reviewOn <= todayOn;
  return (
    <Banner
      tone={isDue ? 'attention' : 'info'}
      icon="clock"
      title={t(`group.stage.${group.stage}.title`)}
      actions={
        group.stage === 'dissolved' ? undefined : (
          <LinkButton href={`/groups/${group.id}/stage`} kind={isDue ? 'primary' : 'secondary'}>
            {t('group.stage.change')}
          </LinkButton>
        )
      }
    >
      {group.stageReason && <p>{group.stageReason}</p>}
      {group.reviewOn && (
        <p>{t(isDue ? 'group.stage.review-due' : 'group.stage.review', { day: words.day(group.reviewOn, { style: 'long' }) })}</p>
      )}
    </Banner>
  );
}
