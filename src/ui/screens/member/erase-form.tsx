/** Erases what is personal about somebody who is no member any more: what goes and what stays, why, and once more whether it is meant. */
import { useLocation } from 'preact-iso';
import { useState } from 'preact/hooks';
import { erasingProblem, isErased } from '../../../domain/erase-check.ts';
import type { PayloadOf } from '../../../domain/operation.ts';
import type { GroupRow, MemberRow } from '../../../domain/row.ts';
import { useRecorder, useText, useToday, type SignedIn } from '../../app-context.ts';
import { Banner } from '../../parts/banner.tsx';
import { Card } from '../../parts/card.tsx';
import { ChoiceGroup } from '../../parts/choice-group.tsx';
import { ConfirmSheet } from '../../parts/confirm-sheet.tsx';
import { PersonName } from '../../parts/person-name.tsx';
import { showToast } from '../../parts/toast.tsx';
import { useProblemText } from '../../problem-text.ts';
import { useSaving } from '../../use-saving.tsx';
import { useRows } from '../../use-store.ts';
import { nameParts } from '../../words/member-name.ts';
import { TaskForm } from './task-form.tsx';

const reasons = ['asked', 'not-needed'] as const satisfies readonly PayloadOf<'erase'>['reason'][];

/** Offered where it can be done: by who answers for the register, of who is no member and not erased yet. */
export function canErase({ grants }: Pick<SignedIn, 'grants'>, member: MemberRow): boolean {
  const isKeeper = grants.some(({ role }) => role === 'field-officer' || role === 'committee');
  return isKeeper && member.state !== 'accepted' && !isErased(member);
}

export function EraseForm({ group, member, home }: { group: GroupRow; member: MemberRow; home: string }) {
  const t = useText();
  const problemText = useProblemText();
  const { route } = useLocation();
  const todayOn = useToday();
  const recorder = useRecorder(group.id);
  const saving = useSaving();
  const consents = useRows(group.id, 'consent');
  const photos = useRows(group.id, 'photo');
  const [reason, setReason] = useState<(typeof reasons)[number]>();
  const [tried, setTried] = useState(false);
  const [isAsking, setAsking] = useState(false);
  const problem = erasingProblem(member);
  const papers = new Set(consents?.filter((consent) => consent.member === member.id).map(({ id }) => id));
  const pictures = (photos ?? []).filter(
    ({ for: subject, withdrawn }) => subject.kind === 'consent' && papers.has(subject.id ?? '') && withdrawn === undefined,
  );

  const erase = () => {
    setAsking(false);
    if (reason === undefined) return;
    void saving.run(async () => {
      const off = pictures.map(({ sha }) => recorder.act('photo.withdraw', { sha, reason: t(`member.erase.reason.${reason}`) }));
      await recorder.save([...off, recorder.act('erase', { member: member.id, on: todayOn, reason })]);
      showToast({ text: t('member.erased.waiting'), icon: 'check' });
      route(home);
    });
  };

  return (
    <TaskForm
      title={t('member.erase')}
      subtitle={<PersonName parts={nameParts(member.person)} />}
      back={home}
      save={t('member.erase.confirm')}
      saving={saving}
      danger
      disabled={problem !== undefined || consents === undefined || photos === undefined}
      onSave={() => {
        setTried(true);
        if (reason === undefined) return false;
        setAsking(true);
        return true;
      }}
    >
      {problem !== undefined && (
        <Banner tone="attention" title={problemText('erase-refused')}>
          {problemText(problem)}
        </Banner>
      )}
      <Card>
        <div class="stack">
          <p>{t('member.erase.what')}</p>
          <p>{t('member.erase.stays')}</p>
          <p class="quiet">{t('member.erase.limits')}</p>
        </div>
      </Card>
      {problem === undefined && (
        <ChoiceGroup
          label={t('member.erase.reason')}
          error={tried && reason === undefined ? t('books.export.reason.choose') : undefined}
          choices={reasons.map((value) => ({ value, label: t(`member.erase.reason.${value}`) }))}
          value={reason}
          onChoose={setReason}
        />
      )}
      <ConfirmSheet
        open={isAsking}
        title={t('member.erase')}
        confirmLabel={t('member.erase.confirm')}
        cancelLabel={t('common.cancel')}
        danger
        busy={saving.busy}
        busyLabel={t('common.saving')}
        onConfirm={erase}
        onCancel={() => setAsking(false)}
      >
        <p>
          <PersonName parts={nameParts(member.person)} />
        </p>
        <p>{t('member.erase.final')}</p>
      </ConfirmSheet>
    </TaskForm>
  );
}
