/** What stands on a paper that is made from records: a head that repeats on every page, then blocks in order. How it is cut into pages is `paginate.ts`. */
import type { Sheet } from '../tables/sheet.ts';

export type PaperSize = 'a4' | 'landscape' | 'a6';

export interface PaperDocument {
  readonly size: PaperSize;
  /** the group and its village */
  readonly place: string;
  readonly title: string;
  /** month, year, member or contract, and the day the figures are of */
  readonly under?: string | undefined;
  readonly blocks: readonly PaperBlock[];
}

export type TextStyle = 'plain' | 'article' | 'section' | 'note' | 'warning';

export interface PaperFact {
  readonly label: string;
  /** a dotted line while it is not known */
  readonly value?: string | undefined;
  readonly suffix?: string | undefined;
  /** share of the line, in parts of 12 */
  readonly span: number;
}

export interface Signer {
  readonly role: string;
  /** printed under the line when it is known who signs */
  readonly name?: string | undefined;
}

export type PaperBlock =
  | { readonly kind: 'text'; readonly text: string; readonly style: TextStyle }
  | { readonly kind: 'facts'; readonly facts: readonly PaperFact[] }
  /** large figures that the whole room can read */
  | { readonly kind: 'figures'; readonly figures: readonly { readonly label: string; readonly value: string }[] }
  /** `ruled`: empty rows to write on, as many as the page holds */
  | { readonly kind: 'sheet'; readonly sheet: Sheet; readonly ruled: boolean }
  /** dotted lines to write on */
  | { readonly kind: 'lines'; readonly count: number }
  | { readonly kind: 'signatures'; readonly people: readonly Signer[] }
  | { readonly kind: 'new-page' };
