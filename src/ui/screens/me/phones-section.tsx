/** Every phone that this person works with, blocking one that is lost, and the password and passkeys for the next one. The office is asked each time: what is old would comfort falsely. */
import { useEffect, useState } from 'preact/hooks';
import type { DeviceList } from '../../../protocol/device.ts';
import { listDevices, revokeDevice } from '../../../sync/devices.ts';
import { wallNet, type NetProblem } from '../../../sync/transport.ts';
import { useApp } from '../../app-context.ts';
import { LostPhoneForm, usePhoneLine } from '../../lost-phone-form.tsx';
import { NewPhones } from '../../new-phones.tsx';
import { Banner } from '../../parts/banner.tsx';
import { Button } from '../../parts/button.tsx';
import { Section } from '../../parts/card.tsx';
import { BottomSheet } from '../../parts/dialog.tsx';
import { IconTile, List, ListRow } from '../../parts/list-row.tsx';
import { Tag } from '../../parts/tag.tsx';
import { showToast } from '../../parts/toast.tsx';
import { useMoment } from '../../photo/moment.ts';
import { useAskOffice } from '../../use-ask-office.ts';
import { useOpenId } from '../../use-openid.ts';
import { PasskeyRow } from './passkey-row.tsx';
import { PasswordRow } from './password-row.tsx';

type OwnDevice = DeviceList['devices'][number];

export function PhonesSection() {
  const { t, nowMs } = useApp();
  const moment = useMoment();
  const lineOf = usePhoneLine(moment);
  const askOffice = useAskOffice();
  const openId = useOpenId();
  const net = { ...wallNet, nowMs };
  const [devices, setDevices] = useState<readonly OwnDevice[]>();
  const [lost, setLost] = useState<OwnDevice>();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<NetProblem>();

  const ask = async <T extends object>(
    call: () => Promise<({ readonly ok: true } & T) | { readonly ok: false; readonly problem: NetProblem }>,
  ) => {
    setBusy(true);
    setProblem(undefined);
    const answer = await askOffice(call);
    setBusy(false);
    if (answer.ok) return answer;
    setProblem(answer.problem);
    return undefined;
  };
  const look = async () => {
    const answer = await ask(async () => listDevices(net));
    if (answer) setDevices(answer.devices);
  };
  useEffect(() => void look(), []);
  const block = async ({ dev, name }: OwnDevice, reason: string) => {
    if (busy || !(await ask(async () => revokeDevice(net, { dev, reason })))) return;
    setLost(undefined);
    showToast({ text: t('me.phones.lost.done', { name }), icon: 'check' });
    await look();
  };
  const failure = problem && (
    <Banner tone="attention" icon={problem === 'no-signal' ? 'wifi-off' : undefined} announce>
      {t(problem === 'no-signal' || problem === 'portal' ? 'me.phones.no-signal' : 'me.phones.failed')}
    </Banner>
  );
  const isDue = devices?.some(({ loss }) => loss !== null && Date.parse(loss.noticeBy) > nowMs()) === true;

  return (
    <Section title={t('me.phones')}>
      <div class="stack">
        {lost === undefined && failure}
        {devices === undefined &&
          (problem === undefined ? (
            <p class="quiet">{t('common.loading')}</p>
          ) : (
            <Button icon="refresh" busy={busy} onPress={() => void look()}>
              {t('me.phones.again')}
            </Button>
          ))}
        <NewPhones devices={devices?.filter(({ isNew }) => isNew) ?? []} onChanged={look} />
        {isDue && (
          <Banner tone="attention" title={t('me.phones.notice.title')}>
            {t('me.phones.notice.body')}
          </Banner>
        )}
        {devices !== undefined && (
          <List label={t('me.phones')}>
            {devices.map((device) => (
              <ListRow
                key={device.dev}
                leading={<IconTile icon="phone" tone={device.loss === null ? 'plain' : 'waiting'} />}
                title={device.name}
                subtitle={
                  <>
                    {device.loss === null && (
                      <>
                        {t('me.phones.since', { when: moment(device.since) })}
                        <br />
                      </>
                    )}
                    {lineOf(device)}
                  </>
                }
                trailing={device.isThis ? <Tag>{t('me.phones.this')}</Tag> : undefined}
                action={
                  device.isThis || device.loss !== null ? undefined : (
                    <Button kind="quiet" onPress={() => setLost(device)}>
                      {t('me.phones.lost')}
                    </Button>
                  )
                }
              />
            ))}
          </List>
        )}
        <PasswordRow />
        <PasskeyRow />
        {openId && <openId.Row name={openId.name} />}
      </div>
      {lost !== undefined && (
        <BottomSheet
          open
          title={t('me.phones.lost.title')}
          closeLabel={t('common.close')}
          onClose={() => {
            setLost(undefined);
            setProblem(undefined);
          }}
        >
          {failure}
          <LostPhoneForm device={lost} busy={busy} onBlock={(reason) => void block(lost, reason)} />
        </BottomSheet>
      )}
    </Section>
  );
}
