/** An application on any other day than the founding day, with the same form; before a passed vote only a name on the list (case 13). */
import { useLocation } from 'preact-iso';
import { useRef, useState } from 'preact/hooks';
import { canDo } from '../../../domain/gate.ts';
import { checkIntake, type IntakeForm as IntakeFormFields, type IntakeScene } from '../../../domain/intake.ts';
import { nextNumbers, usedNumbers } from '../../../domain/member-number.ts';
import type { GroupRow, MemberRow } from '../../../domain/row.ts';
import { useRecorder, useText, useToday } from '../../app-context.ts';
import { NumberField } from '../../fields/number-field.tsx';
import { Banner } from '../../parts/banner.tsx';
import { LinkButton } from '../../parts/button.tsx';
import { Card } from '../../parts/card.tsx';
import { SegmentedControl } from '../../parts/choice-group.tsx';
import { TextField } from '../../parts/text-field.tsx';
import { showToast } from '../../parts/toast.tsx';
import { useDraft } from '../../use-draft.ts';
import { intakeActs } from '../founding/intake-acts.ts';
import { IntakeForm } from '../founding/intake-form.tsx';
import { emptyIntake, intakeFormOf, intakeOfMember, type IntakeValues } from '../founding/intake-values.ts';
import { NoticeCard, useNotice } from '../founding/notice-card.tsx';
import { PhonePlaceIfOpen, useLane } from '../founding/phone-place.tsx';
import { useSaving } from '../../use-saving.tsx';
import { useProblemText } from '../../problem-text.ts';
import { TaskForm } from './task-form.tsx';

interface NewMember extends IntakeValues {
  kind: MemberRow['kind'];
  /** of an old group: the number that the paper register gave long ago */
  paperNo: number | undefined;
  /** the button was pressed once without a pledge, and the question about it was read */
  knowsMissing: boolean;
}

export interface MemberNewProps {
  group: GroupRow;
  members: readonly MemberRow[];
  /** somebody on the list of interested people who applies now */
  applicant: MemberRow | undefined;
  back: string;
}

