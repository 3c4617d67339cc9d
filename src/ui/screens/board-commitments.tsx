/** Commitments of an area: the campaign with its days and letters, each officer's state, what is still to be prepared, signed or read. */
import { useLocation } from 'preact-iso';
import { useState } from 'preact/hooks';
import { districtsOf } from '../../content/areas.ts';
import { commitmentOf, guidelinePage, stateOfCommitment } from '../../domain/commitment.ts';
import type { BoardPerson } from '../../protocol/people.ts';
import { useApp, useText } from '../app-context.ts';
import { CampaignCard } from '../commitment/campaign-card.tsx';
import { CommitmentTag } from '../commitment/state-tag.tsx';
import { useCampaign, useCommitments, type AreaRow } from '../commitment/use-area-rows.ts';
import { ActionBar } from '../parts/action-bar.tsx';
import { Button, LinkButton } from '../parts/button.tsx';
import { Section } from '../parts/card.tsx';
import { DataTable, type TableColumn } from '../parts/data-table.tsx';
import { EmptyState } from '../parts/empty-state.tsx';
import { PersonName } from '../parts/person-name.tsx';
import { SelectField } from '../parts/select-field.tsx';
import { SkeletonRows } from '../parts/skeleton.tsx';
import { StatTiles } from '../parts/stat-tiles.tsx';
import { Tag } from '../parts/tag.tsx';
import { Screen } from '../screen.tsx';
import { areasOf } from './board/area.ts';
import { CommitmentSheet } from './board/commitments/commitment-sheet.tsx';
import { PrepareSheet } from './board/commitments/prepare-sheet.tsx';
import { FreshLine, NotSeenYet } from './board/fresh.tsx';
import { namePartsOf, useBoardWords } from './board/in-words.ts';
import { fieldRoles } from './board/people/person-words.ts';
import { usePeople } from './board/people/use-people.ts';
import '../style/screens/board.css';
import '../style/screens/people.css';

type Open = { readonly kind: 'prepare' } | { readonly kind: 'commitment'; readonly id: string };

export function BoardCommitmentsScreen() {
  const { t, me } = useApp();
  const words = useBoardWords();
  const { path, query, route } = useLocation();
  const area = areasOf(me.grants.filter(({ role }) => role === 'district-chief' || role === 'province'))[0] ?? '';
  const districts = districtsOf(area.slice(0, 2)).map(({ code }) => code).filter((code) => code.startsWith(area)); // prettier-ignore
  const district = districts.find((code) => code === query['district']) ?? (area.length === 4 ? area : undefined);
  const view = usePeople(area);
  const commitments = useCommitments(district === undefined ? districts : [district]);
  const { campaign, targets } = useCampaign(area.slice(0, 2));
  const [open, setOpen] = useState<Open>();
  const board = view.seen?.board;
  const officers = (board?.people ?? []).filter((person) => worksIn(person, district ?? area));
  const opened = open?.kind === 'commitment' ? commitments?.find(({ row }) => row.id === open.id) : undefined;
  const close = () => setOpen(undefined);
  const target = targets.find((each) => each.district === district);
  return (
    <Screen
      overline={words.area(district ?? area)}
      title={t('commitment.title')}
      back="/board"
      width="board"
      focusKey={district ?? area}
      actionBar={
        <ActionBar
          note={district === undefined ? t('commitment.choose-district') : undefined}
          primary={
            <Button
              kind="primary"
              wide
              icon="plus"
              disabled={district === undefined || campaign === undefined || officers.length === 0}
              onPress={() => setOpen({ kind: 'prepare' })}
            >
              {t('commitment.prepare.open')}
            </Button>
          }
          secondary={
            <LinkButton href={`/print/commitment/blank?area=${district ?? area}&from=board`} kind="quiet" icon="print">
              {t('commitment.print.blank')}
            </LinkButton>
          }
        />
      }
    >
      {districts.length > 1 && (
        <div class="board-area no-print">
          <SelectField
            label={t('people.area.district')}
            options={[
              { value: '', label: t('commitment.all-districts') },
              ...districts.map((code) => ({ value: code, label: words.district(code) })),
            ]}
            value={district ?? ''}
            onChoose={(code) => route(code === '' ? path : `${path}?district=${code}`)}
          />
        </div>
      )}
      <FreshLine view={view} />
      {campaign === undefined ? (
        <EmptyState icon="clipboard" title={t('commitment.no-campaign')}>
          {t('commitment.no-campaign.why')}
        </EmptyState>
      ) : (
        <Section title={t('commitment.campaign')}>
          <CampaignCard campaign={campaign} />
          {target !== undefined && (
            <p class="board-note">
              {t('commitment.district-target', { officers: target.officers, groups: target.groups })}
              {target.remark !== undefined && target.remark !== '' && ` · ${target.remark}`}
            </p>
          )}
        </Section>
      )}
      {commitments === undefined ? (
        <SkeletonRows count={6} label={t('common.loading')} />
      ) : board === undefined ? (
        <NotSeenYet view={view} rows={6} />
      ) : (
        <Officers
          officers={officers}
          commitments={commitments}
          campaign={campaign?.code}
          onOpen={(id) => setOpen({ kind: 'commitment', id })}
        />
      )}
      {open?.kind === 'prepare' && campaign !== undefined && district !== undefined && (
        <PrepareSheet
          {...{ area, district, campaign }}
          people={officers}
          existing={commitments ?? []}
          onDone={() => {
            close();
            void view.ask();
          }}
          onClose={close}
        />
      )}
      {opened !== undefined && (
        <CommitmentSheet commitment={opened} person={officers.find(({ user }) => user === opened.row.acceptor.user)} onClose={close} />
      )}
    </Screen>
  );
}

