/**
 * The boards of districts, provinces and the department, from the sums that `summary.ts` keeps. What an answer costs is the areas and
 * officers on it; no group is looked at.
 */
import * as z from 'zod/mini';
import { campaigns } from '../content/campaign.ts';
import { districtsOf } from '../content/areas.ts';
import type { SummaryLine } from '../domain/area-summary.ts';
import type { AgendaRow, SupervisionRow } from '../domain/board-row.ts';
import type { HolidaysRow, PhotoRow } from '../domain/row.ts';
import { maskNationalIdsIn } from '../domain/national-id.ts';
import { targetProgress } from '../domain/target.ts';
import { civilDateInThailand, monthOf, shiftMonth } from '../domain/thai-calendar.ts';
import type { AreaBoard, AreaMonth, AreaPart, CurvePoint } from '../protocol/area-board.ts';
import { can, type Viewer } from './access.ts';
import { jsonAnswer } from './answer.ts';
import { AreaBoardSchema } from './area-board-schema.ts';
import { addCurves, addMonths, addParts, curveOf, figuresOf, monthsOf, monthsShown, pledgedOf, turnsOf } from './area-figures.ts';
import { officersOf } from './area-officers.ts';
import { heldElsewhere, namesOf, photosOf } from './board.ts';
import { areaBoardOfCell, sumProvinceOfCell } from './cell/cell-board.ts';
import { coverageIn, nobody, planOf, teamsOf, type Coverage, type Plan, type Teams } from './coverage.ts';
import { areaStreamId, notesAreaOf } from './ids.ts';
import type { Office } from './office.ts';
import { RequestProblem } from './problem-answer.ts';
import type { Route, SignedInCall } from './route.ts';
import type { Tables } from './store/store.ts';

const Area = z.string().check(z.regex(/^\d{2}(\d{2})?$/));

export const areaBoardRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/v1/board/areas',
    summary: 'Sums of a district or a province (?area=), or of every province that one oversees',
    access: 'area-see',
    answer: AreaBoardSchema,
    handle: showArea,
  },
];

/** What all figures of one answer are counted against. */
interface Frame {
  readonly tables: Tables;
  readonly viewer: Viewer;
  readonly today: string;
  readonly month: string;
  readonly teams: Teams;
  /** waiting records by district */
  readonly heldByDistrict: ReadonlyMap<string, number>;
}

async function showArea({ office, request, url, viewer }: SignedInCall): Promise<Response> {
  const asked = url.searchParams.get('area');
  if (asked !== null && !Area.safeParse(asked).success) throw new RequestProblem('bad-request', { path: 'area' });
  if (asked !== null && !can(viewer, 'area-see', { area: asked })) throw new RequestProblem('forbidden');
  return jsonAnswer(request, await readAreaBoard(office, viewer, asked));
}

/** @param asked `null` for all provinces of the viewer, who may see what is asked for */
export async function readAreaBoard(office: Office, viewer: Viewer, asked: string | null): Promise<AreaBoard> {
  const nowMs = office.clock();
  const today = civilDateInThailand(nowMs);
  return office.store.read(async (tables): Promise<AreaBoard> => {
    const cell = asked === null ? undefined : await tables.cells.ofProvince(asked.slice(0, 2));
    if (cell !== undefined && asked !== null) return areaBoardOfCell(tables, cell, asked, monthOf(today));
    const grants = asked === null ? await tables.people.allGrants() : await tables.people.grantsWithin(asked.slice(0, 2));
    const teams = teamsOf(grants, today);
    const heldByDistrict = await tables.held.countByDistrict(asked ?? '');
    const frame: Frame = { tables, viewer, today, month: monthOf(today), teams, heldByDistrict };
    const asOf = new Date(nowMs).toISOString();
    return asked === null ? provincesBoard(frame, asOf, viewer) : areaBoard(frame, { asOf, today, area: asked }, viewer);
  });
}

/** Several provinces side by side, with what lies in one of them only as numbers. */
async function provincesBoard(frame: Frame, asOf: string, viewer: Viewer): Promise<AreaBoard> {
  const areas = new Set(viewer.grants.flatMap((grant) => grant.areas).filter((area) => area.length === 2));
  const own = [...areas].filter((area) => can(viewer, 'area-see', { area })).sort();
  if (own.length === 0) throw new RequestProblem('forbidden');
  const provinces: Counted[] = [];
  const cells = await frame.tables.cells.all();
  for (const area of own) {
    const cell = cells.find((each) => each.provinces.includes(area));
    provinces.push(await (cell ? sumProvinceOfCell(frame.tables, cell, area, frame.month) : sumProvince(frame, area)));
  }
  return {
    asOf,
    area: '',
    stream: null,
    notesStream: null,
    campaign: null,
    coming: [],
    holidays: [],
    whole: addParts('', provinces.map(({ whole }) => whole)),
    parts: provinces.map(({ whole }) => whole),
    targets: [],
    officers: [],
    curve: addCurves(provinces.map(({ curve }) => curve)),
    months: addMonths(provinces.map(({ months }) => months)),
    notes: [],
    held: [],
  }; // prettier-ignore
}

