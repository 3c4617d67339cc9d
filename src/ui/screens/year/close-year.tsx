/** Closing a year: the period, what it earned, the parts the members voted for, and their resolution. What is closed is not opened again. */
import { useLocation } from 'preact-iso';
import { useEffect, useState } from 'preact/hooks';
import { profitOf } from '../../../domain/account-column.ts';
import { allocate } from '../../../domain/closing.ts';
import { formatBaht } from '../../../domain/money.ts';
import type { YearRow } from '../../../domain/money-row.ts';
import { monthOf } from '../../../domain/thai-calendar.ts';
import { earnedBy, findAllocationProblem, periodStart, possibleEnds, usualEnd } from '../../../domain/year-end.ts';
import { useApp, useRecorder, useText, useToday } from '../../app-context.ts';
import { recordSheets } from '../../money-sheets.ts';
import { Banner } from '../../parts/banner.tsx';
import { Card, Section } from '../../parts/card.tsx';
import { ChoiceGroup } from '../../parts/choice-group.tsx';
import { ConfirmSheet } from '../../parts/confirm-sheet.tsx';
import { EmptyState } from '../../parts/empty-state.tsx';
import { SelectField } from '../../parts/select-field.tsx';
import { SkeletonRows } from '../../parts/skeleton.tsx';
import { showToast } from '../../parts/toast.tsx';
import { Screen } from '../../screen.tsx';
import { useDraft } from '../../use-draft.ts';
import { useSaving } from '../../use-saving.tsx';
import { useRows, useRowsUnderEach } from '../../use-store.ts';
import { useWords } from '../../words/use-words.ts';
import { TaskForm } from '../member/task-form.tsx';
import { AllocationFields, partsOf, type PartTexts } from './allocation-fields.tsx';
import { MeetingChoice, votedMeetings } from './meeting-choice.tsx';
import { Statement } from './statement.tsx';
import type { YearsProps } from './year-list.tsx';

interface Closing {
  to: string | undefined;
  parts: PartTexts;
  basis: YearRow['basis'];
  meeting: string | undefined;
}

