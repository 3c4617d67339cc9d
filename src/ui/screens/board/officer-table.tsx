/** Officers with the steps of their groups, what was founded and reported, visits of the month, and silence told apart by its reason. */
import type { AreaOfficer } from '../../../protocol/area-board.ts';
import { civilDateInThailand, daysBetween } from '../../../domain/thai-calendar.ts';
import { isOlderVersion, silenceReasons, type SilenceReason } from '../../../domain/silence.ts';
import { appVersion } from '../../../sync/app-version.ts';
import { useText } from '../../app-context.ts';
import { Button, LinkButton } from '../../parts/button.tsx';
import { Section } from '../../parts/card.tsx';
import { DataTable, type TableColumn } from '../../parts/data-table.tsx';
import { EmptyState } from '../../parts/empty-state.tsx';
import { PersonName } from '../../parts/person-name.tsx';
import { Tag, type TagTone } from '../../parts/tag.tsx';
import { areaSharesOf, foundingShareOf } from './figures.ts';
import { namePartsOf, useBoardWords } from './in-words.ts';
import { ShareBars } from './step-bars.tsx';

export interface OfficerTableProps {
  officers: readonly AreaOfficer[];
  asOf: string;
  /** several districts: each row says which */
  withDistrict: boolean;
  /** the one whose groups are shown below */
  chosen?: string | undefined;
  /** a note about somebody; absent where notes are not written */
  onNote?: ((officer: AreaOfficer) => void) | undefined;
}

const toneByReason: Readonly<Record<SilenceReason, TagTone>> = {
  'no-phone': 'plain',
  'storage-full': 'stop',
  'old-version': 'waiting',
  'not-opened': 'waiting',
  waiting: 'waiting',
  'no-meeting': 'plain',
};

export function OfficerTable({ officers, asOf, withDistrict, chosen, onNote }: OfficerTableProps) {
  const t = useText();
  const words = useBoardWords();
  const columns: readonly TableColumn<AreaOfficer>[] = [
    {
      key: 'officer',
      label: t('board.col.officer'),
      sortValue: ({ name }) => name,
      cell: ({ user, name, district, areas, figures }) => (
        <>
          <a
            class="board-name"
            href={`/board?area=${district}&officer=${user}`}
            aria-label={t('board.officer.show', { name })}
            aria-current={user === chosen ? 'true' : undefined}
          >
            <PersonName parts={namePartsOf(name)} />
          </a>
          <span class="board-under">
            {withDistrict && district.length === 4 && `${t('common.district', { name: words.district(district) })} `}
            {areas.length === 0 ? <Ended groups={figures.groups} /> : tambonsOf(areas, (code) => (code.length === 2 ? words.area(code) : words.tambon(code)))}
          </span>
        </>
      ),
      // who works in two districts has two rows
      total: t('board.officer.total', { n: new Set(officers.map(({ user }) => user)).size }),
    },
    {
      key: 'steps',
      label: t('board.col.steps'),
      sortValue: ({ figures }) => shareOf(figures),
      cell: ({ figures }) =>
        figures.groups === 0 ? <span class="quiet small">{t('board.district.no-group')}</span> : <ShareBars shares={areaSharesOf(figures)} />,
    },
    { key: 'groups', label: t('board.district.followed'), numeric: true, cell: ({ figures }) => figures.groups, total: total(officers, 'groups') },
    { key: 'founded', label: t('board.officer.founded'), numeric: true, cell: ({ figures }) => figures.founded, total: total(officers, 'founded') },
    { key: 'reported', label: t('board.officer.reported'), numeric: true, cell: ({ figures }) => figures.reported, total: total(officers, 'reported') },
    {
      key: 'visited',
      label: t('board.officer.visited'),
      numeric: true,
      cell: ({ figures }) => `${figures.visited}/${figures.groups}`,
      total: `${total(officers, 'visited')}/${total(officers, 'groups')}`,
    },
    {
      key: 'seen',
      label: t('board.phone.seen'),
      sortValue: ({ phone }) => phone?.lastSeenAt ?? '',
      cell: ({ phone }) => <span class="board-when">{phone === null ? '–' : words.when(phone.lastSeenAt)}</span>,
    },
    { key: 'silence', label: t('board.officer.silence'), cell: (officer) => <Silence officer={officer} asOf={asOf} /> },
    ...(onNote
      ? [
          {
            key: 'note',
            label: t('board.note.column'),
            cell: (officer: AreaOfficer) => (
              <span class="no-print">
                <Button kind="quiet" icon="pen" onPress={() => onNote(officer)}>
                  {t('board.note.write')}
                  <span class="hidden-text"> {officer.name}</span>
                </Button>
              </span>
            ),
          },
        ]
      : []),
  ]; // prettier-ignore
  const title = t('board.officers');
  return (
    <Section title={title}>
      {officers.length === 0 ? (
        <EmptyState
          icon="users"
          title={t('board.officers.none')}
          action={onNote && <LinkButton href="/board/people">{t('board.officers.invite')}</LinkButton>}
        >
          {t('board.officers.none.why')}
        </EmptyState>
      ) : (
        <div class="board-officers">
          <DataTable caption={title} columns={columns} rows={officers} keyOf={({ user, district }) => `${district} ${user}`} />
          <p class="quiet small board-note">{t('board.officers.rule')}</p>
        </div>
      )}
    </Section>
  );
}

/** The name stays so that the groups can be found and given to somebody. */
function Ended({ groups }: { groups: number }) {
  const t = useText();
  return (
    <>
      <Tag tone="waiting">{t('board.officer.ended')}</Tag>
      {groups > 0 && ` ${t('board.officer.groups-with-chief', { n: groups })}`}
    </>
  );
}

function total(officers: readonly AreaOfficer[], name: 'groups' | 'founded' | 'reported' | 'visited'): number {
  return officers.reduce((sum, { figures }) => sum + figures[name], 0);
}

function shareOf(figures: AreaOfficer['figures']): number {
  const { settled, of } = foundingShareOf(figures);
  return of === 0 ? -1 : settled / of;
}

function tambonsOf(areas: readonly string[], nameOf: (code: string) => string | undefined): string {
  return areas.flatMap((area) => nameOf(area) ?? []).join(' · ');
}

function Silence({ officer: { figures, phone, meetingsOver = 0 }, asOf }: { officer: AreaOfficer; asOf: string }) {
  const t = useText();
  const days = phone === null ? undefined : daysBetween(civilDateInThailand(Date.parse(phone.lastSeenAt)), civilDateInThailand(Date.parse(asOf)));
  const waiting = (phone?.waiting ?? 0) + (phone?.photosWaiting ?? 0);
  const reasons = silenceReasons({
    daysSinceSeen: days,
    waiting,
    quotaErrors: phone?.quotaErrors ?? 0,
    isOldVersion: phone !== null && isOlderVersion(phone.app, appVersion),
    meetingsOver,
    activeGroups: Math.max(figures.met, figures.visited),
  });
  if (reasons.length === 0) return <Tag tone="done">{t('board.phone.fine')}</Tag>;
  return (
    <span class="board-marks">
      {reasons.map((reason) => (
        <Tag key={reason} tone={toneByReason[reason]}>
          {t(`board.silence.${reason}`, { n: reason === 'not-opened' ? (days ?? 0) : waiting, version: phone?.app ?? '' })}
        </Tag>
      ))}
    </span>
  );
} // prettier-ignore