interface Asked {
  readonly asOf: string;
  readonly today: string;
  readonly area: string;
}

async function areaBoard(frame: Frame, { asOf, today, area }: Asked, viewer: Viewer): Promise<AreaBoard> {
  const { tables } = frame;
  const plan = await planOf(tables, area.slice(0, 2), today);
  const counted = area.length === 2 ? await countProvince(frame, area) : await countDistrict(frame, plan, area);
  const parts = area.length === 2 ? counted.parts : [];
  const seesPeople = can(viewer, 'officers-see', { area });
  const districts = area.length === 2 ? parts.map((part) => part.area) : [area];
  return {
    asOf,
    area,
    stream: areaStreamId(area),
    notesStream: seesPeople && area.length === 4 ? areaStreamId(notesAreaOf(area)) : null,
    campaign: plan.campaign === undefined ? null : withoutType(plan.campaign),
    coming: plan.coming.map(withoutType),
    holidays: area.length === 2 ? await holidaysOf(tables, area) : [],
    whole: counted.whole,
    parts,
    targets: plan.targets.filter(({ district }) => district.startsWith(area)).map(withoutType),
    officers: seesPeople ? await officersOf(tables, { area, districts, today, from: plan.from }) : [],
    curve: counted.curve,
    months: counted.months,
    notes: seesPeople && area.length === 4 ? await notesOf(tables, area) : [],
    held: await heldElsewhere(tables, viewer, area),
  };
}

function withoutType<Row extends { readonly type: string }>({ type: _type, ...rest }: Row): Omit<Row, 'type'> {
  return rest;
}

async function holidaysOf(tables: Tables, province: string): Promise<HolidaysRow['days']> {
  const body = await tables.rows.get(areaStreamId(province), 'holidays');
  return body === undefined ? [] : (JSON.parse(body) as HolidaysRow).days;
}

interface Counted {
  readonly whole: AreaPart;
  readonly parts: readonly AreaPart[];
  readonly curve: readonly CurvePoint[];
  readonly months: readonly AreaMonth[];
}

/** A province by its own sums: its districts are asked only what stands against their targets. */
async function sumProvince(frame: Frame, province: string): Promise<Counted> {
  const plan = await planOf(frame.tables, province, frame.today);
  const coverage = await coverageIn(frame.tables, plan, frame.teams, province);
  const lines = await linesOf(frame, plan, province);
  const figures = figuresOf(lines, frame.month, plan.from);
  const standing = plan.targets.map((target) => targetProgress(target, { reported: 0, ...(coverage.get(target.district) ?? nobody) }));
  const sum = (counts: readonly number[]) => counts.reduce((total, each) => total + each, 0);
  const whole: AreaPart = {
    area: province,
    figures,
    target:
      plan.targets.length === 0
        ? null
        : {
            officers: sum(plan.targets.map(({ officers }) => officers)),
            groups: sum(plan.targets.map(({ groups }) => groups)),
            remark: '',
          },
    covered: sum([...coverage.values()].map(({ covered }) => covered)),
    missing: sum(standing.map(({ missing }) => missing)),
    districts: plan.targets.length,
    complete: standing.filter(({ isComplete }) => isComplete).length,
    pledged: pledgedOf(lines, frame.month),
    agenda: null,
    held: sum([...frame.heldByDistrict].map(([district, held]) => (district.startsWith(province) ? held : 0))),
    turns: turnsOf(lines),
  };
  return { whole, parts: [], curve: curveOf(lines, frame.month, plan.from), months: monthsOf(lines, frame.month) };
}

async function countProvince(frame: Frame, province: string): Promise<Counted> {
  const { tables } = frame;
  const plan = await planOf(tables, province, frame.today);
  const coverage = await coverageIn(tables, plan, frame.teams, province);
  const parts: AreaPart[] = [];
  for (const district of await officialOrder(tables, plan, province))
    parts.push(partOf(frame, plan, district, await linesOf(frame, plan, district), coverage.get(district) ?? nobody, await agendaOf(frame, district)));
  const lines = await linesOf(frame, plan, province);
  // the sums of a province are kept by themselves, and so prove those of its districts
  const own = { figures: figuresOf(lines, frame.month, plan.from), pledged: pledgedOf(lines, frame.month), turns: turnsOf(lines) };
  const whole = { ...addParts(province, parts), ...own };
  return { whole, parts, curve: curveOf(lines, frame.month, plan.from), months: monthsOf(lines, frame.month) };
} // prettier-ignore

