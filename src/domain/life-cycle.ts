/** The one word for where a group stands on a day: what the records say, what was decided about it, and the calendar. */
import { threeMonthDueOn } from './due-date.ts';
import type { GroupRow, LifeCycle } from './row.ts';

export type LifeCycleWord =
  Exclude<LifeCycle, 'founded'> | 'probation' | 'operating' | 'not-now' | 'dormant' | 'dissolving' | 'dissolved' | 'voided';

/**
 * A stage that people decided on (not now, dormant, dissolving, dissolved, voided) stands above everything else. A founded group is on
 * probation until the day its three-month report opens; an old group whose founding day nobody knows is operating (domain.md 2.1).
 *
 * @param group `lifeCycle`, `stage` and `foundedOn` of its row
 */
export function lifeCycleOn(group: Pick<GroupRow, 'lifeCycle' | 'stage' | 'foundedOn'>, on: string): LifeCycleWord {
  if (group.stage !== 'active') return group.stage;
  if (group.lifeCycle !== 'founded') return group.lifeCycle;
  return group.foundedOn !== undefined && on < threeMonthDueOn(group.foundedOn) ? 'probation' : 'operating';
}

/** Nothing more is asked of a group that was dissolved or entered by mistake. */
export function hasEnded(group: Pick<GroupRow, 'stage'>): boolean {
  return group.stage === 'dissolved' || group.stage === 'voided';
}

/** Nothing more is asked of it, or nothing until somebody asks again. */
export function isResting(group: Pick<GroupRow, 'stage'>): boolean {
  return hasEnded(group) || group.stage === 'not-now';
}

/** Left in peace until the day on which somebody agreed to ask again: not now, or dormant. Nothing of it counts as left undone. */
export function isPaused(group: Pick<GroupRow, 'stage'>): boolean {
  return group.stage === 'not-now' || group.stage === 'dormant';
}
