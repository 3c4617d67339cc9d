/** Our own book of the bank on a day, and the lines that one looks at first when the bank's book says something else. */
import type { BookLine, BookPage } from '../../../domain/account-books.ts';

/** @returns satang in the bank at the end of the day, by the lines booked in its month */
export function bankAt(page: BookPage, on: string): number {
  const last = page.lines.filter((line) => line.on <= on).at(-1);
  return (last?.balances ?? page.broughtForward).bank ?? 0;
}

export interface BankLine {
  readonly line: BookLine;
  /** `same`: as much as the difference · `turned`: half of it, as when a deposit was written as a withdrawal · `later`: dated after the day · `last`: the newest ones */
  readonly why: 'same' | 'turned' | 'later' | 'last';
}

const shownLast = 5;

/** @param difference theirs less ours, not 0 */
export function mayExplain(page: BookPage, difference: number, on: string): readonly BankLine[] {
  const moving = page.lines.filter((line) => line.moves.bank !== undefined && line.entry !== undefined).toReversed();
  const found = moving.flatMap((line): readonly BankLine[] => {
    const moved = line.moves.bank ?? 0;
    if (line.on > on) return moved === difference ? [{ line, why: 'later' }] : [];
    if (moved === -difference) return [{ line, why: 'same' }];
    return 2 * moved === -difference ? [{ line, why: 'turned' }] : [];
  });
  if (found.length > 0) return found;
  return moving
    .filter((line) => line.on <= on)
    .slice(0, shownLast)
    .map((line) => ({ line, why: 'last' }));
}
