/** The minutes of the founding meeting: a beginning made from what was recorded, then the officer's own words. */
import { useApp, useRecorder, useText } from '../../app-context.ts';
import { Button, LinkButton } from '../../parts/button.tsx';
import { TextArea } from '../../parts/text-area.tsx';
import { DoneNote } from './done-note.tsx';
import { useWords } from '../../words/use-words.ts';
import { writeMinutes } from './minutes-text.ts';
import type { Founding } from './use-founding.ts';
import { useRecordedForm } from './use-recorded-form.ts';
import { SavingProblem, useSaving } from '../../use-saving.tsx';

export function MinutesForm({ founding }: { founding: Founding }) {
  const t = useText();
  const { language } = useApp();
  const dates = useWords();
  const { g, meeting } = founding;
  const recorder = useRecorder(g);
  const saving = useSaving();
  const form = useRecordedForm(`founding-minutes:${meeting?.id ?? g}`, { text: meeting?.minutes ?? '' });
  const text = form.value?.text ?? '';
  if (meeting === undefined) return <p>{t('founding.needs-meeting.title')}</p>;
  const compose = () => form.set({ text: writeMinutes(founding, t, dates, language) });
  return (
    <div class="stack">
      <SavingProblem saving={saving} />
      {text === '' ? (
        <p>
          <Button icon="pen" onPress={compose}>
            {t('founding.papers.compose')}
          </Button>
        </p>
      ) : (
        <>
          <TextArea
            label={t('founding.papers.minutes-text')}
            hint={t('founding.papers.minutes-hint')}
            rows={8}
            maxLength={4000}
            value={text}
            onText={(next) => form.set({ text: next })}
          />
          {!form.isChanged ? (
            <DoneNote title={t('common.saved')}>{t('founding.papers.minutes-saved')}</DoneNote>
          ) : (
            <p class="founding-buttons">
              <Button
                icon="check"
                busy={saving.busy}
                busyLabel={t('common.saving')}
                onPress={() =>
                  void saving.run(async () => {
                    await recorder.save([recorder.act('meeting.minutes', { meeting: meeting.id }, { text })], form);
                    await form.drop();
                  })
                }
              >
                {t('founding.papers.minutes-record')}
              </Button>
              <Button kind="quiet" icon="refresh" onPress={compose}>
                {t('founding.papers.compose-again')}
              </Button>
            </p>
          )}
        </>
      )}
      <p>
        <LinkButton kind="quiet" icon="print" href={`/print/minutes/${g}`}>
          {t('founding.papers.print-minutes')}
        </LinkButton>
      </p>
    </div>
  );
}
