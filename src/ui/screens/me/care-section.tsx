/** Repair, which first says that it is harmless, and signing out, which first says what would stay behind. */
import { useState } from 'preact/hooks';
import { useApp } from '../../app-context.ts';
import { Banner } from '../../parts/banner.tsx';
import { Button } from '../../parts/button.tsx';
import { Section } from '../../parts/card.tsx';
import { BottomSheet } from '../../parts/dialog.tsx';
import { IconTile, List, ListRow } from '../../parts/list-row.tsx';
import { showToast } from '../../parts/toast.tsx';
import { useQueue } from '../../use-store.ts';

export function CareSection() {
  const { t } = useApp();
  const [open, setOpen] = useState<'repair' | 'leave'>();
  return (
    <>
      <Section title={t('me.care')}>
        <List label={t('me.care')}>
          <ListRow
            leading={<IconTile icon="refresh" />}
            title={t('me.repair')}
            subtitle={t('me.repair.line')}
            onPress={() => setOpen('repair')}
          />
          <ListRow
            leading={<IconTile icon="lock" />}
            title={t('me.leave')}
            subtitle={t('me.leave.line')}
            onPress={() => setOpen('leave')}
          />
        </List>
      </Section>
      {open === 'repair' && <RepairSheet onClose={() => setOpen(undefined)} />}
      {open === 'leave' && <LeaveSheet onClose={() => setOpen(undefined)} />}
    </>
  );
}

function RepairSheet({ onClose }: { onClose: () => void }) {
  const { t, store } = useApp();
  const [busy, setBusy] = useState(false);
  const [failed, setFailed] = useState(false);
  const run = async () => {
    setBusy(true);
    setFailed(false);
    try {
      await store.repair();
      onClose();
      showToast({ text: t('me.repair.done'), icon: 'check' });
    } catch {
      setFailed(true);
      setBusy(false);
    }
  };
  return (
    <BottomSheet
      open
      onClose={onClose}
      title={t('me.repair')}
      closeLabel={t('common.close')}
      actions={
        <>
          <Button onPress={onClose}>{t('common.cancel')}</Button>
          <Button kind="primary" busy={busy} busyLabel={t('me.repair.busy')} onPress={() => void run()}>
            {t('me.repair.run')}
          </Button>
        </>
      }
    >
      <p>{t('me.repair.what')}</p>
      {failed && (
        <Banner tone="attention" announce>
          {t('me.repair.failed')}
        </Banner>
      )}
    </BottomSheet>
  );
}

/** Never deletes; with unsent records the sending comes first and leaving without it is the quieter answer (lesson R62). */
function LeaveSheet({ onClose }: { onClose: () => void }) {
  const { t, signOut, sendNow, practice } = useApp();
  const queue = useQueue();
  const [busy, setBusy] = useState<'sending' | 'leaving'>();
  const [tried, setTried] = useState(false);
  if (queue === undefined) return null;
  const records = queue.waiting;
  const photos = queue.photosWaiting + queue.photosFailed;
  const unsent = !practice && records + photos > 0;
  const send = async () => {
    setBusy('sending');
    await sendNow().catch(() => undefined);
    setTried(true);
    setBusy(undefined);
  };
  const leave = async () => {
    setBusy('leaving');
    await signOut();
  };
  return (
    <BottomSheet
      open
      onClose={onClose}
      title={t('me.leave.sure')}
      closeLabel={t('common.close')}
      actions={
        unsent ? (
          <>
            <Button kind="quiet" busy={busy === 'leaving'} busyLabel={t('me.leave.busy')} onPress={() => void leave()}>
              {t('me.leave.anyway')}
            </Button>
            <Button kind="primary" icon="send" busy={busy === 'sending'} busyLabel={t('me.leave.sending')} onPress={() => void send()}>
              {t('me.leave.send-first')}
            </Button>
          </>
        ) : (
          <>
            <Button onPress={onClose}>{t('common.cancel')}</Button>
            <Button kind="primary" busy={busy === 'leaving'} busyLabel={t('me.leave.busy')} onPress={() => void leave()}>
              {t('me.leave.confirm')}
            </Button>
          </>
        )
      }
    >
      <p>{unsent ? t('me.leave.unsent', { n: records, photos }) : t('me.leave.clean')}</p>
      {tried && unsent && (
        <Banner tone="attention" icon="wifi-off" announce>
          {t('me.leave.still', { n: records + photos })}
        </Banner>
      )}
    </BottomSheet>
  );
}
