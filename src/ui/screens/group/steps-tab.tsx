/** The three steps of the letter as a path, the next thing to do, and the 20 items to open. */
import { workflow, workflowItem } from '../../../content/workflow.ts';
import { canDo } from '../../../domain/gate.ts';
import { nextStep, nextStepOfCommittee, talkAgainOn, type NextStep } from '../../../domain/next-step.ts';
import type { StepKey } from '../../../domain/vocabulary.ts';
import type { GroupRow } from '../../../domain/row.ts';
import type { Translate } from '../../../content/text.ts';
import { isOfCommittee, useApp, useText, useToday } from '../../app-context.ts';
import { LinkButton } from '../../parts/button.tsx';
import { Section } from '../../parts/card.tsx';
import { CoachCard } from '../../parts/coach-card.tsx';
import { Icon } from '../../parts/icon.tsx';
import { List, ListRow } from '../../parts/list-row.tsx';
import { StepPath, StoneMark, type PathStep, type StoneState } from '../../parts/step-path.tsx';
import { Tag } from '../../parts/tag.tsx';
import { BankCard } from './bank-card.tsx';
import { ConflictCards, FlagCard } from './doubts.tsx';
import { GoalsCard } from './goals-card.tsx';
import { GroupRooms } from './group-rooms.tsx';
import { useWords, type Words } from '../../words/use-words.ts';
import { useRows } from '../../use-store.ts';
import { nextInWords } from './next-words.ts';
import { useDoubts } from './use-doubts.ts';

export function StepsTab({ group }: { group: GroupRow }) {
  const t = useText();
  const words = useWords();
  const doubts = useDoubts(group);
  const next = useNextStep(group);
  const nextKey = next.kind === 'step' ? next.step : undefined;
  const unfinished = workflow.steps.find((step) => step.itemKeys.some((key) => !isSettled(group, key)));
  const currentStep = nextKey === undefined ? unfinished?.number : workflowItem(nextKey).step;
  const steps = workflow.steps.map((step): PathStep => {
    const states = step.itemKeys.map((key) => stoneOf(group, key, nextKey));
    const settled = states.filter((state) => state === 'done' || state === 'not-applicable').length;
    return {
      number: String(step.number),
      title: words.say(step.short),
      stones: step.itemKeys.map((key, index) => ({
        key,
        state: states[index] ?? 'todo',
        label: `${key} ${words.say(workflowItem(key).short)} ${t(`group.stone.${states[index] ?? 'todo'}`)}`,
      })),
      tally: `${settled}/${step.itemKeys.length}`,
      tallyLabel: t('group.path.tally', { done: settled, of: step.itemKeys.length }),
      state: settled === step.itemKeys.length ? 'done' : step.number === currentStep ? 'next' : 'todo',
      href: `#step-${step.number}`,
    };
  });
  return (
    <div class="columns group-steps">
      <div class="stack steps-path">
        <ConflictCards group={group} doubts={doubts} />
        <StepPath label={t('group.path')} steps={steps} />
      </div>
      <div class="stack steps-aside">
        <NextCard group={group} />
        <QuickActions group={group} />
        <FlagCard group={group} doubts={doubts} />
        <BankCard group={group} />
        <GoalsCard group={group} />
        <GroupRooms group={group} />
      </div>
      <div class="stack steps-items">
        {workflow.steps.map((step) => (
          <div key={step.number} id={`step-${step.number}`} class="anchor">
            <Section title={words.say(step.title)}>
              <List>
                {step.itemKeys.map((key) => (
                  <ItemRow key={key} group={group} itemKey={key} state={stoneOf(group, key, nextKey)} />
                ))}
              </List>
            </Section>
          </div>
        ))}
      </div>
    </div>
  );
}

function isSettled(group: GroupRow, key: StepKey): boolean {
  const state = group.steps[key]?.state;
  return state === 'done' || state === 'not-applicable';
}

/** done and not-applicable are settled; a ring with clock hands has begun; the ring with a dot is the next one. */
function stoneOf(group: GroupRow, key: StepKey, nextKey: StepKey | undefined): StoneState {
  const state = group.steps[key]?.state;
  if (state === 'done' || state === 'not-applicable') return state;
  if (key === nextKey) return 'next';
  return state === 'in-progress' ? 'waiting' : 'todo';
}

