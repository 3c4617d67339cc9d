/** The roll-call: a tap is "paid as promised this month", everything else is behind the number; the totals stay in sight. */
import { useLocation } from 'preact-iso';
import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { compareHouses } from '../../../domain/collection.ts';
import { formatBaht } from '../../../domain/money.ts';
import type { MemberRow } from '../../../domain/row.ts';
import { searchFor, searchKeysOf } from '../../../domain/thai-text.ts';
import { useApp, useText, useToday } from '../../app-context.ts';
import { ActionBar } from '../../parts/action-bar.tsx';
import { Banner } from '../../parts/banner.tsx';
import { Button, LinkButton } from '../../parts/button.tsx';
import { FilterChip } from '../../parts/chip.tsx';
import { EmptyState } from '../../parts/empty-state.tsx';
import { SearchField } from '../../parts/search-field.tsx';
import { SearchedList } from '../../parts/searched-list.tsx';
import { TallyBar } from '../../parts/stat-tiles.tsx';
import { hideToast, showToast } from '../../parts/toast.tsx';
import { useDraft } from '../../use-draft.ts';
import { SavingProblem, useSaving, type Saving } from '../../use-saving.tsx';
import { memberSearchTexts, plainName } from '../../words/member-name.ts';
import { useWords } from '../../words/use-words.ts';
import { WriterChoice } from '../founding/writer-choice.tsx';
import { addressOf, CollectionFrame } from './collection-frame.tsx';
import { seenOf } from './seen.ts';
import { MemberSheet } from './member-sheet.tsx';
import { RollLine } from './roll-line.tsx';
import { useIsComplete } from './use-is-complete.ts';
import type { Collection } from './use-collection.ts';

type Order = 'number' | 'house';

