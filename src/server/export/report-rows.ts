/** Rows of reports, and of establishment results in the columns of the old form, with the figures they were submitted with. */
import { areaName } from '../../content/areas.ts';
import { maskNationalIdsIn } from '../../domain/national-id.ts';
import type { ReportRow } from '../../domain/report-row.ts';
import { civilDateInThailand } from '../../domain/thai-calendar.ts';
import type { ExportRowOf } from '../../protocol/export.ts';
import type { Office } from '../office.ts';
import type { StreamRecord, Tables } from '../store/store.ts';
import { eachGroup, identityOf, namesFor, villageOf, type ExportQuestion } from './read-groups.ts';

/** Reports frozen by an older version may lack a field or have another form of it; such a cell is empty. */
export async function* reportRows(office: Office, question: ExportQuestion): AsyncGenerator<ExportRowOf<'reports'>> {
  const nameByUser = await namesFor(office);
  yield* eachGroup(office, question, async (tables, read) => {
    return (await reportsOf(tables, read.stream)).map((report): ExportRowOf<'reports'> => {
      const { snapshot } = report;
      return {
        ...identityOf(read),
        report: report.id,
        kind: report.kind,
        forMonth: report.forMonth,
        version: report.version,
        state: report.state ?? 'submitted',
        submittedOn: civilDateInThailand(Date.parse(report.at)),
        officer: read.seesNames ? nameByUser.get(report.by) : undefined,
        foundedOn: textIn(snapshot, 'foundedOn'),
        members: numberIn(snapshot, 'members'),
        male: numberIn(snapshot, 'male'),
        female: numberIn(snapshot, 'female'),
        minors: numberIn(snapshot, 'minors'),
        paid: numberIn(snapshot, 'paid'),
        pledgedPerMonthSatang: numberIn(snapshot, 'pledgedPerMonthSatang'),
        pledgedSatang: numberIn(snapshot, 'pledgedSatang'),
        savedSatang: numberIn(snapshot, 'savedSatang'),
        specialSavedSatang: numberIn(snapshot, 'specialSavedSatang'),
        loans: numberIn(snapshot, 'loans'),
        loansSatang: numberIn(snapshot, 'loansSatang'),
        cashSatang: numberIn(snapshot, 'cashSatang'),
        bankSatang: numberIn(snapshot, 'bankSatang'),
        problems: read.seesNames ? freeTextIn(snapshot, 'problems') : undefined,
        elsewhereOn: textIn(snapshot, 'elsewhereOn'),
      };
    });
  });
}

export async function* establishmentRows(office: Office, question: ExportQuestion): AsyncGenerator<ExportRowOf<'establishment-result'>> {
  const nameByUser = await namesFor(office);
  yield* eachGroup(office, question, async (tables, read) => {
    const reports = (await reportsOf(tables, read.stream)).filter(({ kind }) => kind === 'establishment-result');
    return reports.map((report): ExportRowOf<'establishment-result'> => {
      const { snapshot } = report;
      const types = snapshot['villageTypes'];
      return {
        ...identityOf(read),
        ...villageOf(read.group),
        // the name as it was reported, not as it may be called since
        name: freeTextIn(snapshot, 'group') ?? read.group.name,
        province: areaName(read.stream.area.slice(0, 2)) ?? read.stream.area.slice(0, 2),
        report: report.id,
        version: report.version,
        state: report.state ?? 'submitted',
        submittedOn: civilDateInThailand(Date.parse(report.at)),
        officer: read.seesNames ? nameByUser.get(report.by) : undefined,
        chair: read.seesNames ? freeTextIn(snapshot, 'chair') : undefined,
        villageTypes: Array.isArray(types) ? types.filter((type): type is string => typeof type === 'string') : [],
        villageTypeNote: freeTextIn(snapshot, 'villageTypeNote'),
        foundedOn: textIn(snapshot, 'foundedOn'),
        members: numberIn(snapshot, 'members'),
        male: numberIn(snapshot, 'male'),
        female: numberIn(snapshot, 'female'),
        minors: numberIn(snapshot, 'minors'),
        committee: numberIn(snapshot, 'committee'),
        firstPledgesSatang: numberIn(snapshot, 'firstPledgesSatang'),
        pledgedPerMonthSatang: numberIn(snapshot, 'pledgedPerMonthSatang'),
        hasBankAccount: typeof snapshot['hasBankAccount'] === 'boolean' ? snapshot['hasBankAccount'] : undefined,
        photos: numberIn(snapshot, 'photos'),
        problems: read.seesNames ? freeTextIn(snapshot, 'problems') : undefined,
        elsewhereOn: textIn(snapshot, 'elsewhereOn'),
      };
    });
  });
}

/** `state` is absent where nothing reviews reports. */
type StoredReport = Pick<ReportRow, 'id' | 'kind' | 'version' | 'forMonth' | 'by' | 'at'> & {
  readonly state?: string;
  readonly snapshot: Readonly<Record<string, unknown>>;
};

async function reportsOf(tables: Tables, stream: StreamRecord): Promise<readonly StoredReport[]> {
  const reports = (await tables.rows.list(stream.id, 'report')).map(({ body }) => JSON.parse(body) as StoredReport);
  return reports.toSorted((a, b) => (a.at < b.at ? -1 : 1));
}

function numberIn(snapshot: StoredReport['snapshot'], key: string): number | undefined {
  const value = snapshot[key];
  return Number.isSafeInteger(value) ? (value as number) : undefined;
}

function textIn(snapshot: StoredReport['snapshot'], key: string): string | undefined {
  const value = snapshot[key];
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** Written by people: whatever looks like a national id is masked. */
function freeTextIn(snapshot: StoredReport['snapshot'], key: string): string | undefined {
  const value = textIn(snapshot, key);
  return value === undefined ? undefined : maskNationalIdsIn(value);
}
