/** Everything one member hands over in one go, with its sum; half-typed it survives a killed page. */
import { useEffect, useState } from 'preact/hooks';
import { inHand, missedMonths, monthsAhead, type Paid } from '../../../domain/collection.ts';
import { formatBaht, isFatFinger, sumSatang, timesPledge } from '../../../domain/money.ts';
import type { MemberRow } from '../../../domain/row.ts';
import { pledgeInMonth } from '../../../domain/pledge.ts';
import { useApp, useText } from '../../app-context.ts';
import { AmountField } from '../../fields/number-field.tsx';
import type { SheetRow } from '../../money-sheets.ts';
import { Banner } from '../../parts/banner.tsx';
import { Button } from '../../parts/button.tsx';
import { CheckRow } from '../../parts/check-row.tsx';
import { SegmentedControl } from '../../parts/choice-group.tsx';
import { Disclosure } from '../../parts/disclosure.tsx';
import { useDraft } from '../../use-draft.ts';
import { SavingProblem, useSaving } from '../../use-saving.tsx';
import { useWords } from '../../words/use-words.ts';
import { formOf, linesOfForm, type PaymentValues } from './payment-values.ts';
import { seenOf } from './seen.ts';
import type { Collection } from './use-collection.ts';

export interface PaymentFormProps {
  collection: Collection;
  member: MemberRow;
  /** all years of the passbook */
  written: readonly Paid[];
  /** what was tapped for him today and is no record yet */
  row: SheetRow | undefined;
  onDone: () => void;
  /** somebody else took money of his meanwhile; nothing was written */
  onChanged: () => void;
}

/** the latest months owed; who owes for years is rare and pays the latest first */
const monthsShown = 4;
const whole = (satang: number) => formatBaht(satang, { wholeBaht: 'short' });

