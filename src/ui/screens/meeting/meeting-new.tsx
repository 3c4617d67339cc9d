/** Opening a meeting: what kind, when, where, what about. From then on everything can be written down piece by piece. */
import { useLocation } from 'preact-iso';
import { useState } from 'preact/hooks';
import { workflowItem } from '../../../content/workflow.ts';
import { canDo } from '../../../domain/gate.ts';
import { meetingKinds, type MeetingKind } from '../../../domain/vocabulary.ts';
import type { GroupRow, MeetingRow } from '../../../domain/row.ts';
import { isCivilDate } from '../../../domain/thai-calendar.ts';
import { useApp, useRecorder, useText, useToday } from '../../app-context.ts';
import { Banner } from '../../parts/banner.tsx';
import { LinkButton } from '../../parts/button.tsx';
import { Card } from '../../parts/card.tsx';
import { SelectField } from '../../parts/select-field.tsx';
import { useDraft } from '../../use-draft.ts';
import { timeInThailand } from '../../words/time-of-day.ts';
import { useWords } from '../../words/use-words.ts';
import { useSaving } from '../../use-saving.tsx';
import { TaskForm } from '../member/task-form.tsx';
import { AgendaField, useStandardAgenda } from './agenda-field.tsx';
import { MeetingFields, useDayError, type MeetingTime } from './meeting-fields.tsx';
import { itemOfMeeting } from './meeting-item.ts';

interface NewMeeting extends MeetingTime {
  kind: MeetingKind;
  agenda: readonly string[];
}

/** Meetings whose agenda is usually the five lines of the minute book. */
const formalKinds: readonly MeetingKind[] = ['monthly', 'committee', 'annual'];

/** Where the last meeting of the kind was, else the last of any kind. */
function likelyPlace(meetings: readonly MeetingRow[], kind: MeetingKind): string | undefined {
  const held = meetings.filter((meeting) => meeting.place !== undefined).toSorted((a, b) => b.heldOn.localeCompare(a.heldOn));
  return (held.find((meeting) => meeting.kind === kind) ?? held[0])?.place;
}

export function MeetingNew({ group, meetings, back }: { group: GroupRow; meetings: readonly MeetingRow[]; back: string }) {
  const t = useText();
  const words = useWords();
  const { nowMs } = useApp();
  const { query, route } = useLocation();
  const todayOn = useToday();
  const recorder = useRecorder(group.id);
  const saving = useSaving();
  const standard = useStandardAgenda();
  const [tried, setTried] = useState(false);
  const asked = meetingKinds.find((kind) => kind === query['kind']);
  const first = asked ?? (group.lifeCycle === 'founded' ? 'monthly' : 'people');
  // a pledge day of another day opens its own meeting
  const on = isCivilDate(query['on'] ?? '') ? query['on'] : undefined;
  const blank: NewMeeting = {
    kind: first,
    heldOn: on ?? todayOn,
    startedAt: on === undefined || on === todayOn ? timeInThailand(nowMs()) : '',
    place: likelyPlace(meetings, first) ?? '',
    agenda: formalKinds.includes(first) ? standard : [],
  };
  const draft = useDraft<NewMeeting>(`meeting-new:${group.id}:${asked ?? ''}${on === undefined ? '' : `:${on}`}`, blank);
  const form = draft.value ?? blank;
  const { heldOn } = form;
  const dayError = useDayError(heldOn);
  const item = itemOfMeeting(form.kind);
  const gate = item === undefined ? undefined : canDo(group, item);
  const hasEnded = gate?.open === false && gate.why.includes('group-ended');

  const open = () => {
    setTried(true);
    if (heldOn === undefined || dayError !== undefined) return false;
    const meeting = draft.idOf('meeting');
    const place = form.place.trim();
    const agenda = form.agenda.map((line) => line.trim()).filter((line) => line !== '');
    void saving.run(async () => {
      await recorder.save(
        [
          recorder.act('meeting.open', {
            meeting,
            kind: form.kind,
            heldOn,
            ...(form.startedAt === '' ? {} : { startedAt: form.startedAt }),
            ...(place === '' ? {} : { place }),
            ...(agenda.length === 0 ? {} : { agenda }),
          }),
        ],
        draft,
      );
      route(`/groups/${group.id}/meetings/${meeting}`, true);
    });
    return true;
  };

  return (
    <TaskForm
      title={t(asked === undefined ? 'meeting.new' : `group.meeting.${form.kind}`)}
      subtitle={group.name}
      back={back}
      save={t('meeting.open')}
      saving={saving}
      onSave={open}
      disabled={hasEnded}
      draft={draft}
    >
      {form.kind === 'founding' && (
        <Banner
          tone="info"
          icon="meeting"
          title={t('meeting.founding')}
          actions={<LinkButton href={`/groups/${group.id}/founding`}>{t('meeting.founding.go')}</LinkButton>}
        >
          {t('meeting.founding.why')}
        </Banner>
      )}
      {gate?.open === false && item !== undefined && (
        <Banner tone="attention" icon="lock" title={t('meeting.gate', { item })}>
          {gate.why.map((reason) => (
            <p key={reason}>{t(`step.gate.${reason}`)}</p>
          ))}
        </Banner>
      )}
      <Card>
        <div class="stack">
          {asked === undefined && (
            <SelectField
              label={t('group.meetings.kind')}
              value={form.kind}
              onChoose={(kind) => draft.set({ kind })}
              options={meetingKinds.map((value) => ({ value, label: t(`group.meeting.${value}`) }))}
            />
          )}
          <MeetingFields values={form} tried={tried} onChange={(part) => draft.set(part)} />
        </div>
      </Card>
      <Card>
        <AgendaField agenda={form.agenda} onAgenda={(agenda) => draft.set({ agenda })} />
      </Card>
      {item !== undefined && gate?.open === true && (
        <p class="quiet">{t('meeting.makes-item', { item, short: words.say(workflowItem(item).short) })}</p>
      )}
    </TaskForm>
  );
}
