/** Phones of the area: silence with its reason. Those worth a call stand first; the rest is folded away. */
import { useState } from 'preact/hooks';
import type { Translate } from '../../../content/text.ts';
import { useText } from '../../app-context.ts';
import { Button } from '../../parts/button.tsx';
import { Section } from '../../parts/card.tsx';
import { DataTable, type TableColumn } from '../../parts/data-table.tsx';
import { PersonName } from '../../parts/person-name.tsx';
import { Tag } from '../../parts/tag.tsx';
import { ageInWords } from '../../screen.tsx';
import { silentAfterDays } from '../../../domain/silence.ts';
import { needsLook, silentDays, type Device } from './figures.ts';
import { namePartsOf, useBoardWords } from './in-words.ts';

const shownAtFirst = 8;

export function PhoneTable({ devices, asOf }: { devices: readonly Device[]; asOf: string }) {
  const t = useText();
  const words = useBoardWords();
  const [isAll, setAll] = useState(false);
  const longestSilence = [...devices].sort((a, b) => a.lastSeenAt.localeCompare(b.lastSeenAt));
  const worthCall = longestSilence.filter((device) => needsLook(device, asOf));
  const all = [...worthCall, ...longestSilence.filter((device) => !needsLook(device, asOf))];
  const shown = isAll ? all : worthCall.slice(0, shownAtFirst);
  const columns: readonly TableColumn<Device>[] = [
    { key: 'officer', label: t('board.phone.officer'), cell: ({ officerName }) => <PersonName parts={namePartsOf(officerName)} /> },
    { key: 'phone', label: t('board.phone.name'), cell: ({ name }) => <span>{name}</span> },
    { key: 'seen', label: t('board.phone.seen'), cell: ({ lastSeenAt }) => <span class="board-when">{words.when(lastSeenAt)}</span> },
    { key: 'waiting', label: t('board.phone.waiting'), cell: (device) => <span>{waitingInWords(device, asOf, t)}</span> },
    { key: 'state', label: t('board.phone.state'), cell: (device) => <PhoneState device={device} asOf={asOf} /> },
  ];
  return (
    <Section title={t('board.phones')}>
      {devices.length === 0 ? (
        <p class="quiet board-note">{t('board.phones.none')}</p>
      ) : (
        <>
          {shown.length === 0 ? (
            <p class="card board-calm">
              <Tag tone="done">{t('board.phones.quiet')}</Tag>
            </p>
          ) : (
            <div class="board-phones">
              <DataTable
                caption={t('board.phones')}
                columns={columns}
                rows={shown}
                keyOf={(device) => `${device.officerName}|${device.name}|${device.lastSeenAt}`}
              />
            </div>
          )}
          {worthCall.length > 0 && <p class="quiet small board-note">{t('board.phones.why')}</p>}
          {Math.min(worthCall.length, shownAtFirst) < devices.length && (
            <div class="no-print">
              <Button kind="quiet" onPress={() => setAll(!isAll)}>
                {isAll ? t('board.phones.fewer') : t('board.phones.all', { n: devices.length })}
              </Button>
            </div>
          )}
        </>
      )}
    </Section>
  );
}

function waitingInWords({ waiting, photosWaiting, oldestAt }: Device, asOf: string, t: Translate): string {
  if (waiting === 0 && photosWaiting === 0) return t('board.phone.waiting.none');
  const parts = [];
  if (waiting > 0) parts.push(t('board.phone.waiting.ops', { n: waiting }));
  if (photosWaiting > 0) parts.push(t('board.phone.waiting.photos', { n: photosWaiting }));
  if (oldestAt !== null) parts.push(t('board.phone.waiting.oldest', { age: ageInWords(Date.parse(asOf) - Date.parse(oldestAt), t) }));
  return parts.join(' · ');
}

function PhoneState({ device, asOf }: { device: Device; asOf: string }) {
  const t = useText();
  const days = silentDays(device, asOf);
  if (days >= silentAfterDays) return <Tag tone="waiting">{t('board.phone.silent', { n: days })}</Tag>;
  if (device.waiting > 0 || device.photosWaiting > 0)
    return (
      <Tag tone="waiting" icon="cloud-up">
        {t('board.phone.holding')}
      </Tag>
    );
  return <Tag tone="done">{t('board.phone.fine')}</Tag>;
}