export function CloseYear({ group, years, months }: YearsProps) {
  const t = useText();
  const words = useWords();
  const app = useApp();
  const { route } = useLocation();
  const todayOn = useToday();
  const recorder = useRecorder(group.id);
  const saving = useSaving();
  const [tried, setTried] = useState(false);
  const [isAsking, setAsking] = useState(false);
  const meetings = useRows(group.id, 'meeting');
  const home = `/groups/${group.id}/year`;
  const from = periodStart(group, months);
  const ends = from === undefined ? [] : possibleEnds(from, todayOn);
  const usual = from === undefined ? undefined : ends.find((end) => end === usualEnd(from));
  const blank: Closing = { to: undefined, parts: {}, basis: 'saved', meeting: undefined };
  const draft = useDraft<Closing>(`year-close:${group.id}:${from ?? ''}`, blank);
  const form = draft.value ?? blank;
  const to = ends.find((end) => end === form.to) ?? usual ?? ends[0];
  const later = useRowsUnderEach<'posting'>(
    group.id,
    to === undefined ? [] : months.filter(({ month }) => month > monthOf(to)).map(({ month }) => `posting:${month}:` as const),
  );

  // what was tapped and is no record yet belongs to the books that are closed
  useEffect(() => void recordSheets(app).catch(() => undefined), [app.store]);

  if (from === undefined || to === undefined)
    return (
      <Screen title={t('year.close')} subtitle={group.name} back={home} focusKey="close">
        <EmptyState icon="calendar" title={t('year.close.too-early')}>
          {t('year.close.too-early.why')}
        </EmptyState>
      </Screen>
    );
  if (later === undefined || meetings === undefined || draft.value === undefined)
    return (
      <Screen title={t('year.close')} subtitle={group.name} back={home} focusKey="close">
        <SkeletonRows count={5} label={t('common.loading')} />
      </Screen>
    );

  const columns = earnedBy(to, { months, years, later });
  const profit = profitOf(columns);
  const voted = votedMeetings(meetings, from);
  // the annual meeting after the end of the period is meant, unless somebody says another
  const meeting = voted.find(({ id }) => id === form.meeting) ?? voted.find(({ kind, heldOn }) => kind === 'annual' && heldOn > to);
  const parts = profit > 0 ? partsOf(form.parts) : [];
  const isWhole = parts !== undefined && findAllocationProblem(profit, parts) === undefined;
  const needsVote = profit > 0 && meeting === undefined;
  const period = t('year.period', { from: words.day(from, { style: 'long' }), to: words.day(to, { style: 'long' }) });
  const baht = (satang: number) => formatBaht(satang);

  const ask = () => {
    setTried(true);
    if (!isWhole || needsVote) return false;
    setAsking(true);
    return true;
  };
  const close = () => {
    if (parts === undefined) return;
    setAsking(false);
    const closing = draft.idOf('closing');
    void saving.run(async () => {
      const { closedThrough } = group.money;
      await recorder.save(
        [
          recorder.act('year.close', {
            closing,
            from,
            to,
            on: todayOn,
            ...(meeting === undefined ? {} : { meeting: meeting.id }),
            columns,
            allocation: [...parts],
            basis: form.basis,
          }),
          // after it: the closing still stands on the last month's own page, and what comes later for these months does not
          ...(closedThrough !== undefined && closedThrough >= monthOf(to)
            ? []
            : [recorder.act('month.close', { month: monthOf(to), on: todayOn })]),
        ],
        draft,
      );
      showToast({ text: t('year.close.saved'), icon: 'check' });
      route(`${home}/${closing}`, true);
    });
  };

  return (
    <TaskForm
      title={t('year.close')}
      subtitle={group.name}
      back={home}
      save={t(profit > 0 ? 'year.close.save' : 'year.close.save-loss')}
      saving={saving}
      onSave={ask}
      draft={draft}
    >
      <Card>
        <div class="stack">
          <SelectField
            label={t('year.close.to')}
            hint={t('year.close.from', { day: words.day(from, { style: 'long' }) })}
            value={to}
            onChoose={(end) => draft.set({ to: end })}
            options={ends.map((end) => ({ value: end, label: words.day(end, { style: 'long' }) }))}
          />
          {usual === undefined && (
            <p class="quiet small">{t('year.close.not-usual', { day: words.day(usualEnd(from), { style: 'long' }) })}</p>
          )}
        </div>
      </Card>
      {group.openFlags > 0 && (
        <Banner tone="attention" icon="info">
          {t('year.close.flags', { n: group.openFlags })}
        </Banner>
      )}
      <Section title={t('year.close.statement')}>
        <Statement sums={columns} />
      </Section>
      {profit <= 0 ? (
        <Banner tone="info" title={t(profit < 0 ? 'year.close.loss' : 'year.close.even')}>
          {profit < 0 ? t('year.close.loss.why', { baht: baht(-profit) }) : t('year.close.even.why')}
        </Banner>
      ) : (
        <>
          <Card>
            <AllocationFields profit={profit} texts={form.parts} onTexts={(texts) => draft.set({ parts: texts })} tried={tried} />
          </Card>
          <ChoiceGroup
            label={t('year.basis')}
            value={form.basis}
            onChoose={(basis) => draft.set({ basis })}
            choices={(['saved', 'balance-months'] as const).map((value) => ({
              value,
              label: t(`year.basis.${value}`),
              detail: t(`year.basis.${value}.what`),
            }))}
          />
          <MeetingChoice
            group={group}
            label={t('year.close.meeting')}
            hint={t('year.close.meeting.hint')}
            meetings={voted}
            chosen={meeting?.id}
            onChoose={(id) => draft.set({ meeting: id })}
            error={tried && needsVote ? t('year.vote.choose') : undefined}
            opens="annual"
          />
        </>
      )}
      <p class="quiet">{t('year.close.so')}</p>
      <ConfirmSheet
        open={isAsking}
        title={t('year.close.sure')}
        confirmLabel={t('year.close.yes')}
        cancelLabel={t('year.close.no')}
        onConfirm={close}
        onCancel={() => setAsking(false)}
      >
        <p>{period}</p>
        <ul class="plain-lines">
          <li>
            {t(profit < 0 ? 'table.loss' : 'table.profit')} <b class="figure-text">{baht(Math.abs(profit))}</b> {t('common.unit.baht')}
          </li>
          {allocate(profit, [...(parts ?? [])]).map(({ use, amount }) => (
            <li key={use}>
              {t(`year.use.${use}`)} <b class="figure-text">{baht(amount)}</b> {t('common.unit.baht')}
            </li>
          ))}
        </ul>
        <p>{t('year.close.frozen', { month: words.month(monthOf(to), { style: 'long' }) })}</p>
      </ConfirmSheet>
    </TaskForm>
  );
}
