/**
 * The sums that boards read, kept in the transaction of every write by the difference it makes: what a write costs is what it changed,
 * and what a board costs is the areas and officers on it and what was written in the last minute, however many groups there are. A recount
 * of everything gives the same.
 */
import { isCounted, negatedLines, summaryLinesOf, sumLines, type SummaryLine } from '../domain/area-summary.ts';
import type { GroupRow, Row } from '../domain/row.ts';
import { everyMinute, oneLookAtATime } from './every-minute.ts';
import type { Office } from './office.ts';
import type { AreaLine, GroupPlace, StreamRecord, Tables } from './store/store.ts';

export interface RowChange {
  readonly before: Row | undefined;
  readonly after: Row | undefined;
}

/** Changes when the lines of a row change: then every store counts again at its next start. */
const figuresVersion = '5';
/** rows that `summaryLinesOf` reads beside the group's own */
const countedPrefixes = ['member', 'month'] as const;

/**
 * @param stream of a group, as it is after the write: a corrected village or another owner takes everything along
 * @param stored as it was before, when this write has read it
 */
export async function keepFigures(
  tables: Tables,
  stream: StreamRecord,
  changes: readonly RowChange[],
  stored?: StreamRecord,
): Promise<void> {
  const figures = tables.figures;
  const ofGroup = changes.find(({ after }) => after?.type === 'group');
  const [groupBefore, groupChange] = [ofGroup?.before, ofGroup?.after] as [GroupRow | undefined, GroupRow | undefined];
  const was =
    stored && groupBefore ? { area: stored.area, owner: stored.owner, counted: isCounted(groupBefore) } : await figures.placeOf(stream.id);
  const isHere = groupChange === undefined ? (was?.counted ?? false) : isCounted(groupChange);
  const now: GroupPlace = { area: stream.area, owner: stream.owner, counted: isHere };
  const difference = sumLines(
    ...changes.map(({ after }) => (after === undefined ? [] : summaryLinesOf(after))),
    ...changes.map(({ before }) => (before === undefined ? [] : negatedLines(summaryLinesOf(before)))),
  );
  const hasMoved = was?.area !== now.area || was.owner !== now.owner || was.counted !== now.counted;
  if (!hasMoved && difference.length === 0) return;
  const before = hasMoved ? await figures.ofGroup(stream.id) : [];
  const founder = groupChange?.officer ?? (await founderOf(tables, stream.id));
  await Promise.all([
    figures.addToGroup(stream.id, difference),
    ...(hasMoved
      ? [
          figures.setPlace(stream.id, now),
          was !== undefined && figures.addToAreas(stream.id, linesAt({ ...was, founder }, negatedLines(before))),
          figures.addToAreas(stream.id, linesAt({ ...now, founder }, sumLines(before, difference))),
        ]
      : [figures.addToAreas(stream.id, linesAt({ ...now, founder }, difference))]),
  ]);
}

async function founderOf(tables: Tables, group: string): Promise<string> {
  const row = await tables.rows.get(group, 'group');
  return row === undefined ? '' : (JSON.parse(row) as GroupRow).officer;
}

/**
 * In the tambon, and so in its district and its province, and for the officer within the district; a country is the sum of its provinces.
 * What was founded stays with the founder; everything else goes along to whoever answers for the group.
 */
function linesAt(
  { area, owner, counted, founder }: GroupPlace & { readonly founder: string },
  lines: readonly SummaryLine[],
): readonly AreaLine[] {
  if (!counted) return [];
  return lines.map((line) => ({ ...line, area, officer: line.measure === 'founded' || line.measure === 'reported' ? founder : owner }));
}

/** Sums of areas are put together by themselves each minute, apart from the writes that made them. @returns a way to stop */
export function keepSums(office: Office): () => void {
  return everyMinute(oneLookAtATime(office, 'sums-failed', () => carryOver(office)));
}

/** A province at a time, so that nobody waits for long. */
export async function carryOver({ store }: Pick<Office, 'store'>): Promise<void> {
  for (const province of await store.read((tables) => tables.figures.freshProvinces()))
    await store.write((tables) => tables.figures.carryOver(province));
}

/** Everything counted again from the rows, in one write. */
export async function recountFigures(tables: Tables): Promise<void> {
  await tables.figures.clear();
  for (const stream of await tables.streams.all()) {
    if (stream.kind !== 'group') continue;
    const group = await tables.rows.get(stream.id, 'group');
    const bodies = group === undefined ? [] : [group];
    for (const prefix of countedPrefixes) bodies.push(...(await tables.rows.list(stream.id, prefix)).map(({ body }) => body));
    await keepFigures(
      tables,
      stream,
      bodies.map((body) => ({ before: undefined, after: JSON.parse(body) as Row })),
    );
  }
  for (const province of await tables.figures.freshProvinces()) await tables.figures.carryOver(province);
}

/** Whether the sums mean what this release means by them. */
export async function hasOwnFigures({ office }: Tables): Promise<boolean> {
  return (await office.setting('figures')) === figuresVersion;
}

/** For a store that an older version wrote, or whose sums mean something else now. */
export async function ensureFigures(tables: Tables): Promise<boolean> {
  if (await hasOwnFigures(tables)) return false;
  await recountFigures(tables);
  await tables.office.set('figures', figuresVersion);
  return true;
}
