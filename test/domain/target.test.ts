/** Targets, and silence told apart by its reason. */
import { describe, expect, it } from 'vitest';
import { isOlderVersion, silenceReasons, type SilenceFacts } from '../../src/domain/silence.ts';
import { targetProgress } from '../../src/domain/target.ts';

it.each([
  // case 43
  [{ officers: 7, groups: 7 }, { reported: 8, covered: 6, idle: 1 }, 114, 85.7, 1, false],
  [{ officers: 7, groups: 7 }, { reported: 8, covered: 7, idle: 0 }, 114, 100, 0, true],
  // an eighth officer beside the seven, one of whom has none; a seventh who left and nobody came
  [{ officers: 7, groups: 7 }, { reported: 9, covered: 7, idle: 1 }, 129, 100, 1, false],
  [{ officers: 7, groups: 7 }, { reported: 8, covered: 6, idle: 0 }, 114, 85.7, 1, false],
  [{ officers: 38, groups: 38 }, { reported: 1, covered: 1, idle: 0 }, 2.63, 2.63, 37, false],
  [{ officers: 2, groups: 2 }, { reported: 0, covered: 0, idle: 2 }, 0, 0, 2, false],
  [{ officers: 0, groups: 0 }, { reported: 1, covered: 1, idle: 0 }, undefined, undefined, 0, true],
] as const)('%j with %j', (target, reached, groupsPercent, officersPercent, missing, isComplete) => {
  expect(targetProgress(target, reached)).toEqual({ groupsPercent, officersPercent, missing, isComplete });
});

describe('silence', () => {
  const calm: SilenceFacts = { daysSinceSeen: 0, waiting: 0, quotaErrors: 0, isOldVersion: false, meetingsOver: 2, activeGroups: 1 };
  it.each([
    [{}, []],
    [{ meetingsOver: 0, activeGroups: 0 }, []],
    [{ daysSinceSeen: undefined, waiting: 3 }, ['no-phone']],
    [{ daysSinceSeen: 2 }, []],
    [{ daysSinceSeen: 3 }, ['not-opened']],
    [{ activeGroups: 0 }, ['no-meeting']],
    [{ daysSinceSeen: 9, waiting: 4, quotaErrors: 1, isOldVersion: true }, ['storage-full', 'old-version', 'not-opened', 'waiting']],
  ] as const)('%j is %j', (over, reasons) => {
    expect(silenceReasons({ ...calm, ...over })).toEqual(reasons);
  });

  it.each([
    ['0.1.0', '0.1.0', false],
    ['0.0.9', '0.1.0', true],
    ['0.9', '0.10.1', true],
    ['1.0', '0.10.1', false],
    ['demo', '0.1.0', false],
  ])('version %s is older than %s: %s', (version, than, older) => {
    expect(isOlderVersion(version, than)).toBe(older);
  });
});