function worksIn(person: BoardPerson, area: string): boolean {
  return person.grants.some(
    ({ role, state, areas }) => state === 'in-force' && fieldRoles.includes(role) && areas.some((own) => own.startsWith(area)),
  );
}

interface OfficersProps {
  officers: readonly BoardPerson[];
  commitments: readonly AreaRow<'commitment'>[];
  campaign: string | undefined;
  onOpen: (id: string) => void;
}

function Officers({ officers, commitments, campaign, onOpen }: OfficersProps) {
  const t = useText();
  const words = useBoardWords();
  const rows = commitments.map(({ row }) => row);
  const rowOf = (person: BoardPerson) => commitmentOf(rows, person.user, campaign);
  const hasRead = (person: BoardPerson) => person.guide.read.some(({ page }) => page === guidelinePage);
  const prepared = officers.filter((person) => rowOf(person) !== undefined).length;
  const signed = officers.filter((person) => {
    const row = rowOf(person);
    return row !== undefined && stateOfCommitment(row) === 'signed';
  }).length;
  const columns: readonly TableColumn<BoardPerson>[] = [
    {
      key: 'name',
      label: t('people.name'),
      sortValue: ({ name }) => name,
      cell: (person) => {
        const row = rowOf(person);
        return row === undefined ? (
          <PersonName parts={namePartsOf(person.name)} />
        ) : (
          <button type="button" class="board-name people-open" onClick={() => onOpen(row.id)}>
            <PersonName parts={namePartsOf(person.name)} />
          </button>
        );
      },
    },
    {
      key: 'state',
      label: t('people.state'),
      cell: (person) => {
        const row = rowOf(person);
        return row === undefined ? <Tag>{t('commitment.state.none')}</Tag> : <CommitmentTag row={row} />;
      },
    },
    { key: 'target', label: t('commitment.target'), numeric: true, cell: (person) => rowOf(person)?.target ?? '–' },
    {
      key: 'guide',
      label: t('commitment.guideline'),
      cell: (person) => {
        if (hasRead(person)) return <Tag tone="done">{t('commitment.read')}</Tag>;
        const asked = person.guide.assigned.find(({ page }) => page === guidelinePage);
        return (
          <Tag tone="waiting">{asked === undefined ? t('commitment.not-read') : t('people.guide.since', { day: words.day(asked.on) })}</Tag>
        );
      },
    },
  ];
  return (
    <>
      <StatTiles
        tiles={[
          { label: t('commitment.tile.officers'), value: officers.length, unit: t('common.unit.people', { n: officers.length }) },
          { label: t('commitment.tile.prepared'), value: prepared, unit: t('commitment.tile.of', { n: officers.length }) },
          { label: t('commitment.tile.signed'), value: signed, unit: t('commitment.tile.of', { n: officers.length }) },
          {
            label: t('commitment.tile.read'),
            value: officers.filter(hasRead).length,
            unit: t('commitment.tile.of', { n: officers.length }),
          },
        ]}
      />
      <Section title={t('commitment.officers')}>
        <DataTable
          caption={t('commitment.title')}
          columns={columns}
          rows={officers}
          keyOf={({ user }) => user}
          empty={
            <EmptyState
              icon="users"
              title={t('board.officers.none')}
              action={<LinkButton href="/board/people">{t('board.officers.invite')}</LinkButton>}
            >
              {t('board.officers.none.why')}
            </EmptyState>
          }
        />
      </Section>
    </>
  );
}
