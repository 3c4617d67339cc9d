/** Rows of groups, their months and their reports, read a few groups at a time so that a whole country needs no more memory than a district. */
import { areaName } from '../../content/areas.ts';
import { isCounted, pledgedAndPayersIn } from '../../domain/area-summary.ts';
import { isSettled, membersOf, receivedOf, savedOf } from '../../domain/group-figures.ts';
import { lifeCycleOn } from '../../domain/life-cycle.ts';
import type { MonthRow } from '../../domain/money-row.ts';
import { maskNationalIdsIn } from '../../domain/national-id.ts';
import { pledgedInMonth } from '../../domain/pledge.ts';
import type { MonthFigures } from '../../domain/report-operation.ts';
import type { ReportRow } from '../../domain/report-row.ts';
import type { GroupRow } from '../../domain/row.ts';
import { civilDateInThailand, monthOf, shiftMonth } from '../../domain/thai-calendar.ts';
import { stepKeys, type EntryKind } from '../../domain/vocabulary.ts';
import type { ExportRowOf } from '../../protocol/export.ts';
import { can, type Viewer } from '../access.ts';
import type { Office } from '../office.ts';
import { groupsWithoutOfficer } from '../responsible.ts';
import type { StreamRecord, Tables } from '../store/store.ts';

/** What is asked, by whom, and what he may read of it. */
export interface ExportQuestion {
  readonly viewer: Viewer;
  readonly area: string;
  /** civil date in Thailand */
  readonly today: string;
  /** first and last month, for what goes by months */
  readonly from: string;
  readonly to: string;
}

/** groups read in one turn; between two turns other requests come to their right */
const groupsAtOnce = 50;

interface ReadGroup {
  readonly stream: StreamRecord;
  readonly group: GroupRow;
  /** the names of its officer and chair and what people wrote: never for a program, nor where the viewer is of the department alone */
  readonly seesNames: boolean;
}

/** `read` is asked for each group of the area that the viewer may see, in the order of the ids; one entered by mistake is counted nowhere. */
async function* eachGroup<Row>(
  office: Office,
  question: ExportQuestion,
  read: (tables: Tables, group: ReadGroup) => Promise<readonly Row[]>,
): AsyncGenerator<Row> {
  const { viewer, area } = question;
  const streams = (await office.store.read((tables) => tables.streams.groupsIn(area))).filter((stream) => can(viewer, 'group-see', stream));
  for (let at = 0; at < streams.length; at += groupsAtOnce) {
    const rows: Row[] = [];
    await office.store.read(async (tables) => {
      for (const stream of streams.slice(at, at + groupsAtOnce)) {
        const body = await tables.rows.get(stream.id, 'group');
        const seesNames = viewer.token === undefined && can(viewer, 'names-see', stream);
        const group = body === undefined ? undefined : (JSON.parse(body) as GroupRow);
        if (group !== undefined && isCounted(group)) rows.push(...(await read(tables, { stream, group, seesNames })));
      }
    });
    yield* rows;
  }
}

export async function* groupRows(office: Office, question: ExportQuestion): AsyncGenerator<ExportRowOf<'groups'>> {
  const nameByUser = await namesFor(office);
  yield* eachGroup(office, question, async (tables, read) => {
    const { stream, group, seesNames } = read;
    const hasName = seesNames && (await groupsWithoutOfficer(tables, [stream], office.clock())).size === 0;
    const { members, money, meetings, visits } = group;
    const settledIn = (step: 1 | 2 | 3) => stepKeys.filter((key) => key.startsWith(`${step}.`) && isSettled(group, key)).length;
    const row: ExportRowOf<'groups'> = {
      ...identityOf(read),
      ...villageOf(group),
      villageTypes: [...group.villageTypes],
      source: group.source,
      lifeCycle: lifeCycleOn(group, question.today),
      officer: hasName ? nameByUser.get(stream.owner) : undefined,
      foundedOn: group.foundedOn,
      step1: settledIn(1),
      step2: settledIn(2),
      step3: settledIn(3),
      members: membersOf(group),
      male: members.male,
      female: members.female,
      minors: members.minors,
      pendingConsent: members.pending,
      pledgedPerMonthSatang: pledgedInMonth(group, monthOf(question.today)),
      savedSatang: savedOf(group),
      specialSavedSatang: money.columns.special ?? 0,
      receivedSatang: receivedOf(group),
      cashSatang: money.cash,
      bankSatang: money.bank,
      loans: money.loansRunning,
      loansSatang: money.columns.loans ?? 0,
      entries: money.entries,
      byCommittee: money.byCommittee,
      meetings: meetings.held,
      lastMeetingOn: meetings.lastOn,
      visits: visits.count,
      lastVisitOn: visits.lastOn,
      closedThrough: money.closedThrough,
      receivedOn: civilDateInThailand(stream.receivedAt),
    };
    return [row];
  });
}

