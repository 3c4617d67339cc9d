/** One decision with its counted votes; recording it again with other numbers corrects it. */
import { useLocation } from 'preact-iso';
import { useState } from 'preact/hooks';
import { isRefused } from '../../../domain/problem.ts';
import type { GroupRow, MeetingRow } from '../../../domain/row.ts';
import { findVoteProblems, hasPassed, type VoteField } from '../../../domain/vote.ts';
import { useApp, useRecorder, useText } from '../../app-context.ts';
import { Card } from '../../parts/card.tsx';
import { CheckRow } from '../../parts/check-row.tsx';
import { SegmentedControl } from '../../parts/choice-group.tsx';
import { CountField } from '../../parts/count-field.tsx';
import { Tag } from '../../parts/tag.tsx';
import { TextArea } from '../../parts/text-area.tsx';
import { showToast } from '../../parts/toast.tsx';
import { useDraft } from '../../use-draft.ts';
import { useWords } from '../../words/use-words.ts';
import { useSaving } from '../../use-saving.tsx';
import { TaskForm } from '../member/task-form.tsx';

type Resolution = MeetingRow['resolutions'][number];

interface Vote {
  motion: string;
  present: number;
  for: number;
  against: number;
  abstain: number;
  method: 'hand' | 'ballot';
  /** whoever is not counted did not vote */
  restDidNotVote: boolean;
  /** the chair announced the other result, as the group's own rules may demand */
  announcedOtherwise: boolean;
  adoptsBylaws: boolean;
}

export interface ResolutionFormProps {
  group: GroupRow;
  meeting: MeetingRow;
  recorded: Resolution | undefined;
  home: string;
}

