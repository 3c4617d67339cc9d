/** The table of contents of the guidance: titles, kinds, related items and words to search by; the pages themselves are in `guidance.ts`. */
import type { StepKey } from '../domain/vocabulary.ts';
import { searchKey } from '../domain/thai-text.ts';
import indexJson from './guidance/index.json' with { type: 'json' };
import type { Bilingual } from './workflow.ts';

export type GuidanceKind = 'item' | 'kit' | 'rules' | 'notice' | 'topic' | 'letter';

export interface GuidanceEntry {
  /** the file name without `.md`; also the `page` of `guide.read` */
  readonly key: string;
  readonly kind: GuidanceKind;
  readonly title: Bilingual;
  /** for `kind: 'item'` exactly the one item it coaches; otherwise the items it helps with */
  readonly items: readonly StepKey[];
  readonly keywords: readonly string[];
}

/** In the order of the guide: the twenty items, then what helps with them, then the letter's enclosures. */
export const guidanceIndex = indexJson as readonly GuidanceEntry[];

/** The page whose reading clause 4 of the commitment speaks of (the letter's second enclosure). */
export const guidelinePageKey = 'enclosure-2-guideline';

export function findGuidanceEntry(key: string): GuidanceEntry | undefined {
  return guidanceIndex.find((entry) => entry.key === key);
}

/** The coaching page of an item first, then the other pages that help with it. */
export function guidanceForItem(item: StepKey): readonly GuidanceEntry[] {
  const related = guidanceIndex.filter((entry) => entry.items.includes(item));
  return related.sort((a, b) => Number(b.kind === 'item') - Number(a.kind === 'item'));
}

/**
 * Pages whose title, item number or keywords contain every word typed; anywhere in them, because Thai writes no spaces.
 *
 * An empty query returns the whole guide.
 */
export function searchGuidance(query: string): readonly GuidanceEntry[] {
  const words = searchKey(query)
    .split(' ')
    .filter((word) => word !== '');
  return guidanceIndex.filter((entry) => {
    const text = searchKey([entry.title.th, entry.title.en, ...entry.items, ...entry.keywords].join(' '));
    return words.every((word) => text.includes(word));
  });
}
