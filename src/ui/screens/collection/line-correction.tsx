/** A line that is in the books is never changed: it is taken back or written anew beside itself, with a reason (case 24). */
import { useState } from 'preact/hooks';
import type { Paid } from '../../../domain/collection.ts';
import { correctedLine } from '../../../domain/entry-correction.ts';
import { formatBaht } from '../../../domain/money.ts';
import { useApp, useRecorder, useText } from '../../app-context.ts';
import { AmountField } from '../../fields/number-field.tsx';
import { ReasonForm } from '../../fields/reason-form.tsx';
import { SegmentedControl } from '../../parts/choice-group.tsx';
import { useRow } from '../../use-store.ts';
import { useWords } from '../../words/use-words.ts';

export interface LineCorrectionProps {
  g: string;
  line: Paid;
  onDone: () => void;
}

export function LineCorrection({ g, line, onDone }: LineCorrectionProps) {
  const t = useText();
  const words = useWords();
  const { newId } = useApp();
  const recorder = useRecorder(g);
  const [how, setHow] = useState<'correct' | 'reverse'>('correct');
  const [amount, setAmount] = useState<number | undefined>(line.amount);
  const { e, kind, forMonth } = line;
  const wrong = useRow<'entry'>(g, `entry:${e}`);
  const baht = formatBaht(line.amount, { wholeBaht: 'short' });
  const isSame = amount === undefined || amount === 0 || amount === line.amount;
  return (
    <>
      <p>
        <b>
          {t(`group.entry.${kind}`)} {forMonth !== undefined && words.month(forMonth)} {baht} {t('common.unit.baht')}
        </b>
      </p>
      <p class="quiet">{t('collection.correct-so')}</p>
      <SegmentedControl
        label={t('collection.correct-how')}
        value={how}
        onChoose={setHow}
        choices={[
          { value: 'correct', label: t('collection.correct-amount') },
          { value: 'reverse', label: t('collection.correct-reverse') },
        ]}
      />
      {how === 'correct' ? (
        <>
          <AmountField label={t('collection.right-amount')} amountSatang={amount} onAmount={setAmount} enterKeyHint="next" />
          <ReasonForm
            action={
              isSame
                ? t('collection.correct-needs')
                : t('collection.correct', { from: baht, to: formatBaht(amount, { wholeBaht: 'short' }) })
            }
            disabled={isSame || !wrong}
            record={async (reason) =>
              wrong && recorder.save([recorder.act('entry.correct', { e, reason, row: correctedLine(wrong, newId(), amount ?? 0) })])
            }
            onDone={onDone}
          />
        </>
      ) : (
        <ReasonForm
          action={t('collection.reverse', { baht })}
          danger
          record={(reason) => recorder.save([recorder.act('entry.reverse', { e, reason })])}
          onDone={onDone}
        />
      )}
    </>
  );
}
