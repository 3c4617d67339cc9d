/** Another phone was signed in as this person: said on the next contact with the office, until it is known or blocked, by one tap each. */
import { useEffect, useRef, useState } from 'preact/hooks';
import { loadLaterText } from '../content/text.ts';
import type { DeviceList } from '../protocol/device.ts';
import { knowDevice, listDevices, revokeDevice } from '../sync/devices.ts';
import { wallNet, type NetProblem } from '../sync/transport.ts';
import { useApp } from './app-context.ts';
import { Banner } from './parts/banner.tsx';
import { Button } from './parts/button.tsx';
import { showToast } from './parts/toast.tsx';
import { useMoment } from './photo/moment.ts';
import { useAskOffice } from './use-ask-office.ts';
import { useSyncState } from './use-store.ts';

type OwnDevice = DeviceList['devices'][number];
/** a screen that stays open asks once more after so long */
const askAgainMs = 10 * 60_000;

/** On the first screen of the field and of the office; nothing when nothing is new or nobody answers. */
export function NewPhoneNotice() {
  const { practice, nowMs } = useApp();
  const { lastContactAt } = useSyncState();
  const [devices, setDevices] = useState<readonly OwnDevice[]>([]);
  const askedAtMs = useRef<number>(undefined);
  const ask = async () => {
    const answer = await listDevices({ ...wallNet, nowMs });
    if (!answer.ok) return;
    const found = answer.devices.filter(({ isNew }) => isNew);
    if (found.length > 0) await loadLaterText();
    setDevices(found);
  };
  useEffect(() => {
    if (practice || lastContactAt === undefined || nowMs() - (askedAtMs.current ?? -askAgainMs) < askAgainMs) return;
    askedAtMs.current = nowMs();
    void ask().catch(() => undefined);
  }, [lastContactAt]);
  return <NewPhones devices={devices} onChanged={ask} />;
}

export interface NewPhonesProps {
  /** those that its person has not spoken about */
  devices: readonly OwnDevice[];
  onChanged: () => Promise<void>;
}

export function NewPhones({ devices, onChanged }: NewPhonesProps) {
  const { t, nowMs } = useApp();
  const moment = useMoment();
  const askOffice = useAskOffice();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<NetProblem>();
  const net = { ...wallNet, nowMs };
  const act = async (call: () => ReturnType<typeof knowDevice>, done?: string) => {
    if (busy) return;
    setBusy(true);
    const answer = await askOffice(call);
    setProblem(answer.ok ? undefined : answer.problem);
    if (answer.ok && done !== undefined) showToast({ text: done, icon: 'check' });
    if (answer.ok) await onChanged();
    setBusy(false);
  };
  const end = async ({ dev, name }: OwnDevice) =>
    act(async () => revokeDevice(net, { dev, reason: t('me.phones.new.reason') }), t('me.phones.lost.done', { name }));
  return (
    <>
      {devices.map((device) => (
        <Banner
          key={device.dev}
          tone="stop"
          icon="phone"
          title={t('me.phones.new.title')}
          announce
          actions={
            <>
              <Button busy={busy} onPress={() => void act(async () => knowDevice(net, device.dev))}>
                {t('me.phones.new.mine')}
              </Button>
              <Button kind="danger" busy={busy} onPress={() => void end(device)}>
                {t('me.phones.new.end')}
              </Button>
            </>
          }
        >
          <p>{t('me.phones.new.who', { name: device.name, when: moment(device.since) })}</p>
          <p>{t('me.phones.new.what')}</p>
          {problem !== undefined && (
            <p role="alert">{t(problem === 'no-signal' || problem === 'portal' ? 'me.phones.no-signal' : 'me.phones.failed')}</p>
          )}
        </Banner>
      ))}
    </>
  );
}
