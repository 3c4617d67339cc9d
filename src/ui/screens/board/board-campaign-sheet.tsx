/** The form of a campaign: name, its days, each with what it is for, the letters; before it is saved it says what changes with it. */
import { useState } from 'preact/hooks';
import {
  campaignDays,
  findCampaignProblems,
  isBlankLetter,
  reportNumbers,
  reportsOf,
  type CampaignDay,
  type CampaignForm,
  type LetterForm,
} from '../../../domain/campaign-check.ts';
import { reportRules, usualRemindDays } from '../../../content/report-rules.ts';
import type { ReportDue } from '../../../domain/report-due.ts';
import { isRefused } from '../../../domain/problem.ts';
import type { PayloadOf } from '../../../domain/operation.ts';
import type { CampaignRow } from '../../../domain/row.ts';
import { monthOf } from '../../../domain/thai-calendar.ts';
import type { AreaBoard } from '../../../protocol/area-board.ts';
import { useRecorder, useText, useToday } from '../../app-context.ts';
import { DateField } from '../../fields/date-field.tsx';
import { NumberField } from '../../fields/number-field.tsx';
import { Banner } from '../../parts/banner.tsx';
import { Button } from '../../parts/button.tsx';
import { CheckRow } from '../../parts/check-row.tsx';
import { FieldGroup } from '../../parts/field.tsx';
import { TextField } from '../../parts/text-field.tsx';
import { showToast } from '../../parts/toast.tsx';
import { useProblemText } from '../../problem-text.ts';
import { useDraft } from '../../use-draft.ts';
import { SavingProblem, useSaving } from '../../use-saving.tsx';
import { SheetForm } from './board-sheet-form.tsx';
import { useBoardWords } from './in-words.ts';

type Campaign = Omit<CampaignRow, 'type'>;
type CampaignPayload = PayloadOf<'campaign.set'>;

interface CampaignSheetProps {
  board: AreaBoard;
  /** the one to be changed; absent for one that begins */
  known: Campaign | undefined;
  /** the one that counts until this is saved */
  before: Campaign | undefined;
  onClose: () => void;
}

const mostLetters = 10;
const emptyLetter: LetterForm = { number: '', datedOn: undefined, subject: '' };

