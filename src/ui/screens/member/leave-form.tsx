/** A member leaves: why, when, what he gets back and what stands in the way. Nothing is deleted; the number is never given again. */
import { useLocation } from 'preact-iso';
import { useState } from 'preact/hooks';
import { findLeavingProblems, leavingLines, leavingOf } from '../../../domain/leave-check.ts';
import { loansUntold } from '../../../domain/loan.ts';
import { formatBaht } from '../../../domain/money.ts';
import { isRefused } from '../../../domain/problem.ts';
import type { GroupRow, MemberRow } from '../../../domain/row.ts';
import { useApp, useRecorder, useText, useToday } from '../../app-context.ts';
import { DateField } from '../../fields/date-field.tsx';
import { Banner } from '../../parts/banner.tsx';
import { Card } from '../../parts/card.tsx';
import { CheckRow } from '../../parts/check-row.tsx';
import { ChoiceGroup } from '../../parts/choice-group.tsx';
import { ConfirmSheet } from '../../parts/confirm-sheet.tsx';
import { PersonName } from '../../parts/person-name.tsx';
import { TextArea } from '../../parts/text-area.tsx';
import { showToast } from '../../parts/toast.tsx';
import { takeReceipts } from '../../money-receipts.ts';
import { useDraft } from '../../use-draft.ts';
import { useSaving } from '../../use-saving.tsx';
import { useRow, useRows } from '../../use-store.ts';
import { nameParts } from '../../words/member-name.ts';
import { WriterChoice } from '../founding/writer-choice.tsx';
import { FromBank, useEntryBlank } from './entry-parts.tsx';
import { LeaveMoney } from './leave-money.tsx';
import { actsOfLeaving, type Leave } from './leave-acts.ts';
import { TaskForm } from './task-form.tsx';

