/** Groups that came or went lately, and pages that the office asks to read and that were not read yet. */
import { findGuidanceEntry } from '../../../content/guidance-index.ts';
import type { RowByPrefix } from '../../../domain/row.ts';
import { useApp } from '../../app-context.ts';
import { IconTile, List, ListRow } from '../../parts/list-row.tsx';
import { useWords } from '../../words/use-words.ts';

interface OfficeNewsProps {
  readonly assigned: readonly RowByPrefix['assigned'][];
  readonly notices: readonly RowByPrefix['notice'][];
}

export function OfficeNews({ assigned, notices }: OfficeNewsProps) {
  const { t, language } = useApp();
  const words = useWords();
  return (
    <List label={t('commitment.office')}>
      {notices.map(({ id, about, on, groups }) => (
        <ListRow
          key={id}
          leading={<IconTile icon="bell" tone="waiting" />}
          title={t(`commitment.notice.${about}`, { n: groups.length })}
          subtitle={words.day(on, { style: 'long' })}
          href={groups.length === 1 && about === 'groups-received' ? `/groups/${groups[0] ?? ''}` : '/groups'}
        />
      ))}
      {assigned.map(({ page, on, dueOn }) => (
        <ListRow
          key={page}
          leading={<IconTile icon="book" tone="waiting" />}
          title={findGuidanceEntry(page)?.title[language] ?? page}
          subtitle={
            dueOn === undefined
              ? t('commitment.assigned.on', { day: words.day(on) })
              : t('commitment.assigned.due', { day: words.day(dueOn) })
          }
          href={`/guide/${page}`}
        />
      ))}
    </List>
  );
}
