/** One record of the sending page: what it is, how far it has come, and what to do when it was set aside or refused. */
import { isTextKey, type Translate } from '../../../content/text.ts';
import type { StoredOperation } from '../../../storage/phone-store.ts';
import { useApp } from '../../app-context.ts';
import { Button, LinkButton } from '../../parts/button.tsx';
import { ListRow } from '../../parts/list-row.tsx';
import { Tag, type TagTone } from '../../parts/tag.tsx';
import { useMoment } from '../../photo/moment.ts';

const toneByState: Record<StoredOperation['state'], TagTone> = {
  queued: 'waiting',
  acked: 'done',
  safe: 'done',
  held: 'next',
  rejected: 'stop',
};

/** Where a record's group is shown on this phone. */
export interface Place {
  readonly href: string;
  readonly label: string;
}

interface OperationRowProps {
  record: StoredOperation;
  group?: string;
  showWhy?: boolean;
  place?: Place | undefined;
  /** its author has read why it was refused */
  onSeen?: () => void;
}

export function OperationRow({ record, group, showWhy = false, place, onSeen }: OperationRowProps) {
  const { t } = useApp();
  const moment = useMoment();
  const { op, state } = record;
  const details = [group, moment(op.at), `${kilobytes(record.bytes)} KB`].filter((part) => part !== undefined).join(' · ');
  return (
    <ListRow
      title={kindWord(op.k, t)}
      subtitle={
        showWhy ? (
          <>
            {details}
            <br />
            {whyWords(record, t)}
          </>
        ) : record.ackedAt !== undefined ? (
          `${details} · ${t('outbox.receipt.body', { time: moment(record.ackedAt) })}`
        ) : (
          details
        )
      }
      trailing={<Tag tone={toneByState[state]}>{t(`outbox.state.${state}`)}</Tag>}
      action={
        (place !== undefined || onSeen !== undefined) && (
          <div class="stack">
            {place && <LinkButton href={place.href}>{place.label}</LinkButton>}
            {onSeen && <Button onPress={onSeen}>{t('outbox.refused.seen')}</Button>}
          </div>
        )
      }
    />
  );
}

function kindWord(kind: string, t: Translate): string {
  const key = `outbox.kind.${kind}`;
  return t(isTextKey(key) ? key : 'outbox.kind.other');
}

function whyWords(record: StoredOperation, t: Translate): string {
  const key = `outbox.why.${record.why ?? 'other'}`;
  const isOwn = record.why === 'unreadable' || record.why === 'new-device';
  if (record.state === 'rejected' && !isOwn) return t('outbox.why.rejected', { reason: record.why ?? '' });
  return t(isTextKey(key) ? key : 'outbox.why.other');
}

export function kilobytes(bytes: number): string {
  return bytes < 1024 ? (bytes / 1024).toFixed(1) : String(Math.round(bytes / 1024));
}