export function ResolutionForm({ group, meeting, recorded, home }: ResolutionFormProps) {
  const t = useText();
  const words = useWords();
  const { newId } = useApp();
  const { route } = useLocation();
  const recorder = useRecorder(group.id);
  const saving = useSaving();
  const [tried, setTried] = useState(false);
  const blank: Vote = {
    motion: recorded?.motion ?? '',
    present: recorded?.present ?? meeting.attendance?.total ?? 0,
    for: recorded?.for ?? 0,
    against: recorded?.against ?? 0,
    abstain: recorded?.abstain ?? 0,
    method: recorded?.method ?? 'hand',
    restDidNotVote: recorded !== undefined,
    announcedOtherwise: recorded !== undefined && recorded.passed !== hasPassed(recorded),
    adoptsBylaws: false,
  };
  const draft = useDraft<Vote>(`meeting-resolve:${meeting.id}:${recorded?.resolution ?? 'new'}`, blank);
  const vote = draft.value ?? blank;

  const cast = vote.for + vote.against + vote.abstain;
  const passed = hasPassed(vote) !== vote.announcedOtherwise;
  const problems = findVoteProblems(vote, passed);
  const uncounted = vote.present - cast;
  const lacksMotion = vote.motion.trim() === '';
  const lacksWord = uncounted > 0 && !vote.restDidNotVote;
  const draftedRules = group.bylaws?.adoptedOn === undefined ? group.bylaws?.id : undefined;
  const canAdopt = draftedRules !== undefined && (meeting.kind === 'annual' || meeting.kind === 'monthly' || meeting.kind === 'founding');

  const errorAt = (field: VoteField) => {
    const problem = problems.find((each) => each.field === field && each.weight === 'refused');
    if (problem === undefined || (!tried && cast === 0)) return undefined;
    return problem.code === 'nobody-present' ? t('meeting.vote.nobody') : t('meeting.vote.too-many', { cast, present: vote.present });
  };
  const counter = (field: 'present' | 'for' | 'against' | 'abstain') => (
    <CountField
      label={t(`meeting.vote.${field}`)}
      unit={t(field === 'present' ? 'common.unit.people' : 'meeting.vote.votes', { n: vote[field] })}
      error={errorAt(field)}
      count={vote[field]}
      onCount={(count) => draft.set({ [field]: count, restDidNotVote: false, announcedOtherwise: false })}
      minusLabel={t('meeting.minus', { what: t(`meeting.vote.${field}`) })}
      plusLabel={t('meeting.plus', { what: t(`meeting.vote.${field}`) })}
    />
  );

  const record = () => {
    setTried(true);
    if (lacksMotion || isRefused(problems) || cast === 0 || lacksWord) return false;
    void saving.run(async () => {
      const { present, for: yes, against, abstain, method } = vote;
      const adopts = canAdopt && draftedRules !== undefined && vote.adoptsBylaws && passed;
      await recorder.save(
        [
          recorder.act('meeting.resolve', {
            meeting: meeting.id,
            resolution: recorded?.resolution ?? newId(),
            ...(recorded?.step === undefined ? {} : { step: recorded.step }),
            motion: vote.motion.trim(),
            present,
            for: yes,
            against,
            abstain,
            method,
            passed,
          }),
          ...(adopts ? [recorder.act('bylaws.adopt', { bylaws: draftedRules, meeting: meeting.id, adoptedOn: meeting.heldOn })] : []),
        ],
        draft,
      );
      showToast({ text: t(passed ? 'meeting.vote.saved-passed' : 'meeting.vote.saved-failed'), icon: 'check' });
      route(home);
    });
    return true;
  };

  return (
    <TaskForm
      title={t(recorded === undefined ? 'meeting.resolve' : 'meeting.resolve.correct')}
      subtitle={`${t(`group.meeting.${meeting.kind}`)} · ${words.day(meeting.heldOn)}`}
      back={home}
      save={cast === 0 ? t('meeting.vote.save') : t(passed ? 'meeting.vote.save-passed' : 'meeting.vote.save-failed')}
      saving={saving}
      onSave={record}
      note={
        cast === 0 || uncounted === 0
          ? undefined
          : uncounted > 0
            ? t('meeting.vote.left', { n: uncounted })
            : t('meeting.vote.over', { n: -uncounted })
      }
      draft={draft}
    >
      <TextArea
        label={t('meeting.vote.motion')}
        hint={t('meeting.vote.motion.hint')}
        rows={2}
        maxLength={4000}
        value={vote.motion}
        error={tried && lacksMotion ? t('meeting.vote.motion-first') : undefined}
        onText={(motion) => draft.set({ motion })}
      />
      <Card>
        <div class="counts">
          {counter('present')}
          {counter('for')}
          {counter('against')}
          {counter('abstain')}
          {cast > 0 && uncounted > 0 && (
            <CheckRow
              label={t('meeting.vote.rest', { n: uncounted })}
              checked={vote.restDidNotVote}
              error={tried && lacksWord ? t('meeting.vote.rest-first') : undefined}
              onCheck={(restDidNotVote) => draft.set({ restDidNotVote })}
            />
          )}
          {tried && cast === 0 && (
            <p class="error" role="alert">
              {t('meeting.vote.none')}
            </p>
          )}
        </div>
      </Card>
      <SegmentedControl
        label={t('meeting.vote.method')}
        value={vote.method}
        onChoose={(method) => draft.set({ method })}
        choices={(['hand', 'ballot'] as const).map((value) => ({ value, label: t(`meeting.vote.${value}`) }))}
      />
      {cast > 0 && !isRefused(problems) && (
        <Card>
          <div class="stack">
            <p class="vote-result">
              <Tag tone={passed ? 'done' : 'plain'}>{t(passed ? 'meeting.passed' : 'meeting.failed')}</Tag>
              <span>
                {t(
                  vote.for === vote.against ? 'meeting.vote.tie' : hasPassed(vote) ? 'meeting.vote.more-for' : 'meeting.vote.more-against',
                )}
              </span>
            </p>
            <CheckRow
              label={t('meeting.vote.otherwise', { result: t(hasPassed(vote) ? 'meeting.failed' : 'meeting.passed') })}
              detail={t('meeting.vote.otherwise.why')}
              checked={vote.announcedOtherwise}
              onCheck={(announcedOtherwise) => draft.set({ announcedOtherwise })}
            />
            {canAdopt && passed && (
              <CheckRow
                label={t('meeting.vote.adopts')}
                detail={t('meeting.vote.adopts.why')}
                checked={vote.adoptsBylaws}
                onCheck={(adoptsBylaws) => draft.set({ adoptsBylaws })}
              />
            )}
          </div>
        </Card>
      )}
    </TaskForm>
  );
}
