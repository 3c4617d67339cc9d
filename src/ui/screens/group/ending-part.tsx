/** What must be done before a group is wound up, each with how far it is; then the meeting that ended it and what it decided about the rest (case 49). */
import { canEndGroup, findEndingProblems, moneyLeftIn, type Ending } from '../../../domain/dissolve.ts';
import { hasOwnBooks, wordOf } from '../../../domain/group-figures.ts';
import { formatBaht } from '../../../domain/money.ts';
import type { GroupRow, MeetingRow } from '../../../domain/row.ts';
import { useText } from '../../app-context.ts';
import { LinkButton } from '../../parts/button.tsx';
import { Card, Section } from '../../parts/card.tsx';
import { StoneMark } from '../../parts/step-path.tsx';
import { TextArea } from '../../parts/text-area.tsx';
import { useProblemText } from '../../problem-text.ts';
import { MeetingField } from '../meeting/meeting-field.tsx';

const conditions = ['savings', 'loans', 'meeting', 'funds'] as const;

/** The list alone, for whoever begins to wind a group up. */
export function EndingList({ group, ending }: { group: GroupRow; ending: Ending }) {
  const t = useText();
  const sentence = useProblemText();
  const problems = findEndingProblems(group, ending);
  // no balances of members: what was given back is told as a total too
  const isToldOnly = !hasOwnBooks(group) && wordOf(group).savedSatang > 0;
  return (
    <Section title={t('group.ending')}>
      <ul class="card ending-list">
        {conditions.map((condition) => {
          const problem = problems.find(({ field }) => field === condition);
          return (
            <li key={condition}>
              <StoneMark state={problem === undefined ? 'done' : 'todo'} />
              <span>
                <b>{t(`group.ending.${condition}`)}</b>
                <span class="quiet small">{problem === undefined ? t('group.ending.done') : sentence(problem)}</span>
              </span>
            </li>
          );
        })}
      </ul>
      {problems.some(({ field }) => field === 'loans') && (
        <LinkButton kind="quiet" href={`/groups/${group.id}/loans`}>
          {t('group.ending.to-loans')}
        </LinkButton>
      )}
      {problems.some(({ field }) => field === 'savings') &&
        (isToldOnly ? (
          <LinkButton kind="quiet" href={`/groups/${group.id}?do=edit&as-of=today`}>
            {t('group.ending.to-declared')}
          </LinkButton>
        ) : (
          <LinkButton kind="quiet" href={`/groups/${group.id}?tab=members`}>
            {t('group.ending.to-members')}
          </LinkButton>
        ))}
    </Section>
  );
}

export interface EndingPartProps {
  group: GroupRow;
  ending: Ending;
  /** whether the fields say what they lack */
  tried: boolean;
  onMeeting: (meeting: MeetingRow) => void;
  onDecision: (decision: string) => void;
}

export function EndingPart({ group, ending, tried, onMeeting, onDecision }: EndingPartProps) {
  const t = useText();
  const sentence = useProblemText();
  const errorAt = (field: 'meeting' | 'funds') => {
    const problem = findEndingProblems(group, ending).find((each) => each.field === field);
    return tried && problem !== undefined ? sentence(problem) : undefined;
  };
  return (
    <>
      <EndingList group={group} ending={ending} />
      <Card>
        <div class="stack">
          <MeetingField
            g={group.id}
            meeting={ending.meeting?.id}
            onMeeting={onMeeting}
            canDecide={canEndGroup}
            hint={t('group.ending.meeting.hint')}
            error={errorAt('meeting')}
          />
          <TextArea
            label={t('group.ending.decision')}
            hint={t('group.ending.decision.hint', { baht: formatBaht(moneyLeftIn(group), { wholeBaht: 'short' }) })}
            rows={3}
            maxLength={2000}
            value={ending.decision}
            error={errorAt('funds')}
            onText={onDecision}
          />
        </div>
      </Card>
    </>
  );
}
