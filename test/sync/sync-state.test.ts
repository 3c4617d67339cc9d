import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { emptyQueue as queue, type LastRound, noRound, toSyncState } from '../../src/sync/sync-state.ts';

const now = Date.UTC(2026, 10, 23, 3);

describe('the status line', () => {
  it.each([
    ['idle', {}],
    ['sending', { running: true, problem: 'no-signal' }],
    ['offline', { problem: 'no-signal' }],
    ['portal', { problem: 'portal' }],
    ['signin-required', { problem: 'signin-required' }],
    ['signin-required', { problem: 'session-expired' }],
    ['revoked', { problem: 'device-revoked' }],
    ['busy', { problem: 'busy' }],
    ['busy', { problem: 'fault' }],
    ['old', { tooOld: true }],
    ['old', { problem: 'app-too-old' }],
  ] as const)('says %s', (phase, round) => {
    expect(toSyncState(queue, { ...noRound, ...round }, now).phase).toBe(phase);
  });

  it('never says more or less than the queue holds, whatever the last round was', () => {
    const count = fc.nat({ max: 500 });
    const round = fc.record<LastRound>({
      running: fc.boolean(),
      sent: count,
      problem: fc.constantFrom(undefined, 'no-signal', 'portal', 'busy', 'signin-required'),
      tooOld: fc.boolean(),
      nextTryAtMs: fc.constantFrom(undefined, now + 1000),
    });
    fc.assert(
      fc.property(count, count, count, round, (waiting, held, photosWaiting, last) => {
        const state = toSyncState({ ...queue, waiting, held, photosWaiting }, last, now);
        expect(state).toMatchObject({ waiting, held, photosWaiting });
        expect(toSyncState({ ...queue, waiting, held, photosWaiting }, last, now)).toEqual(state);
      }),
    );
  });

  it('warns when something has waited for an hour although the office answers', () => {
    const at = (ms: number) => new Date(now - ms).toISOString();
    const stuck = { ...queue, waiting: 1, oldestAt: at(2 * 3_600_000), lastContactAt: at(60_000) };
    expect(toSyncState(stuck, noRound, now).isStuck).toBe(true);
    expect(toSyncState({ ...stuck, oldestAt: at(1000) }, noRound, now).isStuck).toBe(false);
    expect(toSyncState({ ...stuck, lastContactAt: at(5 * 3_600_000) }, noRound, now).isStuck).toBe(false);
    expect(toSyncState({ ...stuck, waiting: 0 }, noRound, now).isStuck).toBe(false);
  });
});
