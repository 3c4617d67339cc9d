/** One member in the roll: number, name, what is expected or came, and in small what is special about it. */
import type { Standing } from '../../../domain/collection.ts';
import { formatBaht } from '../../../domain/money.ts';
import type { MemberRow } from '../../../domain/row.ts';
import type { Month } from '../../../domain/thai-calendar.ts';
import { useText } from '../../app-context.ts';
import { RollRow, type RollState } from '../../parts/roll-row.tsx';
import { nameParts, plainName } from '../../words/member-name.ts';
import { useWords } from '../../words/use-words.ts';

export interface RollLineProps {
  member: MemberRow;
  standing: Standing | undefined;
  /** the note of somebody who was said not to come */
  absence: string | undefined;
  month: Month;
  byHouse: boolean;
  onTap: () => Promise<void> | undefined;
  onOther: () => void;
}

const whole = (satang: number) => formatBaht(satang, { wholeBaht: 'short' });

export function RollLine({ member, standing, absence, month, byHouse, onTap, onOther }: RollLineProps) {
  const t = useText();
  const words = useWords();
  const { promised = 0, paid = 0, today = 0, paidBefore, isTwice = false, receipts = [] } = standing ?? {};
  const state = stateOf(paid, promised, absence);
  const isPart = paid > 0 && paid !== promised;
  const details = [
    isTwice && t('collection.line.twice'),
    isPart && t('collection.line.part', { paid: whole(paid), promised: whole(promised) }),
    paidBefore !== undefined &&
      t(paidBefore < `${month}-01` ? 'collection.line.ahead' : 'collection.line.earlier', { day: words.day(paidBefore) }),
    today !== 0 && today !== paid && t('collection.line.today', { baht: whole(today) }),
    receipts.length > 0 && t('collection.line.receipt', { receipt: receipts.join(', ') }),
    paid === 0 &&
      absence !== undefined &&
      (absence === '' ? t('collection.line.absent') : t('collection.line.absent-note', { note: absence })),
    paid === 0 && absence === undefined && promised === 0 && t('collection.line.no-promise'),
    byHouse && member.person.houseNo !== undefined && t('collection.line.house', { house: member.person.houseNo }),
  ].filter((detail) => detail !== false);
  return (
    <RollRow
      number={String(member.no ?? '–')}
      name={nameParts(member.person)}
      detail={details.length > 0 ? details.join(' · ') : undefined}
      amount={whole(promised)}
      state={state}
      mark={state === 'other-amount' ? whole(paid) : state === 'absent' ? t('collection.mark.absent') : undefined}
      stateLabel={t(`collection.state.${state}`, { baht: whole(paid > 0 ? paid : promised) })}
      onTap={onTap}
      onOther={onOther}
      otherLabel={t('collection.other', { name: plainName(member.person) })}
    />
  );
}

function stateOf(paid: number, promised: number, absence: string | undefined): RollState {
  if (paid > 0) return paid === promised ? 'paid' : 'other-amount';
  return absence === undefined ? 'open' : 'absent';
}
