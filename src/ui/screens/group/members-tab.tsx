/** The members of one group: how many there are, who waits for consent, and everybody to be found by name, number or house. */
import { useLocation } from 'preact-iso';
import { useMemo, useState } from 'preact/hooks';
import { formatBaht } from '../../../domain/money.ts';
import { becomesAdultBetween, isMinorOn } from '../../../domain/minor.ts';
import { pledgeDayInMonth } from '../../../domain/due-date.ts';
import { countsItsRows, membersOf } from '../../../domain/group-figures.ts';
import { hasEnded } from '../../../domain/life-cycle.ts';
import { pledgeInMonth } from '../../../domain/pledge.ts';
import type { GroupRow, MemberRow } from '../../../domain/row.ts';
import { monthOf, shiftMonth, turnsTwentyOn } from '../../../domain/thai-calendar.ts';
import { compareThai, matchesSearch } from '../../../domain/thai-text.ts';
import { useRecorder, useText, useToday } from '../../app-context.ts';
import { Banner } from '../../parts/banner.tsx';
import { Button, LinkButton } from '../../parts/button.tsx';
import { FilterChip } from '../../parts/chip.tsx';
import { SegmentedControl } from '../../parts/choice-group.tsx';
import { EmptyState } from '../../parts/empty-state.tsx';
import { Icon } from '../../parts/icon.tsx';
import { List } from '../../parts/list-row.tsx';
import { PersonName } from '../../parts/person-name.tsx';
import { SearchField } from '../../parts/search-field.tsx';
import { SkeletonRows } from '../../parts/skeleton.tsx';
import { Tag } from '../../parts/tag.tsx';
import { showToast } from '../../parts/toast.tsx';
import { VirtualList } from '../../parts/virtual-list.tsx';
import { SavingProblem, useSaving } from '../../use-saving.tsx';
import { useRows } from '../../use-store.ts';
import { nextPledgeOf } from './figures.ts';
import { useWords } from '../../words/use-words.ts';
import { nameParts, memberSearchTexts, memberSortName } from '../../words/member-name.ts';

type Order = 'number' | 'name';
type Show = 'current' | 'minors' | 'pending' | 'left';
const shows: readonly Show[] = ['current', 'minors', 'pending', 'left'];
/** longer lists are drawn only where the screen is */
const longList = 50;

export function MembersTab({ group }: { group: GroupRow }) {
  const t = useText();
  const { query } = useLocation();
  const todayOn = useToday();
  const members = useRows(group.id, 'member');
  const [search, setSearch] = useState('');
  const [order, setOrder] = useState<Order>('number');
  const [show, setShow] = useState<Show>(shows.find((name) => name === query['show']) ?? 'current');

  const found = useMemo(() => {
    const shown = (members ?? []).filter((member) => isShown(member, show, todayOn) && matchesSearch(search, memberSearchTexts(member)));
    return shown.sort(order === 'name' ? byName : byNumber);
  }, [members, show, search, order, todayOn]);

  if (members === undefined) return <SkeletonRows count={6} label={t('common.loading')} />;
  if (members.length === 0) return <NoMembers group={group} />;
  const counts: Record<Show, number> = { current: 0, minors: 0, pending: 0, left: 0 };
  for (const member of members) for (const name of shows) if (isShown(member, name, todayOn)) counts[name] += 1;

  return (
    <>
      <div class="list-tools">
        <MemberCount group={group} />
        <SegmentedControl
          label={t('group.members.order')}
          hideLabel
          choices={[
            { value: 'number', label: t('group.members.order.number') },
            { value: 'name', label: t('group.members.order.name') },
          ]}
          value={order}
          onChoose={setOrder}
        />
      </div>
      <AddMember group={group} />
      <StillTyping group={group} />
      <ComingOfAge group={group} members={members} />
      <SearchField
        label={t('group.members.search')}
        value={search}
        onText={setSearch}
        clearLabel={t('group.search.clear')}
        resultText={t('group.members.found', { n: found.length })}
      />
      {counts.minors + counts.pending + counts.left > 0 && (
        <div class="chips">
          {shows
            .filter((name) => name === 'current' || counts[name] > 0)
            .map((name) => (
              <FilterChip key={name} pressed={show === name} count={counts[name]} onPress={() => setShow(name)}>
                {t(`group.members.show.${name}`)}
              </FilterChip>
            ))}
        </div>
      )}
      {found.length === 0 ? (
        <p class="quiet">{t('group.members.none-found')}</p>
      ) : found.length > longList ? (
        <VirtualList
          label={t('group.tab.members')}
          rows={found}
          keyOf={(member) => member.id}
          renderRow={(member) => <MemberFace g={group.id} member={member} />}
        />
      ) : (
        <List label={t('group.tab.members')}>
          {found.map((member) => (
            <li key={member.id} class="row">
              <MemberFace g={group.id} member={member} />
            </li>
          ))}
        </List>
      )}
    </>
  );
}

function isShown(member: MemberRow, show: Show, todayOn: string): boolean {
  if (show === 'left') return member.state === 'left';
  if (member.state === 'left') return false;
  if (show === 'pending') return member.state === 'pending-consent';
  return show === 'current' || isMinorOn(member.person, todayOn);
}

const byName = (a: MemberRow, b: MemberRow) => compareThai(memberSortName(a.person), memberSortName(b.person));
const byNumber = (a: MemberRow, b: MemberRow) => (a.no ?? Infinity) - (b.no ?? Infinity) || byName(a, b);