export function MemberNew({ group, members, applicant, back }: MemberNewProps) {
  const t = useText();
  const words = useProblemText();
  const { route } = useLocation();
  const todayOn = useToday();
  const g = group.id;
  const recorder = useRecorder(g);
  const saving = useSaving();
  const phone = useLane(g, todayOn);
  const { lane } = phone;
  const meeting = group.meetings.open;
  const notice = useNotice(meeting ?? `${g}:${todayOn}`);
  const [tried, setTried] = useState(false);
  const firstField = useRef<HTMLSelectElement>(null);
  const { moo } = group.village;
  const blank: NewMember = {
    ...(applicant === undefined ? emptyIntake(moo) : intakeOfMember(applicant, moo)),
    kind: applicant?.kind ?? 'person',
    paperNo: undefined,
    knowsMissing: false,
  };
  const draft = useDraft<NewMember>(`member-new:${applicant?.id ?? g}`, blank);
  const values = draft.value ?? blank;
  const interestOnly = !canDo(group, 'intake').open;

  const formOf = (consent: string): IntakeFormFields => {
    const form = intakeFormOf(values, todayOn, consent);
    return values.kind === 'person'
      ? form
      : { kind: 'organisation', firstName: values.firstName, houseNo: values.houseNo, pledge: values.pledge };
  };
  const scene = (member: string, no?: number): IntakeScene => ({
    member,
    appliedOn: todayOn,
    meeting,
    noticeVersion: notice.version,
    interestOnly,
    bylaws: group.bylaws,
    members: members.filter((row) => row.id !== applicant?.id),
    no,
  });
  const intake = checkIntake(formOf(''), scene(''));
  const lacksPledge = intake.problems.some((problem) => problem.code === 'pledge-missing');
  const waitsForGuardian = intake.standing === 'minor' && !interestOnly && values.guardianHere === undefined;
  const isUnclear = intake.birth?.kind === 'confirm' || intake.birth?.kind === 'ask';
  const isComplete = intake.acts.length > 0 && (values.kind === 'organisation' || values.title !== '') && !waitsForGuardian && !isUnclear;
  const isAccepted = !interestOnly && (intake.standing !== 'minor' || values.guardianHere === 'yes');
  const paperNo = values.paperNo === 0 ? undefined : values.paperNo;
  const isTaken = paperNo !== undefined && usedNumbers(members).includes(paperNo);
  const needsLane = isAccepted && paperNo === undefined;

  const submit = () => {
    setTried(true);
    if (!isComplete || isTaken || (needsLane && lane === undefined)) return false;
    if (lacksPledge && !values.knowsMissing) {
      draft.set({ knowsMissing: true });
      return true;
    }
    const member = applicant?.id ?? draft.idOf('member');
    const next = lane === undefined ? undefined : nextNumbers(usedNumbers(members), lane, 1)[0];
    const no = isAccepted ? (paperNo ?? next) : undefined;
    void saving.run(async () => {
      await recorder.save(intakeActs(recorder, checkIntake(formOf(draft.idOf('consent')), scene(member, no)).acts, applicant), draft);
      showToast({
        text: no === undefined ? t('member.new.saved') : t('member.new.saved-no', { no }),
        icon: 'check',
        ...(no === undefined && applicant === undefined
          ? {
              undo: {
                label: t('common.undo'),
                onUndo: () => void recorder.save([recorder.act('member.close', { member, leftOn: todayOn, reason: 'mistake' })]),
              },
            }
          : {}),
      });
      route(`/groups/${g}/members/${member}`, true);
    });
    return true;
  };

  return (
    <TaskForm
      title={t(applicant !== undefined ? 'member.apply' : interestOnly ? 'member.new.interest' : 'member.new')}
      subtitle={group.name}
      back={back}
      save={t(interestOnly ? 'member.new.save-interest' : 'member.new.save')}
      saving={saving}
      onSave={submit}
      note={lacksPledge && values.knowsMissing ? t('member.new.without-pledge') : undefined}
      draft={draft}
    >
      {interestOnly && (
        <Banner
          tone="attention"
          title={t('member.new.not-yet')}
          actions={<LinkButton href={`/groups/${g}/founding/vote`}>{t('member.new.go-vote')}</LinkButton>}
        >
          {t('member.new.not-yet.why')}
        </Banner>
      )}
      {needsLane && <PhonePlaceIfOpen lane={phone} attempted={tried} />}
      <NoticeCard notice={notice} />
      <Card raised>
        <div class="stack">
          {applicant === undefined && !interestOnly && (
            <SegmentedControl
              label={t('member.new.kind')}
              value={values.kind}
              onChoose={(kind) => draft.set({ kind })}
              choices={(['person', 'organisation'] as const).map((value) => ({ value, label: t(`member.kind.${value}`) }))}
            />
          )}
          {group.source === 'declared' && isAccepted && (
            <NumberField
              label={t('member.new.paper-no')}
              hint={t('member.new.paper-no.hint')}
              mark={t('common.optional')}
              maxLength={5}
              count={values.paperNo}
              error={isTaken ? words({ code: 'number-taken', weight: 'refused' }) : undefined}
              onCount={(no) => draft.set({ paperNo: no })}
            />
          )}
          {values.kind === 'person' ? (
            <IntakeForm
              values={values}
              intake={intake}
              appliedOn={todayOn}
              interestOnly={interestOnly}
              attempted={tried}
              onChange={(change) => draft.set({ ...change, knowsMissing: false })}
              onSubmit={submit}
              firstField={firstField}
            />
          ) : (
            <OrganisationFields
              values={values}
              onChange={(change) => draft.set({ ...change, knowsMissing: false })}
              problemAt={(field) => {
                const problem = intake.problems.find((each) => each.field === field && each.weight === 'refused');
                return tried && problem !== undefined ? words(problem) : undefined;
              }}
            />
          )}
        </div>
      </Card>
    </TaskForm>
  );
}

interface OrganisationFieldsProps {
  values: IntakeValues;
  problemAt: (field: 'firstName' | 'pledge') => string | undefined;
  onChange: (change: Partial<IntakeValues>) => void;
}

/** Another group of the village as an extraordinary member: no person, so no birth and no title. */
function OrganisationFields({ values, problemAt, onChange }: OrganisationFieldsProps) {
  const t = useText();
  return (
    <>
      <TextField
        label={t('member.field.organisation')}
        value={values.firstName}
        error={problemAt('firstName')}
        onText={(firstName) => onChange({ firstName })}
      />
      <TextField
        label={t('member.field.houseNo')}
        mark={t('common.optional')}
        value={values.houseNo}
        onText={(houseNo) => onChange({ houseNo })}
      />
      <TextField
        label={t('member.pledge.per-month')}
        note={t('member.pledge.own-will')}
        inputMode="numeric"
        value={values.pledge}
        unit={t('common.unit.baht')}
        error={problemAt('pledge')}
        onText={(pledge) => onChange({ pledge })}
      />
    </>
  );
}
