/** The end of the day: everything that was recorded with its gaps named, the notice to the district, and the meeting closed. */
import { useState } from 'preact/hooks';
import { canDo, findFoundingGaps } from '../../../domain/gate.ts';
import { nextPledgeDay } from '../../../domain/due-date.ts';
import { formatBaht } from '../../../domain/money.ts';
import { pledgedInMonth } from '../../../domain/pledge.ts';
import { addDays, civilDateInThailand, monthOf } from '../../../domain/thai-calendar.ts';
import { useApp, useRecorder, useText } from '../../app-context.ts';
import { ActionBar } from '../../parts/action-bar.tsx';
import { Banner } from '../../parts/banner.tsx';
import { Button, LinkButton } from '../../parts/button.tsx';
import { Card, Section } from '../../parts/card.tsx';
import { CheckRow } from '../../parts/check-row.tsx';
import { ConfirmSheet } from '../../parts/confirm-sheet.tsx';
import { TextField } from '../../parts/text-field.tsx';
import { useDraft } from '../../use-draft.ts';
import { recordSheets } from '../../money-sheets.ts';
import { useQueue } from '../../use-store.ts';
import { DoneNote } from './done-note.tsx';
import { DaySummary } from './day-summary.tsx';
import { timeInThailand } from '../../words/time-of-day.ts';
import { useWords } from '../../words/use-words.ts';
import { FoundingFrame } from './founding-frame.tsx';
import { noticeSnapshot, withMoneyNow } from './founding-notice.ts';
import { TimeField } from '../../fields/time-field.tsx';
import type { Founding } from './use-founding.ts';
import { SavingProblem, useSaving } from '../../use-saving.tsx';

interface FinishValues {
  bankAsked: boolean;
  preferred: string;
  endedAt: string;
}

