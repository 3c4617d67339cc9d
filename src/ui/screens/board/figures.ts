/** Numbers of the boards, from the summary rows and sums alone: items settled, money that came in, phones worth a call. */
import { workflow } from '../../../content/workflow.ts';
import { isSettled, receivedOf } from '../../../domain/group-figures.ts';
import type { LifeCycleWord } from '../../../domain/life-cycle.ts';
import { silentAfterDays } from '../../../domain/silence.ts';
import type { Satang } from '../../../domain/money.ts';
import type { GroupRow } from '../../../domain/row.ts';
import type { AreaFigures } from '../../../protocol/area-board.ts';
import type { BoardGroup, BoardGroups } from '../../../protocol/board.ts';

export type Device = BoardGroups['devices'][number];

export interface StepShare {
  readonly number: 1 | 2 | 3;
  readonly settled: number;
  readonly of: number;
}

export function stepSharesOf(group: Pick<GroupRow, 'steps'>): readonly StepShare[] {
  return workflow.steps.map(({ number, itemKeys }) => ({
    number,
    settled: itemKeys.filter((key) => isSettled(group, key)).length,
    of: itemKeys.length,
  }));
}

export function settledOf(group: Pick<GroupRow, 'steps'>): number {
  return stepSharesOf(group).reduce((sum, { settled }) => sum + settled, 0);
}

/** Whether the office tells the first collection by itself; an older one only tells what was received in all. */
export function tellsFirstCollection(groups: readonly BoardGroup[]): boolean {
  return groups.some(({ firstCollection }) => firstCollection !== undefined);
}

export function moneyOf(shown: BoardGroup, isFirst: boolean): Satang {
  return isFirst ? (shown.firstCollection?.satang ?? 0) : receivedOf(shown.group);
}

/** Pictures whose full size has not arrived: they are still on the officer's phone. */
export function photosOnPhone(shown: Pick<BoardGroup, 'photos'>): number {
  return shown.photos.filter(({ full }) => !full).length;
}

export type Head = 'before' | 'founding' | 'running' | 'paused' | 'ended';
export const heads = ['before', 'founding', 'running', 'paused', 'ended'] as const satisfies readonly Head[];
/** Life-cycle words under the few heads that one looks for. */
export const headByLife: Readonly<Record<LifeCycleWord, Head>> = {
  surveying: 'before',
  'leaders-convinced': 'before',
  'interest-gathered': 'before',
  resolved: 'founding',
  probation: 'running',
  operating: 'running',
  'not-now': 'paused',
  dormant: 'paused',
  dissolving: 'paused',
  dissolved: 'ended',
  voided: 'ended',
};

/** Items settled in the letter's three steps over all groups of an area or an officer. */
export function areaSharesOf({ groups, steps }: Pick<AreaFigures, 'groups' | 'steps'>): readonly StepShare[] {
  return workflow.steps.map(({ number, itemKeys }, index) => ({ number, settled: steps[index] ?? 0, of: groups * itemKeys.length }));
}

/** Steps 1 and 2: the way up to a founding. */
export function foundingShareOf(figures: Pick<AreaFigures, 'groups' | 'steps'>): { readonly settled: number; readonly of: number } {
  const shares = areaSharesOf(figures).filter(({ number }) => number < 3);
  return { settled: shares.reduce((sum, { settled }) => sum + settled, 0), of: shares.reduce((sum, share) => sum + share.of, 0) };
}

export function percentText(percent: number): string {
  return `${percent} %`;
}

const dayMs = 86_400_000;

export function silentDays(device: Pick<Device, 'lastSeenAt'>, asOf: string): number {
  return Math.max(0, Math.floor((Date.parse(asOf) - Date.parse(device.lastSeenAt)) / dayMs));
}

/** Worth a look: silent for days, or with work that has not left the phone. */
export function needsLook(device: Device, asOf: string): boolean {
  return silentDays(device, asOf) >= silentAfterDays || device.waiting > 0 || device.photosWaiting > 0;
}