/** Months without a line are there too, with what was carried through them; an old paper group has those that were told of it. */
export async function* monthRows(office: Office, question: ExportQuestion): AsyncGenerator<ExportRowOf<'months'>> {
  yield* eachGroup(office, question, async (tables, read) => {
    const months = (await tables.rows.list(read.stream.id, 'month')).map(({ body }) => JSON.parse(body) as MonthRow);
    const told = read.group.source === 'declared' ? await toldMonths(tables, read.stream) : new Map<string, MonthFigures>();
    const course = courseOf(read.group, months, told, question.to);
    const { closedThrough } = read.group.money;
    const identity = identityOf(read);
    return course
      .filter(({ month }) => month >= question.from)
      .map(({ month, source, found, figures, balance }): ExportRowOf<'months'> => {
        const sum = (kind: EntryKind) => found?.byKind[kind] ?? 0;
        // told and entered too is the same money, whichever came first
        const larger = (kind: EntryKind, told: number | undefined) => Math.max(sum(kind), told ?? 0);
        const { pledgedSatang, payers } = found === undefined ? { pledgedSatang: 0, payers: 0 } : pledgedAndPayersIn(found);
        return {
          ...identity,
          month,
          source,
          paid: payers,
          pledgedSatang,
          specialSatang: larger('special-savings', figures?.specialSatang),
          returnedSatang: larger('savings-returned', figures?.withdrawnSatang),
          specialWithdrawnSatang: larger('special-withdrawn', figures?.specialWithdrawnSatang),
          feesSatang: sum('entry-fee'),
          finesSatang: sum('fine'),
          lentSatang: sum('loan-out'),
          repaidSatang: larger('loan-principal', figures?.repaidSatang),
          interestSatang: sum('loan-interest'),
          savedSatang: balance.pledged,
          specialSavedSatang: balance.special,
          loansSatang: balance.loans,
          cashSatang: balance.cash,
          bankSatang: balance.bank,
          isClosed: closedThrough !== undefined && month <= closedThrough,
        };
      });
  });
}

type Balance = Readonly<Record<'pledged' | 'special' | 'loans' | 'cash' | 'bank', number>>;

interface MonthOfCourse {
  readonly month: string;
  readonly source: GroupRow['source'];
  readonly found: MonthRow | undefined;
  readonly figures: MonthFigures | undefined;
  /** at its end, satang */
  readonly balance: Balance;
}

/**
 * From the first month that is known: balances by the books from the month they were carried into them, before by what was told (case 50).
 * What came and went in a month that was told stays told: balances carried over in July, as of December, take no month of spring away.
 */
function courseOf(group: GroupRow, months: readonly MonthRow[], told: ReadonlyMap<string, MonthFigures>, to: string): readonly MonthOfCourse[] {
  const byMonth = new Map(months.map((month) => [month.month, month]));
  const declaredIn = group.declared === undefined ? undefined : monthOf(group.declared.asOf);
  const [first] = [...byMonth.keys(), ...told.keys(), ...(declaredIn === undefined ? [] : [declaredIn])].toSorted();
  if (first === undefined) return [];
  const openedIn = months.map(({ month, byKind }) => (byKind['opening-savings'] === undefined ? '' : month)).filter((month) => month !== '').toSorted()[0];
  const course: MonthOfCourse[] = [];
  let books: Balance = { pledged: 0, special: 0, loans: 0, cash: 0, bank: 0 };
  let paper = books;
  const add = (balance: Balance, { columns }: Pick<MonthRow, 'columns'>) => mapBalance((column) => balance[column] + (columns[column] ?? 0));
  for (let month = first; month <= to; month = shiftMonth(month, 1)) {
    const found = byMonth.get(month);
    const isOfBooks = group.source === 'ledger' || (openedIn !== undefined && month >= openedIn);
    const figures = told.get(month);
    if (month === declaredIn) paper = { ...paper, pledged: group.declared?.savedSatang ?? 0 };
    books = add(books, found ?? { columns: {} });
    const booked = add(paper, found ?? { columns: {} });
    paper = mapBalance((column) => figures?.[figureOf[column]] ?? booked[column]);
    course.push({ month, source: isOfBooks ? 'ledger' : 'declared', found, figures, balance: isOfBooks ? books : paper });
  }
  return course;
} // prettier-ignore

const figureOf = {
  pledged: 'savedSatang',
  special: 'specialSavedSatang',
  loans: 'loansSatang',
  cash: 'cashSatang',
  bank: 'bankSatang',
} as const satisfies Readonly<Record<keyof Balance, keyof MonthFigures>>;

function mapBalance(of: (column: keyof Balance) => number): Balance {
  return { pledged: of('pledged'), special: of('special'), loans: of('loans'), cash: of('cash'), bank: of('bank') };
}

/** The figures of monthly reports that were typed from paper, each month once. */
async function toldMonths(tables: Tables, stream: StreamRecord): Promise<ReadonlyMap<string, MonthFigures>> {
  const reports = (await tables.rows.list(stream.id, 'report')).map(({ body }) => JSON.parse(body) as ReportRow);
  const told = reports.filter(
    ({ kind, versions, flags = [] }) =>
      kind === 'monthly-savings' && versions.at(-1)?.source === 'declared' && !flags.includes('maybe-reported-twice'),
  );
  return new Map(told.map(({ forMonth = '', snapshot }) => [forMonth, snapshot as MonthFigures]));
}

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

function identityOf({
  stream,
  group,
}: ReadGroup): Pick<ExportRowOf<'groups'>, 'group' | 'name' | 'district' | 'districtCode' | 'tambon' | 'tambonCode'> {
  const [districtCode, tambonCode] = [stream.area.slice(0, 4), stream.area];
  return {
    group: stream.id,
    name: maskNationalIdsIn(group.name),
    district: areaName(districtCode) ?? districtCode,
    districtCode,
    tambon: areaName(tambonCode) ?? tambonCode,
    tambonCode,
  };
}

function villageOf({ village }: GroupRow): { readonly moo: number; readonly village: string } {
  return { moo: village.moo, village: maskNationalIdsIn(village.name) };
}

export async function namesFor(office: Office): Promise<ReadonlyMap<string, string>> {
  const people = await office.store.read((tables) => tables.people.all());
  return new Map(people.map(({ id, name }) => [id, maskNationalIdsIn(name)]));
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
