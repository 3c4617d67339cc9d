/** What is on this phone, what the office has, what somebody must look at: one line per record, read from the queue itself. */
import { useEffect, useState } from 'preact/hooks';
import type { TextKey } from '../../content/text.ts';
import type { GroupRow } from '../../domain/row.ts';
import type { QueuedPhoto, StoredOperation } from '../../storage/phone-store.ts';
import { lastBoard } from '../../sync/office-board.ts';
import type { SyncPhase } from '../../sync/sync-state.ts';
import { useApp } from '../app-context.ts';
import { useThisPhone } from '../boot/this-phone.ts';
import { ActionBar } from '../parts/action-bar.tsx';
import { Banner } from '../parts/banner.tsx';
import { Button, LinkButton } from '../parts/button.tsx';
import { Section } from '../parts/card.tsx';
import { Disclosure } from '../parts/disclosure.tsx';
import { EmptyState } from '../parts/empty-state.tsx';
import { IconTile, List, ListRow } from '../parts/list-row.tsx';
import { SaveCopy } from '../parts/save-copy.tsx';
import { SkeletonRows } from '../parts/skeleton.tsx';
import { StatTiles } from '../parts/stat-tiles.tsx';
import { Tag } from '../parts/tag.tsx';
import { showToast } from '../parts/toast.tsx';
import { useMoment } from '../photo/moment.ts';
import { Screen } from '../screen.tsx';
import { recordSheets } from '../money-sheets.ts';
import { queueWithSheets, useGroups, useQueue, useWithQueue } from '../use-store.ts';
import { areasOf } from './board/area.ts';
import { BringCopy } from './outbox/bring-copy.tsx';
import { kilobytes, OperationRow, type Place } from './outbox/operation-row.tsx';
import { ClockBanner } from './today/clock-banner.tsx';

