/** A target against what was reached: groups and officers apart, because two groups of one officer do not cover a colleague (domain.md 4.7). */

export interface Target {
  readonly officers: number;
  readonly groups: number;
}

export interface Reached {
  /** groups founded and reported */
  readonly reported: number;
  /** officers with at least one of them */
  readonly covered: number;
  /** officers in force without any: somebody beyond the target's number covers no colleague either */
  readonly idle: number;
}

export interface TargetProgress {
  /** percent with three digits, 114 or 85.7; `undefined` where nothing was asked for */
  readonly groupsPercent: number | undefined;
  readonly officersPercent: number | undefined;
  /** officers still without a group, or places nobody fills: the target is met when there is none */
  readonly missing: number;
  readonly isComplete: boolean;
}

/** Of one district, where every officer is to found at least one group (case 43). */
export function targetProgress(target: Target, { reported, covered, idle }: Reached): TargetProgress {
  const missing = Math.max(idle, target.officers - covered);
  return {
    groupsPercent: percentOf(reported, target.groups),
    officersPercent: percentOf(covered, target.officers),
    missing,
    isComplete: missing === 0,
  };
}

export function percentOf(part: number, whole: number): number | undefined {
  return whole === 0 ? undefined : Number(((part / whole) * 100).toPrecision(3));
}
