/** One applicant of the sheet: consent that comes later, an application taken back, a slip; whoever is interested may apply. */
import { useState } from 'preact/hooks';
import { isMinorOn } from '../../../domain/minor.ts';
import { formatBaht } from '../../../domain/money.ts';
import { pledgeInMonth } from '../../../domain/pledge.ts';
import { monthOf } from '../../../domain/thai-calendar.ts';
import type { MemberRow } from '../../../domain/row.ts';
import { useApp, useRecorder, useText, useToday } from '../../app-context.ts';
import { Button, LinkButton } from '../../parts/button.tsx';
import { BottomSheet } from '../../parts/dialog.tsx';
import { PersonName } from '../../parts/person-name.tsx';
import { useDraft } from '../../use-draft.ts';
import { ConsentFields } from './consent-fields.tsx';
import { emptyConsent, type ConsentValues } from './intake-values.ts';
import { nameParts } from '../../words/member-name.ts';
import { useProblemText } from '../../problem-text.ts';
import type { Founding } from './use-founding.ts';
import { SavingProblem, useSaving } from '../../use-saving.tsx';

export interface MemberSheetProps {
  founding: Founding;
  member: MemberRow;
  interestOnly: boolean;
  onApply: () => void;
  onClose: () => void;
}

export function MemberSheet({ founding, member, interestOnly, onApply, onClose }: MemberSheetProps) {
  const t = useText();
  const today = useToday();
  const { g } = founding;
  const recorder = useRecorder(g);
  const saving = useSaving();
  const [isTakingConsent, setTakingConsent] = useState(false);
  const promised = pledgeInMonth(member, monthOf(today)) ?? member.intendedPledge;
  const isPending = member.state === 'pending-consent';
  const hasNumber = member.no !== undefined;

  const close = (reason: 'withdrawn' | 'mistake') =>
    saving
      .run(() => recorder.save([recorder.act('member.close', { member: member.id, leftOn: today, reason })]))
      .then((saved) => saved && onClose());

  if (isTakingConsent && isPending) return <ConsentSheet founding={founding} member={member} onClose={onClose} />;
  return (
    <BottomSheet
      open
      onClose={onClose}
      title={<PersonName parts={nameParts(member.person)} />}
      closeLabel={t('common.close')}
      actions={
        isPending ? (
          <Button kind="primary" wide icon="pen" onPress={() => setTakingConsent(true)}>
            {t('founding.member.take-consent')}
          </Button>
        ) : member.state === 'interested' && !interestOnly ? (
          <Button kind="primary" wide icon="plus" onPress={onApply}>
            {t('founding.member.apply')}
          </Button>
        ) : undefined
      }
    >
      <SavingProblem saving={saving} />
      <p>
        {t(`founding.member.state.${member.state}`)}
        {hasNumber && ` · ${t('founding.member.no', { no: member.no })}`}
        {promised !== undefined && ` · ${t('founding.member.pledge', { baht: formatBaht(promised, { wholeBaht: 'short' }) })}`}
      </p>
      {isPending && <p class="quiet">{t('founding.intake.guardian-later-so')}</p>}
      <div class="member-deeds">
        <LinkButton href={`/groups/${g}/members/${member.id}`} icon="person">
          {t('founding.member.open')}
        </LinkButton>
        {!hasNumber && (
          <>
            <Button icon="undo" disabled={saving.busy} onPress={() => void close('mistake')}>
              {t('founding.member.mistake')}
            </Button>
            <Button icon="close" disabled={saving.busy} onPress={() => void close('withdrawn')}>
              {t('founding.member.withdraw')}
            </Button>
          </>
        )}
      </div>
      {hasNumber && <p class="quiet small">{t('founding.member.numbered-so')}</p>}
    </BottomSheet>
  );
}

function ConsentSheet({ founding, member, onClose }: { founding: Founding; member: MemberRow; onClose: () => void }) {
  const t = useText();
  const { newId } = useApp();
  const today = useToday();
  const words = useProblemText();
  const recorder = useRecorder(founding.g);
  const saving = useSaving();
  const draft = useDraft<ConsentValues>(`founding-consent:${member.id}`, emptyConsent);
  const [attempted, setAttempted] = useState(false);
  const values = draft.value ?? emptyConsent;
  const witnesses = values.witnesses.map((name) => name.trim()).filter((name) => name !== '');
  const lacksName = values.guardianName.trim() === '';
  const lacksWitness = values.signatureKind === 'thumbprint' && witnesses.length < 2;
  const amount = member.intendedPledge;

  const record = () => {
    setAttempted(true);
    if (lacksName || lacksWitness) return;
    void saving
      .run(async () => {
        const { relation, signatureKind, guardianName } = values;
        const consent = recorder.act(
          'consent.record',
          {
            consent: newId(),
            member: member.id,
            relation,
            signedOn: today,
            signatureKind,
            witnessCount: witnesses.length,
            ...(amount === undefined ? {} : { pledge: amount }),
          },
          { guardianName: guardianName.trim(), witnesses },
        );
        const decidedBy = isMinorOn(member.person, today) ? 'guardian' : 'member';
        const pledge =
          amount === undefined
            ? []
            : [recorder.act('pledge.decide', { member: member.id, amount, effectiveFrom: monthOf(today), decidedOn: today, decidedBy })];
        await recorder.save([consent, ...pledge], draft);
      })
      .then((saved) => saved && onClose());
  };

  return (
    <BottomSheet
      open
      onClose={onClose}
      title={t('founding.member.take-consent')}
      closeLabel={t('common.close')}
      actions={
        <Button kind="primary" wide busy={saving.busy} busyLabel={t('common.saving')} onPress={record}>
          {t('founding.consent.record')}
        </Button>
      }
    >
      <SavingProblem saving={saving} />
      <p>
        <PersonName parts={nameParts(member.person)} />
      </p>
      <ConsentFields
        values={values}
        onChange={draft.set}
        nameError={attempted && lacksName ? words('guardian-name-missing') : undefined}
        witnessError={attempted && lacksWitness ? words('thumbprint-witnesses') : undefined}
      />
    </BottomSheet>
  );
}