const shownOperations = 300;
export function OutboxScreen() {
  const { t, practice, store } = useApp();
  const moment = useMoment();
  const { saveCopy } = useThisPhone();
  const queue = useQueue();
  const groups = useGroups();
  const { operations, photos } = useOutbox();
  const { busy, outcome, send } = useSendNow();
  const namesOnBoard = useNamesOnBoard(groups, operations);
  const nameOf = (g: string) => groups?.find((group) => group.id === g)?.name ?? namesOnBoard?.get(g) ?? t('outbox.no-group');
  const problems = operations?.filter(({ state }) => state === 'held') ?? [];
  const refused = operations?.filter(({ state }) => state === 'rejected') ?? [];
  const [unread, read] = [refused.filter(({ isSeen }) => isSeen !== true), refused.filter(({ isSeen }) => isSeen === true)];
  const placeOf = (g: string): Place | undefined =>
    groups?.some((group) => group.id === g) === true
      ? { href: `/groups/${g}`, label: t('outbox.open-group') }
      : namesOnBoard?.has(g) === true
        ? { href: `/board/groups/${g}`, label: t('outbox.open-board') }
        : undefined;
  const waiting = operations?.filter(({ state }) => state === 'queued') ?? [];
  const sent = operations?.filter(({ state }) => state === 'acked' || state === 'safe') ?? [];
  const unsentPhotos = photos?.filter(({ state }) => state !== 'sent') ?? [];
  const nothing = operations !== undefined && operations.length === 0 && unsentPhotos.length === 0;

  return (
    <Screen
      title={t('outbox.title')}
      subtitle={
        queue === undefined
          ? undefined
          : queue.lastContactAt === undefined
            ? t('outbox.contact.never')
            : t('outbox.contact', { time: moment(queue.lastContactAt) })
      }
      actionBar={
        <ActionBar
          primary={
            <Button kind="primary" wide icon="send" busy={busy} busyLabel={t('outbox.sending')} onPress={send}>
              {t('outbox.send-now')}
            </Button>
          }
        />
      }
    >
      <ClockBanner />
      <div aria-live="polite">
        {outcome !== undefined && (
          <Banner
            tone={outcome.good ? 'info' : 'attention'}
            actions={outcome.mustSignIn && <LinkButton href="/signin">{t('me.signin.action')}</LinkButton>}
          >
            {outcome.text}
          </Banner>
        )}
      </div>
      {queue !== undefined && !nothing && (
        <StatTiles
          tiles={[
            { label: t('outbox.tile.waiting'), value: queue.waiting },
            { label: t('outbox.tile.photos'), value: queue.photosWaiting },
            {
              label: t('outbox.tile.problems'),
              value: queue.held + queue.rejected + queue.photosFailed,
              tone: queue.held + queue.rejected + queue.photosFailed > 0 ? 'attention' : 'normal',
            },
          ]}
        />
      )}
      {operations === undefined && <SkeletonRows count={5} label={t('common.loading')} />}
      {nothing && (
        <EmptyState icon="send" title={t('outbox.empty.title')}>
          {t('outbox.empty.body')}
        </EmptyState>
      )}
      {problems.length > 0 && (
        <Section title={t('outbox.problems')}>
          <p class="quiet">{t('outbox.problems.note')}</p>
          <List label={t('outbox.problems')}>
            {problems.map((record) => (
              <OperationRow key={record.op.id} record={record} group={nameOf(record.op.g)} showWhy place={placeOf(record.op.g)} />
            ))}
          </List>
        </Section>
      )}
      {unread.length > 0 && (
        <Section title={t('outbox.refused')}>
          <p class="quiet">{t('outbox.refused.note')}</p>
          <List label={t('outbox.refused')}>
            {unread.map((record) => (
              <OperationRow
                key={record.op.id}
                record={record}
                group={nameOf(record.op.g)}
                showWhy
                place={placeOf(record.op.g)}
                onSeen={() => {
                  void store.markSeen(record.op.id).then(() => showToast({ text: t('outbox.refused.seen.done'), icon: 'check' }));
                }}
              />
            ))}
          </List>
        </Section>
      )}
      {waiting.length > 0 && (
        <Section title={t('outbox.waiting')}>
          <GroupedRows records={waiting} groups={groups ?? []} nameOf={nameOf} />
        </Section>
      )}
      {unsentPhotos.length > 0 && (
        <Section title={t('outbox.photos')}>
          <p class="quiet">{t('outbox.photos.cost', { mb: megabytes(unsentPhotos), n: unsentPhotos.length })}</p>
          {queue !== undefined && queue.photosFailed > 0 && (
            <Banner tone="stop" icon="image">
              {t('outbox.photos.failed', { n: queue.photosFailed })}
            </Banner>
          )}
          <List label={t('outbox.photos')}>
            {unsentPhotos.map((photo, index) => (
              <ListRow
                key={photo.sha}
                leading={<IconTile icon="image" tone={photo.state === 'failed' ? 'stop' : 'waiting'} />}
                title={t('outbox.photo.row', { n: index + 1 })}
                subtitle={`${nameOf(photo.group)} · ${t('outbox.photo.progress', { sent: kilobytes(photo.sentBytes), all: kilobytes(photo.bytes) })}`}
                trailing={<Tag tone={photo.state === 'failed' ? 'stop' : 'waiting'}>{t(`outbox.photo.${photo.state}`)}</Tag>}
              />
            ))}
          </List>
        </Section>
      )}
      {!practice && waiting.length + unsentPhotos.length > 0 && <SaveCopy t={t} title={t('outbox.copy')} save={saveCopy} />}
      {sent.length > 0 && (
        <Disclosure summary={`${t('outbox.sent')} (${sent.length})`}>
          <List label={t('outbox.sent')}>
            {sent.slice(0, 100).map((record) => (
              <OperationRow key={record.op.id} record={record} group={nameOf(record.op.g)} />
            ))}
          </List>
        </Disclosure>
      )}
      {read.length > 0 && (
        <Disclosure summary={`${t('outbox.refused.read')} (${read.length})`}>
          <List label={t('outbox.refused.read')}>
            {read.map((record) => (
              <OperationRow key={record.op.id} record={record} group={nameOf(record.op.g)} showWhy />
            ))}
          </List>
        </Disclosure>
      )}
      {!practice && <BringCopy />}
    </Screen>
  );
}

function GroupedRows({
  records,
  groups,
  nameOf,
}: {
  records: readonly StoredOperation[];
  groups: readonly GroupRow[];
  nameOf: (g: string) => string;
}) {
  const streams = [...new Set(records.map(({ op }) => op.g))].sort((a, b) => order(groups, a) - order(groups, b));
  return streams.map((g) => (
    <Disclosure
      key={g}
      summary={`${nameOf(g)} (${records.filter(({ op }) => op.g === g).length})`}
      open={streams.length === 1 && records.length <= 20}
    >
      <List label={nameOf(g)}>
        {records
          .filter(({ op }) => op.g === g)
          .map((record) => (
            <OperationRow key={record.op.id} record={record} />
          ))}
      </List>
    </Disclosure>
  ));
}

