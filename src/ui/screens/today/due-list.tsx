/** The days that come up, as calendar leaves. */
import { useState } from 'preact/hooks';
import type { Translate } from '../../../content/text.ts';
import { daysBetween } from '../../../domain/thai-calendar.ts';
import { afterPaint } from '../../after-paint.tsx';
import { useText, useToday } from '../../app-context.ts';
import { Button } from '../../parts/button.tsx';
import { Section } from '../../parts/card.tsx';
import { DateLeaf, List, ListRow } from '../../parts/list-row.tsx';
import { membersOf } from '../../../domain/group-figures.ts';
import { listNameOf } from '../group/in-words.ts';
import { useWords, type Words } from '../../words/use-words.ts';
import type { Due } from './dues.ts';

const shownAtFirst = 5;
const HolidayName = afterPaint(async () => (await import('./holiday-name.tsx')).HolidayName);

export function DueList({ dues }: { dues: readonly Due[] }) {
  const t = useText();
  const [all, setAll] = useState(false);
  if (dues.length === 0) return null;
  const shown = all ? dues : dues.slice(0, shownAtFirst);
  return (
    <Section title={t('today.dues')}>
      <List>
        {shown.map((due) => (
          <DueLine key={due.href ?? `${due.kind}:${due.group?.id ?? ''}`} due={due} />
        ))}
      </List>
      {shown.length < dues.length && (
        <Button kind="quiet" icon="chevron-down" onPress={() => setAll(true)}>
          {t('today.dues.more', { n: dues.length - shown.length })}
        </Button>
      )}
    </Section>
  );
}

function DueLine({ due }: { due: Due }) {
  const t = useText();
  const words = useWords();
  const todayOn = useToday();
  const isLate = due.on < todayOn && due.kind !== 'campaign-week';
  return (
    <ListRow
      href={addressOf(due)}
      leading={<DateLeaf {...words.leaf(due.on)} tone={isLate ? 'late' : 'normal'} />}
      title={t(`today.due.${due.kind}`)}
      subtitle={
        <>
          {isLate && <b class="late">{t('today.due.late', { n: daysBetween(due.on, todayOn) })} · </b>}
          {detailOf(due, t, words)}
          {due.kind === 'pledge-day' && <HolidayName on={due.on} />}
        </>
      }
    />
  );
}

function detailOf({ kind, group, forMonth }: Due, t: Translate, words: Words): string {
  const parts: string[] = [];
  if (forMonth !== undefined) parts.push(words.month(forMonth));
  if (group !== undefined) parts.push(listNameOf(group, t));
  if (kind === 'pledge-day' && group !== undefined && membersOf(group) > 0)
    parts.push(`${membersOf(group).toLocaleString('en-US')} ${t('common.unit.people', { n: membersOf(group) })}`);
  if (kind === 'campaign-week') parts.push(t('today.due.campaign-week.what'));
  return parts.join(' · ');
}

function addressOf({ kind, on, group, href }: Due): string {
  if (href !== undefined) return href;
  if (group === undefined) return '/guide';
  const home = `/groups/${group.id}`;
  switch (kind) {
    case 'meeting':
      return `${home}/founding`;
    case 'pledge-day':
      return `${home}/collection/${on}`;
    case 'review':
      return `${home}/stage`;
    case 'follow-up':
      return `${home}/visit?kind=advice`;
    default:
      return home;
  }
}
