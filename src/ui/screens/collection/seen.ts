/** What the screen has shown of some members' money, as the sheet wants to know before it takes more. */
import type { Seen } from './collection-sheet.ts';
import type { Collection } from './use-collection.ts';

export function seenOf({ linesOf, open }: Pick<Collection, 'linesOf' | 'open'>, members: readonly string[]): Seen {
  const replaced = new Set(members.flatMap((member) => (open.get(member)?.lines ?? []).map(({ e }) => e)));
  const kept = new Set(members.flatMap((member) => linesOf(member).map(({ e }) => e)).filter((e) => !replaced.has(e)));
  return { kept, replaced };
}
