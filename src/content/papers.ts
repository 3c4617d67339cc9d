/**
 * The blank papers an officer prints before going out, as pages of blocks; each paper is its own chunk, loaded when it is printed.
 *
 * It says what stands on the paper; how it is drawn belongs to `ui/print`.
 */
import type { Bilingual } from './workflow.ts';

export const paperKeys = ['application', 'consent', 'attendance', 'cash-count', 'kit', 'minutes', 'notice'] as const;
export type PaperKey = (typeof paperKeys)[number];

/** Thai as printed, with an optional small English line under it. */
export interface PaperText {
  readonly th: string;
  readonly en?: string;
}

/** Values of the group, and of the meeting at which the paper was written. */
export const groupFills = [
  'group-name', 'village-name', 'moo', 'tambon', 'district', 'province', 'meeting-date', 'meeting-place', 'officer-name', 'district-office',
] as const; // prettier-ignore

/** Values of one person: what was recorded of a member, and of the paper that his guardian signed. */
export const personFills = [
  'member-no', 'joined-on', 'applied-on', 'standing', 'title', 'first-name', 'last-name', 'full-name', 'nickname', 'birth', 'birth-day',
  'birth-month', 'birth-year', 'age-applied', 'house-no', 'member-moo', 'phone', 'member-type', 'pledge', 'pledge-words', 'pledge-month',
  'pledge-year', 'entry-fee', 'national-id', 'id-status', 'consent', 'signed-on', 'age-signed', 'guardian-name', 'guardian-phone',
  'relation', 'consent-pledge', 'consent-pledge-words', 'signature-kind', 'witness-1', 'witness-2',
] as const; // prettier-ignore

/** What the renderer prints instead of a dotted line, or as a ticked box, when it knows it. Blank papers are blank: no value of a person. */
export type PaperFill = (typeof groupFills)[number] | (typeof personFills)[number];

/** What is known of one copy of a paper; dotted lines and empty boxes stay where it is silent. */
export type PaperFills = Readonly<Partial<Record<PaperFill, string | undefined>>> & {
  /** the rows of a table, cell by cell */
  readonly beneficiaries?: readonly (readonly string[])[] | undefined;
};

/** A label followed by a dotted line. */
export interface PaperField {
  readonly label: PaperText;
  /** share of the row's width, in parts of 12; in a `field-line` what remains stays empty */
  readonly span: number;
  /** the unit printed after the line, e.g. baht */
  readonly suffix?: PaperText;
  readonly fill?: PaperFill;
}

export interface PaperOption extends PaperText {
  /** what is recorded when this box is ticked; the printed word itself when absent */
  readonly value?: string;
}

export interface PaperColumn {
  readonly label: PaperText;
  /** relative width; the renderer divides the page by the sum */
  readonly width: number;
  readonly align?: 'start' | 'center' | 'end';
}

export interface PaperSignature {
  readonly label: PaperText;
  /** printed under the line, e.g. a role */
  readonly role?: PaperText;
  /** the name in brackets */
  readonly fill?: PaperFill;
}

export type PaperBlock =
  /** `level` 1 is the paper's title, centred; 2 a section, at the start of the line */
  | { readonly kind: 'heading'; readonly level: 1 | 2; readonly text: PaperText }
  | { readonly kind: 'paragraph'; readonly text: PaperText; readonly indent?: boolean }
  /** a bulleted or numbered list of short paragraphs; numbers are printed in the digits the reader chose */
  | { readonly kind: 'list'; readonly numbered: boolean; readonly lines: readonly PaperText[] }
  /** one label, then `lines` full dotted lines (1 when absent) */
  | { readonly kind: 'field-line'; readonly field: PaperField; readonly lines?: number }
  | { readonly kind: 'row'; readonly fields: readonly PaperField[] }
  /** boxes to tick, on one line if they fit; `lastLine` is a dotted line after the last box, for what none of the boxes says */
  | {
      readonly kind: 'checkbox-line';
      readonly label?: PaperText;
      readonly fill?: PaperFill;
      readonly options: readonly PaperOption[];
      readonly lastLine?: PaperField;
    }
  | {
      readonly kind: 'table';
      readonly columns: readonly PaperColumn[];
      readonly fill?: 'beneficiaries';
      /** cells printed in advance; rows beyond them up to `rowCount` are empty */
      readonly rows?: readonly (readonly string[])[];
      readonly rowCount: number;
      /** prints running numbers in the first column, beginning here */
      readonly numberFrom?: number;
      readonly totalRow?: PaperText;
      /** 8 is the normal height of a row that a hand fills in */
      readonly rowHeightMm?: number;
    }
  /** signatures side by side, at most three in a row; each `lines` one line to sign and one for the name in brackets when 2 */
  | { readonly kind: 'signature'; readonly people: readonly PaperSignature[]; readonly lines: 1 | 2; readonly dated?: boolean }
  /** small print with a rule at its side */
  | { readonly kind: 'note'; readonly text: PaperText }
  /** a ruled box with a caption, e.g. for the group's own use */
  | { readonly kind: 'box'; readonly label: PaperText; readonly blocks: readonly PaperBlock[] };

export interface PaperPage {
  readonly blocks: readonly PaperBlock[];
}

export interface Paper {
  readonly key: PaperKey;
  readonly version: number;
  readonly title: Bilingual;
  readonly orientation: 'portrait' | 'landscape';
  readonly pages: readonly PaperPage[];
}

const loaders: Readonly<Record<PaperKey, () => Promise<unknown>>> = {
  application: async () => (await import('./papers/application.json', { with: { type: 'json' } })).default,
  consent: async () => (await import('./papers/consent.json', { with: { type: 'json' } })).default,
  attendance: async () => (await import('./papers/attendance.json', { with: { type: 'json' } })).default,
  'cash-count': async () => (await import('./papers/cash-count.json', { with: { type: 'json' } })).default,
  kit: async () => (await import('./papers/kit.json', { with: { type: 'json' } })).default,
  minutes: async () => (await import('./papers/minutes.json', { with: { type: 'json' } })).default,
  notice: async () => (await import('./papers/notice.json', { with: { type: 'json' } })).default,
};

export function isPaperKey(key: string): key is PaperKey {
  return Object.hasOwn(loaders, key);
}

/** The paper's chunk is precached with the app, so this also works without signal. */
export async function loadPaper(key: PaperKey): Promise<Paper> {
  return (await loaders[key]()) as Paper;
}
