/**
 * The shape of every content file, for tests, and for an office's own file of columns; the phone trusts what it was built with and never loads this.
 */
import * as z from 'zod/mini';
import { accountBookKeys, documentKeys, stepKeys, villageTypes } from '../domain/vocabulary.ts';
import { groupFills, personFills } from './papers.ts';

const Line = z.string().check(z.minLength(1), z.maxLength(2000), z.trim());
const Bilingual = z.strictObject({ th: Line, en: Line });
const Day = z.iso.date();
const Word = z.string().check(z.regex(/^[a-z0-9]+(-[a-z0-9]+)*$/));
const Version = z.int().check(z.minimum(1));
const Count = z.int().check(z.minimum(0));
const StepNumber = z.literal([1, 2, 3]);
const StepKey = z.enum(stepKeys);

const FieldOption = z.strictObject({ value: z.string().check(z.regex(/^-?[a-z0-9]+(-[a-z0-9]+)*$/)), label: Bilingual });
const NamedOption = z.strictObject({ value: Word, label: Bilingual, hint: z.optional(Bilingual) });

export const EvidenceFieldSchema = z
  .strictObject({
    key: z.string().check(z.regex(/^[a-z][a-zA-Z0-9]*$/), z.maxLength(60)),
    kind: z.enum(['text', 'longText', 'count', 'money', 'date', 'time', 'year', 'choice', 'choices', 'yesNo', 'people', 'place']),
    label: Bilingual,
    hint: z.optional(Bilingual),
    required: z.boolean(),
    options: z.optional(z.array(FieldOption).check(z.minLength(2))),
    min: z.optional(z.int()),
    max: z.optional(z.int()),
  })
  .check(
    z.refine(
      (field) => (field.kind === 'choice' || field.kind === 'choices') === (field.options !== undefined),
      'options belong to choices',
    ),
    z.refine((field) => (field.min === undefined && field.max === undefined) || ['count', 'money', 'year', 'people'].includes(field.kind)),
    z.refine((field) => field.min === undefined || field.max === undefined || field.min <= field.max),
  );

const Gate = z.strictObject({
  kind: z.enum(['leaders-agreed', 'resolution-passed']),
  recordedIn: z.array(StepKey).check(z.minLength(1)),
  field: z.string(),
  value: Word,
  message: Bilingual,
});

const Item = z.strictObject({
  key: StepKey,
  step: StepNumber,
  number: z.int().check(z.minimum(1), z.maximum(8)),
  title: Bilingual,
  who: z.enum(['officer', 'officer-with-leaders', 'leaders', 'villagers', 'members', 'committee', 'district-office']),
  recurrence: z.array(z.enum(['once', 'any', 'monthly', 'pledge-day', 'yearly', 'three-month'])).check(z.minLength(1)),
  dependsOn: z.array(StepKey),
  gate: z.optional(Gate),
  screen: z.optional(z.literal('founding')),
  fields: z.array(EvidenceFieldSchema).check(z.minLength(1)),
});

export const WorkflowSchema = z.strictObject({
  version: Version,
  steps: z.array(z.strictObject({ number: StepNumber, title: Bilingual, short: Bilingual, itemKeys: z.array(StepKey) })).check(z.length(3)),
  items: z.array(Item),
  documents: z.array(
    z.strictObject({
      key: z.enum(documentKeys),
      phase: z.enum(['founding', 'after-founding']),
      number: z.int().check(z.minimum(1), z.maximum(7)),
      title: Bilingual,
      short: Bilingual,
      books: z.optional(z.array(z.strictObject({ key: z.enum(accountBookKeys), title: Bilingual, letter: z.optional(Line) }))),
    }),
  ),
  rules: z.array(z.strictObject({ number: Count, title: Bilingual, plain: Bilingual })).check(z.length(5)),
  villageTypes: z.array(z.strictObject({ value: z.enum(villageTypes), label: Bilingual, hint: z.optional(Bilingual) })),
  needFindings: z.array(NamedOption).check(z.length(3)),
  actors: z.array(NamedOption).check(z.length(7)),
});

export const CoachSchema = z.strictObject({
  version: Version,
  cards: z.array(z.strictObject({ key: StepKey, why: Bilingual, how: Bilingual })),
});

