/** Applications at the table (item 2.3): the list grows like a paper sheet, the form below takes the next person. */
import { useRef, useState } from 'preact/hooks';
import { canDo } from '../../../domain/gate.ts';
import { checkIntake, type IntakeScene } from '../../../domain/intake.ts';
import { useRecorder, useText, useToday } from '../../app-context.ts';
import { ActionBar } from '../../parts/action-bar.tsx';
import { Banner } from '../../parts/banner.tsx';
import { Button, LinkButton } from '../../parts/button.tsx';
import { Card } from '../../parts/card.tsx';
import { useDraft } from '../../use-draft.ts';
import { FoundingFrame } from './founding-frame.tsx';
import { intakeActs } from './intake-acts.ts';
import { IntakeForm } from './intake-form.tsx';
import { IntakeList } from './intake-list.tsx';
import { emptyIntake, intakeFormOf, intakeOfMember, isBlank, type IntakeValues } from './intake-values.ts';
import { JustAdded } from './just-added.tsx';
import { plainName } from '../../words/member-name.ts';
import { MemberSheet } from './member-sheet.tsx';
import { NeedsMeeting } from './needs-meeting.tsx';
import { NoticeCard, useNotice } from './notice-card.tsx';
import { NumberSheet } from './number-sheet.tsx';
import type { Founding } from './use-founding.ts';
import { SavingProblem, useSaving } from '../../use-saving.tsx';

export function IntakePart({ founding }: { founding: Founding }) {
  const { meeting, group } = founding;
  if (meeting === undefined) return <NeedsMeeting founding={founding} part="intake" />;
  const gate = canDo(group, 'intake');
  return <IntakeTable founding={founding} meeting={meeting.id} interestOnly={!gate.open} />;
}

