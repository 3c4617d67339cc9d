/** All years of one member's passbook, live: arrears reach back further than the roll reads, and payments ahead further on. */
import { useEffect, useState } from 'preact/hooks';
import type { PassbookLine } from '../../../domain/money-row.ts';
import type { MemberRow } from '../../../domain/row.ts';
import { useApp } from '../../app-context.ts';

const yearsAhead = 2;

export function usePassbook(
  g: string,
  member: Pick<MemberRow, 'id' | 'appliedOn' | 'pledges'>,
  on: string,
): readonly PassbookLine[] | undefined {
  const { store } = useApp();
  const [lines, setLines] = useState<readonly PassbookLine[]>();
  const { id } = member;
  const from = Number((member.pledges[0]?.effectiveFrom ?? member.appliedOn).slice(0, 4));
  const years = Number(on.slice(0, 4)) + yearsAhead - from + 1;
  useEffect(() => {
    let current = true;
    const keys = Array.from({ length: years }, (_, index) => `passbook:${from + index}:${id}` as const);
    const read = () => void store.rowsOf<'passbook'>(g, keys).then((books) => current && setLines(books.flatMap((book) => book.lines)));
    read();
    const stop = store.onChange((changes) => {
      if (changes.some((change) => change.g === g && change.keys.some((key) => key.startsWith('passbook:') && key.endsWith(id)))) read();
    });
    return () => {
      current = false;
      stop();
    };
  }, [store, g, id, from, years]);
  return lines;
}