function MemberCount({ group }: { group: GroupRow }) {
  const t = useText();
  const { members } = group;
  return (
    <p class="count-line">
      <b class="figure">{members.accepted.toLocaleString('en-US')}</b> {t('common.unit.people', { n: members.accepted })}
      {members.pending > 0 && <span class="count-more"> {t('group.members.pending', { n: members.pending })}</span>}
      {members.interested > 0 && <span class="count-more quiet"> · {t('group.members.interested', { n: members.interested })}</span>}
    </p>
  );
}

function AddMember({ group }: { group: GroupRow }) {
  const t = useText();
  if (hasEnded(group)) return null;
  return (
    <div class="list-tools">
      <LinkButton href={`/groups/${group.id}/members/new`} kind="secondary" icon="plus">
        {t('group.members.add')}
      </LinkButton>
    </div>
  );
}

/** An old paper group whose people are being typed: until somebody says that all of them are there, what was told counts (case 50). */
function StillTyping({ group }: { group: GroupRow }) {
  const t = useText();
  const recorder = useRecorder(group.id);
  const saving = useSaving();
  if (countsItsRows(group)) return null;
  const say = async (isListComplete: boolean) => recorder.save([recorder.act('group.set', { base: {}, fields: { isListComplete } })]);
  const press = () =>
    void saving.run(async () => {
      await say(true);
      showToast({ text: t('group.members.typing.said'), icon: 'check', undo: { label: t('common.undo'), onUndo: () => void say(false) } });
    });
  const { accepted } = group.members;
  return (
    <Banner
      tone="info"
      icon="users"
      title={t('group.members.typing', { n: accepted.toLocaleString('en-US'), of: membersOf(group).toLocaleString('en-US') })}
      actions={
        <Button busy={saving.busy} busyLabel={t('common.saving')} onPress={press}>
          {t('group.members.typing.done')}
        </Button>
      }
    >
      {t('group.members.typing.why')}
      <SavingProblem saving={saving} />
    </Banner>
  );
}

function MemberTag({ member }: { member: MemberRow }) {
  const t = useText();
  const todayOn = useToday();
  if (member.state === 'pending-consent') return <Tag tone="waiting">{t('group.members.tag.pending')}</Tag>;
  if (member.state !== 'accepted') return <Tag>{t(`group.members.tag.${member.state}`)}</Tag>;
  return isMinorOn(member.person, todayOn) ? <Tag icon="child">{t('group.members.tag.minor')}</Tag> : null;
}

function MemberFace({ g, member }: { g: string; member: MemberRow }) {
  const t = useText();
  const pledge = pledgeInMonth(member, monthOf(useToday())) ?? member.intendedPledge;
  const { houseNo, nickname } = member.person;
  const line = [
    houseNo && t('group.members.house', { no: houseNo }),
    nickname && t('group.members.nickname', { name: nickname }),
    pledge !== undefined && t('group.members.pledge', { amount: formatBaht(pledge, { wholeBaht: 'short' }) }),
  ].filter(Boolean);
  return (
    <a class="row-face" href={`/groups/${g}/members/${member.id}`}>
      <span class="row-leading row-number">{member.no ?? '–'}</span>
      <span class="row-text">
        <span class="row-title">
          <PersonName parts={nameParts(member.person)} /> <MemberTag member={member} />
        </span>
        {line.length > 0 && <span class="row-subtitle">{line.join(' · ')}</span>}
      </span>
      <Icon name="chevron" size="small" />
    </a>
  );
}

/** Minors who are adults by the next pledge day sign again there (case 1). */
function ComingOfAge({ group, members }: { group: GroupRow; members: readonly MemberRow[] }) {
  const t = useText();
  const words = useWords();
  const todayOn = useToday();
  const nextOn = nextPledgeOf(group, todayOn);
  if (nextOn === undefined || group.pledgeDay === undefined) return null;
  const lastOn = pledgeDayInMonth(group.pledgeDay, shiftMonth(monthOf(nextOn), -1));
  const grown = members.filter(
    (member) => member.state !== 'left' && member.minorAtJoining && becomesAdultBetween(member.person, lastOn, nextOn),
  );
  if (grown.length === 0) return null;
  const leafInWords = (on: string) => Object.values(words.leaf(on)).join(' ');
  return (
    <Banner tone="attention" icon="child" title={t('group.members.grown', { n: grown.length })}>
      <p>{t('group.members.grown.why')}</p>
      <ul class="grown">
        {grown.map((member) => (
          <li key={member.id}>
            <a href={`/groups/${group.id}/members/${member.id}`}>
              <PersonName parts={nameParts(member.person)} />
            </a>
            {member.person.bornOn && (
              <span class="quiet"> {t('group.members.grown.on', { day: leafInWords(turnsTwentyOn(member.person.bornOn)) })}</span>
            )}
          </li>
        ))}
      </ul>
    </Banner>
  );
}

function NoMembers({ group }: { group: GroupRow }) {
  const t = useText();
  if (group.declared !== undefined)
    return (
      <EmptyState
        icon="users"
        title={t('group.members.declared', { n: group.declared.members.toLocaleString('en-US') })}
        action={<AddMember group={group} />}
      >
        {t('group.members.declared.why')}
      </EmptyState>
    );
  return (
    <EmptyState
      icon="users"
      title={t('group.members.none')}
      action={
        <LinkButton href={`/groups/${group.id}/founding/intake`} kind="secondary">
          {t('group.members.none.action')}
        </LinkButton>
      }
    >
      {t(group.vote?.passed === true ? 'group.members.none.open' : 'group.members.none.closed')}
    </EmptyState>
  );
}
