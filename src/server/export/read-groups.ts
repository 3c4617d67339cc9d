/** The groups that an exported table is made of, read a few at a time so that a whole country needs no more memory than a district. */
import { areaName } from '../../content/areas.ts';
import { isCounted } from '../../domain/area-summary.ts';
import { maskNationalIdsIn } from '../../domain/national-id.ts';
import type { GroupRow } from '../../domain/row.ts';
import type { ExportRowOf } from '../../protocol/export.ts';
import { can, type Viewer } from '../access.ts';
import type { Office } from '../office.ts';
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
  /** these groups alone, when given */
  readonly only?: ReadonlySet<string>;
}

/** groups read in one turn; between two turns other requests come to their right */
const groupsAtOnce = 50;

export interface ReadGroup {
  readonly stream: StreamRecord;
  readonly group: GroupRow;
  /** the names of its officer and chair and what people wrote: never for a program, nor where the viewer is of the department alone */
  readonly seesNames: boolean;
}

/** `read` is asked for each group of the area that the viewer may see, in the order of the ids; one entered by mistake is counted nowhere. */
export async function* eachGroup<Row>(
  office: Office,
  question: ExportQuestion,
  read: (tables: Tables, group: ReadGroup) => Promise<readonly Row[]>,
): AsyncGenerator<Row> {
  const { viewer, area, only } = question;
  const streams = (await office.store.read((tables) => tables.streams.groupsIn(area))).filter(
    (stream) => only?.has(stream.id) !== false && can(viewer, 'group-see', stream),
  );
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

export function identityOf({
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

export function villageOf({ village }: GroupRow): { readonly moo: number; readonly village: string } {
  return { moo: village.moo, village: maskNationalIdsIn(village.name) };
}

export async function namesFor(office: Office): Promise<ReadonlyMap<string, string>> {
  const people = await office.store.read((tables) => tables.people.all());
  return new Map(people.map(({ id, name }) => [id, maskNationalIdsIn(name)]));
}
