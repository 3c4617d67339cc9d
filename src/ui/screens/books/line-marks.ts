/** What is said beside a line of a book: taken back and why, or late for a closed month. */
import type { Translate } from '../../../content/text.ts';
import type { BookLine } from '../../../domain/account-books.ts';
import type { RowMarks } from '../../tables/sheet-table.tsx';
import type { Words } from '../../words/use-words.ts';
import { civilDateInThailand } from '../../../domain/thai-calendar.ts';

export function marksOfLine({ entry, isReversal, isAdjustment }: BookLine, words: Words, t: Translate): RowMarks | undefined {
  if (entry === undefined) return undefined;
  const tags = isAdjustment ? [{ text: t('books.adjustment'), tone: 'waiting' as const }] : [];
  const { reversed } = entry;
  if (reversed === undefined) return tags.length === 0 && entry.note === undefined ? undefined : { tags, note: entry.note };
  if (isReversal) return { tags, note: t('books.reversal.why', { reason: reversed.reason }) };
  const day = words.day(civilDateInThailand(Date.parse(reversed.at)));
  return { isStruck: true, tags: [...tags, { text: t('books.reversed'), tone: 'stop' }], note: t('books.reversed.on', { day }) };
}