export function FinishPart({ founding }: { founding: Founding }) {
  const t = useText();
  const app = useApp();
  const { newId, nowMs } = app;
  const dates = useWords();
  const { g, group, meeting } = founding;
  const recorder = useRecorder(g);
  const saving = useSaving();
  const draft = useDraft<FinishValues>(`founding-finish:${g}`, { bankAsked: true, preferred: '', endedAt: '' });
  const [isAsking, setAsking] = useState<'notice' | 'close'>();
  const values = draft.value ?? { bankAsked: true, preferred: '', endedAt: '' };
  const gaps = findFoundingGaps(group);
  const gate = canDo(group, '2.8');
  const notice = group.reports['founding-notice'];
  const openMeetings = founding.meetings.filter((each) => each.state === 'open');
  const endedAt = values.endedAt || timeInThailand(nowMs());
  const nextOn = group.pledgeDay === undefined ? group.reviewOn : nextPledgeDay(group.pledgeDay, addDays(founding.on, 1));

  /** What was tapped and left by a killed page belongs in the figures. */
  const askNotice = () => void saving.run(() => recordSheets(app)).then((saved) => saved && setAsking('notice'));
  const submit = () =>
    saving
      .run(async () => {
        await recordSheets(app);
        const report = notice?.report ?? newId();
        await recorder.save([
          recorder.act('report.submit', {
            report,
            kind: 'founding-notice',
            version: (notice?.version ?? 0) + 1,
            snapshot: noticeSnapshot(await withMoneyNow(app, founding), { asked: values.bankAsked, preferred: values.preferred }),
          }),
        ]);
        await draft.flush();
      })
      .then(() => setAsking(undefined));
  const close = () =>
    saving
      .run(() =>
        recorder.save(
          openMeetings.map((each) =>
            recorder.act('meeting.close', { meeting: each.id, endedAt, ...(nextOn === undefined ? {} : { nextOn }) }),
          ),
        ),
      )
      .then(() => setAsking(undefined));

  const wantsNotice = gate.open && notice === undefined;
  return (
    <FoundingFrame
      founding={founding}
      part="finish"
      actionBar={
        <ActionBar
          primary={
            wantsNotice ? (
              <Button kind="primary" wide icon="send" onPress={askNotice}>
                {t('founding.finish.notice')}
              </Button>
            ) : openMeetings.length > 0 ? (
              <Button kind="primary" wide onPress={() => setAsking('close')}>
                {t('founding.finish.close')}
              </Button>
            ) : (
              <LinkButton kind="primary" wide href={`/groups/${g}`}>
                {t('founding.next.group')}
              </LinkButton>
            )
          }
        />
      }
    >
      <SavingProblem saving={saving} />
      {gaps.length === 0 && group.foundedOn !== undefined && (
        <DoneNote title={t('founding.finish.founded', { group: group.name })}>
          {t('founding.finish.founded-on', { day: dates.day(group.foundedOn, { style: 'long', weekday: true }) })}
        </DoneNote>
      )}
      {gaps.length > 0 && (
        <Banner tone="attention" title={t('founding.finish.not-founded')}>
          <ul class="plain-list">
            {gaps.map((gap) => (
              <li key={gap}>{t(`founding.gate.${gap}`)}</li>
            ))}
          </ul>
        </Banner>
      )}
      <Section title={t('founding.finish.recorded')}>
        <DaySummary founding={founding} />
      </Section>
      <Section title={t('founding.finish.district')}>
        <Card>
          <div class="stack">
            {notice === undefined ? (
              <>
                <p>{t(gate.open ? 'founding.finish.district-how' : 'founding.finish.district-later')}</p>
                <CheckRow
                  label={t('founding.finish.bank')}
                  detail={t('founding.finish.bank-so')}
                  checked={values.bankAsked}
                  onCheck={(bankAsked) => draft.set({ bankAsked })}
                />
                {values.bankAsked && (
                  <TextField
                    label={t('founding.finish.bank-name')}
                    mark={t('common.optional')}
                    value={values.preferred}
                    onText={(preferred) => draft.set({ preferred })}
                  />
                )}
              </>
            ) : (
              <>
                <p>
                  {t('founding.finish.noticed', { day: dates.day(civilDateInThailand(Date.parse(notice.submittedAt))), n: notice.version })}
                </p>
                <p>
                  <Button kind="quiet" icon="refresh" onPress={askNotice}>
                    {t('founding.finish.notice-again')}
                  </Button>
                </p>
              </>
            )}
          </div>
        </Card>
      </Section>
      <Section title={t('founding.finish.next')}>
        <ol class="plain-list next-list">
          {nextOn !== undefined && <li>{t('founding.finish.next-day', { day: dates.day(nextOn, { style: 'long', weekday: true }) })}</li>}
          <li>{t('founding.finish.next-bank')}</li>
          <li>{t('founding.finish.next-rules')}</li>
          {group.members.pending > 0 && <li>{t('founding.finish.next-consent', { n: group.members.pending })}</li>}
        </ol>
      </Section>
      <KeptHere />
      <ConfirmSheet
        open={isAsking === 'notice'}
        title={t('founding.finish.notice-title')}
        confirmLabel={t('founding.finish.notice-now')}
        cancelLabel={t('common.cancel')}
        busy={saving.busy}
        busyLabel={t('common.saving')}
        onConfirm={() => void submit()}
        onCancel={() => setAsking(undefined)}
      >
        <p>{t('founding.finish.notice-what')}</p>
        <NoticeFigures founding={founding} />
        <p class="quiet small">{t('founding.finish.notice-no-names')}</p>
      </ConfirmSheet>
      <ConfirmSheet
        open={isAsking === 'close'}
        title={t('founding.finish.close-title')}
        confirmLabel={t('founding.finish.close-now')}
        cancelLabel={t('common.cancel')}
        busy={saving.busy}
        busyLabel={t('common.saving')}
        onConfirm={() => void close()}
        onCancel={() => setAsking(undefined)}
      >
        <TimeField label={t('founding.finish.ended')} value={endedAt} onTime={(time) => draft.set({ endedAt: time })} />
        <p>{t('founding.finish.close-so')}</p>
        {meeting?.minutes === undefined && <p class="quiet">{t('founding.finish.no-minutes')}</p>}
      </ConfirmSheet>
    </FoundingFrame>
  );
}

function NoticeFigures({ founding }: { founding: Founding }) {
  const t = useText();
  const { group, day } = founding;
  const { accepted, male, female, minors } = group.members;
  return (
    <ul class="plain-list">
      <li>{t('founding.sum.members', { n: accepted, male, female, minors })}</li>
      <li>{t('founding.sum.committee', { n: group.committee.seats })}</li>
      <li>{t('founding.sum.pledged', { baht: formatBaht(pledgedInMonth(group, monthOf(founding.actsOn))) })}</li>
      <li>{t('founding.sum.cash', { baht: formatBaht(day?.cash ?? 0) })}</li>
    </ul>
  );
}

/** What is on this phone and what waits to be sent, computed from the queue itself. */
function KeptHere() {
  const t = useText();
  const queue = useQueue();
  if (queue === undefined) return null;
  const waits = queue.waiting + queue.held + queue.rejected;
  const photos = queue.photosWaiting + queue.photosFailed;
  return (
    <Banner tone="info" icon="phone" title={t('founding.finish.kept')}>
      {waits === 0 && photos === 0
        ? t('founding.finish.all-sent')
        : t('founding.finish.waits', { n: waits, photos, mb: (queue.photoBytes / 1_000_000).toFixed(1) })}
    </Banner>
  );
}
