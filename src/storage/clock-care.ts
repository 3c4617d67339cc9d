/** Notices when the phone's clock jumped: then a new clock epoch begins, so that the office corrects claimed times apart (sync.md §1.3). */
import type { MetaRecord } from './database.ts';

const jumpMs = 90_000;

export interface ClockReading {
  readonly wallMs: number;
  readonly monotonicMs: number;
}

export interface OfficeClock {
  readonly ce: number;
  readonly aheadMs: number;
}

/**
 * The clock epoch an operation or a sync made now belongs to.
 *
 * A new one begins when wall time ran away from the monotonic clock by more than 90 s, or lies behind the last operation.
 */
export function clockEpochAt(
  meta: Pick<MetaRecord, 'ce' | 'lastAtMs'>,
  base: ClockReading,
  now: ClockReading,
): Pick<MetaRecord, 'ce' | 'lastAtMs'> {
  const drift = now.wallMs - base.wallMs - (now.monotonicMs - base.monotonicMs);
  const jumped = Math.abs(drift) > jumpMs || now.wallMs < meta.lastAtMs;
  return jumped ? { ce: meta.ce + 1, lastAtMs: now.wallMs } : { ce: meta.ce, lastAtMs: Math.max(meta.lastAtMs, now.wallMs) };
}

/** How far the office is ahead, ms; `undefined` before its first answer, and after the clock was set until the next one. */
export function officeAheadAt(
  meta: Pick<MetaRecord, 'ce' | 'lastAtMs' | 'officeClock'>,
  base: ClockReading,
  now: ClockReading,
): number | undefined {
  return meta.officeClock?.ce === clockEpochAt(meta, base, now).ce ? meta.officeClock.aheadMs : undefined;
}
