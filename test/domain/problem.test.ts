import { describe, expect, expectTypeOf, it } from 'vitest';
import type { GateReason } from '../../src/domain/gate.ts';
import type { MajorityReview } from '../../src/domain/minor.ts';
import type { MoneyProblem } from '../../src/domain/baht-reading.ts';
import type { PledgeAmountProblem } from '../../src/domain/money.ts';
import type { NationalIdProblem } from '../../src/domain/national-id.ts';
import type { PercentProblem, ShareProblem } from '../../src/domain/percent-share.ts';
import type { PhoneProblem } from '../../src/domain/phone-number.ts';
import { isRefused, problemCodes, type ProblemCode } from '../../src/domain/problem.ts';
import type { Flag } from '../../src/domain/row.ts';
import type { DateProblem, YearDoubt } from '../../src/domain/thai-calendar.ts';

describe('the list of problems', () => {
  it('has kebab-case words, each once', () => {
    expect(new Set(problemCodes).size).toBe(problemCodes.length);
    for (const code of problemCodes) expect(code).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/);
  });
  it('holds every word of every rule', () => {
    expectTypeOf<MoneyProblem | PledgeAmountProblem | NationalIdProblem | PhoneProblem | PercentProblem>().toExtend<ProblemCode>();
    expectTypeOf<ShareProblem['problem'] | DateProblem | YearDoubt | MajorityReview | GateReason | Flag>().toExtend<ProblemCode>();
  });
  it('only a refused problem keeps a form from being saved', () => {
    expect(
      isRefused([
        { code: 'same-name', weight: 'hint' },
        { code: 'christian-era', weight: 'confirm' },
      ]),
    ).toBe(false);
    expect(isRefused([{ code: 'empty', weight: 'refused' }])).toBe(true);
  });
});
