/** The committee's goals of item 2.7 beside what was reached; also shown at the annual meeting. */
import { goalsOf, goalStandings, type GoalStanding } from '../../../domain/goal.ts';
import { formatBaht } from '../../../domain/money.ts';
import type { GroupRow } from '../../../domain/row.ts';
import { useText, useToday } from '../../app-context.ts';
import { Section } from '../../parts/card.tsx';
import { MeterBar } from '../../parts/meter-bar.tsx';
import { Tag, type TagTone } from '../../parts/tag.tsx';
import { useRows } from '../../use-store.ts';
import { useWords } from '../../words/use-words.ts';
import { membersOf, savedOf } from '../../../domain/group-figures.ts';
import '../../style/screens/goals.css';

const toneByState: Record<GoalStanding['state'], TagTone> = { reached: 'done', 'under-way': 'plain', late: 'waiting' };

/** Nothing until a goal was set. */
export function GoalsCard({ group }: { group: GroupRow }) {
  const t = useText();
  const words = useWords();
  const todayOn = useToday();
  const sessions = useRows(group.id, 'session');
  const goals = goalsOf(sessions ?? []);
  if (goals === undefined) return null;
  const standings = goalStandings(goals, { members: membersOf(group), savings: savedOf(group) }, todayOn);
  if (standings.length === 0) return null;
  return (
    <Section
      title={t('year.goals')}
      action={goals.by !== undefined && <span class="quiet small">{t('year.goals.by', { day: words.day(goals.by) })}</span>}
    >
      <ul class="card card-normal goals">
        {standings.map((standing) => (
          <li key={standing.what}>
            <span class="goal-line">
              <b>{t(`year.goals.${standing.what}`)}</b>
              <Tag tone={toneByState[standing.state]}>{t(`year.goals.${standing.state}`)}</Tag>
            </span>
            <span class="goal-line">
              <span>
                <b class="figure">{figure(standing.what, standing.reached)}</b>{' '}
                <span class="quiet">{t(`year.goals.of.${standing.what}`, { goal: figure(standing.what, standing.goal) })}</span>
              </span>
            </span>
            <MeterBar
              label={t(`year.goals.${standing.what}`)}
              value={standing.reached}
              max={standing.goal}
              text={`${standing.percent} %`}
            />
          </li>
        ))}
      </ul>
    </Section>
  );
}

function figure(what: GoalStanding['what'], n: number): string {
  return what === 'members' ? n.toLocaleString('en-US') : formatBaht(n, { wholeBaht: 'short' });
}
