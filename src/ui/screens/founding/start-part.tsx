/** Before the first word is spoken: the phone is ready, the kit is packed, the meeting is opened or the open one is used. */
import { useApp, useRecorder, useText } from '../../app-context.ts';
import { ActionBar } from '../../parts/action-bar.tsx';
import { Button } from '../../parts/button.tsx';
import { Card, Section } from '../../parts/card.tsx';
import { IconTile, List, ListRow } from '../../parts/list-row.tsx';
import { TextField } from '../../parts/text-field.tsx';
import { useDraft } from '../../use-draft.ts';
import { DoneNote } from './done-note.tsx';
import { timeInThailand } from '../../words/time-of-day.ts';
import { useWords } from '../../words/use-words.ts';
import { FoundingFrame } from './founding-frame.tsx';
import { NextPartBar } from './part-actions.tsx';
import { TimeField } from '../../fields/time-field.tsx';
import { TwoMeetings } from './two-meetings.tsx';
import type { Founding } from './use-founding.ts';
import { PhonePlaceChoice, useLane } from './phone-place.tsx';
import { enoughFreeBytes, useReadiness } from './use-readiness.ts';
import { SavingProblem, useSaving } from '../../use-saving.tsx';

export function StartPart({ founding }: { founding: Founding }) {
  const t = useText();
  const { g, group, meeting } = founding;
  const { newId, nowMs } = useApp();
  const recorder = useRecorder(g);
  const { day } = useWords();
  const saving = useSaving();
  const lane = useLane(g, founding.actsOn);
  const draft = useDraft(`founding-start:${g}`, { place: '', startedAt: '' });
  const needsMeeting = meeting === undefined || (meeting.state === 'closed' && group.vote?.passed === false);
  const startedAt = draft.value?.startedAt || timeInThailand(nowMs());

  const open = () =>
    saving.run(async () => {
      const hall = draft.value?.place.trim();
      await recorder.save(
        [
          recorder.act('meeting.open', {
            meeting: newId(),
            kind: 'founding',
            heldOn: founding.on,
            startedAt,
            ...(hall ? { place: hall } : {}),
          }),
        ],
        draft,
      );
    });

  return (
    <FoundingFrame
      founding={founding}
      part="start"
      actionBar={
        needsMeeting ? (
          <ActionBar
            primary={
              <Button kind="primary" wide busy={saving.busy} busyLabel={t('common.saving')} onPress={() => void open()}>
                {t('founding.start.open')}
              </Button>
            }
          />
        ) : (
          <NextPartBar g={g} part="start" />
        )
      }
    >
      <SavingProblem saving={saving} />
      <TwoMeetings founding={founding} />
      {needsMeeting ? (
        <Card>
          <div class="stack">
            <p>
              <b>{t('founding.start.meeting-of', { day: day(founding.on, { style: 'long', weekday: true }) })}</b>
            </p>
            <TimeField label={t('founding.start.time')} value={startedAt} onTime={(next) => draft.set({ startedAt: next })} />
            <TextField
              label={t('founding.start.place')}
              mark={t('common.optional')}
              value={draft.value?.place ?? ''}
              onText={(next) => draft.set({ place: next })}
              onEnter={() => void open()}
              enterKeyHint="done"
            />
          </div>
        </Card>
      ) : (
        <DoneNote title={t('founding.start.opened')}>
          {t('founding.start.opened-at', {
            day: day(meeting.heldOn, { weekday: true }),
            time: meeting.startedAt ?? '',
            place: meeting.place ?? '',
          })}
        </DoneNote>
      )}
      <Section title={t('founding.start.ready')}>
        <ReadinessList g={g} />
      </Section>
      <PhonePlaceChoice lane={lane} />
    </FoundingFrame>
  );
}

function ReadinessList({ g }: { g: string }) {
  const t = useText();
  const { persisted, freeBytes, askToPersist } = useReadiness();
  const room = typeof freeBytes === 'number' ? (freeBytes >= enoughFreeBytes ? 'room' : 'no-room') : 'room-untold';
  const free = typeof freeBytes === 'number' ? `${Math.floor(freeBytes / 1_000_000).toLocaleString('en-US')} MB` : '';
  return (
    <List>
      <ListRow
        leading={
          <IconTile
            icon={persisted === false ? 'warning' : 'shield'}
            tone={persisted === undefined ? 'plain' : persisted ? 'done' : 'waiting'}
          />
        }
        title={t(
          persisted === undefined ? 'founding.start.asking' : persisted ? 'founding.start.persisted' : 'founding.start.not-persisted',
        )}
        subtitle={t(
          persisted !== false
            ? 'founding.start.persisted-so'
            : askToPersist === undefined
              ? 'founding.start.not-persisted-send'
              : 'founding.start.not-persisted-do',
        )}
        onPress={persisted === false && askToPersist !== undefined ? () => void askToPersist() : undefined}
      />
      <ListRow
        leading={
          <IconTile
            icon={room === 'no-room' ? 'warning' : 'phone'}
            tone={room === 'room' ? 'done' : room === 'no-room' ? 'waiting' : 'plain'}
          />
        }
        title={t(`founding.start.${room}`)}
        subtitle={t(room === 'room' ? 'founding.start.room-so' : `founding.start.${room}-do`, { free })}
      />
      <ListRow
        leading={<IconTile icon="clipboard" />}
        title={t('founding.start.kit')}
        subtitle={t('founding.start.kit-detail')}
        href={`/print/kit/${g}`}
      />
    </List>
  );
}
