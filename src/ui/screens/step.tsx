/** One of the 20 items: what the letter asks, how to go about it, what was recorded before, and the form for another dated session. */
import { useRoute } from 'preact-iso';
import { useState } from 'preact/hooks';
import { coachCard } from '../../content/coach.ts';
import { workflow, workflowItem, type WorkflowItem } from '../../content/workflow.ts';
import { canDo } from '../../domain/gate.ts';
import { stepKeys, type StepKey } from '../../domain/vocabulary.ts';
import type { GroupRow, SessionRow } from '../../domain/row.ts';
import { useApp, useText } from '../app-context.ts';
import { LinkButton } from '../parts/button.tsx';
import { Disclosure } from '../parts/disclosure.tsx';
import { SkeletonRows } from '../parts/skeleton.tsx';
import { Screen } from '../screen.tsx';
import { useRow, useRows } from '../use-store.ts';
import { useWords } from '../words/use-words.ts';
import { addressOfStep } from './group/next-words.ts';
import { NotFoundScreen } from './not-found.tsx';
import { GateCard } from './step/gate-card.tsx';
import { SessionEditor, type OtherPlace } from './step/session-editor.tsx';
import '../style/screens/step.css';

export function StepScreen() {
  const { params } = useRoute();
  const g = params['id'] ?? '';
  const group = useRow<'group'>(g, 'group');
  const sessions = useRows(g, 'session');
  const step = stepKeys.find((key) => key === params['step']);
  if (step === undefined || group === null) return <NotFoundScreen />;
  if (group === undefined || sessions === undefined) return <OpeningStep g={g} step={step} />;
  return <StepOfGroup key={`${g}:${step}`} group={group} item={workflowItem(step)} sessions={sessions} />;
}

function OpeningStep({ g, step }: { g: string; step: StepKey }) {
  const t = useText();
  const { say } = useWords();
  return (
    <Screen title={`${step} ${say(workflowItem(step).short)}`} back={`/groups/${g}`} focusKey={step}>
      <SkeletonRows count={4} label={t('common.loading')} />
    </Screen>
  );
}

function StepOfGroup({ group, item, sessions }: { group: GroupRow; item: WorkflowItem; sessions: readonly SessionRow[] }) {
  const { newId } = useApp();
  const [editing, setEditing] = useState<SessionRow>();
  const [round, setRound] = useState(newId);
  const earlier = sessions
    .filter((session) => session.step === item.key && session.withdrawn === undefined)
    .sort((a, b) => b.doneOn.localeCompare(a.doneOn) || b.at.localeCompare(a.at));
  const gate = canDo(group, item.key);
  const shared = { group, item, sessions: earlier };
  if (!gate.open) return <GateCard {...shared} why={gate.why} intro={<ItemIntro group={group} item={item} />} />;
  return (
    <SessionEditor
      key={`${round}:${editing?.id ?? ''}`}
      {...shared}
      editing={editing}
      intro={<ItemIntro group={group} item={item} />}
      otherPlace={otherPlaceOf(group, item)}
      onEdit={setEditing}
      onRecorded={() => {
        setEditing(undefined);
        setRound(newId());
      }}
    />
  );
}

/** The letter's own words, who does it, and the coaching text folded under it. */
function ItemIntro({ group, item }: { group: GroupRow; item: WorkflowItem }) {
  const t = useText();
  const { say } = useWords();
  const card = coachCard(item.key);
  const actor = workflow.actors.find((candidate) => candidate.value === item.who);
  const hasSessions = (group.steps[item.key]?.sessions ?? 0) > 0;
  return (
    <div class="item-intro">
      <p class="item-letter">{say(item.title)}</p>
      {actor && <p class="quiet small">{t('step.who', { who: say(actor.label) })}</p>}
      <Disclosure summary={t('step.coaching')} open={!hasSessions}>
        <div class="coaching">
          <p>
            <b>{t('step.coaching.why')}</b> {say(card.why)}
          </p>
          <p>
            <b>{t('step.coaching.how')}</b> {say(card.how)}
          </p>
          <p>
            <LinkButton href={`/guide/${item.key}`} kind="quiet" icon="book">
              {t('step.coaching.guide')}
            </LinkButton>
          </p>
        </div>
      </Disclosure>
    </div>
  );
}

/** Items that another screen records better: founding day, and the officer's visit log. */
function otherPlaceOf(group: GroupRow, item: WorkflowItem): OtherPlace | undefined {
  const href = addressOfStep(group, item.key);
  if (href === `/groups/${group.id}/step/${item.key}`) return undefined;
  return { href, kind: href.includes('/founding') ? 'founding' : 'visit' };
}
