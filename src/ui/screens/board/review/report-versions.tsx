/** A report as it stands and as it came about: its figures, what every level said, the versions before. */
import type { ReportReview, ReportRow } from '../../../../domain/report-row.ts';
import type { BoardReportDetail } from '../../../../protocol/board-reports.ts';
import { useText } from '../../../app-context.ts';
import { Section } from '../../../parts/card.tsx';
import { Disclosure } from '../../../parts/disclosure.tsx';
import { IconTile, List, ListRow } from '../../../parts/list-row.tsx';
import { figureLines } from '../../../words/report-words.ts';
import { FigureList } from '../../reports/figure-list.tsx';
import { useBoardWords } from '../in-words.ts';

/** The newest version, with what the one before said where it differs. */
export function Figures({ report }: { report: ReportRow }) {
  const t = useText();
  const words = useBoardWords();
  const tell = { t, words };
  const earlier = report.versions.at(-2);
  const before = earlier && new Map(figureLines(report.kind, earlier.snapshot, tell).map(({ key, value }) => [key, value]));
  return (
    <Section title={t('report.figures')}>
      <FigureList
        lines={figureLines(report.kind, report.snapshot, tell)}
        before={before}
        beforeLabel={earlier && t('board.review.was', { n: earlier.version })}
      />
    </Section>
  );
}

/** What every level has said, newest first. */
export function Said({ shown }: { shown: BoardReportDetail }) {
  const t = useText();
  const words = useBoardWords();
  const all = shown.report.versions.flatMap(({ version, reviews }) => reviews.map((review) => ({ version, review }))).reverse();
  if (all.length === 0) return null;
  return (
    <Section title={t('board.review.said')}>
      <List label={t('board.review.said')}>
        {all.map(({ version, review }) => (
          <ListRow
            key={review.op}
            leading={
              <IconTile
                icon={iconOf(review)}
                tone={review.void !== undefined ? 'plain' : review.decision === 'returned' ? 'stop' : 'done'}
              />
            }
            title={t(`report.review.${review.decision}`, { level: t(`report.by.${review.level}`), when: words.when(review.at) })}
            subtitle={[
              t('report.version', { n: version }),
              shown.names[review.by],
              review.remark,
              review.void !== undefined && t(`group.flag.${review.void}`),
            ]
              .filter(Boolean)
              .join(' · ')}
          />
        ))}
      </List>
    </Section>
  );
}

const iconOf = ({ decision }: ReportReview) => (decision === 'returned' ? ('undo' as const) : ('check' as const));

export function Earlier({ report }: { report: ReportRow }) {
  const t = useText();
  const words = useBoardWords();
  const earlier = report.versions.slice(0, -1).reverse();
  if (earlier.length === 0) return null;
  return (
    <Section title={t('report.history')}>
      {earlier.map((version) => (
        <Disclosure
          key={version.op}
          summary={`${t('report.version', { n: version.version })} · ${t(`report.state.${version.state}`)} · ${words.when(version.at)}`}
        >
          <FigureList lines={figureLines(report.kind, version.snapshot, { t, words })} />
        </Disclosure>
      ))}
    </Section>
  );
}
