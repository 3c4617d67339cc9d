/** One district: its officers, what waits for a decision, its groups, the bank's list, its notes and its phones. */
import { useLocation } from 'preact-iso';
import type { ComponentChildren } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { AreaBoard, AreaOfficer } from '../../../protocol/area-board.ts';
import type { BoardGroups } from '../../../protocol/board.ts';
import { useApp, useText } from '../../app-context.ts';
import { Button } from '../../parts/button.tsx';
import { Section } from '../../parts/card.tsx';
import { EmptyState } from '../../parts/empty-state.tsx';
import { SkeletonRows } from '../../parts/skeleton.tsx';
import { BringCopy } from '../outbox/bring-copy.tsx';
import { canDecideIn, seesOfficersIn } from './area.ts';
import { AreaTiles } from './area-tiles.tsx';
import { BankList } from './bank-list.tsx';
import { CampaignEnd } from './campaign-end.tsx';
import { Agenda } from './agenda.tsx';
import { DistrictNotes } from './district-notes.tsx';
import { tellsFirstCollection } from './figures.ts';
import { FilterBar, useFilteredGroups, useGroupFilter } from './filters.tsx';
import { GroupTable } from './group-table.tsx';
import { HeldList } from './held-list.tsx';
import { ReviewQueue } from './board-review-queue.tsx';
import { OfficeLinks } from './office-links.tsx';
import { TakeOut } from './take-out.tsx';
import { OfficerTable } from './officer-table.tsx';
import { PhoneTable } from './phone-table.tsx';
import { Trends } from './trends.tsx';
import { useBoard, type BoardView } from './use-board-view.ts';

export function DistrictBoard({ board, view }: { board: AreaBoard; view: BoardView<AreaBoard> }) {
  const { t, me } = useApp();
  const { query } = useLocation();
  const groupView = useBoard(board.area);
  const groups = groupView.seen?.board;
  const [writing, setWriting] = useState<{ readonly about: AreaOfficer | undefined }>();
  const canDecide = canDecideIn(me.grants, board.area);
  const seesOfficers = seesOfficersIn(me.grants, board.area);
  const isChief = me.grants.some(({ role, areas }) => role === 'district-chief' && areas.some((own) => board.area.startsWith(own)));
  const chosen = board.officers.find(({ user }) => user === query['officer']);
  const decided = () => {
    void view.ask();
    void groupView.ask();
  };
  return (
    <>
      <AreaTiles whole={board.whole} />
      {seesOfficers && <CampaignEnd board={board} />}
      <Agenda board={board} fetchedAt={view.seen?.at} mayWrite={canDecide} />
      <HeldList
        held={board.held}
        groups={canDecide ? (groups?.groups.filter(({ held }) => held > 0) ?? []) : []}
        canDecide={canDecide}
        onDecided={decided}
      />
      <ReviewQueue area={board.area} />
      {seesOfficers && (
        <OfficerTable
          officers={board.officers}
          asOf={board.asOf}
          withDistrict={false}
          chosen={chosen?.user}
          onNote={canDecide ? (about) => setWriting({ about }) : undefined}
        />
      )}
      {groups === undefined ? (
        groupView.isAsking ? (
          <SkeletonRows count={5} label={t('common.loading')} />
        ) : null
      ) : (
        <>
          <Groups groups={groups} chosen={chosen} />
          <BankList groups={groups.groups} fetchedAt={groupView.seen?.at} mayWrite={isChief} />
        </>
      )}
      {seesOfficers && (
        <DistrictNotes
          board={board}
          fetchedAt={view.seen?.at}
          mayWrite={canDecide}
          about={writing?.about}
          isWriting={writing !== undefined}
          onWrite={() => setWriting({ about: undefined })}
          onClose={() => setWriting(undefined)}
        />
      )}
      <Trends board={board} />
      {groups !== undefined && seesOfficers && <PhoneTable devices={groups.devices} asOf={groups.asOf} />}
      {canDecide && <OfficeLinks />}
      <TakeOut area={board.area} />
      {canDecide && (
        <div class="no-print">
          <BringCopy />
        </div>
      )}
    </>
  );
}

function Groups({ groups: { groups }, chosen }: { groups: BoardGroups; chosen: AreaOfficer | undefined }) {
  const t = useText();
  const { filter, change } = useGroupFilter();
  const own = chosen === undefined ? groups : groups.filter(({ owner }) => owner === chosen.user);
  const { found, countByHead } = useFilteredGroups(own, filter);
  const clear = () => change({ officer: undefined, stage: undefined, q: '' });
  return (
    <GroupSection officer={chosen}>
      {groups.length === 0 ? (
        <EmptyState icon="users" title={t('board.groups.none')}>
          {t('board.groups.none.why')}
        </EmptyState>
      ) : (
        <>
          <FilterBar filter={filter} change={change} countByHead={countByHead} found={found.length} />
          {chosen !== undefined && (
            <p class="no-print">
              <Button kind="quiet" icon="close" onPress={() => change({ officer: undefined })}>
                {t('board.groups.of-everybody')}
              </Button>
            </p>
          )}
          {found.length === 0 ? (
            <EmptyState icon="search" title={t('board.groups.none-found')} action={<Button onPress={clear}>{t('board.groups.clear')}</Button>}>
              {t('board.groups.none-found.why')}
            </EmptyState>
          ) : (
            <GroupTable groups={found} isFirstMoney={tellsFirstCollection(groups)} />
          )}
        </>
      )}
    </GroupSection>
  );
} // prettier-ignore

/** Comes into sight when an officer is chosen in the table above. */
function GroupSection({ officer, children }: { officer: AreaOfficer | undefined; children: ComponentChildren }) {
  const t = useText();
  const box = useRef<HTMLDivElement>(null);
  const before = useRef(officer?.user);
  useEffect(() => {
    if (officer !== undefined && officer.user !== before.current) box.current?.scrollIntoView({ block: 'start' });
    before.current = officer?.user;
  }, [officer?.user]);
  return (
    <div ref={box} id="groups" class="board-anchor">
      <Section title={officer === undefined ? t('board.groups') : t('board.groups.of-officer', { name: officer.name })}>{children}</Section>
    </div>
  );
}
