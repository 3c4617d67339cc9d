import { describe, expect, it } from 'vitest';
import { paperKeys } from '../../src/content/papers.ts';
import {
  AreasSchema,
  CampaignSchema,
  CoachSchema,
  ErasedWordsSchema,
  ExportMappingSchema,
  ExportWordsSchema,
  GuidanceIndexSchema,
  HolidayYearSchema,
  PaperSchema,
  ProvinceNamesSchema,
  WhatsNewSchema,
  StepNamesSchema,
  WorkflowSchema,
} from '../../src/content/schema.ts';
import { listContentFiles, readContentJson } from './content-files.ts';

const schemaByFolder = [
  [/^workflow\.v\d+\.json$/, WorkflowSchema],
  [/^step-names\.v\d+\.json$/, StepNamesSchema],
  [/^coach\.v\d+\.json$/, CoachSchema],
  [/^guidance\/index\.json$/, GuidanceIndexSchema],
  [/^areas\/.+\.json$/, AreasSchema],
  [/^provinces\.json$/, ProvinceNamesSchema],
  [/^targets\/.+\.json$/, CampaignSchema],
  [/^holidays\/.+\.json$/, HolidayYearSchema],
  [/^papers\/.+\.json$/, PaperSchema],
  [/^exports\/words\.json$/, ExportWordsSchema],
  [/^exports\/.+\.json$/, ExportMappingSchema],
  [/^erased-words\.json$/, ErasedWordsSchema],
  [/^whats-new\.json$/, WhatsNewSchema],
] as const;

const files = listContentFiles(/\.json$/).filter((path) => !/^(text\/|thai-words|tsconfig)/.test(path));

describe('the content files', () => {
  it.each(files)('%s has the shape its loader promises', (path) => {
    const schema = schemaByFolder.find(([pattern]) => pattern.test(path))?.[1];
    if (schema === undefined) throw new Error(`no schema for ${path}`);
    const json = readContentJson(path);
    const result = schema.safeParse(json);
    expect(result.error?.issues ?? []).toEqual([]);
    expect(result.data).toEqual(json);
  });

  it('every paper has its file and every file its key', () => {
    expect(files.filter((path) => path.startsWith('papers/'))).toEqual(paperKeys.map((key) => `papers/${key}.json`).sort());
  });
});
