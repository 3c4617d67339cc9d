/** A decision about a whole group: not now, resting, active again, wound up, entered by mistake. There is no delete. */
import { useLocation, useRoute } from 'preact-iso';
import { useRef, useState } from 'preact/hooks';
import { findEndingProblems, type Ending } from '../../domain/dissolve.ts';
import { findStageProblems } from '../../domain/group.ts';
import { hasEnded, lifeCycleOn } from '../../domain/life-cycle.ts';
import type { PayloadOf } from '../../domain/operation.ts';
import type { GroupRow } from '../../domain/row.ts';
import { addMonths } from '../../domain/thai-calendar.ts';
import { useRecorder, useText, useToday } from '../app-context.ts';
import { Button } from '../parts/button.tsx';
import { ChoiceGroup, SegmentedControl } from '../parts/choice-group.tsx';
import { SkeletonRows } from '../parts/skeleton.tsx';
import { TextArea } from '../parts/text-area.tsx';
import { showToast } from '../parts/toast.tsx';
import { Screen } from '../screen.tsx';
import { useDraft } from '../use-draft.ts';
import { useRow } from '../use-store.ts';
import { EndingList, EndingPart } from './group/ending-part.tsx';
import { FormScreen } from './group/form-screen.tsx';
import { shortNameOf } from './group/in-words.ts';
import { useSaving } from '../use-saving.tsx';
import { NotFoundScreen } from './not-found.tsx';
import { DateField } from '../fields/date-field.tsx';
import '../style/screens/group.css';

type ChosenStage = 'not-now' | 'dormant' | 'active' | 'dissolving' | 'dissolved' | 'voided';
type DecidedBy = NonNullable<PayloadOf<'group.stage'>['decidedBy']>;

interface StageForm {
  readonly stage: ChosenStage | undefined;
  readonly decidedBy: DecidedBy | undefined;
  readonly reason: string;
  readonly on: string | undefined;
  readonly reviewOn: string | undefined;
  /** the general meeting that ended the group */
  readonly meeting: string | undefined;
}

export function GroupStageScreen() {
  const t = useText();
  const g = useRoute().params['id'] ?? '';
  const group = useRow<'group'>(g, 'group');
  if (group === null) return <NotFoundScreen />;
  if (group === undefined)
    return (
      <Screen title={t('group.stage.screen')} back={`/groups/${g}`}>
        <SkeletonRows count={3} label={t('common.loading')} />
      </Screen>
    );
  return <StageOfGroup key={g} group={group} />;
}

/** What may be decided from where the group stands now. */
function choicesFor(group: GroupRow): readonly ChosenStage[] {
  const isFounded = group.lifeCycle === 'founded';
  const choices: ChosenStage[] = group.stage === 'active' ? [isFounded ? 'dormant' : 'not-now'] : ['active'];
  if (group.stage === 'not-now') choices.push('not-now');
  // Money and members are not wound up in a tap: first the group says so, then everything is returned, then it ends (case 49).
  if (group.stage === 'dissolving') choices.unshift('dissolved');
  else if ((isFounded || group.money.entries > 0) && !hasEnded(group)) choices.push('dissolving');
  if (group.stage !== 'voided') choices.push('voided');
  return choices;
}