function IntakeTable({ founding, meeting, interestOnly }: { founding: Founding; meeting: string; interestOnly: boolean }) {
  const t = useText();
  const today = useToday();
  const { g, group, members } = founding;
  const recorder = useRecorder(g);
  const saving = useSaving();
  const draft = useDraft<IntakeValues>(`founding-intake:${g}`, emptyIntake(group.village.moo));
  const notice = useNotice(meeting);
  const [attempted, setAttempted] = useState(false);
  const [confirmedMissing, setConfirmedMissing] = useState(false);
  const [addedId, setAddedId] = useState<string>();
  const [openedId, setOpenedId] = useState<string>();
  const [isNumbering, setNumbering] = useState(false);
  const titleField = useRef<HTMLSelectElement>(null);
  const formCard = useRef<HTMLFormElement>(null);
  const table = useRef<HTMLDivElement>(null);
  const values = draft.value;

  /** People may come to the table on a later day too; their application is dated then. */
  const appliedOn = founding.meeting?.state === 'open' ? founding.on : today;
  const scene = (member: string): IntakeScene => ({
    member,
    appliedOn,
    meeting,
    noticeVersion: notice.version,
    interestOnly,
    bylaws: group.bylaws,
    members: members.filter((row) => row.id !== values?.applicant),
  });
  if (values === undefined)
    return (
      <FoundingFrame founding={founding} part="intake">
        {null}
      </FoundingFrame>
    );
  const intake = checkIntake(intakeFormOf(values, appliedOn, ''), scene(''));
  const isMissingPledge = intake.problems.some((problem) => problem.code === 'pledge-missing');
  const waitsForGuardian = intake.standing === 'minor' && !interestOnly && values.guardianHere === undefined;
  const doubtfulBirth = intake.birth?.kind === 'confirm';

  const submit = () => {
    setAttempted(true);
    const complete = intake.acts.length > 0 && values.title !== '' && !waitsForGuardian && !doubtfulBirth;
    if (!complete || (isMissingPledge && !confirmedMissing)) {
      setConfirmedMissing(isMissingPledge && complete);
      requestAnimationFrame(() => focusFirstError(formCard.current));
      return;
    }
    const member = values.applicant ?? draft.idOf('member');
    const { acts } = checkIntake(intakeFormOf(values, appliedOn, draft.idOf('consent')), scene(member));
    const before = members.find((row) => row.id === values.applicant);
    const record = async () => {
      const saved = await saving.run(async () => {
        await recorder.save(intakeActs(recorder, acts, before), draft);
      });
      if (!saved) return;
      setAttempted(false);
      setConfirmedMissing(false);
      setAddedId(member);
      titleField.current?.focus({ preventScroll: true });
      requestAnimationFrame(() => keepNewestInSight(table.current));
    };
    void record();
  };

  const undo = (id: string) => {
    const row = members.find((member) => member.id === id);
    if (row === undefined) return;
    void saving.run(async () => {
      await recorder.save([recorder.act('member.close', { member: id, leftOn: appliedOn, reason: 'mistake' })]);
      if (isBlank(values)) draft.set(intakeOfMember(row, group.village.moo));
      setAddedId(undefined);
      titleField.current?.focus();
    });
  };

  const apply = (id: string) => {
    const row = members.find((member) => member.id === id);
    if (row === undefined) return;
    setOpenedId(undefined);
    draft.set({ ...intakeOfMember(row, group.village.moo), applicant: id });
    requestAnimationFrame(() => formCard.current?.scrollIntoView({ block: 'nearest' }));
  };

  const added = members.find((member) => member.id === addedId && member.state !== 'left');
  const opened = members.find((member) => member.id === openedId);
  const count = group.members.accepted + group.members.pending;

  return (
    <FoundingFrame
      founding={founding}
      part="intake"
      actionBar={
        <ActionBar
          note={confirmedMissing && isMissingPledge ? t('founding.intake.pledge-missing-confirm') : undefined}
          secondary={
            count === 0 || interestOnly ? undefined : <Button onPress={() => setNumbering(true)}>{t('founding.intake.end')}</Button>
          }
          primary={
            <Button kind="primary" busy={saving.busy} busyLabel={t('common.saving')} onPress={submit}>
              {interestOnly ? t('founding.intake.save-interest') : t('founding.intake.save')}
            </Button>
          }
        />
      }
    >
      {interestOnly && (
        <Banner
          tone="attention"
          title={t('founding.intake.interest-only')}
          actions={<LinkButton href={`/groups/${g}/founding/vote`}>{t('founding.intake.go-vote')}</LinkButton>}
        >
          {t('founding.intake.interest-why')}
        </Banner>
      )}
      {notice.version === undefined && (
        <NoticeCard notice={notice} onRead={() => requestAnimationFrame(() => titleField.current?.focus())} />
      )}
      <SavingProblem saving={saving} />
      <div class="intake-table" ref={table}>
        <div class="intake-side">
          <IntakeList members={members} onOpen={setOpenedId} />
          <JustAdded member={added} onUndo={() => added && undo(added.id)} busy={saving.busy} />
        </div>
        <form ref={formCard} noValidate onSubmit={(event) => event.preventDefault()}>
          <Card raised>
            {values.applicant !== undefined && (
              <p class="intake-applicant">
                {t('founding.intake.applicant')}{' '}
                <Button kind="quiet" onPress={() => void draft.drop()}>
                  {t('common.cancel')}
                </Button>
              </p>
            )}
            <IntakeForm
              values={values}
              intake={intake}
              appliedOn={appliedOn}
              interestOnly={interestOnly}
              attempted={attempted}
              onChange={draft.set}
              onSubmit={submit}
              firstField={titleField}
            />
          </Card>
        </form>
      </div>
      {notice.version !== undefined && <NoticeCard notice={notice} />}
      {opened !== undefined && (
        <MemberSheet
          founding={founding}
          member={opened}
          interestOnly={interestOnly}
          onApply={() => apply(opened.id)}
          onClose={() => setOpenedId(undefined)}
        />
      )}
      {isNumbering && (
        <NumberSheet founding={founding} unsaved={isBlank(values) ? undefined : formName(values)} onClose={() => setNumbering(false)} />
      )}
    </FoundingFrame>
  );
}

function formName(values: IntakeValues): string {
  return plainName({ title: values.title, firstName: values.firstName, lastName: values.lastName || undefined });
}

/** The form stays whole above the bar, and over it the last names of the sheet. */
function keepNewestInSight(table: HTMLElement | null): void {
  const top = document.querySelector('.page-top')?.getBoundingClientRect().bottom ?? 0;
  if (table !== null && table.getBoundingClientRect().top < top) table.scrollIntoView({ block: 'end' });
}

function focusFirstError(form: HTMLElement | null): void {
  const field = form?.querySelector<HTMLElement>('.has-error');
  const control = field?.querySelector<HTMLElement>('input, select, textarea');
  (control ?? form?.querySelector<HTMLElement>('.birth-question button'))?.focus();
}
