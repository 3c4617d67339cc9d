/** The doubts that stand on a loan itself; for each the texts say what to do (`loan.so.*`). */
import type { Flag } from '../../../domain/row.ts';

const loanFlags = ['rate-too-high', 'paid-out-without-contract', 'paid-out-above-contract', 'overpaid'] as const satisfies readonly Flag[];

export function isLoanFlag(flag: Flag): flag is (typeof loanFlags)[number] {
  return (loanFlags as readonly Flag[]).includes(flag);
}