function StageOfGroup({ group }: { group: GroupRow }) {
  const t = useText();
  const todayOn = useToday();
  const { route } = useLocation();
  const recorder = useRecorder(group.id);
  const saving = useSaving();
  const [tried, setTried] = useState(false);
  const formElement = useRef<HTMLFormElement>(null);
  const draft = useDraft<StageForm>(`stage:${group.id}`, {
    stage: undefined,
    decidedBy: undefined,
    reason: '',
    on: todayOn,
    reviewOn: undefined,
    meeting: undefined,
  });
  const form = draft.value;
  const choices = choicesFor(group);
  const hasMoney = group.money.entries > 0;
  const meeting = useRow<'meeting'>(group.id, `meeting:${form?.meeting ?? ''}`) ?? undefined;
  const ending: Ending = { meeting, decision: form?.reason ?? '' };

  const problemsOf = ({ stage, reason, on, decidedBy, reviewOn }: StageForm): ReadonlySet<string> => {
    const problems = new Set<string>();
    if (stage === undefined) return problems.add('stage');
    if (stage === 'dissolved') return new Set(findEndingProblems(group, ending).map(({ field }) => field ?? 'stage'));
    for (const problem of findStageProblems(group, stage, reason)) problems.add(problem.field ?? 'stage');
    if (on === undefined || on > todayOn) problems.add('on');
    if (stage === 'not-now' && decidedBy === undefined) problems.add('decidedBy');
    if (stage === 'not-now' && (reviewOn === undefined || reviewOn < todayOn)) problems.add('reviewOn');
    return problems;
  };
  const problems = tried && form !== undefined ? problemsOf(form) : new Set<string>();

  const save = async (filled: StageForm) => {
    setTried(true);
    if (problemsOf(filled).size > 0 || filled.stage === undefined) {
      requestAnimationFrame(() => formElement.current?.querySelector<HTMLElement>('.has-error input, .has-error textarea')?.focus());
      return;
    }
    const { stage, reason, decidedBy, reviewOn } = filled;
    const isEnding = stage === 'dissolving' || stage === 'dissolved';
    const on = (stage === 'dissolved' ? meeting?.heldOn : filled.on) ?? todayOn;
    const isNotNow = stage === 'not-now';
    const act = recorder.act('group.stage', {
      stage,
      reason: reason.trim(),
      on,
      ...(isNotNow && decidedBy !== undefined ? { decidedBy } : isEnding ? { decidedBy: 'members' } : {}),
      ...(reviewOn !== undefined && (isNotNow || stage === 'dormant') ? { reviewOn } : {}),
    });
    if (!(await saving.run(() => recorder.save([act], draft)))) return;
    showToast({
      text: t(`group.stage.saved.${stage}`),
      icon: 'check',
      undo: {
        label: t('common.undo'),
        onUndo: () => void recorder.save([recorder.act('group.stage', { ...stageBefore(group), on: todayOn })]),
      },
    });
    route(`/groups/${group.id}`);
  };

  return (
    <FormScreen
      overline={t(`group.life.${lifeCycleOn(group, todayOn)}`)}
      title={t('group.stage.screen')}
      subtitle={shortNameOf(group, t)}
      back={`/groups/${group.id}`}
      form={form}
      rows={3}
      formRef={formElement}
      save={t('group.stage.save')}
      saving={saving}
      onSave={(filled) => void save(filled)}
    >
      {(form) => (
        <>
          <ChoiceGroup
            label={t('group.stage.question')}
            choices={choices.map((stage) => ({
              value: stage,
              label: t(`group.stage.choice.${stage}`),
              detail: stage === 'voided' && hasMoney ? t('group.stage.voided-money') : t(`group.stage.choice.${stage}.what`),
              disabled: stage === 'voided' && hasMoney,
            }))}
            value={form.stage}
            error={problems.has('stage') ? t('group.stage.missing.stage') : undefined}
            onChoose={(stage) => draft.set({ stage })}
          />
          {form.stage === 'dissolved' ? (
            <EndingPart
              group={group}
              ending={ending}
              tried={tried}
              onMeeting={({ id }) => draft.set({ meeting: id })}
              onDecision={(reason) => draft.set({ reason })}
            />
          ) : (
            form.stage !== undefined && <StageDetails form={form} problems={problems} onForm={draft.set} />
          )}
          {form.stage === 'dissolving' && <EndingList group={group} ending={{ meeting: undefined, decision: '' }} />}
        </>
      )}
    </FormScreen>
  );
}

/** What an undo goes back to. */
function stageBefore(group: GroupRow): Pick<PayloadOf<'group.stage'>, 'stage' | 'reason' | 'reviewOn'> {
  return {
    stage: group.stage,
    reason: group.stageReason ?? '',
    ...(group.reviewOn === undefined ? {} : { reviewOn: group.reviewOn }),
  };
}

function StageDetails({
  form,
  problems,
  onForm,
}: {
  form: StageForm;
  problems: ReadonlySet<string>;
  onForm: (change: Partial<StageForm>) => void;
}) {
  const t = useText();
  const todayOn = useToday();
  const { stage, decidedBy, reason, on, reviewOn } = form;
  return (
    <>
      {stage === 'not-now' && (
        <SegmentedControl
          label={t('group.stage.who')}
          choices={(['leaders', 'villagers'] as const).map((who) => ({ value: who, label: t(`group.stage.who.${who}`) }))}
          value={decidedBy === 'leaders' || decidedBy === 'villagers' ? decidedBy : undefined}
          error={problems.has('decidedBy') ? t('group.stage.missing.who') : undefined}
          onChoose={(who) => onForm({ decidedBy: who })}
        />
      )}
      <TextArea
        label={t('group.stage.reason')}
        hint={stage === 'not-now' ? t('group.stage.reason.hint') : undefined}
        rows={2}
        maxLength={2000}
        value={reason}
        error={problems.has('reason') ? t('group.stage.missing.reason') : undefined}
        onText={(text) => onForm({ reason: text })}
      />
      <DateField
        label={t('group.stage.on')}
        on={on}
        error={problems.has('on') ? t('group.stage.missing.on') : undefined}
        onDay={(day) => onForm({ on: day })}
      />
      {(stage === 'not-now' || stage === 'dormant') && (
        <div class="stack">
          <DateField
            label={t('group.stage.review-on')}
            mark={stage === 'dormant' ? t('common.optional') : undefined}
            on={reviewOn}
            error={problems.has('reviewOn') ? t('group.stage.missing.review') : undefined}
            onDay={(day) => onForm({ reviewOn: day })}
          />
          <div class="chips">
            {[1, 3, 6].map((months) => (
              <Button key={months} onPress={() => onForm({ reviewOn: addMonths(todayOn, months) })}>
                {t('group.stage.in-months', { n: months })}
              </Button>
            ))}
          </div>
        </div>
      )}
    </>
  );
}