export function CampaignSheet({ board, known, before, onClose }: CampaignSheetProps) {
  const t = useText();
  const problemText = useProblemText();
  const todayOn = useToday();
  const recorder = useRecorder(board.stream ?? '');
  const saving = useSaving();
  const draft = useDraft<CampaignForm>(`board.campaign:${board.area}:${known?.code ?? ''}`, formOf(known, before));
  const [isTried, setTried] = useState(false);
  const form = draft.value;
  if (form === undefined) return null;
  const problems = findCampaignProblems(form);
  const errorOf = (field: (typeof problems)[number]['field']): string | undefined => {
    const problem = isTried ? problems.find((each) => each.field === field) : undefined;
    return problem && problemText(problem);
  };
  const setLetter = (index: number, part: Partial<LetterForm>) =>
    draft.set({ letters: form.letters.map((letter, each) => (each === index ? { ...letter, ...part } : letter)) });
  const isChanged = JSON.stringify(payloadOf(form, known, '')) !== JSON.stringify(payloadOf(formOf(known, before), known, ''));

  const save = async () => {
    setTried(true);
    if (isRefused(problems)) return;
    if (!isChanged) return onClose();
    const campaign = known?.code ?? draft.idOf('campaign');
    const acts = [{ ...recorder.act('campaign.set', payloadOf(form, known ?? before, campaign)), id: draft.idOf('act') }];
    // what each district is asked for goes on until the province says otherwise; its remark is about the campaign before, which may still run
    const targets = known === undefined ? board.targets : [];
    const isAhead = (form.commitmentFrom ?? '') > todayOn;
    const asked = targets.map(({ district, officers, groups, remark }) => ({
      ...recorder.act('target.set', { campaign, district, officers, groups, ...(isAhead && remark !== undefined && { remark }) }),
      id: draft.idOf(district),
    }));
    if (!(await saving.run(() => recorder.save([...acts, ...asked], draft)))) return;
    showToast({ text: t('board.campaign.saved'), icon: 'check' });
    onClose();
  };

  return (
    <SheetForm
      title={t(known === undefined ? 'board.campaign.next' : 'board.campaign.change')}
      save={t(known === undefined ? 'board.campaign.save-next' : 'board.campaign.save')}
      busy={saving.busy}
      busyLabel={t('common.saving')}
      onSave={() => void save()}
      onClose={onClose}
    >
      <SavingProblem saving={saving} />
      <TextField
        label={t('board.campaign.name')}
        value={form.name}
        maxLength={200}
        error={errorOf('name')}
        onText={(name) => draft.set({ name })}
      />
      <NumberField
        label={t('board.campaign.per-officer')}
        count={form.targetPerOfficer}
        unit={t('common.unit.groups', { n: form.targetPerOfficer ?? 0 })}
        maxLength={3}
        error={errorOf('targetPerOfficer')}
        onCount={(targetPerOfficer) => draft.set({ targetPerOfficer })}
      />
      {campaignDays.map((day) => (
        <DateField
          key={day}
          label={t(`board.campaign.day.${day}`)}
          hint={t(`board.campaign.day.${day}.hint`)}
          on={form[day]}
          error={errorOf(day)}
          onDay={(on) => draft.set({ [day]: on } as Record<CampaignDay, string | undefined>)}
        />
      ))}
      <CheckRow
        label={t('board.campaign.next-working-day')}
        detail={t('board.campaign.next-working-day.why')}
        checked={!form.isStrict}
        onCheck={(isLenient) => draft.set({ isStrict: !isLenient })}
      />
      <div class="board-form-part">
        <FieldGroup label={t('board.campaign.reports')} hint={t('board.campaign.reports.hint')}>
          <div class="stack">
            {reportNumbers.map(({ field, isOptional }) => (
              <NumberField
                key={field}
                label={t(`board.campaign.${field}`)}
                hint={t(`board.campaign.${field}.hint`)}
                mark={isOptional ? t('common.optional') : undefined}
                unit={field.endsWith('Days') ? t('board.unit.days', { n: form[field] ?? 0 }) : undefined}
                count={form[field]}
                maxLength={2}
                error={errorOf(field)}
                onCount={(count) => draft.set({ [field]: count } as Partial<CampaignForm>)}
              />
            ))}
          </div>
        </FieldGroup>
      </div>
      {form.letters.map((letter, index) => (
        <FieldGroup key={index} label={t('board.campaign.letter', { n: index + 1 })} mark={t('common.optional')}>
          <div class="stack">
            <TextField
              label={t('board.campaign.letter.number')}
              value={letter.number}
              maxLength={200}
              error={errorOf(`letter-${index}-number`)}
              onText={(number) => setLetter(index, { number })}
            />
            <DateField
              label={t('board.campaign.letter.dated')}
              on={letter.datedOn}
              error={errorOf(`letter-${index}-datedOn`)}
              onDay={(datedOn) => setLetter(index, { datedOn })}
            />
            <TextField
              label={t('board.campaign.letter.subject')}
              value={letter.subject}
              maxLength={200}
              onText={(subject) => setLetter(index, { subject })}
            />
            <Button kind="quiet" icon="close" onPress={() => draft.set({ letters: form.letters.filter((_, each) => each !== index) })}>
              {t('board.campaign.letter.remove', { n: index + 1 })}
            </Button>
          </div>
        </FieldGroup>
      ))}
      {form.letters.length < mostLetters && (
        <Button kind="quiet" icon="plus" onPress={() => draft.set({ letters: [...form.letters, emptyLetter] })}>
          {t('board.campaign.letter.add')}
        </Button>
      )}
      {isChanged && !isRefused(problems) && (
        <WhatFollows form={form} before={before} targets={known === undefined ? board.targets.length : 0} />
      )}
    </SheetForm>
  );
}