export function PaymentForm({ collection, member, written, row, onDone, onChanged }: PaymentFormProps) {
  const t = useText();
  const words = useWords();
  const { newId, store } = useApp();
  const saving = useSaving();
  const { g, on, month, rules, sheet } = collection;
  const promised = pledgeInMonth(member, month) ?? 0;
  const missed = missedMonths(member, written, month);
  const [initial] = useState(() => formOf({ row, written, promised, month }));
  // what was on the screen when somebody began to type, not what came meanwhile
  const [seen] = useState(() => seenOf(collection, [member.id]));
  // what was typed before the books changed is not taken up again
  const [key] = useState(`collection-form:${g}:${on}:${member.id}:${written.length}`);
  const draft = useDraft<PaymentValues>(key, initial);
  // closed without saving is given up; only a killed page brings it back
  useEffect(() => () => void store.dropDraft(key).catch(() => undefined), []);
  const [isUnfolded] = useState(initial.ahead > 0 || initial.special !== undefined || initial.withdrawn !== undefined);
  const [areAllShown, setAllShown] = useState(initial.months.length > 0);
  const [isSure, setSure] = useState(false);
  const values = draft.value;
  if (values === undefined) return null;

  const aheadMonths = (count: number) => monthsAhead(member, written, month, count);
  const ahead = aheadMonths(values.ahead);
  const lines = linesOfForm(values, { month, missed, ahead });
  const sum = sumSatang(lines.map(inHand));
  const isDoubtful = isFatFinger(promised, values.pledge ?? 0);
  const hasTooMuchOut = (values.withdrawn ?? 0) > member.specialSatang + (values.special ?? 0);
  const proposed = rules?.fine ?? 0;
  const fee = rules?.entryFee ?? 0;
  // who was brought along from paper books paid it there
  const owesFee = !member.entryFeePaid && fee > 0 && !written.some(({ kind }) => kind === 'opening-savings');
  const set = (change: Partial<PaymentValues>) => {
    setSure(false);
    draft.set(change);
  };
  const put = () => {
    if (lines.length === 0 || hasTooMuchOut) return;
    if (isDoubtful && !isSure) return setSure(true);
    void saving.run(async () => {
      const withIds = lines.map((line) => ({ e: newId(), ...line }));
      const taking = await sheet.put([{ member: member.id, lines: withIds }], seen);
      if (taking === 'changed') return onChanged();
      if (collection.absent[member.id] !== undefined) collection.setAbsent(member.id, undefined);
      onDone();
    });
  };
  const takeBack = () =>
    void saving.run(async () => {
      if (await sheet.remove(member.id)) onDone();
      else onChanged();
    });

  return (
    <>
      <SavingProblem saving={saving} />
      <AmountField
        label={t('collection.pledge-of', { month: words.month(month) })}
        note={promised > 0 ? t('money.promised', { baht: whole(promised) }) : undefined}
        amountSatang={values.pledge}
        onAmount={(pledge) => set({ pledge })}
        onEnter={put}
        enterKeyHint="done"
      />
      {missed.length > 0 && (
        <fieldset class="field">
          <legend class="label">
            {t('collection.missed', { n: missed.length, baht: whole(sumSatang(missed.map(({ amount }) => amount))) })}
          </legend>
          <div class="choices">
            {missed
              .toReversed()
              .slice(0, areAllShown ? missed.length : monthsShown)
              .map(({ month: each, amount }) => (
                <CheckRow
                  key={each}
                  label={words.month(each, { style: 'long' })}
                  detail={`${whole(amount)} ${t('common.unit.baht')}`}
                  checked={values.months.includes(each)}
                  onCheck={(checked) => set({ months: checked ? [...values.months, each] : values.months.filter((one) => one !== each) })}
                />
              ))}
          </div>
          {missed.length > monthsShown && !areAllShown && (
            <Button kind="quiet" icon="chevron-down" onPress={() => setAllShown(true)}>
              {t('collection.missed-more', { n: missed.length - monthsShown })}
            </Button>
          )}
        </fieldset>
      )}
      <AmountField
        label={t('collection.fine')}
        mark={t('common.optional')}
        note={proposed > 0 ? t('collection.fine-rule', { baht: whole(proposed) }) : undefined}
        amountSatang={values.fine}
        onAmount={(fine) => set({ fine })}
        enterKeyHint="done"
      />
      {proposed > 0 && values.fine === undefined && (
        <Button kind="quiet" icon="plus" onPress={() => set({ fine: proposed * Math.max(1, values.months.length) })}>
          {t('collection.fine-put', { baht: whole(proposed * Math.max(1, values.months.length)) })}
        </Button>
      )}
      {(owesFee || values.fee !== undefined) && (
        <AmountField
          label={t('money.fee')}
          mark={t('common.optional')}
          note={t('collection.fine-rule', { baht: whole(fee) })}
          amountSatang={values.fee}
          onAmount={(amount) => set({ fee: amount })}
          enterKeyHint="done"
        />
      )}
      {owesFee && values.fee === undefined && (
        <Button kind="quiet" icon="plus" onPress={() => set({ fee })}>
          {t('collection.fee-put', { baht: whole(fee) })}
        </Button>
      )}
      <Disclosure summary={t('collection.more')} open={isUnfolded}>
        <div class="stack">
          {promised > 0 && (
            <SegmentedControl
              label={t('collection.ahead')}
              hint={
                ahead.length === 0
                  ? undefined
                  : aheadInWords(
                      ahead.map((each) => each.month),
                      words.month,
                    )
              }
              value={String(values.ahead)}
              onChoose={(count) => set({ ahead: Number(count) })}
              choices={['0', '1', '6', '12'].map((count) => ({
                value: count,
                label: count === '0' ? t('collection.ahead-none') : t('collection.ahead-months', { n: count }),
              }))}
            />
          )}
          <AmountField
            label={t('collection.special')}
            mark={t('common.optional')}
            amountSatang={values.special}
            onAmount={(special) => set({ special })}
            enterKeyHint="done"
          />
          <AmountField
            label={t('collection.withdrawn')}
            mark={t('common.optional')}
            amountSatang={values.withdrawn}
            onAmount={(withdrawn) => set({ withdrawn })}
            error={hasTooMuchOut ? t('collection.withdrawn-too-much') : undefined}
            enterKeyHint="done"
          />
        </div>
      </Disclosure>
      {isDoubtful && isSure && (
        <Banner tone="attention" announce title={t('money.far-above', { times: timesPledge(promised, values.pledge ?? 0) })}>
          {t('money.far-above-so', { baht: formatBaht(values.pledge ?? 0) })}
        </Banner>
      )}
      <div class="payment-actions">
        {row !== undefined && (
          <Button icon="undo" onPress={takeBack}>
            {t('money.take-back')}
          </Button>
        )}
        <Button
          kind="primary"
          wide
          busy={saving.busy}
          busyLabel={t('common.saving')}
          disabled={lines.length === 0 || hasTooMuchOut}
          onPress={put}
        >
          {isDoubtful && isSure
            ? t('money.receive-sure', { baht: whole(sum) })
            : sum < 0
              ? t('collection.pay-out', { baht: whole(-sum) })
              : lines.length === 0
                ? t('collection.receive-none')
                : t('collection.receive', { baht: whole(sum) })}
        </Button>
      </div>
    </>
  );
}

function aheadInWords(months: readonly string[], inWords: (month: string) => string): string {
  const [first, last] = [months[0] ?? '', months.at(-1) ?? ''];
  return first === last ? inWords(first) : `${inWords(first)} – ${inWords(last)}`;
}
