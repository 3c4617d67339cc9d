/**
 * The sums that boards read, kept in the transaction of every write by the difference it makes: what a write costs is what it changed,
 * and what a board costs is the areas and officers on it, however many groups there are. A recount of everything gives the same.
 */
import { isCounted, negatedLines, summaryLinesOf, sumLines, type SummaryLine } from '../domain/area-summary.ts';
import type { GroupRow, Row } from '../domain/row.ts';
import type { GroupPlace, StreamRecord, Tables } from './store/store.ts';

export interface RowChange {
  readonly before: Row | undefined;
  readonly after: Row | undefined;
}

/** Changes when the lines of a row change: then every store counts again at its next start. */
const figuresVersion = '5';
/** rows that `summaryLinesOf` reads beside the group's own */
const countedPrefixes = ['member', 'month'] as const;

/** @param stream of a group, as it is after the write: a corrected village or another owner takes everything along */
export async function keepFigures(tables: Tables, stream: StreamRecord, changes: readonly RowChange[]): Promise<void> {
  const figures = tables.figures;
  const was = await figures.placeOf(stream.id);
  const groupChange = changes.find(({ after }) => after?.type === 'group')?.after as GroupRow | undefined;
  const isHere = groupChange === undefined ? (was?.counted ?? false) : isCounted(groupChange);
  const now: GroupPlace = { area: stream.area, owner: stream.owner, counted: isHere };
  const difference = sumLines(
    ...changes.map(({ after }) => (after === undefined ? [] : summaryLinesOf(after))),
    ...changes.map(({ before }) => (before === undefined ? [] : negatedLines(summaryLinesOf(before)))),
  );
  const hasMoved = was?.area !== now.area || was.owner !== now.owner || was.counted !== now.counted;
  const before = hasMoved ? await figures.ofGroup(stream.id) : [];
  for (const line of difference) await figures.addToGroup(stream.id, line);
  const founder = groupChange?.officer ?? (await founderOf(tables, stream.id));
  if (!hasMoved) return addToAreas(tables, { ...now, founder }, difference);
  await figures.setPlace(stream.id, now);
  if (was !== undefined) await addToAreas(tables, { ...was, founder }, negatedLines(before));
  await addToAreas(tables, { ...now, founder }, sumLines(before, difference));
}

async function founderOf(tables: Tables, group: string): Promise<string> {
  const row = await tables.rows.get(group, 'group');
  return row === undefined ? '' : (JSON.parse(row) as GroupRow).officer;
}

/**
 * The tambon, its district and its province, and the officer within the district; a country is the sum of its provinces. What was founded
 * stays with the founder; everything else goes along to whoever answers for the group.
 */
async function addToAreas(
  tables: Tables,
  { area, owner, counted, founder }: GroupPlace & { readonly founder: string },
  lines: readonly SummaryLine[],
): Promise<void> {
  if (!counted) return;
  const district = area.slice(0, 4);
  for (const line of lines) {
    for (const each of [area, district, area.slice(0, 2)]) await tables.figures.addToArea({ ...line, area: each, officer: '' });
    const officer = line.measure === 'founded' || line.measure === 'reported' ? founder : owner;
    if (officer !== '') await tables.figures.addToArea({ ...line, area: district, officer });
  }
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
