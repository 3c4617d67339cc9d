/** The founding vote (item 2.2): the motion, the counted hands, the result in words; a "no" is recorded just as well. */
import { useApp, useRecorder, useText } from '../../app-context.ts';
import { ActionBar } from '../../parts/action-bar.tsx';
import { Button } from '../../parts/button.tsx';
import { Card } from '../../parts/card.tsx';
import { CheckRow } from '../../parts/check-row.tsx';
import { SegmentedControl } from '../../parts/choice-group.tsx';
import { CountField } from '../../parts/count-field.tsx';
import { TextArea } from '../../parts/text-area.tsx';
import { findVoteProblems, hasPassed, type VoteField } from '../../../domain/vote.ts';
import { isRefused } from '../../../domain/problem.ts';
import { FoundingFrame } from './founding-frame.tsx';
import { NeedsMeeting } from './needs-meeting.tsx';
import { useProblemText } from '../../problem-text.ts';
import type { Founding } from './use-founding.ts';
import { useRecordedForm } from './use-recorded-form.ts';
import { SavingProblem, useSaving } from '../../use-saving.tsx';
import { VoteOutcome } from './vote-outcome.tsx';

interface VoteValues {
  motion: string;
  present: number;
  for: number;
  against: number;
  abstain: number;
  method: 'hand' | 'ballot';
  /** the officer said that whoever is not counted did not vote */
  restDidNotVote: boolean;
  /** the recorded vote is being counted again */
  again: boolean;
}

export function VotePart({ founding }: { founding: Founding }) {
  const { meeting } = founding;
  if (meeting === undefined) return <NeedsMeeting founding={founding} part="vote" />;
  return <VoteForm founding={founding} meeting={meeting} />;
}

function VoteForm({ founding, meeting }: { founding: Founding; meeting: NonNullable<Founding['meeting']> }) {
  const t = useText();
  const { newId } = useApp();
  const { g, group } = founding;
  const recorder = useRecorder(g);
  const saving = useSaving();
  const words = useProblemText();
  const recorded = founding.resolution;
  const form = useRecordedForm<VoteValues>(`founding-vote:${meeting.id}`, {
    motion: recorded?.motion ?? t('founding.vote.motion-default', { group: group.name }),
    present: recorded?.present ?? founding.attendance?.total ?? 0,
    for: recorded?.for ?? 0,
    against: recorded?.against ?? 0,
    abstain: recorded?.abstain ?? 0,
    method: recorded?.method ?? 'hand',
    restDidNotVote: false,
    again: false,
  });
  const vote = form.value;
  if (vote === undefined)
    return (
      <FoundingFrame founding={founding} part="vote">
        {null}
      </FoundingFrame>
    );
  if (recorded !== undefined && !vote.again) {
    return <VoteOutcome founding={founding} meeting={meeting} resolution={recorded} onAgain={() => form.set({ again: true })} />;
  }

  const cast = vote.for + vote.against + vote.abstain;
  const problems = findVoteProblems(vote);
  const errorAt = (field: VoteField) => {
    const problem = problems.find((each) => each.field === field && each.weight === 'refused');
    return problem === undefined || (cast === 0 && field !== 'present') ? undefined : words(problem);
  };
  const uncounted = vote.present - cast;
  const needsWord = cast > 0 && uncounted > 0 && !vote.restDidNotVote;
  const canRecord = cast > 0 && !isRefused(problems) && !needsWord && vote.motion.trim() !== '';
  const setCount = (change: Partial<VoteValues>) => form.set({ ...change, restDidNotVote: false });

  const record = () =>
    saving.run(async () => {
      const { motion, present, for: yes, against, abstain, method } = vote;
      await recorder.save(
        [
          recorder.act('meeting.resolve', {
            meeting: meeting.id,
            resolution: recorded?.resolution ?? newId(),
            step: '2.2',
            motion: motion.trim(),
            present,
            for: yes,
            against,
            abstain,
            method,
            passed: hasPassed(vote),
          }),
        ],
        form,
      );
      await form.drop();
    });

  const counter = (field: 'for' | 'against' | 'abstain') => (
    <CountField
      label={t(`founding.vote.${field}`)}
      unit={t('founding.vote.votes', { n: vote[field] })}
      error={errorAt(field)}
      count={vote[field]}
      onCount={(count) => setCount({ [field]: count })}
      minusLabel={t('founding.vote.minus', { what: t(`founding.vote.${field}`) })}
      plusLabel={t('founding.vote.plus', { what: t(`founding.vote.${field}`) })}
    />
  );

  return (
    <FoundingFrame
      founding={founding}
      part="vote"
      actionBar={
        <ActionBar
          note={cast === 0 ? undefined : <LeftToCount uncounted={uncounted} />}
          primary={
            <Button
              kind="primary"
              wide
              disabled={!canRecord}
              busy={saving.busy}
              busyLabel={t('common.saving')}
              onPress={() => void record()}
            >
              {cast === 0 || isRefused(problems)
                ? t('founding.vote.record')
                : t(hasPassed(vote) ? 'founding.vote.record-passed' : 'founding.vote.record-failed')}
            </Button>
          }
        />
      }
    >
      <SavingProblem saving={saving} />
      <TextArea
        label={t('founding.vote.motion')}
        hint={t('founding.vote.motion-hint')}
        rows={2}
        value={vote.motion}
        error={vote.motion.trim() === '' ? t('founding.vote.motion-missing') : undefined}
        onText={(motion) => form.set({ motion })}
      />
      <Card>
        <div class="founding-counts">
          <CountField
            label={t('founding.vote.present')}
            unit={t('common.unit.people', { n: vote.present })}
            hint={vote.present === founding.attendance?.total ? t('founding.vote.present-hint') : undefined}
            error={errorAt('present')}
            count={vote.present}
            onCount={(present) => setCount({ present })}
            minusLabel={t('founding.vote.minus', { what: t('founding.vote.present') })}
            plusLabel={t('founding.vote.plus', { what: t('founding.vote.present') })}
          />
          {counter('for')}
          {counter('against')}
          {counter('abstain')}
          {cast > 0 && uncounted > 0 && (
            <CheckRow
              label={t('founding.vote.rest', { n: uncounted })}
              detail={t('founding.vote.rest-detail')}
              checked={vote.restDidNotVote}
              onCheck={(restDidNotVote) => form.set({ restDidNotVote })}
            />
          )}
        </div>
      </Card>
      <SegmentedControl
        label={t('founding.vote.method')}
        value={vote.method}
        onChoose={(method) => form.set({ method })}
        choices={[
          { value: 'hand', label: t('founding.vote.hand') },
          { value: 'ballot', label: t('founding.vote.ballot') },
        ]}
      />
    </FoundingFrame>
  );
}

/** Counting aloud: how many hands are still missing, or that the sum is right. */
function LeftToCount({ uncounted }: { uncounted: number }) {
  const t = useText();
  if (uncounted === 0) return <>{t('founding.vote.complete')}</>;
  return <>{uncounted > 0 ? t('founding.vote.left', { n: uncounted }) : t('founding.vote.over', { n: -uncounted })}</>;
}