async function countDistrict(frame: Frame, plan: Plan, district: string): Promise<Counted> {
  const { tables } = frame;
  const coverage = await coverageIn(tables, plan, frame.teams, district);
  const lines = await linesOf(frame, plan, district);
  const whole = partOf(frame, plan, district, lines, coverage.get(district) ?? nobody, await agendaOf(frame, district));
  return { whole, parts: [], curve: curveOf(lines, frame.month, plan.from), months: monthsOf(lines, frame.month) };
}

function linesOf({ tables, month }: Frame, { from }: Plan, area: string): Promise<readonly SummaryLine[]> {
  const shown = shiftMonth(month, 1 - monthsShown);
  return tables.figures.ofArea(area, from < shown ? from : shown);
}

/** The letter's order first, then whatever other districts the province has, by code; never by what was reached. */
async function officialOrder(tables: Tables, { targets }: Plan, province: string): Promise<readonly string[]> {
  const letter = campaigns.find((campaign) => campaign.province === province)?.targets ?? [];
  const inLetter = [...letter].sort((a, b) => a.rank - b.rank).map(({ district }) => district);
  const others = [
    ...districtsOf(province).map(({ code }) => code),
    ...targets.map(({ district }) => district),
    ...(await tables.figures.districtsOf(province)),
  ].sort();
  return [...new Set([...inLetter, ...others])];
}

async function agendaOf({ tables, viewer }: Frame, district: string): Promise<AreaPart['agenda']> {
  const stream = areaStreamId(district);
  const rows = (await tables.rows.list(stream, 'agenda')).map(({ body }) => JSON.parse(body) as AgendaRow);
  // the word said last, so that a wrong day can be corrected to an earlier one
  const latest = rows.reduce<AgendaRow | undefined>((last, row) => (last && last.at > row.at ? last : row), undefined);
  if (!latest) return null;
  const { id, on, place, note } = latest;
  const isOfIt = (subject: PhotoRow['for']) => subject.kind === 'agenda' && subject.id === id;
  const photos = can(viewer, 'agenda-see', { area: district })
    ? { photos: await photosOf(tables, stream, isOfIt), takenBack: await takenBackOf(tables, stream, isOfIt) }
    : {};
  return { id, on, ...(place !== undefined && { place }), ...(note !== undefined && { note }), ...photos };
}

/** Why pictures were taken back: what hung there by mistake is told, not shown. */
async function takenBackOf(tables: Tables, stream: string, isWanted: (subject: PhotoRow['for']) => boolean): Promise<readonly string[]> {
  const photos = (await tables.rows.list(stream, 'photo')).map(({ body }) => JSON.parse(body) as PhotoRow);
  return photos.flatMap(({ for: subject, withdrawn }) =>
    withdrawn !== undefined && isWanted(subject) ? [maskNationalIdsIn(withdrawn)] : [],
  );
}

function partOf(
  { month, heldByDistrict }: Frame,
  plan: Plan,
  area: string,
  lines: readonly SummaryLine[],
  { covered, idle }: Coverage,
  agenda: AreaPart['agenda'],
): AreaPart {
  const set = plan.targets.find(({ district }) => district === area);
  const figures = figuresOf(lines, month, plan.from);
  const target = set ? { officers: set.officers, groups: set.groups, remark: set.remark ?? '' } : null;
  const progress = target && targetProgress(target, { reported: figures.reported, covered, idle });
  return {
    area,
    figures,
    target,
    covered,
    missing: progress?.missing ?? 0,
    districts: target === null ? 0 : 1,
    complete: progress?.isComplete === true ? 1 : 0,
    pledged: pledgedOf(lines, month),
    agenda,
    held: heldByDistrict.get(area) ?? 0,
    turns: turnsOf(lines),
  };
}

const mostNotes = 200;

async function notesOf(tables: Tables, district: string): Promise<AreaBoard['notes']> {
  const rows = (await tables.rows.list(areaStreamId(notesAreaOf(district)), 'supervision')).map(({ body }) => JSON.parse(body) as SupervisionRow);
  const nameByUser = await namesOf(tables, rows.map(({ by }) => by));
  const isOpen = ({ followUpOn, followedUpOn }: SupervisionRow) => followUpOn !== undefined && followedUpOn === undefined;
  const orderOf = (note: SupervisionRow) => (isOpen(note) ? `0 ${note.followUpOn}` : '1');
  return rows
    .sort((a, b) => (orderOf(a) === orderOf(b) ? b.on.localeCompare(a.on) : orderOf(a) < orderOf(b) ? -1 : 1))
    .slice(0, mostNotes)
    .map((note) => ({ ...withoutType(note), byName: nameByUser.get(note.by) ?? '' }));
} // prettier-ignore
