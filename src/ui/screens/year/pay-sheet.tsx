/** One member's dividend: how much, in cash or into his savings; what was paid before is said. */
import { useState } from 'preact/hooks';
import { formatBaht } from '../../../domain/money.ts';
import type { DividendRow, SharedUse } from '../../../domain/dividend.ts';
import type { YearRow } from '../../../domain/money-row.ts';
import type { GroupRow } from '../../../domain/row.ts';
import { useApp, useRecorder, useText, useToday } from '../../app-context.ts';
import { AmountField } from '../../fields/number-field.tsx';
import { Banner } from '../../parts/banner.tsx';
import { Button } from '../../parts/button.tsx';
import { ChoiceGroup } from '../../parts/choice-group.tsx';
import { BottomSheet } from '../../parts/dialog.tsx';
import { showToast } from '../../parts/toast.tsx';
import { SavingProblem, useSaving } from '../../use-saving.tsx';
import { plainName } from '../../words/member-name.ts';
import { useWriter, WriterChoice } from '../founding/writer-choice.tsx';
import { takeReceipts } from '../../money-receipts.ts';
import { paymentLines, payWays, type PayWay } from './dividend-payment.ts';

export interface PaySheetProps {
  group: GroupRow;
  year: YearRow;
  of: SharedUse;
  row: DividendRow;
  onClose: () => void;
}

export function PaySheet({ group, year, of, row, onClose }: PaySheetProps) {
  const t = useText();
  const app = useApp();
  const todayOn = useToday();
  const recorder = useRecorder(group.id);
  const saving = useSaving();
  const { writtenBy, setWriter } = useWriter(year.id);
  const { member, due, paid, left } = row;
  const [amount, setAmount] = useState<number | undefined>(Math.max(0, left));
  const [way, setWay] = useState<PayWay>('cash');
  const isTooMuch = (amount ?? 0) > left;
  const isShort = way === 'cash' && (amount ?? 0) > group.money.cash;

  const pay = () =>
    saving.run(async () => {
      if (amount === undefined || amount <= 0 || isTooMuch) return;
      const [receipt] = way === 'cash' ? await takeReceipts(app, group.id, 1) : [];
      const rows = paymentLines(member.id, amount, way, { year, of }, app.newId);
      await recorder.save([
        recorder.act('entry.record', { ...(receipt === undefined ? {} : { receipt }), paidOn: todayOn, writtenBy, rows }),
      ]);
      const takeBack = () =>
        void recorder.save(rows.map(({ e }) => recorder.act('entry.reverse', { e, reason: t('year.pay.undone') }))).catch(saving.fail);
      showToast({
        text: receipt === undefined ? t('year.pay.saved') : t('year.pay.saved-receipt', { no: receipt }),
        icon: 'check',
        undo: { label: t('common.undo'), onUndo: takeBack },
      });
      onClose();
    });

  return (
    <BottomSheet
      open
      onClose={onClose}
      title={plainName(member.person)}
      closeLabel={t('common.close')}
      actions={
        left > 0 && (
          <Button
            kind="primary"
            wide
            disabled={amount === undefined || amount <= 0 || isTooMuch}
            busy={saving.busy}
            busyLabel={t('common.saving')}
            onPress={() => void pay()}
          >
            {t(way === 'cash' ? `year.pay.save.${of}` : 'year.pay.save-savings', { baht: formatBaht(amount ?? 0) })}
          </Button>
        )
      }
    >
      <SavingProblem saving={saving} />
      <dl class="statement">
        <Line label={t(`year.pay.due.${of}`)} satang={due} />
        {paid !== 0 && <Line label={t('year.pay.before')} satang={paid} />}
        {paid !== 0 && <Line label={t(left < 0 ? 'year.pay.over' : 'year.pay.left')} satang={Math.abs(left)} />}
      </dl>
      {left <= 0 ? (
        <p>
          {t(left < 0 ? 'year.pay.over.why' : 'year.pay.done')}{' '}
          <a href={`/groups/${group.id}/members/${member.id}/passbook`}>{t('year.pay.passbook')}</a>
        </p>
      ) : (
        <>
          <AmountField
            label={t('year.pay.amount')}
            amountSatang={amount}
            error={isTooMuch ? t('year.pay.too-much', { baht: formatBaht(left) }) : undefined}
            onAmount={setAmount}
          />
          <ChoiceGroup
            label={t('year.pay.way')}
            value={way}
            onChoose={setWay}
            choices={payWays.map((value) => ({
              value,
              label: t(`year.way.${value}`),
              ...(value === way && { detail: t(`year.way.${value}.what`) }),
            }))}
          />
          {isShort && (
            <Banner tone="attention" icon="coins" announce>
              {t('year.pay.short', { baht: formatBaht(group.money.cash) })}
            </Banner>
          )}
          <WriterChoice writtenBy={writtenBy} onChoose={setWriter} />
        </>
      )}
    </BottomSheet>
  );
}

function Line({ label, satang }: { label: string; satang: number }) {
  const t = useText();
  return (
    <div>
      <dt>{label}</dt>
      <dd>
        <b class="figure-text">{formatBaht(satang)}</b> <span class="unit">{t('common.unit.baht')}</span>
      </dd>
    </div>
  );
}
