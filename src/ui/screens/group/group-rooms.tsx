/** What a founded group comes back to: its by-laws, its committee and the year's end, each with what waits there. */
import type { ComponentChildren } from 'preact';
import { findTermsDue } from '../../../domain/committee-check.ts';
import { findVacantOffices, isHandOverCountDue } from '../../../domain/committee-gap.ts';
import { hasCommittee } from '../../../domain/gate.ts';
import type { GroupRow } from '../../../domain/row.ts';
import { usualEnd } from '../../../domain/year-end.ts';
import { addDays } from '../../../domain/thai-calendar.ts';
import { useText, useToday } from '../../app-context.ts';
import { Section } from '../../parts/card.tsx';
import { IconTile, List, ListRow } from '../../parts/list-row.tsx';
import type { IconName } from '../../parts/icon.tsx';
import { Tag } from '../../parts/tag.tsx';
import { useRows } from '../../use-store.ts';
import { useWords } from '../../words/use-words.ts';

export function GroupRooms({ group }: { group: GroupRow }) {
  const t = useText();
  if (group.source === 'declared' || (!hasCommittee(group) && group.bylaws === undefined)) return null;
  return (
    <Section title={t('year.rooms')}>
      <List label={t('year.rooms')}>
        <BylawsRoom group={group} />
        <CommitteeRoom group={group} />
        <YearRoom group={group} />
      </List>
    </Section>
  );
}

interface RoomProps {
  href: string;
  icon: IconName;
  title: string;
  line: string;
  /** one word for what waits there */
  waits: ComponentChildren;
}

function Room({ href, icon, title, line, waits }: RoomProps) {
  return (
    <ListRow
      href={href}
      leading={<IconTile icon={icon} tone={waits ? 'waiting' : 'plain'} />}
      title={title}
      subtitle={line}
      trailing={waits ? <Tag tone="waiting">{waits}</Tag> : undefined}
    />
  );
}

/** Reminds until the members voted for them. */
function BylawsRoom({ group }: { group: GroupRow }) {
  const t = useText();
  const words = useWords();
  const { bylaws } = group;
  const line =
    bylaws === undefined
      ? t('year.bylaws.none')
      : bylaws.adoptedOn === undefined
        ? t('year.rooms.draft')
        : t('year.bylaws.adopted', { day: words.day(bylaws.adoptedOn) });
  return (
    <Room
      href={`/groups/${group.id}/bylaws`}
      icon="gavel"
      title={t('year.bylaws')}
      line={line}
      waits={bylaws?.adoptedOn === undefined && t('year.rooms.vote')}
    />
  );
}

function CommitteeRoom({ group }: { group: GroupRow }) {
  const t = useText();
  const words = useWords();
  const todayOn = useToday();
  const terms = useRows(group.id, 'term');
  const vacant = findVacantOffices(group);
  const due = findTermsDue(terms ?? [], todayOn);
  const isCountDue = isHandOverCountDue(group);
  const parts = [t('year.rooms.seats', { n: group.committee.seats })];
  if (vacant.length > 0) parts.push(t('year.rooms.vacant', { offices: vacant.map((office) => t(`founding.office.${office}`)).join(' ') }));
  if (isCountDue) parts.push(t('year.rooms.count'));
  if (due[0]?.to !== undefined) parts.push(t('year.rooms.due', { n: due.length, day: words.day(due[0].to) }));
  return (
    <Room
      href={`/groups/${group.id}/committee`}
      icon="users"
      title={t('year.committee')}
      line={parts.join(' · ')}
      waits={vacant.length > 0 ? t('year.committee.vacant') : (isCountDue || due.length > 0) && t('year.rooms.look')}
    />
  );
}

function YearRoom({ group }: { group: GroupRow }) {
  const t = useText();
  const words = useWords();
  const todayOn = useToday();
  const { yearClosedTo } = group.money;
  const from = yearClosedTo === undefined ? group.foundedOn : addDays(yearClosedTo, 1);
  const end = from === undefined ? undefined : usualEnd(from);
  const line =
    yearClosedTo !== undefined
      ? t('year.rooms.closed', { day: words.day(yearClosedTo) })
      : end === undefined
        ? t('year.none')
        : t('year.rooms.first', { day: words.day(end) });
  return (
    <Room
      href={`/groups/${group.id}/year`}
      icon="calendar"
      title={t('year.title')}
      line={line}
      waits={end !== undefined && end < todayOn && group.money.entries > 0 && t('year.rooms.close')}
    />
  );
}