export function LeaveForm({ group, member, home }: { group: GroupRow; member: MemberRow; home: string }) {
  const t = useText();
  const app = useApp();
  const { route } = useLocation();
  const todayOn = useToday();
  const recorder = useRecorder(group.id);
  const saving = useSaving();
  const loans = useRows(group.id, 'loan');
  const seats = useRow<'seats'>(group.id, 'seats:live');
  const [tried, setTried] = useState(false);
  const [isAsking, setAsking] = useState(false);
  const { writtenBy } = useEntryBlank();
  const blank: Leave = { reason: undefined, leftOn: todayOn, note: '', isPaid: false, deducts: false, takesFromBank: false, writtenBy };
  const draft = useDraft<Leave>(`member-leave:${member.id}`, blank);
  const form = draft.value ?? blank;

  const wasMember = member.state === 'accepted';
  const reasons: readonly NonNullable<Leave['reason']>[] = wasMember
    ? ['resigned', 'moved', 'died', 'expelled', ...(member.no === undefined ? (['mistake'] as const) : [])]
    : ['withdrawn', 'mistake'];
  const leaving = leavingOf(member, loans ?? [], form.leftOn ?? todayOn);
  const { cash, bank, columns } = group.money;
  const problems = findLeavingProblems(leaving, {
    deducts: form.deducts,
    cash: form.takesFromBank ? cash + bank : cash,
    untold: loans === undefined ? 0 : loansUntold(columns, loans),
  });
  const heirs = form.reason === 'died' ? (member.beneficiaries ?? []) : [];
  const lines = leavingLines(leaving, heirs.length === 0 ? undefined : heirs.map(({ share }) => share));
  const offices = seats?.live.filter((seat) => seat.member === member.id) ?? [];
  const dayError =
    form.leftOn === undefined
      ? t('step.problem.date-missing')
      : form.leftOn > todayOn
        ? t('step.problem.in-the-future')
        : form.leftOn < (member.joinedOn ?? member.appliedOn)
          ? t('member.leave.before-joining')
          : undefined;
  const lacksPayment = leaving.net > 0 && !form.isPaid;

  const close = () => {
    setAsking(false);
    void saving.run(async () => {
      const receivers = new Set(lines.map(({ receiver }) => receiver)).size;
      const receipts = await takeReceipts(app, group.id, receivers);
      await recorder.save(actsOfLeaving({ recorder, draft, member, form, leaving, lines, receipts, cash }), draft);
      showToast({ text: t(wasMember ? 'member.leave.saved' : 'member.leave.withdrawn'), icon: 'check' });
      route(home);
    });
  };
  const title = t(wasMember ? 'member.leave' : 'member.leave.application');

  return (
    <TaskForm
      title={title}
      subtitle={<PersonName parts={nameParts(member.person)} />}
      back={home}
      save={t(wasMember ? 'member.leave.next' : 'member.leave.application')}
      danger
      disabled={isRefused(problems) || loans === undefined}
      saving={saving}
      onSave={() => {
        setTried(true);
        if (form.reason === undefined || dayError !== undefined || lacksPayment) return false;
        setAsking(true);
        return true;
      }}
      draft={draft}
    >
      <Card>
        <div class="stack">
          <ChoiceGroup
            label={t('member.leave.reason')}
            value={form.reason}
            error={tried && form.reason === undefined ? t('member.leave.reason-first') : undefined}
            onChoose={(reason) => draft.set({ reason })}
            choices={reasons.map((value) => ({ value, label: t(`member.left.${value}`) }))}
          />
          <DateField
            label={t('member.leave.on')}
            on={form.leftOn}
            error={tried ? dayError : undefined}
            onDay={(leftOn) => draft.set({ leftOn })}
          />
          <TextArea
            label={t('member.leave.note')}
            mark={t('common.optional')}
            rows={2}
            maxLength={1000}
            value={form.note}
            onText={(note) => draft.set({ note })}
          />
        </div>
      </Card>
      {wasMember && (
        <LeaveMoney
          group={group}
          member={member}
          leaving={leaving}
          lines={lines}
          problems={problems}
          hasDied={form.reason === 'died'}
          deducts={form.deducts}
          onDeduct={(deducts) => draft.set({ deducts })}
        />
      )}
      {offices.length > 0 && (
        <Banner tone="attention" title={t('member.leave.office')}>
          {t(offices.some((seat) => seat.office === 'treasurer') ? 'member.leave.treasurer' : 'member.leave.office.why')}
        </Banner>
      )}
      {leaving.net > 0 && !isRefused(problems) && (
        <>
          <FromBank
            lacking={leaving.net - cash}
            bank={bank}
            checked={form.takesFromBank}
            onCheck={(takesFromBank) => draft.set({ takesFromBank })}
          />
          <CheckRow
            label={t('member.leave.owed', { baht: formatBaht(leaving.net, { wholeBaht: 'short' }) })}
            detail={t(form.reason === 'died' ? 'member.leave.owed.died' : 'member.leave.owed.why')}
            checked={form.isPaid}
            error={tried && lacksPayment ? t('member.leave.owed-first') : undefined}
            onCheck={(isPaid) => draft.set({ isPaid })}
          />
          <WriterChoice writtenBy={form.writtenBy} onChoose={(next) => draft.set({ writtenBy: next })} />
        </>
      )}
      <p class="quiet">{t('member.leave.kept')}</p>
      <ConfirmSheet
        open={isAsking}
        title={title}
        confirmLabel={t(wasMember ? 'member.leave.confirm' : 'member.leave.application')}
        cancelLabel={t('common.cancel')}
        danger
        busy={saving.busy}
        busyLabel={t('common.saving')}
        onConfirm={close}
        onCancel={() => setAsking(false)}
      >
        <p>
          <PersonName parts={nameParts(member.person)} />
          {form.reason !== undefined && ` · ${t(`member.left.${form.reason}`)}`}
        </p>
        {leaving.net > 0 && <p>{t('member.leave.booked', { baht: formatBaht(leaving.net, { wholeBaht: 'short' }) })}</p>}
        <p>{t(member.no === undefined ? 'member.leave.final' : 'member.leave.final-no', { no: member.no ?? '' })}</p>
      </ConfirmSheet>
    </TaskForm>
  );
}
