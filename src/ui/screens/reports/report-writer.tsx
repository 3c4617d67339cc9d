/** Writing a report: figures of the books to be read, figures of a paper book to be typed, doubts to be seen, and once more before it is frozen. */
import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { hasOwnBooks } from '../../../domain/group-figures.ts';
import type { ReportBooks } from '../../../domain/report-figures.ts';
import type { ReportProblem } from '../../../domain/report-check.ts';
import type { MonthFigures, ReportLevel, ReportSubmission } from '../../../domain/report-operation.ts';
import type { ReportRow } from '../../../domain/report-row.ts';
import type { PayloadOf } from '../../../domain/operation.ts';
import { useApp, useRecorder, useText, useToday } from '../../app-context.ts';
import { DateField } from '../../fields/date-field.tsx';
import { recordSheets } from '../../money-sheets.ts';
import { ActionBar } from '../../parts/action-bar.tsx';
import { Banner } from '../../parts/banner.tsx';
import { Button } from '../../parts/button.tsx';
import { Section } from '../../parts/card.tsx';
import { CheckRow } from '../../parts/check-row.tsx';
import { ConfirmSheet } from '../../parts/confirm-sheet.tsx';
import { SkeletonRows } from '../../parts/skeleton.tsx';
import { TextArea } from '../../parts/text-area.tsx';
import { showToast } from '../../parts/toast.tsx';
import { PhotoAttach } from '../../photo-attach.tsx';
import { useProblemText } from '../../problem-text.ts';
import { Screen } from '../../screen.tsx';
import { useDraft, type Draft } from '../../use-draft.ts';
import { SavingProblem, useSaving } from '../../use-saving.tsx';
import { figureLines } from '../../words/report-words.ts';
import { useWords } from '../../words/use-words.ts';
import { FigureList } from './figure-list.tsx';
import { reportSlug, type ReportPlace } from './report-address.ts';
import { blankDraft, draftPrefix, unseen, writeReport, type ReportDraft, type Written } from './report-form.ts';
import { TypedFigures } from './typed-figures.tsx';

export interface ReportWriterProps {
  frame: { title: string; subtitle: string; back: string; focusKey: string };
  place: ReportPlace;
  books: ReportBooks;
  /** the version to correct */
  report: ReportRow | undefined;
  route: readonly ReportLevel[];
  dueOn: string | undefined;
  opensOn: string | undefined;
  isEarly: boolean;
  last: MonthFigures | undefined;
  typedBefore: MonthFigures;
  officer: string;
  chair: string | undefined;
  above: ComponentChildren;
  onSent: () => void;
  onCancel: (() => void) | undefined;
}

export function ReportWriter(props: ReportWriterProps) {
  const { frame, place, books, report, last, typedBefore, officer, chair, opensOn, isEarly, above, onCancel } = props;
  const app = useApp();
  const { t, store } = app;
  const words = useWords();
  const todayOn = useToday();
  const slug = reportSlug(place);
  const draft = useDraft<ReportDraft>(`${draftPrefix}${slug}`, blankDraft(slug, typedBefore));
  const recorder = useRecorder(place.group);
  const saving = useSaving();
  const [isAsking, setAsking] = useState(false);
  const [tried, setTried] = useState(false);
  const form = draft.value;
  if (form === undefined)
    return (
      <Screen {...frame} task>
        <SkeletonRows count={6} label={t('common.loading')} />
      </Screen>
    );
  const writing = { place, books, draft: form, officer, chair, last, opensOn, todayOn };
  const written = writeReport(writing);
  const refused = written.problems.filter(({ weight }) => weight === 'refused');
  const isTyped = place.kind === 'monthly-savings' && !hasOwnBooks(books.group);

  const ask = () => {
    setTried(true);
    // what was tapped on a pledge day and is no record yet belongs in the figures
    if (refused.length === 0) void saving.run(() => recordSheets(app)).then((done) => done && setAsking(true));
  };
  const submit = () =>
    saving
      .run(async () => {
        const acknowledged = [...new Set(written.problems.filter(({ weight }) => weight === 'confirm').map(({ code }) => code))];
        const payload = {
          report: report?.id ?? draft.idOf('report'),
          kind: place.kind,
          version: (report?.version ?? 0) + 1,
          ...(place.forMonth !== undefined && { forMonth: place.forMonth }),
          snapshot: { ...written.snapshot, ...(acknowledged.length > 0 && { acknowledged }) },
          source: isTyped ? 'declared' : 'ledger',
          position: await store.position(place.group),
          route: [...props.route],
          ...(props.dueOn !== undefined && { dueOn: props.dueOn }),
        } as ReportSubmission;
        // one id for one draft: a second press or a killed page adds nothing
        await recorder.save([{ ...recorder.act('report.submit', payload as PayloadOf<'report.submit'>), id: draft.idOf('submit') }], draft);
      })
      .then((done) => {
        setAsking(false);
        if (!done) return;
        showToast({ text: t('report.saved'), icon: 'check' });
        props.onSent();
      });

  return (
    <Screen
      {...frame}
      task
      actionBar={
        <ActionBar
          note={
            isEarly
              ? t('report.send.not-open', { day: words.day(opensOn ?? todayOn) })
              : tried && refused.length > 0
                ? t('report.send.missing', { n: refused.length })
                : undefined
          }
          primary={
            <Button kind="primary" wide icon="send" disabled={isEarly} busy={saving.busy} busyLabel={t('common.saving')} onPress={ask}>
              {t('report.send')}
            </Button>
          }
          secondary={onCancel && <Button onPress={onCancel}>{t('report.again.cancel')}</Button>}
        />
      }
    >
      <SavingProblem saving={saving} />
      {above}
      {onCancel !== undefined && <p class="quiet">{t('report.again.why')}</p>}
      {isTyped ? (
        <Section title={t('report.typed')}>
          <p class="quiet">{t('report.typed.why')}</p>
          <TypedFigures
            typed={form.typed}
            problems={tried ? written.problems : written.problems.filter(({ weight }) => weight === 'confirm')}
            onTyped={(change) => draft.set({ typed: { ...form.typed, ...change } })}
          />
        </Section>
      ) : (
        <Section title={t('report.from-books')}>
          <FigureList
            lines={figureLines(place.kind, written.snapshot, { t, words }).filter(({ key }) => key !== 'problems' && key !== 'support')}
          />
          <p class="quiet small">{t('report.from-books.why')}</p>
        </Section>
      )}
      {place.kind === 'establishment-result' && (
        <Section title={t('report.photos')}>
          <PhotoAttach g={place.group} for={{ kind: 'group' }} beforeCamera={draft.flush} />
        </Section>
      )}
      {(place.kind === 'establishment-result' || place.kind === 'monthly-savings') && (
        <Elsewhere form={form} draft={draft} kind={place.kind} />
      )}
      <TextArea
        label={t('report.figure.problems')}
        mark={t('common.optional')}
        rows={2}
        value={form.problems}
        maxLength={1500}
        onText={(problems) => draft.set({ problems })}
      />
      {place.kind === 'three-month' && (
        <TextArea
          label={t('report.figure.support')}
          mark={t('common.optional')}
          rows={2}
          value={form.support}
          maxLength={1500}
          onText={(support) => draft.set({ support })}
        />
      )}
      <Doubts problems={isTyped && !tried ? written.problems.filter(({ weight }) => weight !== 'refused') : written.problems} />
      <SendSheet
        open={isAsking}
        place={place}
        written={written}
        draft={draft}
        form={form}
        busy={saving.busy}
        onConfirm={() => void submit()}
        onCancel={() => setAsking(false)}
      />
    </Screen>
  );
}

