/**
 * `GET /v1/export/<table>.csv`, `.xlsx`, `.json`: tables of aggregates of an area (`?area=`, `?from=` and `?to=` months, `?language=`).
 *
 * The JSON has our own fields: codes, civil dates, satang. CSV and XLSX have the columns and headings of `content/exports`, with the codes in
 * words, amounts in baht and, in XLSX, real dates. No row is about a member, and no field holds a national id.
 */
import * as z from 'zod/mini';

const Count = z.int().check(z.minimum(0));
const Satang = z.int();
const Day = z.iso.date();
const Month = z.string().check(z.regex(/^\d{4}-(0[1-9]|1[0-2])$/));
const Text = z.string();
/** parts of 1, more than 1 above the target */
const Share = z.number().check(z.minimum(0));

const place = {
  district: Text,
  districtCode: z.string().check(z.regex(/^\d{4}$/)),
  tambon: Text,
  tambonCode: z.string().check(z.regex(/^\d{6}$/)),
};
const group = { group: z.uuid(), name: Text, ...place };
const village = { moo: Count, village: Text };

/** One row of each table. What nobody recorded is absent, never 0. */
export const exportRowSchemas = {
  /** every group as it stands now */
  groups: z.object({
    ...group,
    ...village,
    villageTypes: z.array(z.string()),
    source: z.enum(['ledger', 'declared']),
    lifeCycle: Text,
    /** only for people, and not for the department */
    officer: z.optional(Text),
    foundedOn: z.optional(Day),
    /** items settled of 5, 8 and 7 */
    step1: Count,
    step2: Count,
    step3: Count,
    members: Count,
    male: Count,
    female: Count,
    minors: Count,
    pendingConsent: Count,
    pledgedPerMonthSatang: Satang,
    savedSatang: Satang,
    specialSavedSatang: Satang,
    receivedSatang: Satang,
    cashSatang: Satang,
    bankSatang: Satang,
    loans: Count,
    loansSatang: Satang,
    entries: Count,
    byCommittee: Count,
    meetings: Count,
    lastMeetingOn: z.optional(Day),
    visits: Count,
    lastVisitOn: z.optional(Day),
    closedThrough: z.optional(Month),
    receivedOn: Day,
  }),
  /** every month of every group from its first to the last that was asked for */
  months: z.object({
    ...group,
    month: Month,
    /** `declared`: told of paper books */
    source: z.enum(['ledger', 'declared']),
    paid: Count,
    pledgedSatang: Satang,
    specialSatang: Satang,
    returnedSatang: Satang,
    specialWithdrawnSatang: Satang,
    feesSatang: Satang,
    finesSatang: Satang,
    lentSatang: Satang,
    repaidSatang: Satang,
    interestSatang: Satang,
    savedSatang: Satang,
    specialSavedSatang: Satang,
    loansSatang: Satang,
    cashSatang: Satang,
    bankSatang: Satang,
    isClosed: z.boolean(),
  }),
  /** officers of the area with what they were to reach; for those who direct them */
  officers: z.object({
    district: Text,
    districtCode: Text,
    name: Text,
    role: z.enum(['field-officer', 'volunteer']),
    from: Day,
    until: z.optional(Day),
    target: z.optional(Count),
    groups: Count,
    founded: Count,
    reported: Count,
    hasFounded: z.boolean(),
    /** items of the three steps over all groups */
    settled: Count,
    visitedThisMonth: Count,
    lastSeenOn: z.optional(Day),
    waiting: Count,
  }),
  targets: z.object({
    district: Text,
    districtCode: Text,
    officers: z.optional(Count),
    target: z.optional(Count),
    founded: Count,
    /** founded, and the establishment result submitted */
    reported: Count,
    reportedShare: z.optional(Share),
    /** officers in force who founded at least one that counts */
    covered: Count,
    coveredShare: z.optional(Share),
    /** every officer has founded at least one, whatever the number of groups */
    isComplete: z.optional(z.boolean()),
    remark: z.optional(Text),
  }),
  /** the newest version of every report, with the figures that were frozen when it was submitted */
  reports: z.object({
    ...group,
    report: z.uuid(),
    kind: z.enum(['founding-notice', 'establishment-result', 'three-month', 'monthly-savings']),
    forMonth: z.optional(Month),
    version: Count,
    state: Text,
    submittedOn: Day,
    officer: z.optional(Text),
    foundedOn: z.optional(Day),
    members: z.optional(Count),
    male: z.optional(Count),
    female: z.optional(Count),
    minors: z.optional(Count),
    paid: z.optional(Count),
    pledgedPerMonthSatang: z.optional(Satang),
    pledgedSatang: z.optional(Satang),
    savedSatang: z.optional(Satang),
    specialSavedSatang: z.optional(Satang),
    loans: z.optional(Count),
    loansSatang: z.optional(Satang),
    cashSatang: z.optional(Satang),
    bankSatang: z.optional(Satang),
    problems: z.optional(Text),
    elsewhereOn: z.optional(Day),
  }),
  /** the establishment results in the columns of the old form */
  'establishment-result': z.object({
    ...group,
    ...village,
    province: Text,
    report: z.uuid(),
    version: Count,
    state: Text,
    submittedOn: Day,
    officer: z.optional(Text),
    chair: z.optional(Text),
    villageTypes: z.array(z.string()),
    villageTypeNote: z.optional(Text),
    foundedOn: z.optional(Day),
    members: z.optional(Count),
    male: z.optional(Count),
    female: z.optional(Count),
    minors: z.optional(Count),
    committee: z.optional(Count),
    firstPledgesSatang: z.optional(Satang),
    pledgedPerMonthSatang: z.optional(Satang),
    hasBankAccount: z.optional(z.boolean()),
    photos: z.optional(Count),
    problems: z.optional(Text),
    elsewhereOn: z.optional(Day),
  }),
} as const;

export type ExportKey = keyof typeof exportRowSchemas;
export const exportKeys = Object.keys(exportRowSchemas) as readonly ExportKey[];
export type ExportRowOf<K extends ExportKey> = z.infer<(typeof exportRowSchemas)[K]>;
export type ExportRow = Readonly<Record<string, string | number | boolean | readonly string[] | undefined>>;

export const exportFiles = ['csv', 'xlsx', 'json'] as const;
export type ExportFile = (typeof exportFiles)[number];

export const exportMediaTypes: Readonly<Record<ExportFile, string>> = {
  csv: 'text/csv',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  json: 'application/json',
};

/** more rows than this are given as CSV or JSON only: an XLSX is made in memory */
export const mostXlsxRows = 20_000;

export function exportPath(key: ExportKey, file: ExportFile): string {
  return `/v1/export/${key}.${file}`;
}

export function exportAnswerSchema(key: ExportKey) {
  return z.object({ table: z.literal(key), area: z.string(), asOf: z.iso.datetime(), rows: z.array(exportRowSchemas[key]) });
}

export interface ExportAnswer<K extends ExportKey> {
  readonly table: K;
  readonly area: string;
  readonly asOf: string;
  readonly rows: readonly ExportRowOf<K>[];
}
