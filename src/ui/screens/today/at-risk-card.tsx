/** When something is only on this phone: how much, since when, and what the officer can do about it. Silent when nothing is at risk. */
import { useEffect, useState } from 'preact/hooks';
import { useApp } from '../../app-context.ts';
import { Banner } from '../../parts/banner.tsx';
import { Button, LinkButton } from '../../parts/button.tsx';
import { ageInWords } from '../../screen.tsx';
import { useQueue, useSyncState } from '../../use-store.ts';

const oldAfterMs = 24 * 3_600_000;

export function AtRiskCard() {
  const { t, practice, nowMs, sendNow } = useApp();
  const queue = useQueue();
  const sync = useSyncState();
  const place = useStoragePlace();
  const [sending, setSending] = useState(false);
  if (practice || queue === undefined) return null;
  const needsLook = queue.held + queue.rejected;
  if (needsLook > 0)
    return (
      <Banner
        tone="stop"
        title={t('today.risk.held', { n: needsLook })}
        actions={<LinkButton href="/outbox">{t('today.risk.held.action')}</LinkButton>}
      >
        <p>{t('today.risk.held.why')}</p>
      </Banner>
    );
  if (queue.photosFailed > 0)
    return (
      <Banner
        tone="stop"
        icon="image"
        title={t('today.risk.photos', { n: queue.photosFailed })}
        actions={<LinkButton href="/outbox">{t('today.risk.photos.action')}</LinkButton>}
      >
        <p>{t('today.risk.photos.why')}</p>
      </Banner>
    );
  const waiting = queue.waiting + queue.photosWaiting;
  const ageMs = queue.oldestAt === undefined ? 0 : nowMs() - Date.parse(queue.oldestAt);
  const isOld = waiting > 0 && ageMs > oldAfterMs;
  const isLoose = waiting > 0 && place !== 'kept';
  if (!isOld && !isLoose) return null;
  return (
    <Banner
      tone="attention"
      icon="phone"
      title={t('today.risk.waiting', { n: waiting })}
      actions={
        <Button
          icon="send"
          busy={sending || sync.phase === 'sending'}
          busyLabel={t('today.risk.sending')}
          onPress={() => {
            setSending(true);
            void sendNow().finally(() => setSending(false));
          }}
        >
          {t('today.risk.send')}
        </Button>
      }
    >
      <p>{isOld ? t('today.risk.old', { age: ageInWords(ageMs, t) }) : place !== 'kept' && t(`today.risk.${place}`)}</p>
    </Banner>
  );
}

/** `kept`: the phone promised not to clear it · `tab`: an open browser tab · `loose`: installed, but the phone made no promise */
type StoragePlace = 'kept' | 'tab' | 'loose';

function useStoragePlace(): StoragePlace {
  const [place, setPlace] = useState<StoragePlace>('kept');
  useEffect(() => {
    let current = true;
    const look = async () => {
      const isKept = (await navigator.storage?.persisted?.()) ?? true;
      const isInstalled = typeof matchMedia === 'function' && matchMedia('(display-mode: standalone)').matches;
      if (current) setPlace(isKept ? 'kept' : isInstalled ? 'loose' : 'tab');
    };
    void look().catch(() => undefined);
    return () => {
      current = false;
    };
  }, []);
  return place;
}
