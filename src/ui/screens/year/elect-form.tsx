/** A member is put into an office after the founding. Who follows somebody who left early serves what was left of that term (case 25). */
import { useLocation } from 'preact-iso';
import { useState } from 'preact/hooks';
import { findCommitteeProblems, findLeftSeat, successorTermTo } from '../../../domain/committee-check.ts';
import { isHandOverCountDue } from '../../../domain/committee-gap.ts';
import { isRefused } from '../../../domain/problem.ts';
import type { MemberRow } from '../../../domain/row.ts';
import { addMonths } from '../../../domain/thai-calendar.ts';
import type { Branch, Office } from '../../../domain/vocabulary.ts';
import { useRecorder, useText, useToday } from '../../app-context.ts';
import { DateField } from '../../fields/date-field.tsx';
import { Banner } from '../../parts/banner.tsx';
import { Button } from '../../parts/button.tsx';
import { Card } from '../../parts/card.tsx';
import { SegmentedControl } from '../../parts/choice-group.tsx';
import { PersonName } from '../../parts/person-name.tsx';
import { SelectField } from '../../parts/select-field.tsx';
import { showToast } from '../../parts/toast.tsx';
import { useProblemText } from '../../problem-text.ts';
import { useDraft } from '../../use-draft.ts';
import { useSaving } from '../../use-saving.tsx';
import { useRows } from '../../use-store.ts';
import { nameParts, plainName } from '../../words/member-name.ts';
import { useWords } from '../../words/use-words.ts';
import { MemberPicker } from '../founding/member-picker.tsx';
import { TaskForm } from '../member/task-form.tsx';
import { officeInWords, Who, type CommitteeProps } from './committee-parts.tsx';

interface Election {
  member: string | undefined;
  votes: number | undefined;
  from: string | undefined;
  years: '0' | '1' | '2';
  meeting: string;
}

/** meetings offered: the election was at one of the last */
const offered = 8;

