/** A version of the by-laws as the committee works it out; recorded as a draft, in force once members voted for it. */
import { useLocation } from 'preact-iso';
import { useState } from 'preact/hooks';
import { isRateTooHigh } from '../../../domain/loan-terms.ts';
import type { PayloadOf } from '../../../domain/operation.ts';
import { formatPercent, parsePercent } from '../../../domain/percent-share.ts';
import type { BylawsRow, GroupRow } from '../../../domain/row.ts';
import { useRecorder, useText } from '../../app-context.ts';
import { DateField } from '../../fields/date-field.tsx';
import { AmountField, NumberField } from '../../fields/number-field.tsx';
import { PledgeDayFields, pledgeDayOf, pledgeDayValuesOf, type PledgeDayValues } from '../../fields/pledge-day-fields.tsx';
import { Banner } from '../../parts/banner.tsx';
import { Card, Section } from '../../parts/card.tsx';
import { FieldRow } from '../../parts/field.tsx';
import { TextArea } from '../../parts/text-area.tsx';
import { TextField } from '../../parts/text-field.tsx';
import { showToast } from '../../parts/toast.tsx';
import { useProblemText } from '../../problem-text.ts';
import { useDraft } from '../../use-draft.ts';
import { useSaving } from '../../use-saving.tsx';
import { TaskForm } from '../member/task-form.tsx';
import { ArticlesField } from './articles-field.tsx';

interface BylawsValues extends PledgeDayValues {
  entryFee: number | undefined;
  shareUnit: number | undefined;
  maxShares: number | undefined;
  fine: number | undefined;
  fineAfterDays: number | undefined;
  loanFrom: string | undefined;
  /** percent a month as typed */
  rate: string;
  loanTimesSavings: number | undefined;
  loanMost: number | undefined;
  loanGuarantors: number | undefined;
  loanAfterMonths: number | undefined;
  articles: readonly string[];
  note: string;
  /** operation of the rules its author saw */
  seen: string | null;
}

