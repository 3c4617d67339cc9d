/** `DATA_DIR/exports.json`: an office's own columns of exported tables, as the office's old form has them, in place of those of `content/exports`. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod/mini';
import type { ExportMapping } from '../../content/exports.ts';
import { ExportMappingSchema } from '../../content/schema.ts';
import { columnsFile } from '../backup-manifest.ts';
import { exportKeys, exportRowSchemas, type ExportKey } from '../../protocol/export.ts';

export type ExportMappings = Readonly<Partial<Record<ExportKey, ExportMapping>>>;

const FileSchema = z.partialRecord(z.enum(exportKeys), ExportMappingSchema);

/**
 * The tables that the file names; none when there is no file.
 *
 * @throws Error with a sentence for the operator: which file, where in it, what is wrong
 */
export function readExportMappings(dataDir: string): ExportMappings {
  const path = join(dataDir, columnsFile);
  if (!existsSync(path)) return {};
  const wrong = (what: string) => new Error(`${path}: ${what}; correct the file, or take it away to have the columns the app came with`);
  let json: unknown;
  try {
    // some editors put a byte-order mark first
    json = JSON.parse(readFileSync(path, 'utf8').replace(/^\uFEFF/, ''));
  } catch (error) {
    throw wrong(error instanceof Error ? error.message : String(error));
  }
  const read = FileSchema.safeParse(json, { error: z.locales.en().localeError });
  const [issue] = read.error?.issues ?? [];
  if (!read.success) throw wrong(`${issue?.path.join('.') ?? ''}: ${issue?.message ?? ''}`);
  for (const key of exportKeys) {
    const mapping = read.data[key];
    if (mapping === undefined) continue;
    if (mapping.key !== key) throw wrong(`${key}.key: "${mapping.key}" stands under "${key}"`);
    const fields = Object.keys(exportRowSchemas[key].shape);
    const at = mapping.columns.findIndex(({ field }) => !fields.includes(field));
    if (at >= 0)
      throw wrong(`${key}.columns.${at}.field: "${mapping.columns[at]?.field ?? ''}" is no field of it; there are ${fields.join(', ')}`);
  }
  return read.data as ExportMappings;
}
