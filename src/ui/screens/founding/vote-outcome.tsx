/** The recorded result in words; after a "no" a day to ask again, and the list of interested people stays possible. */
import type { MeetingRow } from '../../../domain/row.ts';
import { useRecorder, useText, useToday } from '../../app-context.ts';
import { ActionBar } from '../../parts/action-bar.tsx';
import { Banner } from '../../parts/banner.tsx';
import { Button, LinkButton } from '../../parts/button.tsx';
import { Card } from '../../parts/card.tsx';
import { StatTiles } from '../../parts/stat-tiles.tsx';
import { useDraft } from '../../use-draft.ts';
import { DateField } from '../../fields/date-field.tsx';
import { DoneNote } from './done-note.tsx';
import { useWords } from '../../words/use-words.ts';
import { FoundingFrame } from './founding-frame.tsx';
import { NextPartBar } from './part-actions.tsx';
import type { Founding } from './use-founding.ts';
import { SavingProblem, useSaving } from '../../use-saving.tsx';

export interface VoteOutcomeProps {
  founding: Founding;
  meeting: MeetingRow;
  resolution: MeetingRow['resolutions'][number];
  onAgain: () => void;
}

export function VoteOutcome({ founding, meeting, resolution, onAgain }: VoteOutcomeProps) {
  const t = useText();
  const { passed } = resolution;
  const counts = { for: resolution.for, against: resolution.against, abstain: resolution.abstain, present: resolution.present };
  const face = (
    <>
      {passed ? (
        <DoneNote title={t('founding.vote.passed')}>{t('founding.vote.passed-words', counts)}</DoneNote>
      ) : (
        <Banner tone="attention" icon="vote" title={t('founding.vote.failed')}>
          {t('founding.vote.failed-words', counts)}
        </Banner>
      )}
      <StatTiles
        tiles={(['for', 'against', 'abstain'] as const).map((field) => ({ label: t(`founding.vote.${field}`), value: resolution[field] }))}
      />
      <Card>
        <p class="quiet small">{t('founding.vote.motion')}</p>
        <p>{resolution.motion}</p>
      </Card>
    </>
  );
  const again =
    meeting.state === 'open' ? (
      <p>
        <Button kind="quiet" icon="refresh" onPress={onAgain}>
          {t('founding.vote.again')}
        </Button>
      </p>
    ) : null;
  if (passed) {
    return (
      <FoundingFrame founding={founding} part="vote" actionBar={<NextPartBar g={founding.g} part="vote" />}>
        {face}
        {again}
      </FoundingFrame>
    );
  }
  return (
    <VoteRefused founding={founding}>
      {face}
      {again}
    </VoteRefused>
  );
}

function VoteRefused({ founding, children }: { founding: Founding; children: preact.ComponentChildren }) {
  const t = useText();
  const today = useToday();
  const { day } = useWords();
  const { g, group } = founding;
  const recorder = useRecorder(g);
  const saving = useSaving();
  const draft = useDraft<{ on?: string }>(`founding-ask-again:${g}`, {});
  const on = draft.value?.on;
  const list = (
    <LinkButton href={`/groups/${g}/founding/intake`} icon="users">
      {t('founding.vote.interest-list')}
    </LinkButton>
  );

  const record = () =>
    saving.run(async () => {
      await recorder.save(
        [
          recorder.act('group.stage', {
            stage: 'active',
            reason: t('founding.vote.stage-reason'),
            decidedBy: 'villagers',
            on: today,
            reviewOn: on,
          }),
        ],
        draft,
      );
    });

  return (
    <FoundingFrame
      founding={founding}
      part="vote"
      actionBar={
        <ActionBar
          primary={
            group.reviewOn !== undefined && on === undefined ? (
              <LinkButton kind="primary" wide href={`/groups/${g}/founding/finish`}>
                {t('founding.next.part', { part: t('founding.part.finish') })}
              </LinkButton>
            ) : (
              <Button
                kind="primary"
                wide
                disabled={on === undefined || on < today}
                busy={saving.busy}
                busyLabel={t('common.saving')}
                onPress={() => void record()}
              >
                {on === undefined ? t('founding.vote.set-day') : t('founding.vote.set-day-on', { day: day(on) })}
              </Button>
            )
          }
        />
      }
    >
      <SavingProblem saving={saving} />
      {children}
      <Card>
        <div class="stack">
          <p>
            <b>{t('founding.vote.then-what')}</b>
          </p>
          <p>{t('founding.vote.status-stays')}</p>
          {group.reviewOn !== undefined && (
            <p>
              <b>{t('founding.vote.review-on', { day: day(group.reviewOn, { style: 'long', weekday: true }) })}</b>
            </p>
          )}
          <DateField
            label={t(group.reviewOn === undefined ? 'founding.vote.ask-again' : 'founding.vote.other-day')}
            on={on}
            error={on !== undefined && on < today ? t('founding.vote.day-past') : undefined}
            onDay={(next) => draft.set({ on: next })}
          />
          <p>{list}</p>
        </div>
      </Card>
    </FoundingFrame>
  );
}