export function RollCall({ collection, problem }: { collection: Collection; problem: Saving }) {
  const t = useText();
  const { newId } = useApp();
  const words = useWords();
  const { route } = useLocation();
  const todayOn = useToday();
  const saving = useSaving();
  const { g, on, month, members, standings, open, absent, sheet, came, received, pending, unnumbered } = collection;
  const [query, setQuery] = useState('');
  const [onlyWaiting, setOnlyWaiting] = useState(false);
  const [opened, setOpened] = useState<string>();
  const [isMoved, setMoved] = useState(false);
  const kept = useDraft<{ order: Order }>('collection-order', { order: 'number' });
  const order = kept.value?.order ?? 'number';
  const isFuture = on > todayOn;
  const isComplete = useIsComplete(g);

  const sorted = useMemo(() => inOrder(members, order), [members, order]);
  const matches = searchFor(query);
  const found =
    query === '' && !onlyWaiting
      ? undefined
      : sorted.filter(
          (member) =>
            (!onlyWaiting || ((standings.get(member.id)?.paid ?? 0) === 0 && absent[member.id] === undefined)) && matches(keysOf(member)),
        );

  /** Taps come faster than a slow phone writes: each waits for its turn, and the second of a double tap is none. */
  const writing = useRef(new Set<string>());
  const write = (member: MemberRow, act: () => Promise<void>): Promise<void> | undefined => {
    if (writing.current.has(member.id)) return undefined;
    writing.current.add(member.id);
    return act()
      .catch(saving.fail)
      .finally(() => writing.current.delete(member.id));
  };
  const takeBack = async (member: MemberRow) => {
    if (await sheet.remove(member.id)) hideToast();
    // a record already: the sheet with its lines explains how it is taken back
    else look(member.id);
  };
  const take = async (member: MemberRow, amount: number) => {
    const lines = [{ e: newId(), kind: 'pledged-savings' as const, amount, forMonth: month }];
    const taking = await sheet.put([{ member: member.id, lines }], seenOf(collection, [member.id]));
    setMoved(taking === 'changed');
    if (taking === 'changed') return;
    if (absent[member.id] !== undefined) collection.setAbsent(member.id, undefined);
    const said = { no: member.no ?? '–', baht: formatBaht(amount, { wholeBaht: 'short' }), receipt: taking.receipt };
    showToast({
      text: t('collection.took', said),
      icon: 'check',
      undo: { label: t('common.undo'), onUndo: () => void write(member, () => takeBack(member)) },
    });
  };
  const tap = (member: MemberRow): Promise<void> | undefined => {
    if (isFuture) return undefined;
    const standing = standings.get(member.id);
    const row = open.get(member.id);
    const isPlain = row?.lines.length === 1 && row.lines[0]?.kind === 'pledged-savings' && row.lines[0].amount === standing?.paid;
    if (isPlain && standing?.paid === standing?.promised) return write(member, () => takeBack(member));
    // No promise yet, part paid, more than the pledge, in the books already: that is looked at, not switched.
    if (standing === undefined || standing.promised === 0 || standing.paid > 0 || row !== undefined) return look(member.id);
    return write(member, () => take(member, standing.promised));
  };
  /** The undo belongs to the roll: it must not lie over another question. */
  const look = (member: string): undefined => {
    hideToast();
    setOpened(member);
  };
  useEffect(() => hideToast, []);
  /** a row that was drawn long ago acts on what is true when it is tapped */
  const now = useRef({ tap, look });
  now.current = { tap, look };
  const finish = () =>
    void saving
      .run(async () => sheet.record())
      .then((saved) => {
        if (saved) route(addressOf(collection, 'close'));
      });

  const openedMember = opened === undefined ? undefined : members.find(({ id }) => id === opened);
  const hasMoney = received !== 0 || open.size > 0 || collection.day !== undefined;
  return (
    <CollectionFrame
      collection={collection}
      summary={
        <div class="collection-top">
          <TallyBar
            tiles={[
              { label: t('collection.came'), value: came, unit: `/${members.length}` },
              { label: t('collection.received'), value: formatBaht(received, { wholeBaht: 'short' }), unit: t('common.unit.baht') },
            ]}
            progress={{ value: came, max: members.length, label: t('collection.came') }}
          />
          <SearchField
            label={t('collection.search')}
            value={query}
            onText={setQuery}
            clearLabel={t('money.clear-search')}
            resultText={t('collection.found', { n: found?.length ?? 0 })}
          >
            <FilterChip pressed={onlyWaiting} onPress={setOnlyWaiting} count={collection.waiting}>
              {t('collection.waiting')}
            </FilterChip>
          </SearchField>
        </div>
      }
      actionBar={
        isFuture || members.length === 0 ? undefined : (
          <ActionBar
            primary={
              <Button kind="primary" wide disabled={!hasMoney} busy={saving.busy} busyLabel={t('common.saving')} onPress={finish}>
                {t('collection.to-count')}
              </Button>
            }
          />
        )
      }
    >
      <SavingProblem saving={problem} />
      <SavingProblem saving={saving} />
      {!isComplete && (
        <Banner tone="attention" icon="clock" title={t('collection.incomplete')}>
          {t('collection.incomplete-so')}
        </Banner>
      )}
      {isMoved && (
        <Banner tone="attention" announce title={t('collection.changed')}>
          {t('collection.changed-so')}
        </Banner>
      )}
      {isFuture && (
        <Banner
          tone="info"
          icon="calendar"
          title={t('collection.not-yet-day', { day: words.day(on, { style: 'long', weekday: true }) })}
          actions={<LinkButton href={`/groups/${g}/collection/${todayOn}`}>{t('collection.take-today')}</LinkButton>}
        >
          {t('collection.not-yet-day-so')}
        </Banner>
      )}
      {members.length === 0 ? (
        <EmptyState
          icon="users"
          title={t('collection.nobody')}
          action={<LinkButton href={`/groups/${g}?tab=members`}>{t('collection.to-members')}</LinkButton>}
        >
          {t('collection.nobody-so')}
        </EmptyState>
      ) : (
        <>
          {came === 0 && !isFuture && <p>{t('collection.how')}</p>}
          <div class="collection-order">
            <FilterChip pressed={order === 'house'} onPress={(byHouse) => kept.set({ order: byHouse ? 'house' : 'number' })}>
              {t('collection.by-house')}
            </FilterChip>
          </div>
          {kept.value !== undefined && (
            <SearchedList
              label={t('collection.roll')}
              rows={sorted}
              found={found}
              keyOf={idOf}
              drawnFrom={({ id }) => [standings.get(id), absent[id], month, order, t]}
              renderRow={(member) => {
                // ready for the first letter: rows are drawn in idle moments
                keysOf(member);
                return (
                  <RollLine
                    member={member}
                    standing={standings.get(member.id)}
                    absence={absent[member.id]}
                    month={month}
                    byHouse={order === 'house'}
                    onTap={() => now.current.tap(member)}
                    onOther={() => now.current.look(member.id)}
                  />
                );
              }}
            />
          )}
          {found?.length === 0 && <p>{t(onlyWaiting && query === '' ? 'collection.all-came' : 'collection.none-found')}</p>}
          <MeetingOfDay collection={collection} />
          {unnumbered > 0 && <p class="quiet small">{t('collection.unnumbered', { n: unnumbered })}</p>}
          {pending.length > 0 && (
            <div class="money-pending">
              <p class="quiet small">{t('collection.pending', { n: pending.length })}</p>
              <ul class="plain-list">
                {pending.map((member) => (
                  <li key={member.id}>{plainName(member.person)}</li>
                ))}
              </ul>
            </div>
          )}
          {!isFuture && <WriterChoice writtenBy={collection.writtenBy} onChoose={collection.setWriter} />}
        </>
      )}
      {openedMember !== undefined && (
        <MemberSheet key={openedMember.id} collection={collection} member={openedMember} onClose={() => setOpened(undefined)} />
      )}
    </CollectionFrame>
  );
}

/** Attendance, agenda and minutes of the day are the meeting's own; money recorded here names it when it is open. */
function MeetingOfDay({ collection: { g, on, meeting } }: { collection: Collection }) {
  const t = useText();
  return (
    <p class="collection-meeting">
      <span class="quiet">{t(meeting === undefined ? 'collection.no-meeting' : 'collection.meeting')}</span>{' '}
      <LinkButton
        kind="quiet"
        href={meeting === undefined ? `/groups/${g}/meetings/new?kind=monthly&on=${on}` : `/groups/${g}/meetings/${meeting.id}`}
      >
        {t(meeting === undefined ? 'collection.open-meeting' : 'collection.to-meeting')}
      </LinkButton>
    </p>
  );
}

const idOf = ({ id }: MemberRow) => id;

/** Names change seldom and letters are typed fast. */
const searchKeys = new WeakMap<MemberRow, readonly string[]>();
function keysOf(member: MemberRow): readonly string[] {
  const known = searchKeys.get(member);
  if (known !== undefined) return known;
  const keys = searchKeysOf(memberSearchTexts(member));
  searchKeys.set(member, keys);
  return keys;
}

function inOrder(members: readonly MemberRow[], order: Order): readonly MemberRow[] {
  const byNumber = (a: MemberRow, b: MemberRow) => (a.no ?? 0) - (b.no ?? 0);
  return [...members].sort((a, b) => (order === 'house' ? compareHouses(a, b) : 0) || byNumber(a, b));
}
