/** People of an area: who works where and until when, groups that nobody answers for, and the way of each group's books to its committee. */
import { useLocation } from 'preact-iso';
import { useState } from 'preact/hooks';
import { areaName } from '../../content/areas.ts';
import type { Role } from '../../domain/vocabulary.ts';
import type { BoardPeople, BoardPerson, PeopleGroup } from '../../protocol/people.ts';
import { useApp, useText, useToday } from '../app-context.ts';
import { ActionBar } from '../parts/action-bar.tsx';
import { Banner } from '../parts/banner.tsx';
import { Button, LinkButton } from '../parts/button.tsx';
import { Section } from '../parts/card.tsx';
import { DataTable, type TableColumn } from '../parts/data-table.tsx';
import { EmptyState } from '../parts/empty-state.tsx';
import { PersonName } from '../parts/person-name.tsx';
import { Tag } from '../parts/tag.tsx';
import { Screen } from '../screen.tsx';
import { AreaChoice } from './board/board-area-choice.tsx';
import { areasOf } from './board/area.ts';
import { FreshLine, NotSeenYet } from './board/fresh.tsx';
import { bareNameOf, namePartsOf, useBoardWords } from './board/in-words.ts';
import { CommitteeSheet } from './board/people/committee-sheet.tsx';
import { HandOverSheet } from './board/people/hand-over-sheet.tsx';
import { InviteSheet } from './board/people/invite-sheet.tsx';
import { LostPhonePaper } from './board/people/lost-phone-paper.tsx';
import { PersonSheet } from './board/people/person-sheet.tsx';
import { currentGrants, groupsOf, lastDayOf, lossPaper, recentLosses, standingOf, type Standing } from './board/people/person-words.ts';
import { usePeople } from './board/people/use-people.ts';
import '../style/screens/board.css';
import '../style/screens/people.css';

type Open =
  | { readonly kind: 'person'; readonly user: string }
  | { readonly kind: 'hand-over'; readonly groups: readonly string[] }
  | { readonly kind: 'books'; readonly group: string }
  | { readonly kind: 'invite'; readonly group?: string };

export function BoardPeopleScreen() {
  const { t, me } = useApp();
  const words = useBoardWords();
  const { query } = useLocation();
  const areas = areasOf(me.grants.filter(({ role }) => role === 'district-chief' || role === 'province'));
  const area = areas.find((code) => code === query['area']) ?? areas[0] ?? '';
  const view = usePeople(area);
  const [open, setOpen] = useState<Open>();
  const board = view.seen?.board;
  const close = () => setOpen(undefined);
  const lost = query['lost'];
  if (lost !== undefined && board !== undefined) return <LostPhonePaper board={board} area={area} dev={lost} />;
  return (
    <Screen
      overline={words.area(area)}
      title={t('people.title')}
      back="/board"
      width="board"
      focusKey={area}
      actionBar={
        <ActionBar
          primary={
            <Button kind="primary" wide icon="plus" disabled={board === undefined} onPress={() => setOpen({ kind: 'invite' })}>
              {t('people.invite.open')}
            </Button>
          }
        />
      }
    >
      <AreaChoice areas={areas} area={area} />
      <FreshLine view={view} />
      {board === undefined ? (
        <NotSeenYet view={view} rows={8} />
      ) : (
        <>
          <LostPhones board={board} area={area} />
          <WithoutOfficer board={board} onGive={(groups) => setOpen({ kind: 'hand-over', groups })} />
          <PeopleTable board={board} onOpen={(user) => setOpen({ kind: 'person', user })} />
          <BooksTable groups={board.groups} onOpen={(group) => setOpen({ kind: 'books', group })} />
          {open !== undefined && <OpenSheet {...{ board, area, open, setOpen, close }} onChanged={() => void view.ask()} />}
        </>
      )}
    </Screen>
  );
}

interface OpenSheetProps {
  board: BoardPeople;
  area: string;
  open: Open;
  setOpen: (open: Open) => void;
  close: () => void;
  onChanged: () => void;
}