function ItemRow({ group, itemKey, state }: { group: GroupRow; itemKey: StepKey; state: StoneState }) {
  const t = useText();
  const words = useWords();
  const isOpen = canDo(group, itemKey).open;
  return (
    <ListRow
      href={`/groups/${group.id}/step/${itemKey}`}
      leading={<StoneMark state={state} />}
      title={
        <>
          <span class="figure quiet">{itemKey}</span> {words.say(workflowItem(itemKey).short)}
        </>
      }
      subtitle={
        state === 'next' ? (
          <Tag tone="next">{t('group.stone.next')}</Tag>
        ) : (
          <>
            {!isOpen && state === 'todo' && <Icon name="lock" size="small" />} {lineOf(group, itemKey, isOpen, t, words)}
          </>
        )
      }
    />
  );
}

function lineOf(group: GroupRow, key: StepKey, isOpen: boolean, t: Translate, words: Words): string {
  const summary = group.steps[key];
  if (summary === undefined || summary.state === 'not-started') {
    const { gate } = workflowItem(key);
    if (isOpen) return t('step.state.not-started');
    return gate === undefined ? t('group.item.closed') : words.say(gate.message);
  }
  const parts = [t(`step.state.${summary.state}`)];
  if (summary.lastOn !== '') parts.push(words.day(summary.lastOn));
  if (summary.sessions > 1) parts.push(t('group.item.sessions', { n: summary.sessions }));
  return parts.join(' · ');
}

/** What is next for whoever holds this phone. */
function useNextStep(group: GroupRow): NextStep {
  const ofCommittee = isOfCommittee(useApp());
  const todayOn = useToday();
  const sessions = useRows(group.id, 'session');
  return ofCommittee ? nextStepOfCommittee(group, todayOn) : nextStep(group, todayOn, talkAgainOn(sessions ?? []));
}

/** The coach: what comes next, why, and how to begin. */
export function NextCard({ group }: { group: GroupRow }) {
  const t = useText();
  const words = useWords();
  const todayOn = useToday();
  const next = useNextStep(group);
  const card = nextInWords(next, group, todayOn, t, words);
  if (card === undefined)
    return next.kind === 'nothing' && next.until !== undefined ? (
      <CoachCard
        overline={t('group.next')}
        title={t(next.awaits === 'pledge-day' ? 'group.next.rest' : 'group.next.until', { day: words.day(next.until, { style: 'long' }) })}
      />
    ) : null;
  return (
    <CoachCard
      overline={card.step === undefined ? t('group.next') : t('group.next.item', { step: card.step })}
      title={card.title}
      actions={
        <>
          <LinkButton href={card.href} kind="primary">
            {card.action}
          </LinkButton>
          {card.step !== undefined && (
            <LinkButton href={`/guide/${card.step}`} kind="quiet" icon="book">
              {t('group.next.read')}
            </LinkButton>
          )}
        </>
      }
    >
      <p>{card.why}</p>
      {card.how && <p>{card.how}</p>}
    </CoachCard>
  );
}

/** Things that are recorded at any time, outside the order of the items. */
function QuickActions({ group }: { group: GroupRow }) {
  const t = useText();
  const home = `/groups/${group.id}`;
  // visits and where the group stands are recorded by its officer
  const ofCommittee = isOfCommittee(useApp());
  const actions = [
    { href: `${home}/visit`, icon: 'pen', label: t('group.quick.visit') },
    { href: `${home}?tab=papers#photos`, icon: 'camera', label: t('group.quick.photo') },
    { href: `${home}?tab=meetings`, icon: 'meeting', label: t('group.quick.meeting') },
    { href: `${home}/stage`, icon: 'clock', label: t('group.quick.stage') },
    { href: `${home}?do=edit`, icon: 'house', label: t('group.edit') },
  ] as const;
  const shown = ofCommittee ? actions.filter(({ icon }) => icon === 'camera' || icon === 'meeting') : actions;
  return (
    <nav class="quick" aria-label={t('group.quick')}>
      <p class="label">{t('group.quick')}</p>
      <ul class="card card-flush">
        {shown.map((action) => (
          <li key={action.href}>
            <a class="quick-action" href={action.href}>
              <Icon name={action.icon} />
              <span>{action.label}</span>
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}
