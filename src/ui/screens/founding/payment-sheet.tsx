/** Another amount than promised, or taking a payment back: before it is in the books by one tap, afterwards by a reversal with a reason. */
import { useState } from 'preact/hooks';
import { formatBaht, isFatFinger, timesPledge } from '../../../domain/money.ts';
import type { MemberRow } from '../../../domain/row.ts';
import { useRecorder, useText } from '../../app-context.ts';
import { Banner } from '../../parts/banner.tsx';
import { Button } from '../../parts/button.tsx';
import { BottomSheet } from '../../parts/dialog.tsx';
import { AmountField } from '../../fields/number-field.tsx';
import { ReasonForm } from '../../fields/reason-form.tsx';
import { PersonName } from '../../parts/person-name.tsx';
import { nameParts } from '../../words/member-name.ts';
import type { Payment } from './money-payments.ts';

export interface PaymentSheetProps {
  g: string;
  member: MemberRow;
  payment: Payment | undefined;
  /** what is still to pay of the fee, and the promise for the month */
  due: { fee: number; pledge: number };
  onPut: (amounts: { fee: number; pledge: number }) => Promise<boolean>;
  onRemove: () => Promise<boolean>;
  onClose: () => void;
}

export function PaymentSheet(props: PaymentSheetProps) {
  const { member, payment, onClose } = props;
  const t = useText();
  return (
    <BottomSheet
      open
      onClose={onClose}
      title={
        <>
          {member.no !== undefined && `${member.no} · `}
          <PersonName parts={nameParts(member.person)} />
        </>
      }
      closeLabel={t('common.close')}
    >
      {payment?.recorded ? <Reversal {...props} payment={payment} /> : <Amounts {...props} />}
    </BottomSheet>
  );
}

function Amounts({ payment, due, onPut, onRemove, onClose }: PaymentSheetProps) {
  const t = useText();
  const promised = due.pledge;
  const [fee, setFee] = useState<number | undefined>(payment?.fee ?? due.fee);
  const [pledge, setPledge] = useState<number | undefined>(payment?.pledge ?? (due.pledge > 0 ? due.pledge : undefined));
  const [isSure, setSure] = useState(false);
  const isDoubtful = isFatFinger(promised, pledge ?? 0);
  const sum = (fee ?? 0) + (pledge ?? 0);
  const put = () => {
    if (sum === 0) return;
    if (isDoubtful && !isSure) return setSure(true);
    return void onPut({ fee: fee ?? 0, pledge: pledge ?? 0 }).then((saved) => saved && onClose());
  };
  return (
    <>
      {(due.fee > 0 || (payment?.fee ?? 0) > 0) && (
        <AmountField label={t('money.fee')} amountSatang={fee} onAmount={setFee} enterKeyHint="next" />
      )}
      <AmountField
        label={t('money.first-pledge')}
        note={promised > 0 ? t('money.promised', { baht: formatBaht(promised, { wholeBaht: 'short' }) }) : undefined}
        amountSatang={pledge}
        onAmount={(amount) => {
          setPledge(amount);
          setSure(false);
        }}
        onEnter={put}
        enterKeyHint="done"
      />
      {isDoubtful && isSure && (
        <Banner tone="attention" announce title={t('money.far-above', { times: timesPledge(promised, pledge ?? 0) })}>
          {t('money.far-above-so', { baht: formatBaht(pledge ?? 0) })}
        </Banner>
      )}
      <div class="payment-actions">
        {payment !== undefined && (
          <Button icon="undo" onPress={() => void onRemove().then((saved) => saved && onClose())}>
            {t('money.take-back')}
          </Button>
        )}
        <Button kind="primary" wide disabled={sum === 0} onPress={put}>
          {t(isDoubtful && isSure ? 'money.receive-sure' : 'money.receive', { baht: formatBaht(sum, { wholeBaht: 'short' }) })}
        </Button>
      </div>
    </>
  );
}

function Reversal({ g, payment, onClose }: PaymentSheetProps & { payment: Payment }) {
  const t = useText();
  const recorder = useRecorder(g);
  return (
    <>
      <p>{t('money.recorded', { baht: formatBaht(payment.fee + payment.pledge) })}</p>
      <p class="quiet">{t('money.reverse-so')}</p>
      <ReasonForm
        action={t('money.reverse')}
        danger
        record={(reason) => recorder.save(payment.entries.map((e) => recorder.act('entry.reverse', { e, reason })))}
        onDone={onClose}
      />
    </>
  );
}
