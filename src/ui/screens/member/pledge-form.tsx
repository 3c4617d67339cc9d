/** A new promise of one member, said by himself or his guardian; never for several members at once (rule 3 of the letter, case 14). */
import { useLocation } from 'preact-iso';
import { useState } from 'preact/hooks';
import { isMinorOn } from '../../../domain/minor.ts';
import { findPledgeAmountProblem, formatBaht, isFatFinger, timesPledge } from '../../../domain/money.ts';
import type { GroupRow, MemberRow } from '../../../domain/row.ts';
import { firstMonthOfPledge } from '../../../domain/pledge.ts';
import { formatThaiMonth, monthOf, shiftMonth } from '../../../domain/thai-calendar.ts';
import { useRecorder, useText, useToday } from '../../app-context.ts';
import { Banner } from '../../parts/banner.tsx';
import { Card } from '../../parts/card.tsx';
import { CheckRow } from '../../parts/check-row.tsx';
import { SegmentedControl } from '../../parts/choice-group.tsx';
import { AmountField } from '../../fields/number-field.tsx';
import { PersonName } from '../../parts/person-name.tsx';
import { showToast } from '../../parts/toast.tsx';
import { useDraft } from '../../use-draft.ts';
import { useWords } from '../../words/use-words.ts';
import { nameParts } from '../../words/member-name.ts';
import { useSaving } from '../../use-saving.tsx';
import { useProblemText } from '../../problem-text.ts';
import { pledgeNow } from './standing.ts';
import { TaskForm } from './task-form.tsx';

interface PledgeDraft {
  amount: number | undefined;
  decidedBy: 'member' | 'guardian';
  isSure: boolean;
}

export function PledgeForm({ group, member, home }: { group: GroupRow; member: MemberRow; home: string }) {
  const t = useText();
  const words = useProblemText();
  const { calendar } = useWords();
  const { route } = useLocation();
  const todayOn = useToday();
  const recorder = useRecorder(group.id);
  const saving = useSaving();
  const [tried, setTried] = useState(false);
  const blank: PledgeDraft = { amount: undefined, decidedBy: isMinorOn(member.person, todayOn) ? 'guardian' : 'member', isSure: false };
  const draft = useDraft<PledgeDraft>(`member-pledge:${member.id}`, blank);
  const { amount, decidedBy, isSure } = draft.value ?? blank;

  const current = pledgeNow(member, todayOn);
  const effectiveFrom = firstMonthOfPledge(member, todayOn);
  const inWords = (month: string) => formatThaiMonth(month, calendar);
  const baht = (satang: number) => formatBaht(satang, { wholeBaht: 'short' });
  const { shareUnit, maxShares } = group.bylaws ?? {};
  const rules = { ...(shareUnit === undefined ? {} : { shareUnitSatang: shareUnit }), ...(maxShares === undefined ? {} : { maxShares }) };
  const wrong = amount === undefined ? undefined : findPledgeAmountProblem(amount, rules);
  const isDoubtful = amount !== undefined && current !== undefined && isFatFinger(current, amount);
  const amountError =
    amount === undefined
      ? tried
        ? words('pledge-missing')
        : undefined
      : wrong && words(wrong, { shareUnit: shareUnit ?? 0, maxShares: maxShares ?? 0 });
  const isChange = effectiveFrom > monthOf(todayOn);

  const save = () => {
    setTried(true);
    if (amount === undefined || wrong !== undefined || (isDoubtful && !isSure)) return false;
    void saving.run(async () => {
      await recorder.save(
        [recorder.act('pledge.decide', { member: member.id, amount, effectiveFrom, decidedOn: todayOn, decidedBy })],
        draft,
      );
      showToast({ text: t('member.pledge.saved', { baht: baht(amount), month: inWords(effectiveFrom) }), icon: 'check' });
      route(home);
    });
    return true;
  };

  return (
    <TaskForm
      title={t('member.pledge.change')}
      subtitle={<PersonName parts={nameParts(member.person)} />}
      back={home}
      save={t('member.pledge.save', { month: inWords(effectiveFrom) })}
      saving={saving}
      onSave={save}
      draft={draft}
    >
      {current !== undefined && (
        <p class="pledge-now">
          {t('member.pledge.now')} <b class="figure">{baht(current)}</b> {t('common.unit.baht')}
        </p>
      )}
      <Card>
        <div class="stack">
          <AmountField
            label={t('member.pledge.new')}
            note={t('member.pledge.own-will')}
            hint={shareUnit === undefined ? undefined : t('member.pledge.shares', { unit: baht(shareUnit), max: maxShares ?? '–' })}
            name="amount"
            amountSatang={amount}
            onAmount={(next) => draft.set({ amount: next, isSure: false })}
            error={amountError}
          />
          {isDoubtful && current !== undefined && amount !== undefined && wrong === undefined && (
            <CheckRow
              label={t('member.pledge.sure', { baht: baht(amount) })}
              detail={t('member.pledge.times', { times: timesPledge(current, amount) })}
              checked={isSure}
              error={tried && !isSure ? t('member.pledge.sure-first') : undefined}
              onCheck={(next) => draft.set({ isSure: next })}
            />
          )}
          <SegmentedControl
            label={t('member.pledge.who')}
            value={decidedBy}
            onChoose={(next) => draft.set({ decidedBy: next })}
            choices={(['member', 'guardian'] as const).map((value) => ({ value, label: t(`member.pledge.by.${value}`) }))}
          />
        </div>
      </Card>
      <Banner tone="info" icon="calendar" title={t('member.pledge.from', { month: inWords(effectiveFrom) })}>
        {isChange && current !== undefined
          ? t('member.pledge.until', { month: inWords(shiftMonth(effectiveFrom, -1)), baht: baht(current) })
          : t('member.pledge.at-once')}
      </Banner>
    </TaskForm>
  );
}