function order(groups: readonly GroupRow[], g: string): number {
  const index = groups.findIndex((group) => group.id === g);
  return index < 0 ? groups.length : index;
}

/** A chief's records are about groups that this phone does not hold; the board seen last knows their names. */
function useNamesOnBoard(groups: readonly GroupRow[] | undefined, operations: readonly StoredOperation[] | undefined) {
  const { me } = useApp();
  const { store } = useThisPhone();
  const isNeeded = operations?.some(({ op }) => groups?.every((group) => group.id !== op.g)) ?? false;
  return useWithQueue(async () => {
    const boards = isNeeded ? await Promise.all(areasOf(me.grants).map(async (area) => lastBoard(store, area))) : [];
    return new Map(boards.flatMap((last) => (last?.board.groups ?? []).map(({ group }) => [group.id, group.name] as const)));
  }, [isNeeded, store]);
}

function megabytes(photos: readonly QueuedPhoto[]): string {
  return (photos.reduce((sum, photo) => sum + photo.bytes + photo.thumbBytes - photo.sentBytes, 0) / 1_000_000).toFixed(1);
}

function useOutbox(): { operations: readonly StoredOperation[] | undefined; photos: readonly QueuedPhoto[] | undefined } {
  const { store } = useApp();
  const [operations, setOperations] = useState<readonly StoredOperation[]>();
  const [photos, setPhotos] = useState<readonly QueuedPhoto[]>();
  useEffect(() => {
    let current = true;
    const read = () => {
      void store.outbox(shownOperations).then((next) => current && setOperations(next));
      void store.photosQueued().then((next) => current && setPhotos(next));
    };
    read();
    const stop = store.onQueueChange(read);
    return () => {
      current = false;
      stop();
    };
  }, [store]);
  return { operations, photos };
}

interface Outcome {
  readonly good: boolean;
  readonly text: string;
  /** nothing goes before that */
  readonly mustSignIn?: boolean;
}

/** what else than a missing signal kept everything here, as the office's own words say it */
const wordsByPhase = {
  busy: 'problem.wire.busy',
  old: 'problem.wire.app-too-old',
  revoked: 'problem.wire.device-revoked',
  ended: 'problem.wire.right-ended',
} as const satisfies Partial<Record<SyncPhase, TextKey>>;

const isWorded = (phase: SyncPhase): phase is keyof typeof wordsByPhase => phase in wordsByPhase;

/** A tap always tries at once and always ends in one sentence: sent n, waiting m, why. */
function useSendNow(): { busy: boolean; outcome: Outcome | undefined; send: () => void } {
  const app = useApp();
  const { store, sendNow, t } = app;
  const [busy, setBusy] = useState(false);
  const [outcome, setOutcome] = useState<Outcome>();
  const send = () => {
    setBusy(true);
    setOutcome(undefined);
    void (async () => {
      await recordSheets(app).catch(() => undefined);
      const before = await queueWithSheets(store);
      const { phase } = await sendNow();
      const after = await queueWithSheets(store);
      const waiting = after.waiting + after.photosWaiting;
      const gone = Math.max(0, before.waiting + before.photosWaiting - waiting);
      setBusy(false);
      if (phase === 'signin-required') setOutcome({ good: false, text: t('outbox.result.signin'), mustSignIn: true });
      else if (phase === 'portal') setOutcome({ good: false, text: t('outbox.result.portal') });
      else if (waiting === 0 && after.photosFailed > 0 && phase !== 'offline')
        setOutcome({ good: false, text: t('outbox.result.photos-failed', { n: after.photosFailed }) });
      else if (waiting === 0 && phase !== 'offline') setOutcome({ good: true, text: t('outbox.result.sent-all') });
      else if (gone > 0) setOutcome({ good: true, text: t('outbox.result.sent-some', { sent: gone, waiting }) });
      else if (isWorded(phase)) setOutcome({ good: false, text: t(wordsByPhase[phase]) });
      else setOutcome({ good: false, text: t('outbox.result.no-signal', { waiting }) });
    })();
  };
  return { busy, outcome, send };
}