function OpenSheet({ board, area, open, setOpen, close, onChanged }: OpenSheetProps) {
  const { me } = useApp();
  const isProvince = me.grants.some(({ role, areas }) => role === 'province' && areas.some((own) => area.startsWith(own)));
  const roles: readonly Role[] = [...(isProvince ? (['district-chief'] as const) : []), 'field-officer', 'volunteer', 'committee'];
  const changed = () => {
    onChanged();
    close();
  };
  if (open.kind === 'person') {
    const person = board.people.find(({ user }) => user === open.user);
    if (person === undefined) return null;
    const mayChange = person.user !== me.user && person.grants.every(({ role }) => roles.includes(role));
    const groups = groupsOf(board, person.user).map(({ id }) => id);
    return <PersonSheet {...{ board, person, mayChange, onChanged }} within={area} onHandOver={() => setOpen({ kind: 'hand-over', groups })} onClose={close} />; // prettier-ignore
  }
  if (open.kind === 'hand-over') {
    const groups = board.groups.filter(({ id }) => open.groups.includes(id));
    return <HandOverSheet board={board} groups={groups} onDone={changed} onClose={close} />;
  }
  if (open.kind === 'invite') {
    const group = board.groups.find(({ id }) => id === open.group);
    return <InviteSheet within={area} roles={roles} groups={board.groups} group={group} onInvited={onChanged} onClose={close} />;
  }
  const group = board.groups.find(({ id }) => id === open.group);
  if (group === undefined) return null;
  return <CommitteeSheet {...{ board, group }} onInvite={() => setOpen({ kind: 'invite', group: group.id })} onChanged={changed} onClose={close} />; // prettier-ignore
}

/** The clock runs from the moment it was known: whoever opens this page sees until when. */
function LostPhones({ board, area }: { board: BoardPeople; area: string }) {
  const t = useText();
  const words = useBoardWords();
  return recentLosses(board).map(({ person, device }) => (
    <Banner
      key={device.dev}
      tone="stop"
      icon="phone"
      title={t('people.loss.title', { name: person.name })}
      actions={
        <LinkButton kind="primary" href={lossPaper(area, device.dev)}>
          {t('people.loss.open')}
        </LinkButton>
      }
    >
      {t('people.loss.until', { device: device.name, when: words.when(device.loss.noticeBy) })}
    </Banner>
  ));
}

function WithoutOfficer({ board, onGive }: { board: BoardPeople; onGive: (groups: readonly string[]) => void }) {
  const t = useText();
  const groups = board.groups.filter(({ hasOfficer }) => !hasOfficer);
  if (groups.length === 0) return null;
  const lastOf = ({ owner }: PeopleGroup) => board.people.find(({ user }) => user === owner)?.name;
  return (
    <Banner
      tone="stop"
      title={t('people.orphans', { n: groups.length })}
      actions={
        <Button kind="primary" onPress={() => onGive(groups.map(({ id }) => id))}>
          {t('people.orphans.action')}
        </Button>
      }
    >
      <p>{t('people.orphans.why')}</p>
      <ul class="people-orphans">
        {groups.map((group) => {
          const last = lastOf(group);
          return (
            <li key={group.id}>
              <b>{bareNameOf(group, t)}</b> {t('common.tambon', { name: areaName(group.tambon) ?? group.tambon })}
              {last !== undefined && <span class="quiet"> · {t('people.orphans.last', { name: last })}</span>}
            </li>
          );
        })}
      </ul>
    </Banner>
  );
}

const toneOf: Readonly<Record<Standing, 'plain' | 'waiting' | 'done'>> = {
  invited: 'plain',
  ended: 'plain',
  'ends-soon': 'waiting',
  silent: 'waiting',
  fine: 'done',
};

