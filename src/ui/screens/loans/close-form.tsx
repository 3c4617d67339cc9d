/** A loan ends early: cancelled before it was paid out, taken out when it was carried over by mistake, or written off by a meeting when nobody will pay it back. */
import { useLocation } from 'preact-iso';
import { useState } from 'preact/hooks';
import { outstandingOf } from '../../../domain/loan.ts';
import { normaliseThai } from '../../../domain/thai-text.ts';
import { useRecorder, useText, useToday } from '../../app-context.ts';
import { Banner } from '../../parts/banner.tsx';
import { Card } from '../../parts/card.tsx';
import { ConfirmSheet } from '../../parts/confirm-sheet.tsx';
import { PersonName } from '../../parts/person-name.tsx';
import { TextArea } from '../../parts/text-area.tsx';
import { showToast } from '../../parts/toast.tsx';
import { useProblemText } from '../../problem-text.ts';
import { useDraft } from '../../use-draft.ts';
import { useSaving } from '../../use-saving.tsx';
import { TaskForm } from '../member/task-form.tsx';
import { useEntryBlank } from '../member/entry-parts.tsx';
import type { LoanPageProps } from './loan-screen.tsx';
import { baht, borrowerParts } from './loan-words.ts';
import { MeetingField } from '../meeting/meeting-field.tsx';

interface CloseDraft {
  meeting: string | undefined;
  heldOn: string | undefined;
  reason: string;
}

export function CloseForm({ all, loan, borrower, home }: LoanPageProps) {
  const t = useText();
  const problem = useProblemText();
  const todayOn = useToday();
  const recorder = useRecorder(all.group.id);
  const saving = useSaving();
  const { writtenBy } = useEntryBlank();
  const [tried, setTried] = useState(false);
  const [isAsking, setAsking] = useState(false);
  const blank: CloseDraft = { meeting: undefined, heldOn: undefined, reason: '' };
  const draft = useDraft<CloseDraft>(`loan-close:${loan.id}`, blank);
  const form = draft.value ?? blank;
  const { query, route } = useLocation();
  const way = loan.state !== 'running' ? 'cancel' : query['do'] === 'drop' ? 'drop' : 'write-off';
  const owed = outstandingOf(loan);
  const lacksReason = normaliseThai(form.reason) === '';
  const lacksMeeting = way === 'write-off' && form.meeting === undefined;

  const close = () => {
    setAsking(false);
    const note = form.reason.trim();
    const { meeting, heldOn = todayOn } = form;
    const e = draft.idOf('written-off');
    void saving.run(async () => {
      await recorder.save(
        way !== 'write-off'
          ? [recorder.act('loan.close', { loan: loan.id, on: todayOn, reason: 'cancelled', note })]
          : [
              recorder.act('entry.record', {
                paidOn: heldOn, meeting, writtenBy, rows: [{ e, kind: 'loan-written-off', member: loan.member, loan: loan.id, amount: owed }],
              }),
              recorder.act('loan.close', { loan: loan.id, on: heldOn, reason: 'written-off', note }),
            ], draft); // prettier-ignore
      showToast({ text: t(`loan.${way}.saved`), icon: 'check' });
      route(home);
    });
  };

  return (
    <TaskForm
      title={t(`loan.${way}`)}
      subtitle={<PersonName parts={borrowerParts(loan, borrower, t('loan.nobody'))} />}
      back={home}
      save={t(`loan.${way}.next`)}
      danger
      saving={saving}
      onSave={() => {
        setTried(true);
        if (lacksReason || lacksMeeting) return false;
        setAsking(true);
        return true;
      }}
      draft={draft}
    >
      <Banner tone="attention" title={t(`loan.${way}.what`, { baht: baht(owed) })}>
        {t(`loan.${way}.why`)}
      </Banner>
      <Card>
        <div class="stack">
          {way === 'write-off' && (
            <MeetingField
              g={all.group.id}
              meeting={form.meeting}
              onMeeting={({ id, heldOn }) => draft.set({ meeting: id, heldOn })}
              error={tried && lacksMeeting ? problem('meeting-missing') : undefined}
            />
          )}
          <TextArea
            label={t(`loan.${way}.reason`)}
            rows={2}
            maxLength={1000}
            value={form.reason}
            onText={(reason) => draft.set({ reason })}
            error={tried && lacksReason ? problem('reason-missing') : undefined}
          />
        </div>
      </Card>
      <ConfirmSheet
        open={isAsking}
        title={t(`loan.${way}`)}
        confirmLabel={t(`loan.${way}.confirm`)}
        cancelLabel={t('common.cancel')}
        danger
        busy={saving.busy}
        busyLabel={t('common.saving')}
        onConfirm={close}
        onCancel={() => setAsking(false)}
      >
        <p>{t(`loan.${way}.final`, { baht: baht(owed) })}</p>
      </ConfirmSheet>
    </TaskForm>
  );
}
