/**
 * What exported tables look like: which of our fields stand in which column, under which heading and in which form. Whoever must match
 * another form's columns puts an own file beside the store (README, "Columns of exported tables"); the fields there are, and what they mean,
 * is `protocol/export.ts`.
 */
import establishmentResult from './exports/establishment-result.json' with { type: 'json' };
import groups from './exports/groups.json' with { type: 'json' };
import months from './exports/months.json' with { type: 'json' };
import officers from './exports/officers.json' with { type: 'json' };
import reports from './exports/reports.json' with { type: 'json' };
import targets from './exports/targets.json' with { type: 'json' };
import words from './exports/words.json' with { type: 'json' };
import type { Bilingual } from './workflow.ts';

/**
 * `text` as it is · `words`: codes, each by its word of `words` · `count`: whole number · `baht`: the field is satang, the cell baht ·
 * `day`, `month`: a real date · `percent`: the field is a share, 1 is all of it · `yes-no`
 */
export type ExportFormat = 'text' | 'words' | 'count' | 'baht' | 'day' | 'month' | 'percent' | 'yes-no';

export interface ExportColumn {
  readonly field: string;
  readonly heading: Bilingual;
  readonly format: ExportFormat;
  /** in characters */
  readonly width: number;
  /** stands in the last line as a sum */
  readonly sum?: boolean;
  readonly words?: Readonly<Record<string, Bilingual>>;
}

export interface ExportMapping {
  readonly key: string;
  readonly version: number;
  readonly title: Bilingual;
  readonly columns: readonly ExportColumn[];
}

const mappings = {
  groups,
  months,
  officers,
  targets,
  reports,
  'establishment-result': establishmentResult,
} as unknown as Readonly<Record<ExportKey, ExportMapping>>;

export type ExportKey = 'groups' | 'months' | 'officers' | 'targets' | 'reports' | 'establishment-result';

export function exportMapping(key: ExportKey): ExportMapping {
  return mappings[key];
}

export const exportWords: Readonly<Record<keyof typeof words, Bilingual>> = words;