export const GuidanceIndexSchema = z.array(
  z.strictObject({
    key: z.string().check(z.regex(/^[a-z0-9][a-z0-9.-]*$/), z.maxLength(40)),
    kind: z.enum(['item', 'kit', 'rules', 'notice', 'topic', 'letter']),
    title: Bilingual,
    items: z.array(StepKey),
    keywords: z.array(Line).check(z.minLength(1)),
  }),
);

const Named = { name: Line, nameEn: Line };
export const ProvinceNamesSchema = z.array(
  z.object({
    code: z.string().check(z.regex(/^\d{2}$/)),
    name: z.string().check(z.minLength(2)),
    nameEn: z.string().check(z.minLength(2)),
  }),
);

export const AreasSchema = z.strictObject({
  code: z.string().check(z.regex(/^\d{2}$/)),
  ...Named,
  source: Line,
  typedPrefixes: z.array(Line),
  districts: z.array(
    z.strictObject({
      code: z.string().check(z.regex(/^\d{4}$/)),
      ...Named,
      zip: z.string().check(z.regex(/^\d{5}$/)),
      tambons: z.array(z.strictObject({ code: z.string().check(z.regex(/^\d{6}$/)), name: Line })).check(z.minLength(1)),
    }),
  ),
});

const ReportDue = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('at-founding') }),
  z.strictObject({ kind: z.literal('day-of-month-once-per-group'), day: z.int().check(z.minimum(1), z.maximum(31)) }),
  z.strictObject({ kind: z.literal('months-after-founding'), months: z.int().check(z.minimum(1)), days: z.optional(Count) }),
  z.strictObject({ kind: z.literal('every-month'), day: z.optional(z.int().check(z.minimum(1), z.maximum(31))) }),
]);

export const CampaignSchema = z.strictObject({
  campaign: Word,
  name: Line,
  agenda: Line,
  fiscalYearBe: z.int().check(z.minimum(2500), z.maximum(2700)),
  province: z.string().check(z.regex(/^\d{2}$/)),
  targetPerOfficer: z.int().check(z.minimum(1)),
  dueOn: Day,
  firstReportOn: Day,
  finalReportOn: Day,
  commitmentFrom: Day,
  commitmentTo: Day,
  letters: z.array(z.strictObject({ number: Line, datedOn: Day, urgency: Line, subject: Line })),
  reports: z.array(
    z.strictObject({
      kind: z.enum(['founding-notice', 'establishment-result', 'three-month', 'monthly-savings']),
      name: Line,
      route: z.array(z.enum(['district', 'province', 'department'])).check(z.minLength(1)),
      due: ReportDue,
    }),
  ),
  targets: z.array(
    z.strictObject({
      rank: Count,
      district: z.string().check(z.regex(/^\d{4}$/)),
      name: Line,
      officers: Count,
      groups: Count,
      remark: z.string(),
    }),
  ),
  commitment: z.strictObject({
    title: Line,
    subtitle: Line,
    issuerRole: Line,
    acceptorRole: Line,
    issuerPositions: z.array(Line),
    acceptorPositions: z.array(Line),
    clauses: z.array(Line).check(z.length(4)),
  }),
});

export const HolidayYearSchema = z.strictObject({
  yearBe: z.int().check(z.minimum(2560), z.maximum(2600)),
  holidays: z.array(z.strictObject({ on: Day, name: Bilingual, sure: z.boolean(), insteadOf: z.optional(Day) })),
});

export const WhatsNewSchema = z.array(
  z.strictObject({
    version: z.string().check(z.regex(/^\d+\.\d+\.\d+$/)),
    on: Day,
    th: z.array(Line).check(z.minLength(1)),
    en: z.array(Line).check(z.minLength(1)),
  }),
);

export const ErasedWordsSchema = z.strictObject({ member: Line, applicant: Line, no: Line.check(z.includes('{no}')) });

const PaperText = z.strictObject({ th: z.string().check(z.maxLength(1000)), en: z.optional(Line) });
const PaperFill = z.enum([...groupFills, ...personFills]);
const PaperField = z.strictObject({
  label: PaperText,
  span: z.int().check(z.minimum(1), z.maximum(12)),
  suffix: z.optional(PaperText),
  fill: z.optional(PaperFill),
});
const PaperColumn = z.strictObject({
  label: PaperText,
  width: z.number().check(z.gt(0)),
  align: z.optional(z.enum(['start', 'center', 'end'])),
});