/** Each day moves something else; only what moves is named. */
function WhatFollows({ form, before, targets }: { form: CampaignForm; before: Campaign | undefined; targets: number }) {
  const t = useText();
  const words = useBoardWords();
  const todayOn = useToday();
  const { commitmentFrom: from, commitmentTo: to, dueOn: due, firstReportOn: first, finalReportOn: final } = form;
  const day = (on: string) => words.day(on, { style: 'long' });
  const moves = (...days: readonly CampaignDay[]) => days.some((each) => form[each] !== before?.[each]);
  const lines: string[] = [];
  if (from !== undefined && moves('commitmentFrom'))
    lines.push(t('board.campaign.then.counts', { month: words.month(monthOf(from), { style: 'long' }) }));
  if (due !== undefined && moves('dueOn')) lines.push(t('board.campaign.then.curve', { day: day(due) }));
  if (first !== undefined && final !== undefined && moves('firstReportOn', 'finalReportOn'))
    lines.push(t('board.campaign.then.reports', { first: day(first), final: day(final) }));
  const old = formOf(before, undefined);
  if (reportNumbers.some(({ field }) => form[field] !== old[field]))
    lines.push(
      t(form.monthlyDay === undefined ? 'board.campaign.then.days' : 'board.campaign.then.days-monthly', {
        result: form.resultDay ?? 0,
        monthly: form.monthlyDay ?? 0,
        remind: form.remindDays ?? 0,
      }),
    );
  if (from !== undefined && to !== undefined && moves('commitmentFrom', 'commitmentTo'))
    lines.push(t('board.campaign.then.commitments', { from: day(from), to: day(to) }));
  if (targets > 0) lines.push(t('board.campaign.then.targets', { n: targets }));
  lines.push(t('board.campaign.then.sent'));
  const isAhead = from !== undefined && from > todayOn && moves('commitmentFrom');
  return (
    <Banner tone={isAhead ? 'attention' : 'info'} title={t('board.campaign.then')}>
      {isAhead && <p>{t('board.campaign.then.ahead', { day: day(from) })}</p>}
      <ul class="board-follows">
        {lines.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
    </Banner>
  );
}

/** @param before whose rules of reports a campaign that begins goes on with */
function formOf(known: Campaign | undefined, before: Campaign | undefined): CampaignForm {
  const rules = known ?? before;
  const dueOf = <K extends ReportDue['kind']>(kind: K) =>
    (rules?.reports ?? reportRules).map(({ due }) => due).find((due): due is Extract<ReportDue, { kind: K }> => due.kind === kind);
  return {
    resultDay: dueOf('day-of-month-once-per-group')?.day,
    monthlyDay: dueOf('every-month')?.day,
    threeMonthDays: dueOf('months-after-founding')?.days,
    remindDays: rules?.remindDays ?? usualRemindDays,
    name: known?.name ?? '',
    targetPerOfficer: known?.targetPerOfficer ?? 1,
    commitmentFrom: known?.commitmentFrom,
    commitmentTo: known?.commitmentTo,
    dueOn: known?.dueOn,
    firstReportOn: known?.firstReportOn,
    finalReportOn: known?.finalReportOn,
    isStrict: known?.dueDayPolicy === 'strict',
    letters: (known?.letters ?? []).map(({ number, datedOn, subject = '' }) => ({ number, datedOn, subject })),
  };
}

/** @param rules whose kinds of reports and whose ways up they go; this form sets their days */
function payloadOf(form: CampaignForm, rules: Pick<Campaign, 'reports'> | undefined, campaign: string): CampaignPayload {
  const { name, targetPerOfficer = 0, dueOn = '', firstReportOn = '', finalReportOn = '', commitmentFrom = '', commitmentTo = '' } = form;
  const letters = form.letters
    .filter((letter) => !isBlankLetter(letter))
    .map(({ number, datedOn = '', subject }) => ({
      number: number.trim(),
      datedOn,
      ...(subject.trim() !== '' && { subject: subject.trim() }),
    }))
    .toSorted((a, b) => b.datedOn.localeCompare(a.datedOn));
  return {
    campaign,
    name: name.trim(),
    targetPerOfficer,
    dueOn,
    firstReportOn,
    finalReportOn,
    commitmentFrom,
    commitmentTo,
    reports: reportsOf(form, rules?.reports ?? reportRules).map(({ kind, route, due }) => ({ kind, route: [...route], due })),
    remindDays: form.remindDays ?? usualRemindDays,
    dueDayPolicy: form.isStrict ? 'strict' : 'next-working-day',
    letters,
  };
}
