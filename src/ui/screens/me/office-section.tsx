/** What the office asks of this person or tells: the commitment, pages to study, groups that came or went. */
import { findGuidanceEntry } from '../../../content/guidance-index.ts';
import { useApp } from '../../app-context.ts';
import { CommitmentTag } from '../../commitment/state-tag.tsx';
import { useOwnCommitment } from '../../commitment/use-area-rows.ts';
import { Section } from '../../parts/card.tsx';
import { IconTile, List, ListRow } from '../../parts/list-row.tsx';
import { Tag } from '../../parts/tag.tsx';
import { usePersonStream, useRows } from '../../use-store.ts';
import { useWords } from '../../words/use-words.ts';

const shownNotices = 5;

export function OfficeSection() {
  const { t, language } = useApp();
  const words = useWords();
  const person = usePersonStream() ?? '';
  const own = useOwnCommitment();
  const read = new Set(useRows(person, 'guide')?.map(({ page }) => page));
  const assigned = useRows(person, 'assigned') ?? [];
  const notices = [...(useRows(person, 'notice') ?? [])].sort((a, b) => (a.at < b.at ? 1 : -1)).slice(0, shownNotices);
  if (!own && assigned.length + notices.length === 0) return null;
  return (
    <Section title={t('commitment.office')}>
      <List label={t('commitment.office')}>
        {own && (
          <ListRow
            leading={<IconTile icon="clipboard" />}
            title={t('commitment.own.title')}
            subtitle={t('commitment.target.words', { n: own.row.target })}
            trailing={<CommitmentTag row={own.row} />}
            href="/me/commitment"
          />
        )}
        {assigned.map(({ page, on, dueOn }) => (
          <ListRow
            key={page}
            leading={<IconTile icon="book" />}
            title={findGuidanceEntry(page)?.title[language] ?? page}
            subtitle={
              dueOn === undefined
                ? t('commitment.assigned.on', { day: words.day(on) })
                : t('commitment.assigned.due', { day: words.day(dueOn) })
            }
            trailing={<Tag tone={read.has(page) ? 'done' : 'waiting'}>{t(read.has(page) ? 'guide.read' : 'commitment.not-read')}</Tag>}
            href={`/guide/${page}`}
          />
        ))}
        {notices.map(({ id, about, on, groups }) => (
          <ListRow
            key={id}
            leading={<IconTile icon="bell" />}
            title={t(`commitment.notice.${about}`, { n: groups.length })}
            subtitle={words.day(on, { style: 'long' })}
            href="/groups"
          />
        ))}
      </List>
    </Section>
  );
}
