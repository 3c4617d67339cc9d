/** Numbers of the boards, from the summary rows alone: items settled, what counts as founded, districts against their targets. */
import { campaigns, type DistrictTarget } from '../../../content/campaign.ts';
import { workflow } from '../../../content/workflow.ts';
import { isSettled, receivedOf } from '../../../domain/group-figures.ts';
import { hasEnded, type LifeCycleWord } from '../../../domain/life-cycle.ts';
import type { Satang } from '../../../domain/money.ts';
import type { GroupRow } from '../../../domain/row.ts';
import type { BoardGroup, BoardGroups } from '../../../protocol/board.ts';

type Summary = BoardGroup['group'];
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

/** A group that was founded with the app and still is: an old paper group is nobody's new group. */
export function isFounded(group: Summary): boolean {
  return group.source === 'ledger' && group.lifeCycle === 'founded' && !hasEnded(group);
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

export interface DistrictFigures {
  readonly code: string;
  readonly target: DistrictTarget | undefined;
  readonly groups: number;
  readonly founded: number;
  /** officers with at least one founded group */
  readonly covered: number;
  /** items of steps 1 and 2 over all groups: the way up to the founding */
  readonly settled: number;
  readonly of: number;
  /** officers without a group, `undefined` without a target */
  readonly missing: number | undefined;
}

/** Targets whose district lies in the area, in the letter's order. */
export function targetsIn(area: string): readonly DistrictTarget[] {
  const campaign = campaigns.find(({ province }) => area.startsWith(province));
  const targets = campaign?.targets.filter(({ district }) => district.startsWith(area) || area.startsWith(district)) ?? [];
  return [...targets].sort((a, b) => a.rank - b.rank);
}

/** The district is complete only when every officer has one: two groups of one officer do not cover a colleague (case 43). */
export function districtsOf(area: string, groups: readonly BoardGroup[]): readonly DistrictFigures[] {
  const targets = targetsIn(area);
  const codes = new Set([...targets.map(({ district }) => district), ...groups.map(({ district }) => district)]);
  return [...codes].map((code) => {
    const own = groups.filter(({ district }) => district === code);
    const founded = own.filter(({ group }) => isFounded(group));
    const covered = new Set(founded.map(({ group }) => group.officer)).size;
    const target = targets.find(({ district }) => district === code);
    const shares = own.flatMap(({ group }) => stepSharesOf(group).filter(({ number }) => number < 3));
    return {
      code,
      target,
      groups: own.length,
      founded: founded.length,
      covered,
      settled: shares.reduce((sum, { settled }) => sum + settled, 0),
      of: shares.reduce((sum, share) => sum + share.of, 0),
      missing: target && Math.max(0, target.officers - covered),
    };
  });
}

const dayMs = 86_400_000;
/** nothing for so long is worth a call; a phone that is used synchronises by itself each day it has signal */
export const silentAfterDays = 3;
const inTouchDays = 7;

export function silentDays(device: Pick<Device, 'lastSeenAt'>, asOf: string): number {
  return Math.max(0, Math.floor((Date.parse(asOf) - Date.parse(device.lastSeenAt)) / dayMs));
}

/** Worth a look: silent for days, or with work that has not left the phone. */
export function needsLook(device: Device, asOf: string): boolean {
  return silentDays(device, asOf) >= silentAfterDays || device.waiting > 0 || device.photosWaiting > 0;
}

/** Officers whose phones the office knows, and those of them heard from within a week. */
export function officersInTouch(devices: readonly Device[], asOf: string): { readonly known: number; readonly inTouch: number } {
  const names = (some: readonly Device[]) => new Set(some.map(({ officerName }) => officerName)).size;
  return { known: names(devices), inTouch: names(devices.filter((device) => silentDays(device, asOf) < inTouchDays)) };
}
