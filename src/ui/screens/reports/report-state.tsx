/** Where a report stands, in one word and as the way it has gone: waiting here, with the district since when, returned or accepted by whom. */
import { isTextKey, type Translate } from '../../../content/text.ts';
import type { ReportRow, ReportVersion } from '../../../domain/report-row.ts';
import { civilDateInThailand } from '../../../domain/thai-calendar.ts';
import { useApp, useText } from '../../app-context.ts';
import { Banner } from '../../parts/banner.tsx';
import { IconTile, List, ListRow } from '../../parts/list-row.tsx';
import { Tag, type TagTone } from '../../parts/tag.tsx';
import { clockTime } from '../../screen.tsx';
import { useWords } from '../../words/use-words.ts';
import type { Sent } from './use-sent.ts';

const toneByState: Readonly<Record<ReportRow['state'], TagTone>> = {
  submitted: 'waiting',
  returned: 'stop',
  accepted: 'done',
  'province-accepted': 'done',
  acknowledged: 'done',
};

export function ReportTag({ report, own }: { report: Pick<ReportRow, 'state'>; own: Sent | undefined }) {
  const t = useText();
  if (own?.state === 'queued') return <Tag tone="waiting">{t('report.state.waiting')}</Tag>;
  if (own?.state === 'held' || own?.state === 'rejected') return <Tag tone="stop">{t(`report.state.${own.state}`)}</Tag>;
  return <Tag tone={toneByState[report.state]}>{t(`report.state.${report.state}`)}</Tag>;
}

/** An instant as day and time in Thailand. */
export function useWhen(): (instant: string) => string {
  const words = useWords();
  return (instant) => `${words.day(civilDateInThailand(Date.parse(instant)))} ${clockTime(instant)}`;
}

/** The receipt of one submission; never "received" before the office has said so. */
export function receiptOf(own: Sent | undefined, when: (instant: string) => string, t: Translate): string {
  if (own === undefined) return t('report.receipt.other');
  if (own.state === 'queued') return t('report.state.waiting');
  if (own.state === 'held' || own.state === 'rejected') return t(`report.state.${own.state}`);
  return own.receivedAt === undefined ? t('report.receipt.other') : t('report.receipt', { when: when(own.receivedAt) });
}

/** What happened to the newest version, newest last: sent, received, and each level's word. */
export function ReportWay({ report, own }: { report: ReportRow; own: Sent | undefined }) {
  const { t } = useApp();
  const when = useWhen();
  const newest = report.versions.at(-1);
  if (newest === undefined) return null;
  return (
    <>
      {newest.state === 'returned' && <ReturnedNote version={newest} />}
      {(own?.state === 'held' || own?.state === 'rejected') && (
        <Banner tone="stop" icon="warning" title={t(`report.state.${own.state}`)}>
          {heldWords(own, t)}
        </Banner>
      )}
      <List label={t('report.way')}>
        <ListRow
          leading={<IconTile icon={own?.state === 'queued' ? 'phone' : 'send'} tone={own?.state === 'queued' ? 'waiting' : 'done'} />}
          title={receiptOf(own, when, t)}
          subtitle={
            own?.state === 'queued' ? t('report.waiting.why') : `${t('report.version', { n: newest.version })} · ${when(newest.at)}`
          }
        />
        {newest.reviews
          .filter((review) => review.void === undefined)
          .map((review) => (
            <ListRow
              key={review.op}
              leading={
                <IconTile
                  icon={review.decision === 'returned' ? 'undo' : 'check'}
                  tone={review.decision === 'returned' ? 'stop' : 'done'}
                />
              }
              title={t(`report.review.${review.decision}`, { level: t(`report.by.${review.level}`), when: when(review.at) })}
              subtitle={review.remark}
            />
          ))}
      </List>
    </>
  );
}

function heldWords({ state, why }: Sent, t: Translate): string {
  const key = `outbox.why.${why ?? 'other'}`;
  if (state === 'rejected') return t('outbox.why.rejected', { reason: why ?? '' });
  return t(isTextKey(key) ? key : 'outbox.why.other');
}

function ReturnedNote({ version }: { version: ReportVersion }) {
  const t = useText();
  const when = useWhen();
  const last = version.reviews.findLast((review) => review.void === undefined);
  if (last === undefined) return null;
  return (
    <Banner tone="attention" icon="undo" title={t('report.review.returned', { level: t(`report.by.${last.level}`), when: when(last.at) })}>
      {last.remark}
    </Banner>
  );
}
