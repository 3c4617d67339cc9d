/** This phone in words: whether records stay, how the app is opened, room, contact, version. It promises nothing a browser cannot keep. */
import { useEffect, useState } from 'preact/hooks';
import { useApp } from '../../app-context.ts';
import { useThisPhone } from '../../boot/this-phone.ts';
import { Section } from '../../parts/card.tsx';
import { IconTile, List, ListRow } from '../../parts/list-row.tsx';
import { megabytes } from '../../photo/attach-photo.ts';
import { useMoment } from '../../photo/moment.ts';
import { useGroups, useQueue } from '../../use-store.ts';
import { PinRow } from './pin-row.tsx';

const countedRecords = 2_000;

export function DeviceSection() {
  const { t, practice } = useApp();
  const { version } = useThisPhone();
  const queue = useQueue();
  const groups = useGroups();
  const records = useOwnRecords();
  const moment = useMoment();
  const waiting = queue === undefined ? 0 : queue.waiting + queue.photosWaiting + queue.photosFailed;

  return (
    <Section title={t('me.device')}>
      <List label={t('me.device')}>
        {!practice && <PinRow />}
        <PersistedRow />
        <InstalledRow />
        {!practice && (
          <ListRow
            leading={<IconTile icon="send" tone={waiting > 0 ? 'waiting' : 'plain'} />}
            title={waiting > 0 ? t('me.device.waiting', { n: waiting }) : t('me.device.all-sent')}
            subtitle={
              queue?.lastContactAt === undefined
                ? t('me.device.contact.never')
                : t('me.device.contact', { when: moment(queue.lastContactAt) })
            }
            href="/outbox"
          />
        )}
        <ListRow
          leading={<IconTile icon="phone" />}
          title={
            groups === undefined || records === undefined
              ? t('common.loading')
              : t('me.device.records', { groups: groups.length, records: records >= countedRecords ? `${countedRecords}+` : records })
          }
          subtitle={<UsedLine />}
        />
        <ListRow leading={<IconTile icon="info" />} title={t('me.device.version', { version })} href="/guide" />
      </List>
    </Section>
  );
}

function PersistedRow() {
  const { t } = useApp();
  const { facts } = useThisPhone();
  const [persisted, setPersisted] = useState<boolean | 'unknown'>();
  const [refused, setRefused] = useState(false);
  useEffect(() => {
    let current = true;
    void facts.isPersisted().then((told) => current && setPersisted(told ?? 'unknown'));
    return () => {
      current = false;
    };
  }, [facts]);
  const ask = async () => {
    const granted = await facts.askToPersist();
    setPersisted(granted ?? 'unknown');
    setRefused(granted !== true);
  };
  if (persisted === undefined) return <ListRow leading={<IconTile icon="shield" />} title={t('common.loading')} />;
  if (persisted === true)
    return (
      <ListRow leading={<IconTile icon="shield" tone="done" />} title={t('me.device.persisted')} subtitle={t('me.device.persisted.body')} />
    );
  const advice = t(facts.isInstalled() ? 'me.device.not-persisted.installed' : 'me.device.not-persisted.tab');
  const canAsk = persisted === false && !refused;
  return (
    <ListRow
      leading={<IconTile icon="shield" tone="waiting" />}
      title={t(persisted === 'unknown' ? 'me.device.persist-unknown' : 'me.device.not-persisted')}
      subtitle={refused ? t('me.device.persist-refused') : canAsk ? t('me.device.persist-ask') : advice}
      onPress={canAsk ? () => void ask() : undefined}
    />
  );
}

function InstalledRow() {
  const { t } = useApp();
  const { facts } = useThisPhone();
  const [canInstall, setCanInstall] = useState(facts.canInstall);
  useEffect(() => facts.onCanInstall(() => setCanInstall(facts.canInstall())), [facts]);
  if (facts.isInstalled()) return <ListRow leading={<IconTile icon="house" tone="done" />} title={t('me.device.installed')} />;
  return (
    <ListRow
      leading={<IconTile icon="house" tone="waiting" />}
      title={t('me.device.tab')}
      subtitle={t(canInstall ? 'me.device.install' : facts.isAppleTouch() ? 'signin.install.why' : 'me.device.tab.body')}
      onPress={canInstall ? () => void facts.install() : undefined}
    />
  );
}

function UsedLine() {
  const { t } = useApp();
  const { facts } = useThisPhone();
  const [used, setUsed] = useState<number>();
  useEffect(() => {
    let current = true;
    void facts.usedBytes().then((bytes) => current && setUsed(bytes));
    return () => {
      current = false;
    };
  }, [facts]);
  return (
    <>{used === undefined ? t('me.device.used.body') : `${t('me.device.used', { mb: megabytes(used) })} · ${t('me.device.used.body')}`}</>
  );
}

function useOwnRecords(): number | undefined {
  const { store } = useApp();
  const [count, setCount] = useState<number>();
  useEffect(() => {
    let current = true;
    void store
      .outbox(countedRecords)
      .then((records) => current && setCount(records.length))
      .catch(() => undefined);
    return () => {
      current = false;
    };
  }, [store]);
  return count;
}