export function BylawsForm({ group, latest }: { group: GroupRow; latest: BylawsRow | undefined }) {
  const t = useText();
  const { route } = useLocation();
  const recorder = useRecorder(group.id);
  const saving = useSaving();
  const problem = useProblemText();
  const [tried, setTried] = useState(false);
  const rules = latest?.rules;
  const blank: BylawsValues = {
    ...pledgeDayValuesOf(group.pledgeDay ?? rules?.pledgeDay),
    entryFee: rules?.entryFee,
    shareUnit: rules?.shareUnit,
    maxShares: rules?.maxShares,
    fine: rules?.fine,
    fineAfterDays: rules?.fineAfterDays,
    loanFrom: rules?.loanFrom,
    rate: rules?.loanRatePerMonth === undefined ? '' : formatPercent(rules.loanRatePerMonth),
    loanTimesSavings: rules?.loanTimesSavings,
    loanMost: rules?.loanMost,
    loanGuarantors: rules?.loanGuarantors,
    loanAfterMonths: rules?.loanAfterMonths,
    articles: rules?.articles ?? [],
    note: rules?.note ?? '',
    seen: group.setBy?.['entryFee'] ?? group.setBy?.['pledgeDay'] ?? null,
  };
  const draft = useDraft<BylawsValues>(`bylaws:${group.id}:${latest?.id ?? 'first'}`, blank);
  const values = draft.value ?? blank;
  const home = `/groups/${group.id}/bylaws`;
  const pledgeDay = pledgeDayOf(values);
  const rate = parsePercent(values.rate);
  const ratePerMonth = rate.ok ? rate.basisPoints : undefined;
  const rateError = rateProblem();
  const version = (latest?.version ?? 0) + 1;
  const optional = <span class="quiet small">{t('common.optional')}</span>;

  function rateProblem(): string | undefined {
    if (!rate.ok) return rate.problem === 'empty' ? undefined : problem(rate.problem);
    const isTooHigh = isRateTooHigh({ principal: 10_000, ratePerMonth: rate.basisPoints, method: 'reducing', instalments: 1 });
    return isTooHigh ? t('year.bylaws.rate-too-high') : undefined;
  }

  const record = () => {
    setTried(true);
    const { entryFee, seen } = values;
    if (pledgeDay === undefined || entryFee === undefined || rateError !== undefined) return false;
    const bylaws = draft.idOf('bylaws');
    void saving.run(async () => {
      await recorder.save(
        [recorder.act('bylaws.draft', { bylaws, base: seen, pledgeDay, entryFee, ...optionalRules(values, ratePerMonth) })],
        draft,
      );
      showToast({ text: t('year.bylaws.draft.saved', { n: version }), icon: 'check' });
      route(home);
    });
    return true;
  };
  const amount = (field: 'shareUnit' | 'fine' | 'loanMost') => (
    <AmountField label={t(`year.rule.${field}`)} amountSatang={values[field]} onAmount={(satang) => draft.set({ [field]: satang })} />
  );
  const count = (field: 'maxShares' | 'fineAfterDays' | 'loanTimesSavings' | 'loanGuarantors' | 'loanAfterMonths') => (
    <NumberField
      label={t(`year.rule.${field}`)}
      maxLength={4}
      unit={t(`year.rule.${field}.unit`)}
      count={values[field]}
      onCount={(n) => draft.set({ [field]: n })}
    />
  );

  return (
    <TaskForm
      title={t('year.bylaws.draft', { n: version })}
      subtitle={group.name}
      back={home}
      save={t('year.bylaws.draft.save', { n: version })}
      saving={saving}
      onSave={record}
      draft={draft}
    >
      <Card>
        <div class="stack">
          <PledgeDayFields values={values} onChange={(change) => draft.set(change)} />
          {tried && pledgeDay === undefined && (
            <p class="error has-error" role="alert">
              {t('founding.rules.needs-day')}
            </p>
          )}
          <AmountField
            label={t('year.rule.entryFee')}
            hint={t('founding.rules.entry-fee-hint')}
            amountSatang={values.entryFee}
            error={tried && values.entryFee === undefined ? t('founding.rules.needs-fee') : undefined}
            onAmount={(entryFee) => draft.set({ entryFee })}
          />
        </div>
      </Card>
      <Section title={t('year.bylaws.savings')} action={optional}>
        <Card>
          <div class="stack">
            <FieldRow>
              {amount('shareUnit')}
              {count('maxShares')}
            </FieldRow>
            <FieldRow>
              {amount('fine')}
              {count('fineAfterDays')}
            </FieldRow>
          </div>
        </Card>
      </Section>
      <Section title={t('year.bylaws.loans')} action={optional}>
        <Card>
          <div class="stack">
            <DateField label={t('year.rule.loanFrom')} on={values.loanFrom} onDay={(loanFrom) => draft.set({ loanFrom })} />
            <TextField
              label={t('year.rule.loanRatePerMonth')}
              hint={t('year.bylaws.rate.hint')}
              inputMode="text"
              maxLength={8}
              unit={t('year.bylaws.rate.unit')}
              value={values.rate}
              error={rateError}
              onText={(text) => draft.set({ rate: text })}
            />
            <FieldRow>
              {count('loanTimesSavings')}
              {amount('loanMost')}
            </FieldRow>
            <FieldRow>
              {count('loanGuarantors')}
              {count('loanAfterMonths')}
            </FieldRow>
          </div>
        </Card>
      </Section>
      <Card>
        <div class="stack">
          <ArticlesField articles={values.articles} onArticles={(articles) => draft.set({ articles })} />
          <TextArea
            label={t('year.rule.note')}
            mark={t('common.optional')}
            rows={2}
            maxLength={4000}
            value={values.note}
            onText={(note) => draft.set({ note })}
          />
        </div>
      </Card>
      <Banner tone="info" icon="gavel">
        {t('year.bylaws.draft.so')}
      </Banner>
    </TaskForm>
  );
}

/** Rules that were said; a rule left empty binds nobody, which is not the same as 0. */
function optionalRules(values: BylawsValues, loanRatePerMonth: number | undefined): Partial<PayloadOf<'bylaws.draft'>> {
  const { shareUnit, maxShares, fine, fineAfterDays, loanFrom, loanTimesSavings, loanMost, loanGuarantors, loanAfterMonths } = values;
  const articles = values.articles.map((article) => article.trim()).filter((article) => article !== '');
  const note = values.note.trim();
  const hasShares = shareUnit !== undefined && shareUnit > 0;
  const said = {
    ...(hasShares && { shareUnit, maxShares: maxShares === 0 ? undefined : maxShares }),
    fine,
    ...(fine !== undefined && fine > 0 && { fineAfterDays }),
    loanFrom,
    loanRatePerMonth,
    loanTimesSavings,
    loanMost: loanMost === 0 ? undefined : loanMost,
    loanGuarantors,
    loanAfterMonths,
    articles: articles.length === 0 ? undefined : articles,
    note: note === '' ? undefined : note,
  };
  return Object.fromEntries(Object.entries(said).filter(([, value]) => value !== undefined));
}
