/** Somebody's time in an office ends, with the day and the reason; or the terms of all whose time is over, before the meeting elects again. */
import { useLocation } from 'preact-iso';
import { useState } from 'preact/hooks';
import { findTermsDue } from '../../../domain/committee-check.ts';
import { useRecorder, useText, useToday } from '../../app-context.ts';
import { DateField } from '../../fields/date-field.tsx';
import { Banner } from '../../parts/banner.tsx';
import { Card } from '../../parts/card.tsx';
import { ChoiceGroup } from '../../parts/choice-group.tsx';
import { TextArea } from '../../parts/text-area.tsx';
import { showToast } from '../../parts/toast.tsx';
import { useDraft } from '../../use-draft.ts';
import { useSaving } from '../../use-saving.tsx';
import { TaskForm } from '../member/task-form.tsx';
import { NotFoundScreen } from '../not-found.tsx';
import { officeInWords, Who, type CommitteeProps } from './committee-parts.tsx';

const reasons = ['resigned', 'term-over', 'removed', 'ill', 'other'] as const;

interface Ending {
  reason: (typeof reasons)[number] | undefined;
  note: string;
  on: string | undefined;
}

/** @param term id of one term, or `due` for all that are over or soon will be */
export function EndTermForm({ group, terms, members, term }: CommitteeProps & { term: string | undefined }) {
  const t = useText();
  const { route } = useLocation();
  const todayOn = useToday();
  const recorder = useRecorder(group.id);
  const saving = useSaving();
  const [tried, setTried] = useState(false);
  const isAll = term === 'due';
  const blank: Ending = { reason: isAll ? 'term-over' : undefined, note: '', on: todayOn };
  const draft = useDraft<Ending>(`term-end:${group.id}:${term ?? ''}`, blank);
  const { reason, note, on } = draft.value ?? blank;
  const home = `/groups/${group.id}/committee`;
  const ending = isAll ? findTermsDue(terms, todayOn) : terms.filter(({ id, endedOn }) => id === term && endedOn === undefined);
  const isEmptyHanded = ending.length === 0 && !saving.busy;
  const began = ending.map(({ from }) => from).toSorted().at(-1) ?? ''; // prettier-ignore
  const dayError =
    on === undefined
      ? t('step.problem.date-missing')
      : on > todayOn
        ? t('step.problem.in-the-future')
        : on < began
          ? t('year.end.before-start')
          : undefined;
  const lacksNote = reason === 'other' && note.trim() === '';
  const isTreasurer = ending.some(({ branch, office }) => branch === 'board' && office === 'treasurer');

  const record = () => {
    setTried(true);
    if (reason === undefined || on === undefined || dayError !== undefined || lacksNote) return false;
    const said = [reason === 'other' ? '' : t(`year.end.reason.${reason}`), note.trim()].filter((part) => part !== '').join(' · ');
    void saving.run(async () => {
      await recorder.save(
        ending.map(({ id }) => recorder.act('committee.end', { term: id, on, reason: said })),
        draft,
      );
      showToast({ text: t('year.end.saved', { n: ending.length }), icon: 'check' });
      route(home);
    });
    return true;
  };

  if (isEmptyHanded) return <NotFoundScreen />;
  return (
    <TaskForm
      title={t('year.end', { n: ending.length })}
      subtitle={group.name}
      back={home}
      save={t('year.end.save', { n: ending.length })}
      saving={saving}
      onSave={record}
      draft={draft}
    >
      <Card>
        <ul class="plain-lines">
          {ending.map((each) => (
            <li key={each.id}>
              <b>
                <Who member={members.find(({ id }) => id === each.member)} />
              </b>{' '}
              <span class="quiet">{officeInWords(each, t)}</span>
            </li>
          ))}
        </ul>
      </Card>
      {isTreasurer && (
        <Banner tone="attention" icon="coins">
          {t('year.end.treasurer')}
        </Banner>
      )}
      <ChoiceGroup
        label={t('year.end.reason')}
        error={tried && reason === undefined ? t('year.end.reason-first') : undefined}
        value={reason}
        onChoose={(next) => draft.set({ reason: next })}
        choices={reasons.map((value) => ({ value, label: t(`year.end.reason.${value}`) }))}
      />
      <Card>
        <div class="stack">
          <TextArea
            label={t('year.end.note')}
            mark={reason === 'other' ? undefined : t('common.optional')}
            rows={2}
            maxLength={1000}
            value={note}
            error={tried && lacksNote ? t('year.end.note-first') : undefined}
            onText={(text) => draft.set({ note: text })}
          />
          <DateField
            label={t('year.end.on')}
            on={on}
            error={tried || on !== undefined ? dayError : undefined}
            onDay={(day) => draft.set({ on: day })}
          />
        </div>
      </Card>
    </TaskForm>
  );
}
