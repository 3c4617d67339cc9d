/** Notices and reports of one group that have reached the office, each with its time. */
import type { GroupRow } from '../../../domain/row.ts';
import { useText } from '../../app-context.ts';
import { Section } from '../../parts/card.tsx';
import { IconTile, List, ListRow } from '../../parts/list-row.tsx';
import { useBoardWords } from './in-words.ts';

const kindsInOrder = ['founding-notice', 'establishment-result', 'three-month', 'monthly-savings'] as const;

export function NoticeSection({ reports }: { reports: GroupRow['reports'] }) {
  const t = useText();
  const words = useBoardWords();
  const present = kindsInOrder.filter((kind) => reports[kind] !== undefined);
  return (
    <Section title={t('board.group.notices')}>
      {present.length === 0 ? (
        <p class="quiet board-note">{t('board.group.notices.none')}</p>
      ) : (
        <List label={t('board.group.notices')}>
          {present.map((kind) => {
            const report = reports[kind];
            if (report === undefined) return null;
            const version = report.version > 1 ? ` · ${t('board.group.notice.version', { n: report.version })}` : '';
            return (
              <ListRow
                key={kind}
                leading={<IconTile icon="check" tone="done" />}
                title={t(`board.report.${kind}`)}
                subtitle={`${t('board.group.notice.at', { when: words.when(report.submittedAt) })}${version}`}
              />
            );
          })}
        </List>
      )}
    </Section>
  );
}