const plainBlocks = [
  z.strictObject({ kind: z.literal('heading'), level: z.literal([1, 2]), text: PaperText }),
  z.strictObject({ kind: z.literal('paragraph'), text: PaperText, indent: z.optional(z.boolean()) }),
  z.strictObject({ kind: z.literal('list'), numbered: z.boolean(), lines: z.array(PaperText).check(z.minLength(1)) }),
  z.strictObject({ kind: z.literal('field-line'), field: PaperField, lines: z.optional(z.int().check(z.minimum(1), z.maximum(20))) }),
  z.strictObject({ kind: z.literal('row'), fields: z.array(PaperField).check(z.minLength(1)) }),
  z.strictObject({
    kind: z.literal('checkbox-line'),
    label: z.optional(PaperText),
    fill: z.optional(PaperFill),
    options: z.array(z.extend(PaperText, { value: z.optional(Line) })).check(z.minLength(1)),
    lastLine: z.optional(PaperField),
  }),
  z.strictObject({
    kind: z.literal('table'),
    columns: z.array(PaperColumn).check(z.minLength(2)),
    fill: z.optional(z.literal('beneficiaries')),
    rows: z.optional(z.array(z.array(z.string()))),
    rowCount: z.int().check(z.minimum(1), z.maximum(60)),
    numberFrom: z.optional(z.int().check(z.minimum(1))),
    totalRow: z.optional(PaperText),
    rowHeightMm: z.optional(z.number().check(z.minimum(5), z.maximum(20))),
  }),
  z.strictObject({
    kind: z.literal('signature'),
    people: z
      .array(z.strictObject({ label: PaperText, role: z.optional(PaperText), fill: z.optional(PaperFill) }))
      .check(z.minLength(1), z.maxLength(3)),
    lines: z.literal([1, 2]),
    dated: z.optional(z.boolean()),
  }),
  z.strictObject({ kind: z.literal('note'), text: PaperText }),
] as const;
const PlainBlock = z.discriminatedUnion('kind', plainBlocks);
const Box = z.strictObject({ kind: z.literal('box'), label: PaperText, blocks: z.array(PlainBlock).check(z.minLength(1)) });

export const PaperSchema = z.strictObject({
  key: Word,
  version: Version,
  title: Bilingual,
  orientation: z.enum(['portrait', 'landscape']),
  pages: z
    .array(z.strictObject({ blocks: z.array(z.discriminatedUnion('kind', [...plainBlocks, Box])).check(z.minLength(1)) }))
    .check(z.minLength(1)),
});

export const StepNamesSchema = z.record(StepKey, Bilingual);

const ExportColumnSchema = z
  .strictObject({
    field: z.string().check(z.regex(/^[a-z][a-zA-Z0-9]*$/)),
    heading: Bilingual,
    format: z.enum(['text', 'words', 'count', 'baht', 'day', 'month', 'percent', 'yes-no']),
    width: z.int().check(z.minimum(4), z.maximum(80)),
    sum: z.optional(z.boolean()),
    words: z.optional(z.record(Word, Bilingual)),
  })
  .check(
    z.refine((column) => (column.format === 'words') === (column.words !== undefined), 'words belong to the format words'),
    z.refine(
      (column) => column.sum !== true || column.format === 'count' || column.format === 'baht',
      'only counts and amounts are summed',
    ),
  );

export const ExportMappingSchema = z
  .strictObject({ key: Word, version: Version, title: Bilingual, columns: z.array(ExportColumnSchema).check(z.minLength(1)) })
  .check(
    z.refine(
      ({ columns }) => (['th', 'en'] as const).every((language) => isDistinct(columns.map(({ heading }) => heading[language]))),
      'two columns with one heading cannot be told apart',
    ),
  );

export const ExportWordsSchema = z.strictObject({
  yes: Bilingual,
  no: Bilingual,
  total: Bilingual,
  watermark: Bilingual,
  byToken: Bilingual,
  ofCell: Bilingual,
  emptyCell: Bilingual,
});

function isDistinct(texts: readonly string[]): boolean {
  return new Set(texts).size === texts.length;
}
