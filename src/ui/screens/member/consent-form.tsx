/** A guardian's paper: who signed, when and before whom. Recorded later than the application it makes the applicant a member on that day (case 5). */
import { useLocation } from 'preact-iso';
import { useState } from 'preact/hooks';
import { checkIntake } from '../../../domain/intake.ts';
import { isMinorOn } from '../../../domain/minor.ts';
import { formatBaht } from '../../../domain/money.ts';
import { parsePhoneNumber } from '../../../domain/phone-number.ts';
import type { GroupRow, MemberRow } from '../../../domain/row.ts';
import { monthOf } from '../../../domain/thai-calendar.ts';
import { useApp, useRecorder, useText, useToday } from '../../app-context.ts';
import { Banner } from '../../parts/banner.tsx';
import { Card } from '../../parts/card.tsx';
import { PersonName } from '../../parts/person-name.tsx';
import { TextField } from '../../parts/text-field.tsx';
import { showToast } from '../../parts/toast.tsx';
import { useDraft } from '../../use-draft.ts';
import { ConsentFields } from '../founding/consent-fields.tsx';
import { consentFormOf, emptyConsent, type ConsentValues } from '../founding/intake-values.ts';
import { nameParts } from '../../words/member-name.ts';
import { useSaving } from '../../use-saving.tsx';
import { DateField } from '../../fields/date-field.tsx';
import { useProblemText } from '../../problem-text.ts';
import { pledgeNow } from './standing.ts';
import { TaskForm } from './task-form.tsx';

interface Paper extends ConsentValues {
  signedOn: string | undefined;
  guardianPhone: string;
}

export function ConsentForm({ group, member, home }: { group: GroupRow; member: MemberRow; home: string }) {
  const t = useText();
  const words = useProblemText();
  const { newId } = useApp();
  const { route } = useLocation();
  const todayOn = useToday();
  const recorder = useRecorder(group.id);
  const saving = useSaving();
  const [tried, setTried] = useState(false);
  const blank: Paper = { ...emptyConsent, signedOn: todayOn, guardianPhone: '' };
  const draft = useDraft<Paper>(`member-consent:${member.id}`, blank);
  const paper = draft.value ?? blank;

  /** The domain reads the paper beside the birth it is for. */
  const read = (consent: string) =>
    checkIntake(
      {
        kind: 'person',
        firstName: member.person.firstName ?? '',
        birth: {
          kind: 'known',
          birth: { bornOn: member.person.bornOn ?? member.appliedOn, birthPrecision: member.person.birthPrecision ?? 'day' },
        },
        consent: { ...consentFormOf(paper, paper.signedOn ?? todayOn, consent), guardianPhone: phoneOf(paper) },
      },
      { member: member.id, appliedOn: member.appliedOn, interestOnly: false, members: [] },
    );
  const problems = read('').problems.filter((problem) => problem.field === 'consent');
  const problemAt = (code: string) => (tried && problems.some((problem) => problem.code === code) ? words(code) : undefined);
  const badPhone = paper.guardianPhone.trim() === '' ? undefined : parsePhoneNumber(paper.guardianPhone);
  const dayError =
    paper.signedOn === undefined ? t('step.problem.date-missing') : paper.signedOn > todayOn ? t('step.problem.in-the-future') : undefined;
  const promise = member.pledges.length === 0 ? member.intendedPledge : undefined;
  const amount = promise ?? pledgeNow(member, todayOn);

  const save = () => {
    setTried(true);
    const { signedOn } = paper;
    if (problems.length > 0 || dayError !== undefined || badPhone?.ok === false || signedOn === undefined) return false;
    void saving.run(async () => {
      const consent = read(newId()).acts.find((act) => act.k === 'consent.record');
      if (consent === undefined) return;
      const decidedBy = isMinorOn(member.person, signedOn) ? 'guardian' : 'member';
      await recorder.save(
        [
          recorder.act('consent.record', { ...consent.p, ...(amount === undefined ? {} : { pledge: amount }) }, consent.s),
          ...(promise === undefined
            ? []
            : [
                recorder.act('pledge.decide', {
                  member: member.id,
                  amount: promise,
                  effectiveFrom: monthOf(signedOn),
                  decidedOn: signedOn,
                  decidedBy,
                }),
              ]),
        ],
        draft,
      );
      showToast({ text: t(member.state === 'pending-consent' ? 'member.consent.saved-member' : 'member.consent.saved'), icon: 'check' });
      route(home);
    });
    return true;
  };

  return (
    <TaskForm
      title={t('member.consent.title')}
      subtitle={<PersonName parts={nameParts(member.person)} />}
      back={home}
      save={t(member.state === 'pending-consent' ? 'member.consent.save-member' : 'member.consent.save')}
      saving={saving}
      onSave={save}
      draft={draft}
    >
      {amount !== undefined && <p>{t('member.consent.amount', { baht: formatBaht(amount, { wholeBaht: 'short' }) })}</p>}
      <Card>
        <div class="stack">
          <ConsentFields
            values={paper}
            onChange={(part) => draft.set(part)}
            nameError={problemAt('guardian-name-missing')}
            witnessError={problemAt('thumbprint-witnesses')}
          />
          <TextField
            label={t('member.consent.phone')}
            mark={t('common.optional')}
            type="tel"
            inputMode="tel"
            value={paper.guardianPhone}
            error={tried && badPhone?.ok === false ? words(badPhone.problem) : undefined}
            onText={(guardianPhone) => draft.set({ guardianPhone })}
          />
          <DateField
            label={t('member.consent.signed-on')}
            hint={member.state === 'pending-consent' ? t('member.consent.signed-on.hint') : undefined}
            on={paper.signedOn}
            error={tried ? dayError : undefined}
            onDay={(signedOn) => draft.set({ signedOn })}
          />
        </div>
      </Card>
      {paper.signatureKind === 'thumbprint' && (
        <Banner tone="info" icon="shield" title={t('member.consent.thumbprint')}>
          {t('member.consent.thumbprint.why')}
        </Banner>
      )}
    </TaskForm>
  );
}

function phoneOf({ guardianPhone }: Paper): string | undefined {
  const reading = parsePhoneNumber(guardianPhone);
  return reading.ok ? reading.phone : undefined;
}