/** What somebody should know before sending; figures that stand under their own field are left out there. */
function Doubts({ problems }: { problems: readonly ReportProblem[] }) {
  const t = useText();
  const words = useProblemText();
  const named = [
    ...new Map(
      problems.filter(({ weight, field }) => weight !== 'refused' || field === undefined).map((each) => [each.code, each]),
    ).values(),
  ];
  if (named.length === 0) return null;
  return (
    <Banner tone="attention" title={t('report.missing')}>
      <ul class="plain-list">
        {named.map(({ code }) => (
          <li key={code}>{words(code)}</li>
        ))}
      </ul>
    </Banner>
  );
}

interface ElsewhereProps {
  form: ReportDraft;
  draft: Draft<ReportDraft>;
  kind: 'establishment-result' | 'monthly-savings';
}

function Elsewhere({ form, draft, kind }: ElsewhereProps) {
  const t = useText();
  return (
    <>
      <CheckRow
        label={t('report.elsewhere')}
        detail={t(kind === 'monthly-savings' ? 'report.elsewhere.month' : 'report.elsewhere.why')}
        checked={form.isElsewhere}
        onCheck={(isElsewhere) => draft.set({ isElsewhere })}
      />
      {form.isElsewhere && (
        <DateField label={t('report.elsewhere.on')} on={form.elsewhereOn} onDay={(elsewhereOn) => draft.set({ elsewhereOn })} />
      )}
    </>
  );
}

interface SendSheetProps {
  open: boolean;
  place: ReportPlace;
  written: Written;
  draft: Draft<ReportDraft>;
  form: ReportDraft;
  busy: boolean;
  onConfirm: () => void;
  onCancel: () => void;
}

/** What will be frozen, and each doubt with a tick of its own: nothing is sent in passing (case 18). */
function SendSheet({ open, place, written, draft, form, busy, onConfirm, onCancel }: SendSheetProps) {
  const { t } = useApp();
  const words = useWords();
  const problemText = useProblemText();
  const [isReminded, setReminded] = useState(false);
  const doubts = [...new Map(written.problems.filter(({ weight }) => weight === 'confirm').map((each) => [each.code, each])).values()];
  const left = unseen(doubts, form.seen);
  return (
    <ConfirmSheet
      open={open}
      title={t('report.confirm.title')}
      confirmLabel={t('report.confirm.now')}
      cancelLabel={t('report.confirm.keep')}
      busy={busy}
      busyLabel={t('common.saving')}
      onConfirm={() => (left.length > 0 ? setReminded(true) : onConfirm())}
      onCancel={onCancel}
    >
      <FigureList lines={figureLines(place.kind, written.snapshot, { t, words })} />
      <p class="quiet">{t('report.confirm.frozen')}</p>
      {doubts.map(({ code }) => (
        <CheckRow
          key={code}
          label={t('report.confirm.saw')}
          detail={problemText(code)}
          error={isReminded && left.some((each) => each.code === code) ? t('report.missing') : undefined}
          checked={form.seen.includes(code)}
          onCheck={(isSeen) => draft.set({ seen: isSeen ? [...form.seen, code] : form.seen.filter((each) => each !== code) })}
        />
      ))}
    </ConfirmSheet>
  );
}
