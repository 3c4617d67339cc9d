/** An item that is not open yet: why, what opens it, and what it will ask, to be read beforehand. */
import type { ComponentChildren } from 'preact';
import type { WorkflowItem } from '../../../content/workflow.ts';
import type { GateReason } from '../../../domain/gate.ts';
import type { StepKey } from '../../../domain/vocabulary.ts';
import type { GroupRow, SessionRow } from '../../../domain/row.ts';
import { useText } from '../../app-context.ts';
import { ActionBar } from '../../parts/action-bar.tsx';
import { Banner } from '../../parts/banner.tsx';
import { LinkButton } from '../../parts/button.tsx';
import { Section } from '../../parts/card.tsx';
import { Screen } from '../../screen.tsx';
import { shortNameOf } from '../group/in-words.ts';
import { useWords } from '../../words/use-words.ts';
import { addressOfStep } from '../group/next-words.ts';

export interface GateCardProps {
  group: GroupRow;
  item: WorkflowItem;
  sessions: readonly SessionRow[];
  why: readonly GateReason[];
  intro: ComponentChildren;
}

export function GateCard({ group, item, why, intro }: GateCardProps) {
  const t = useText();
  const { say } = useWords();
  const first = why[0];
  const href = first === undefined ? undefined : addressOf(group, openedBy[first]);
  return (
    <Screen
      title={`${item.key} ${say(item.short)}`}
      subtitle={shortNameOf(group, t)}
      back={`/groups/${group.id}`}
      focusKey={item.key}
      actionBar={
        href && (
          <ActionBar
            primary={
              <LinkButton href={href} kind="primary" wide>
                {t(`step.gate.${first ?? 'not-founded'}.action`)}
              </LinkButton>
            }
          />
        )
      }
    >
      <Banner tone="attention" icon="lock" title={t('step.gate.closed')}>
        {why.map((reason) => (
          <p key={reason}>{t(`step.gate.${reason}`)}</p>
        ))}
      </Banner>
      {intro}
      <Section title={t('step.gate.asks')}>
        <ul class="gate-asks card">
          {item.fields.map((field) => (
            <li key={field.key}>{say(field.label)}</li>
          ))}
        </ul>
      </Section>
    </Screen>
  );
}

/** The item, or `group` and `stage` for those screens, that takes a reason away. */
const openedBy: Record<GateReason, StepKey | 'group' | 'stage'> = {
  'leaders-not-agreed': '1.3',
  'vote-not-passed': '2.2',
  'no-member': '2.3',
  'no-chair': '2.4',
  'no-bylaws': '2.5',
  'no-pledge-day': '2.5',
  'not-founded': 'group',
  'group-ended': 'stage',
};

function addressOf(group: GroupRow, place: StepKey | 'group' | 'stage'): string {
  if (place === 'group') return `/groups/${group.id}`;
  return place === 'stage' ? `/groups/${group.id}/stage` : addressOfStep(group, place);
}
