/** Amounts, shares and problems of loans as they are read: days inside a sentence in the reader's calendar. */
import { formatBaht } from '../../../domain/money.ts';
import type { LoanRow } from '../../../domain/money-row.ts';
import type { Problem } from '../../../domain/problem.ts';
import type { MemberRow } from '../../../domain/row.ts';
import { useText } from '../../app-context.ts';
import { problemText } from '../../problem-text.ts';
import { nameParts } from '../../words/member-name.ts';
import { useWords } from '../../words/use-words.ts';

export const baht = (satang: number): string => formatBaht(satang, { wholeBaht: 'short' });

/** Who borrowed: a member, or the name an old book has. */
export function borrowerParts(loan: Pick<LoanRow, 'borrower'>, member: MemberRow | undefined, nobody: string): readonly string[] {
  return member === undefined ? [loan.borrower ?? nobody] : nameParts(member.person);
}

/** `20.57`, always with two decimals, from basis points. */
export function percentOf(basisPoints: number): string {
  return (basisPoints / 100).toFixed(2);
}

/** The sentence of a problem; facts whose name ends in `On` are days. */
export function useProblemSentence(): (problem: Problem) => string {
  const t = useText();
  const words = useWords();
  return ({ code, facts = {} }) => {
    const inWords = Object.entries(facts).map(([name, value]) => [
      name,
      name.endsWith('On') && typeof value === 'string' ? words.day(value) : value,
    ]);
    return problemText(t, code, Object.fromEntries(inWords) as Record<string, string | number>);
  };
}