export function ElectForm({ group, terms, members, branch, office }: CommitteeProps & { branch: Branch; office: Office }) {
  const t = useText();
  const words = useWords();
  const problemText = useProblemText();
  const { route } = useLocation();
  const todayOn = useToday();
  const recorder = useRecorder(group.id);
  const saving = useSaving();
  const [tried, setTried] = useState(false);
  const [isPicking, setPicking] = useState(false);
  const meetings = (useRows(group.id, 'meeting') ?? []).toSorted((a, b) => b.heldOn.localeCompare(a.heldOn)).slice(0, offered);
  const blank: Election = { member: undefined, votes: undefined, from: todayOn, years: '0', meeting: '' };
  const draft = useDraft<Election>(`elect:${group.id}:${branch}:${office}`, blank);
  const form = draft.value ?? blank;
  const home = `/groups/${group.id}/committee`;
  const memberById = new Map(members.map((member) => [member.id, member]));
  const chosen = form.member === undefined ? undefined : memberById.get(form.member);
  const live = terms.filter(({ endedOn }) => endedOn === undefined);
  const left = findLeftSeat(terms, { branch, office });
  const leftTo = left === undefined ? undefined : successorTermTo(left);
  // who follows a term that ran to its end begins a new one
  const restOfTerm = leftTo !== undefined && leftTo > (form.from ?? todayOn) ? leftTo : undefined;
  const named = officeInWords({ branch, office }, t);
  const problems =
    chosen === undefined
      ? []
      : findCommitteeProblems([...live, { member: chosen.id, branch, office }], memberById, form.from ?? todayOn).filter(
          ({ field }) => field === chosen.id,
        );
  const dayError =
    form.from === undefined ? t('step.problem.date-missing') : form.from > todayOn ? t('step.problem.in-the-future') : undefined;

  const record = () => {
    setTried(true);
    const { from, years, votes, meeting } = form;
    if (chosen === undefined || from === undefined || dayError !== undefined || isRefused(problems)) return false;
    const to = restOfTerm ?? (years === '0' ? undefined : addMonths(from, Number(years) * 12));
    const term = draft.idOf('term');
    void saving.run(async () => {
      await recorder.save(
        [
          recorder.act('committee.elect', {
            term,
            member: chosen.id,
            branch,
            office,
            from,
            ...(votes === undefined ? {} : { votes }),
            ...(to === undefined ? {} : { to }),
            ...(meeting === '' ? {} : { meeting }),
          }),
        ],
        draft,
      );
      showToast({ text: t('year.elect.saved', { office: named }), icon: 'check' });
      route(home);
    });
    return true;
  };
  const pick = (member: MemberRow, votes: number | undefined) => {
    draft.set({ member: member.id, votes });
    setPicking(false);
  };

  return (
    <TaskForm
      title={t('year.elect', { office: named })}
      subtitle={group.name}
      back={home}
      save={t('year.elect.save', { office: named })}
      saving={saving}
      onSave={record}
      draft={draft}
    >
      {left !== undefined && (
        <Banner tone="info" icon="person" title={t('year.elect.follows')}>
          <Who member={memberById.get(left.member)} />{' '}
          {t('year.elect.left', { day: words.day(left.endedOn ?? '', { style: 'long' }), reason: left.endReason ?? '' })}{' '}
          {restOfTerm !== undefined && t('year.elect.rest', { day: words.day(restOfTerm, { style: 'long' }) })}
        </Banner>
      )}
      {branch === 'board' && office === 'treasurer' && isHandOverCountDue(group) && (
        <Banner tone="attention" icon="coins">
          {t('year.elect.count-first')}
        </Banner>
      )}
      <Card>
        <div class={`stack${tried && chosen === undefined ? ' has-error' : ''}`}>
          <p class="chosen-line">
            {chosen === undefined ? (
              <span class="quiet">{t('year.elect.nobody')}</span>
            ) : (
              <span>
                <b>
                  <PersonName parts={nameParts(chosen.person)} />
                </b>
                {form.votes !== undefined && <span class="quiet"> {t('founding.committee.votes', { n: form.votes })}</span>}
              </span>
            )}
            <Button icon="search" onPress={() => setPicking(true)}>
              {t(chosen === undefined ? 'year.elect.pick' : 'year.elect.pick-other')}
            </Button>
          </p>
          {tried && chosen === undefined && (
            <p class="error" role="alert">
              {t('year.elect.pick-first')}
            </p>
          )}
          {problems.map((problem) => (
            <Banner key={problem.code} tone={problem.weight === 'refused' ? 'stop' : 'attention'} announce>
              {problemText(problem)}
            </Banner>
          ))}
        </div>
      </Card>
      <Card>
        <div class="stack">
          <DateField
            label={t('year.elect.from')}
            on={form.from}
            error={tried || form.from !== undefined ? dayError : undefined}
            onDay={(from) => draft.set({ from })}
          />
          {restOfTerm === undefined && (
            <SegmentedControl
              label={t('founding.committee.term')}
              value={form.years}
              onChoose={(years) => draft.set({ years })}
              choices={(['0', '1', '2'] as const).map((value) => ({ value, label: t(`founding.committee.years-${value}`) }))}
            />
          )}
          <SelectField
            label={t('year.elect.meeting')}
            mark={t('common.optional')}
            value={form.meeting}
            onChoose={(meeting) => draft.set({ meeting })}
            options={[
              { value: '', label: t('year.elect.no-meeting') },
              ...meetings.map((meeting) => ({
                value: meeting.id,
                label: `${t(`group.meeting.${meeting.kind}`)} ${words.day(meeting.heldOn)}`,
              })),
            ]}
          />
        </div>
      </Card>
      {isPicking && (
        <MemberPicker
          title={t('year.elect', { office: named })}
          members={members.filter((member) => member.state === 'accepted' && member.kind === 'person')}
          officeOf={(id) => {
            const seat = live.find((term) => term.member === id);
            return seat === undefined ? undefined : officeInWords(seat, t);
          }}
          onPick={pick}
          onClose={() => setPicking(false)}
          notFound={(query) => t('founding.committee.not-member', { query })}
          nameOf={(member) => plainName(member.person)}
        />
      )}
    </TaskForm>
  );
}