function PeopleTable({ board, onOpen }: { board: BoardPeople; onOpen: (user: string) => void }) {
  const t = useText();
  const words = useBoardWords();
  const todayOn = useToday();
  const shown = (person: BoardPerson) => (currentGrants(person).length > 0 ? currentGrants(person) : person.grants.slice(-1));
  const placesOf = (person: BoardPerson) => [...new Set(shown(person).flatMap(({ areas }) => areas))];
  const columns: readonly TableColumn<BoardPerson>[] = [
    {
      key: 'name',
      label: t('people.name'),
      sortValue: ({ name }) => name,
      cell: (person) => (
        <button type="button" class="board-name people-open" onClick={() => onOpen(person.user)}>
          <PersonName parts={namePartsOf(person.name)} />
        </button>
      ),
    },
    {
      key: 'role',
      label: t('people.role'),
      sortValue: (person) => shown(person).map(({ role }) => t(`signin.role.${role}`)).join(' '), // prettier-ignore
      cell: (person) => [...new Set(shown(person).map(({ role }) => t(`signin.role.${role}`)))].join(' · '),
    },
    {
      key: 'area',
      label: t('people.area'),
      sortValue: (person) => placesOf(person)[0] ?? '',
      cell: (person) => (
        <span>
          <PersonName parts={placesOf(person).map((code, index, all) => `${areaName(code) ?? code}${index < all.length - 1 ? ',' : ''}`)} />
        </span>
      ),
    },
    {
      key: 'term',
      label: t('people.term.label'),
      cell: (person) => {
        const last = lastDayOf(person);
        return last === undefined ? t('people.term.open') : t('people.term.until', { until: words.day(last) });
      },
    },
    {
      key: 'groups',
      label: t('people.groups'),
      numeric: true,
      sortValue: ({ user }) => groupsOf(board, user).length,
      cell: ({ user }) => groupsOf(board, user).length,
    },
    {
      key: 'seen',
      label: t('people.seen.label'),
      sortValue: ({ lastSeenAt }) => lastSeenAt ?? '',
      cell: ({ lastSeenAt }) => <span class="board-when">{lastSeenAt === null ? '–' : words.when(lastSeenAt)}</span>,
    },
    {
      key: 'state',
      label: t('people.state'),
      cell: (person) => {
        const standing = standingOf(person, board.asOf, todayOn);
        return <Tag tone={toneOf[standing]}>{t(`people.standing.${standing}`)}</Tag>;
      },
    },
  ];
  return (
    <Section title={t('people.list', { n: board.people.length })}>
      <DataTable
        caption={t('people.title')}
        columns={columns}
        rows={board.people}
        keyOf={({ user }) => user}
        empty={
          <EmptyState icon="users" title={t('people.none')}>
            {t('people.none.why')}
          </EmptyState>
        }
      />
    </Section>
  );
}

function BooksTable({ groups, onOpen }: { groups: readonly PeopleGroup[]; onOpen: (group: string) => void }) {
  const t = useText();
  if (groups.length === 0) return null;
  const columns: readonly TableColumn<PeopleGroup>[] = [
    {
      key: 'group',
      label: t('people.group'),
      sortValue: (group) => bareNameOf(group, t),
      cell: (group) => (
        <button type="button" class="board-name people-open" onClick={() => onOpen(group.id)}>
          {bareNameOf(group, t)}
        </button>
      ),
    },
    { key: 'tambon', label: t('people.tambon'), sortValue: ({ tambon }) => tambon, cell: ({ tambon }) => areaName(tambon) ?? tambon },
    { key: 'members', label: t('people.members'), numeric: true, sortValue: ({ members }) => members, cell: ({ members }) => members },
    { key: 'keeper', label: t('people.keeper'), cell: ({ keeper }) => t(`people.keeper.${keeper}`) },
    {
      key: 'account',
      label: t('people.committee.account'),
      cell: ({ committee }) =>
        committee.length > 0 ? <Tag tone="done">{t('people.committee.has')}</Tag> : <Tag>{t('people.committee.has-none')}</Tag>,
    },
  ];
  return (
    <Section title={t('people.books')}>
      <p class="quiet board-note">{t('people.books.why')}</p>
      <DataTable caption={t('people.books')} columns={columns} rows={groups} keyOf={({ id }) => id} />
    </Section>
  );
}
