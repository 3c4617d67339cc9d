/** The form of an item with its kept draft, and what saving does: problems in place, one act, an undo. */
import type { ComponentChildren } from 'preact';
import { useLocation } from 'preact-iso';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { WorkflowItem } from '../../../content/workflow.ts';
import type { GroupRow, SessionRow } from '../../../domain/row.ts';
import { useApp, useRecorder, useText, useToday } from '../../app-context.ts';
import { ActionBar } from '../../parts/action-bar.tsx';
import { Banner } from '../../parts/banner.tsx';
import { Button, LinkButton } from '../../parts/button.tsx';
import { Section } from '../../parts/card.tsx';
import { SkeletonRows } from '../../parts/skeleton.tsx';
import { showToast } from '../../parts/toast.tsx';
import { Screen } from '../../screen.tsx';
import { useDraft } from '../../use-draft.ts';
import { shortNameOf } from '../group/in-words.ts';
import { useWords } from '../../words/use-words.ts';
import { SavingProblem, useSaving } from '../../use-saving.tsx';
import { SessionForm } from './session-form.tsx';
import { SessionList } from './session-list.tsx';
import { blankForm, findFormProblems, formOf, formToPayload, knownFields, type StepForm } from './step-form.ts';

/** A screen that records the item better; the plain form then stays folded until somebody wants it. */
export interface OtherPlace {
  readonly href: string;
  readonly kind: 'founding' | 'visit';
}

export interface SessionEditorProps {
  group: GroupRow;
  item: WorkflowItem;
  sessions: readonly SessionRow[];
  /** a session that is corrected; without it the form is for a new one */
  editing: SessionRow | undefined;
  intro: ComponentChildren;
  otherPlace: OtherPlace | undefined;
  onEdit: (session: SessionRow | undefined) => void;
  onRecorded: () => void;
}

export function SessionEditor(props: SessionEditorProps) {
  const { group, item, sessions, editing, intro, otherPlace } = props;
  const t = useText();
  const { say } = useWords();
  const { newId } = useApp();
  const { route } = useLocation();
  const todayOn = useToday();
  const recorder = useRecorder(group.id);
  const saving = useSaving();
  const [tried, setTried] = useState(false);
  const [wantsPlain, setWantsPlain] = useState(false);
  const formElement = useRef<HTMLFormElement>(null);
  const [blank] = useState(() => ({ ...blankForm(newId(), todayOn), fields: knownFields(item.key, group, todayOn) }));
  const draft = useDraft<StepForm>(
    editing === undefined ? `step:${group.id}:${item.key}` : `step:${group.id}:${item.key}:${editing.id}`,
    editing === undefined ? blank : formOf(editing),
  );
  const form = draft.value;
  const problems = form === undefined ? new Map() : findFormProblems(form, item.key, todayOn);

  useEffect(() => {
    if (editing !== undefined && form !== undefined) formElement.current?.scrollIntoView({ block: 'start' });
  }, [editing?.id, form === undefined]);

  const focusFirstProblem = () =>
    requestAnimationFrame(() => {
      const place = formElement.current?.querySelector('.has-error');
      place?.querySelector<HTMLElement>('input, select, textarea')?.focus();
      place?.scrollIntoView({ block: 'center' });
    });

  const record = (filled: StepForm, typed?: typeof draft) => {
    const { p, people } = formToPayload(filled, item.key, todayOn);
    return recorder.save([recorder.act('step.record', p, people === undefined ? undefined : { people })], typed);
  };

  const save = async (filled: StepForm) => {
    setTried(true);
    if (findFormProblems(filled, item.key, todayOn).size > 0) {
      focusFirstProblem();
      return;
    }
    if (!(await saving.run(() => record(filled, draft)))) return;
    showToast({
      text: t('step.saved', { step: item.key }),
      icon: 'check',
      undo: {
        label: t('common.undo'),
        onUndo: () => void (editing === undefined ? withdraw(filled.session, t('step.undo.reason')) : record(formOf(editing))),
      },
    });
    if (editing === undefined) route(`/groups/${group.id}`);
    else props.onRecorded();
  };

  const withdraw = (session: string, reason: string) => recorder.save([recorder.act('step.withdraw', { session, reason })]);

  const formView = form !== undefined && (
    <form
      ref={formElement}
      id="session-form"
      class="stack session-form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void save(form);
      }}
    >
      {draft.resumed && (
        <p class="draft-line">
          <span>{t('step.draft.resumed')}</span>
          <Button kind="quiet" onPress={() => void draft.drop()}>
            {t('step.draft.drop')}
          </Button>
        </p>
      )}
      <SessionForm
        g={group.id}
        item={item}
        form={form}
        problems={tried ? problems : new Map()}
        onForm={draft.set}
        beforeCamera={draft.flush}
      />
    </form>
  );
  const canKeepUnfinished =
    tried && form?.state === 'done' && [...problems.values()].every((problem) => problem === 'required') && problems.size > 0;
  const heading = t(editing !== undefined ? 'step.form.edit' : sessions.length > 0 ? 'step.form.again' : 'step.form.first');

  const isFolded = otherPlace !== undefined && editing === undefined && !draft.resumed && !wantsPlain;
  const top = {
    title: `${item.key} ${say(item.short)}`,
    subtitle: shortNameOf(group, t),
    back: `/groups/${group.id}`,
    focusKey: item.key,
    task: true,
  };
  const sessionList = sessions.length > 0 && (
    <SessionList
      sessions={sessions}
      editing={editing?.id}
      onEdit={props.onEdit}
      onWithdraw={(session, reason) => saving.run(() => withdraw(session.id, reason))}
    />
  );

  if (isFolded)
    return (
      <Screen
        {...top}
        actionBar={
          <ActionBar
            primary={
              <LinkButton href={otherPlace.href} kind="primary" wide>
                {t(`step.other.${otherPlace.kind}.action`)}
              </LinkButton>
            }
          />
        }
      >
        {intro}
        <Banner tone="info" icon={otherPlace.kind === 'founding' ? 'meeting' : 'pen'} title={t(`step.other.${otherPlace.kind}`)}>
          <p>{t(`step.other.${otherPlace.kind}.why`)}</p>
        </Banner>
        {sessionList}
        <div>
          <Button kind="quiet" icon="pen" onPress={() => setWantsPlain(true)}>
            {t('step.other.plain')}
          </Button>
        </div>
      </Screen>
    );

  return (
    <Screen
      {...top}
      actionBar={
        <ActionBar
          note={canKeepUnfinished ? t('step.unfinished.note', { n: problems.size }) : undefined}
          secondary={
            canKeepUnfinished && form !== undefined ? (
              <Button onPress={() => void save({ ...form, state: 'in-progress' })}>{t('step.unfinished.action')}</Button>
            ) : editing !== undefined ? (
              <Button onPress={() => void draft.drop().then(() => props.onEdit(undefined))}>{t('common.cancel')}</Button>
            ) : undefined
          }
          primary={
            <Button
              kind="primary"
              type="submit"
              form="session-form"
              wide
              busy={saving.busy}
              busyLabel={t('common.saving')}
              disabled={form === undefined}
            >
              {t(editing === undefined ? 'step.save' : 'step.save.edit', { step: item.key })}
            </Button>
          }
        />
      }
    >
      {intro}
      {sessionList}
      <SavingProblem saving={saving} />
      {formView === false ? <SkeletonRows count={4} label={t('common.loading')} /> : <Section title={heading}>{formView}</Section>}
    </Screen>
  );
}
