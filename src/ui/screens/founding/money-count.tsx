/** Cash on the table against receipts: a difference needs a reason and becomes an entry of its own; then the day is closed. */
import { useState } from 'preact/hooks';
import { cashDifference, differenceEntry, totalCash } from '../../../domain/cash-count.ts';
import { isRefused } from '../../../domain/problem.ts';
import type { Office } from '../../../domain/vocabulary.ts';
import { useRecorder, useText } from '../../app-context.ts';
import { ActionBar } from '../../parts/action-bar.tsx';
import { Button } from '../../parts/button.tsx';
import { CheckRow } from '../../parts/check-row.tsx';
import { useDraft } from '../../use-draft.ts';
import {
  CashCountField,
  findCountProblems,
  focusReason,
  piecesCounted,
  wasCounted,
  type CashCountValues,
} from '../../fields/cash-count-field.tsx';
import { ConfirmCount } from '../../fields/confirm-count.tsx';
import { FoundingFrame } from './founding-frame.tsx';
import type { Founding } from './use-founding.ts';
import { SavingProblem, useSaving } from '../../use-saving.tsx';
import { useWriter } from './writer-choice.tsx';

interface CountValues extends CashCountValues {
  confirmedBy: readonly Office[];
}

const counters = ['chair', 'secretary', 'treasurer'] as const;

export interface MoneyCountProps {
  founding: Founding;
  meeting: string;
  /** the day whose money is counted */
  on: string;
  onBack: () => void;
}

export function MoneyCount({ founding, meeting, on, onBack }: MoneyCountProps) {
  const t = useText();
  const { g } = founding;
  const day = founding.days.find((each) => each.on === on);
  const recorder = useRecorder(g);
  const saving = useSaving();
  const draft = useDraft<CountValues>(`founding-count:${meeting}:${on}`, { pieces: {}, reason: '', confirmedBy: [] });
  const { writtenBy } = useWriter(meeting);
  const [attempted, setAttempted] = useState(false);
  const [isAsking, setAsking] = useState(false);
  const values = draft.value;
  if (values === undefined)
    return (
      <FoundingFrame founding={founding} part="money">
        {null}
      </FoundingFrame>
    );

  const { pieces, reason, confirmedBy } = values;
  const expectedSatang = day?.cash ?? 0;
  const counted = totalCash(pieces).satang;
  const difference = cashDifference(counted, expectedSatang);
  const ask = () => {
    setAttempted(true);
    if (isRefused(findCountProblems(values, expectedSatang))) return focusReason();
    setAsking(true);
  };
  const close = () =>
    saving.run(async () => {
      const entry = differenceEntry(difference);
      const words = reason.trim();
      await recorder.save(
        [
          recorder.act('cash.count', {
            count: draft.idOf('count'),
            on,
            meeting,
            pieces: piecesCounted(pieces),
            counted,
            expected: expectedSatang,
            ...(entry === undefined ? {} : { reason: words }),
          }),
          ...(entry === undefined
            ? []
            : [
                recorder.act('entry.record', {
                  paidOn: on,
                  meeting,
                  writtenBy,
                  rows: [{ e: draft.idOf('difference'), ...entry, note: words }],
                }),
              ]),
          recorder.act('day.close', { on, meeting, ...(confirmedBy.length === 0 ? {} : { confirmedBy: [...confirmedBy] }) }),
        ],
        draft,
      );
    });

  return (
    <FoundingFrame
      founding={founding}
      part="money"
      actionBar={
        <ActionBar
          secondary={<Button onPress={onBack}>{t('money.back-to-roll')}</Button>}
          primary={
            <Button kind="primary" disabled={!wasCounted(values)} busy={saving.busy} busyLabel={t('common.saving')} onPress={ask}>
              {t('money.close')}
            </Button>
          }
        />
      }
    >
      <SavingProblem saving={saving} />
      <CashCountField values={values} expectedSatang={expectedSatang} attempted={attempted} onChange={draft.set} onEnter={ask} />
      <fieldset class="field">
        <legend class="label">{t('money.who-counted')}</legend>
        <div class="choices">
          {counters.map((office) => (
            <CheckRow
              key={office}
              label={t(`founding.office.${office}`)}
              checked={confirmedBy.includes(office)}
              onCheck={(checked) =>
                draft.set({ confirmedBy: checked ? [...confirmedBy, office] : confirmedBy.filter((each) => each !== office) })
              }
            />
          ))}
        </div>
      </fieldset>
      <ConfirmCount
        open={isAsking}
        values={values}
        expectedSatang={expectedSatang}
        busy={saving.busy}
        onConfirm={() => void close().then((saved) => !saved && setAsking(false))}
        onCancel={() => setAsking(false)}
      />
    </FoundingFrame>
  );
}
