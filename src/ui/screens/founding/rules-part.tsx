/** The first rules (item 2.5): the pledge day with the days it means, the entry fee, and what may wait for a members' vote. */
import { nextPledgeDay, type PledgeDay } from '../../../domain/due-date.ts';
import { canDo } from '../../../domain/gate.ts';
import { addDays } from '../../../domain/thai-calendar.ts';
import { useApp, useRecorder, useText } from '../../app-context.ts';
import { ActionBar } from '../../parts/action-bar.tsx';
import { Banner } from '../../parts/banner.tsx';
import { Button } from '../../parts/button.tsx';
import { Card } from '../../parts/card.tsx';
import { CountField } from '../../parts/count-field.tsx';
import { Disclosure } from '../../parts/disclosure.tsx';
import { FieldRow } from '../../parts/field.tsx';
import { AmountField } from '../../fields/number-field.tsx';
import { PledgeDayFields, pledgeDayOf, pledgeDayValuesOf, type PledgeDayValues } from '../../fields/pledge-day-fields.tsx';
import { TextArea } from '../../parts/text-area.tsx';
import { DoneNote } from './done-note.tsx';
import { ClosedGate } from './closed-gate.tsx';
import { useWords } from '../../words/use-words.ts';
import { FoundingFrame } from './founding-frame.tsx';
import { NextPartBar } from './part-actions.tsx';
import type { Founding } from './use-founding.ts';
import { useRecordedForm } from './use-recorded-form.ts';
import { SavingProblem, useSaving } from '../../use-saving.tsx';

interface RulesValues extends PledgeDayValues {
  entryFee: number | undefined;
  shareUnit: number | undefined;
  maxShares: number;
  fine: number | undefined;
  fineAfterDays: number;
  note: string;
}

export function RulesPart({ founding }: { founding: Founding }) {
  const t = useText();
  const { newId } = useApp();
  const { g, group } = founding;
  const recorder = useRecorder(g);
  const saving = useSaving();
  const rules = founding.bylaws?.rules;
  const rule = rules?.pledgeDay ?? group.pledgeDay;
  const form = useRecordedForm<RulesValues>(`founding-rules:${g}`, {
    ...pledgeDayValuesOf(rule),
    entryFee: rules?.entryFee,
    shareUnit: rules?.shareUnit,
    maxShares: rules?.maxShares ?? 0,
    fine: rules?.fine,
    fineAfterDays: rules?.fineAfterDays ?? 0,
    note: rules?.note ?? '',
  });
  // what is tapped is written at once; what is typed follows by itself
  const tap = (change: Partial<RulesValues>) => {
    form.set(change);
    void form.flush();
  };
  const gate = canDo(group, '2.5');
  const values = form.value;
  if (values === undefined)
    return (
      <FoundingFrame founding={founding} part="rules">
        {null}
      </FoundingFrame>
    );
  const pledgeDay = pledgeDayOf(values);
  const isRecorded = founding.bylaws !== undefined && !form.isChanged;
  const isComplete = pledgeDay !== undefined && values.entryFee !== undefined;

  const record = () =>
    saving.run(async () => {
      const { entryFee, shareUnit, maxShares, fine, fineAfterDays, note } = values;
      if (pledgeDay === undefined || entryFee === undefined) return;
      await recorder.save(
        [
          recorder.act('bylaws.draft', {
            bylaws: newId(),
            base: group.setBy?.['entryFee'] ?? group.setBy?.['pledgeDay'] ?? null,
            pledgeDay,
            entryFee,
            ...(shareUnit === undefined || shareUnit === 0 ? {} : { shareUnit, ...(maxShares > 0 ? { maxShares } : {}) }),
            ...(fine === undefined || fine === 0 ? {} : { fine, fineAfterDays }),
            ...(note.trim() === '' ? {} : { note: note.trim() }),
          }),
        ],
        form,
      );
      await form.drop();
    });

  return (
    <FoundingFrame
      founding={founding}
      part="rules"
      actionBar={
        isRecorded ? (
          <NextPartBar g={g} part="rules" />
        ) : (
          <ActionBar
            note={isComplete ? undefined : t(values.kind === undefined ? 'founding.rules.needs-day' : 'founding.rules.needs-fee')}
            primary={
              <Button
                kind="primary"
                wide
                disabled={!isComplete || !gate.open}
                busy={saving.busy}
                busyLabel={t('common.saving')}
                onPress={() => void record()}
              >
                {t('founding.rules.record')}
              </Button>
            }
          />
        )
      }
    >
      <SavingProblem saving={saving} />
      <ClosedGate g={g} gate={gate} />
      {isRecorded && <DoneNote title={t('common.saved')}>{t('founding.rules.recorded', { n: founding.bylaws?.version ?? 1 })}</DoneNote>}
      <Card>
        <div class="stack">
          <PledgeDayFields values={values} onChange={tap} />
          {pledgeDay !== undefined && <NextDays rule={pledgeDay} after={founding.on} />}
        </div>
      </Card>
      <Card>
        <AmountField
          label={t('founding.rules.entry-fee')}
          hint={t('founding.rules.entry-fee-hint')}
          amountSatang={values.entryFee}
          onAmount={(entryFee) => form.set({ entryFee })}
        />
      </Card>
      <Disclosure icon="plus" summary={t('founding.rules.more')}>
        <div class="stack">
          <FieldRow>
            <AmountField
              label={t('founding.rules.share-unit')}
              mark={t('common.optional')}
              amountSatang={values.shareUnit}
              onAmount={(shareUnit) => form.set({ shareUnit })}
            />
            <AmountField
              label={t('founding.rules.fine')}
              mark={t('common.optional')}
              amountSatang={values.fine}
              onAmount={(fine) => form.set({ fine })}
            />
          </FieldRow>
          {(values.shareUnit ?? 0) > 0 && (
            <CountField
              label={t('founding.rules.max-shares')}
              hint={t('founding.rules.max-shares-hint')}
              unit={t('founding.rules.shares')}
              count={values.maxShares}
              onCount={(maxShares) => tap({ maxShares })}
              minusLabel={t('founding.rules.fewer')}
              plusLabel={t('founding.rules.more-of')}
            />
          )}
          {(values.fine ?? 0) > 0 && (
            <CountField
              label={t('founding.rules.fine-after')}
              unit={t('founding.rules.days')}
              count={values.fineAfterDays}
              onCount={(fineAfterDays) => tap({ fineAfterDays })}
              minusLabel={t('founding.rules.fewer')}
              plusLabel={t('founding.rules.more-of')}
            />
          )}
          <TextArea
            label={t('founding.rules.note')}
            mark={t('common.optional')}
            value={values.note}
            onText={(note) => form.set({ note })}
          />
        </div>
      </Disclosure>
      <Banner tone="info" icon="gavel">
        {t('founding.rules.later')}
      </Banner>
    </FoundingFrame>
  );
}

/** The rule as the next three days: a village understands days, not rules. */
function NextDays({ rule, after }: { rule: PledgeDay; after: string }) {
  const t = useText();
  const { day } = useWords();
  const days: string[] = [];
  for (let from = addDays(after, 1); days.length < 3; from = addDays(days.at(-1)!, 1)) days.push(nextPledgeDay(rule, from));
  return (
    <div class="next-days" aria-live="polite">
      <p class="quiet small">{t('founding.rules.next-three')}</p>
      <ol>
        {days.map((on) => (
          <li key={on}>{day(on, { style: 'long', weekday: true })}</li>
        ))}
      </ol>
    </div>
  );
}
