/** A phone is lost: what blocking it does and what it cannot promise, and the reason that is written down. */
import { useState } from 'preact/hooks';
import type { ListedDevice } from '../protocol/device.ts';
import { useText } from './app-context.ts';
import { Banner } from './parts/banner.tsx';
import { Button } from './parts/button.tsx';
import { TextField } from './parts/text-field.tsx';

export interface LostPhoneFormProps {
  device: ListedDevice;
  busy: boolean;
  onBlock: (reason: string) => void;
}

export function LostPhoneForm({ device, busy, onBlock }: LostPhoneFormProps) {
  const t = useText();
  const [reason, setReason] = useState('');
  const [tried, setTried] = useState(false);
  const isMissing = reason.trim() === '';
  const press = () => {
    setTried(true);
    if (!isMissing) onBlock(reason.trim());
  };
  return (
    <>
      <p>{t('me.phones.lost.what', { name: device.name })}</p>
      {device.waiting > 0 && <p>{t('me.phones.lost.waiting', { n: device.waiting })}</p>}
      <Banner tone="attention">{t('me.phones.lost.limit')}</Banner>
      <TextField
        label={t('me.phones.lost.reason')}
        hint={t('me.phones.lost.reason.hint')}
        value={reason}
        maxLength={1000}
        error={tried && isMissing ? t('me.phones.lost.reason.missing') : undefined}
        onText={setReason}
      />
      <Button kind="danger" wide busy={busy} busyLabel={t('me.phones.asking')} onPress={press}>
        {t('me.phones.lost.action')}
      </Button>
    </>
  );
}

/** What became of a phone, in one line; `when` writes an instant. */
export function usePhoneLine(when: (instant: string) => string): (device: ListedDevice) => string {
  const t = useText();
  return ({ lastSeenAt, waiting, loss }) => {
    if (loss !== null) {
      const blocked = t('me.phones.blocked', { when: when(loss.at) });
      return `${blocked} · ${loss.toldAt === null ? t('me.phones.not-back') : t('me.phones.emptied', { when: when(loss.toldAt) })}`;
    }
    const seen = t('me.phones.seen', { when: when(lastSeenAt) });
    return waiting > 0 ? `${seen} · ${t('me.phones.waiting', { n: waiting })}` : seen;
  };
}
