/**
 * The demonstration province multiplied to the whole country: 76 provinces, 19,222 groups, 5.1 million members as monthly figures. Groups
 * are written into the store's tables as `keepFigures` is given them, because 19,222 foundings by operations take hours; that both ways
 * come to the same sums is shown by `test/server/country-board.test.ts` on a sample.
 */
import { provinceNames } from '../../src/content/provinces.ts';
import type { MonthRow } from '../../src/domain/money-row.ts';
import type { GroupRow, Row } from '../../src/domain/row.ts';
import { shiftMonth } from '../../src/domain/thai-calendar.ts';
import { emptyChain } from '../../src/server/desk.ts';
import { namedId } from '../../src/server/ids.ts';
import type { StreamRecord, Tables } from '../../src/server/store/store.ts';
import { keepFigures } from '../../src/server/summary.ts';

export const country = { provinces: 76, groups: 19_222, members: 5_100_000, officersInProvince: 38, districts: 9, months: 12 } as const;

/** Codes of the provinces; the capital has no community development officers of its own. */
export const countryCodes: readonly string[] = provinceNames.map(({ code }) => code).filter((code) => code !== '10');

export interface CountryOptions {
  readonly groups: number;
  readonly members: number;
  /** the last month with figures */
  readonly month: string;
  /** a group's row as founding it makes it, to be changed where groups differ */
  readonly like: GroupRow;
}

/** Writes districts' figures group by group, in writes of `atOnce`; @returns the members written */
export async function writeCountry(
  write: <T>(work: (tables: Tables) => Promise<T>) => Promise<T>,
  { groups, members, month, like }: CountryOptions,
  atOnce = 500,
): Promise<number> {
  let written = 0;
  for (let from = 0; from < groups; from += atOnce)
    await write(async (tables) => {
      for (let index = from; index < Math.min(groups, from + atOnce); index++) {
        const size = Math.floor(((index + 1) * members) / groups) - Math.floor((index * members) / groups);
        const stream = streamOf(index);
        await tables.streams.add(stream);
        const rows = rowsOf(stream, size, month, like);
        await keepFigures(tables, stream, rows.map((after) => ({ before: undefined, after })));
        written += size;
      }
    });
  return written;
} // prettier-ignore

function streamOf(index: number): StreamRecord {
  const province = countryCodes[index % countryCodes.length] ?? '56';
  const place = Math.floor(index / countryCodes.length);
  const officer = place % country.officersInProvince;
  const district = `${province}0${1 + (officer % country.districts)}`;
  return {
    id: namedId(`country-group-${index}`),
    kind: 'group',
    area: `${district}0${1 + (place % 7)}`,
    owner: namedId(`country-officer-${province}-${officer}`),
    seq: 0,
    chain: emptyChain,
    receivedAt: 0,
  };
}

function rowsOf(stream: StreamRecord, size: number, month: string, like: GroupRow): readonly Row[] {
  const group: GroupRow = {
    ...like,
    id: stream.id,
    officer: stream.owner,
    village: { ...like.village, tambon: stream.area },
    members: { ...like.members, accepted: size, applied: size },
    money: { ...like.money, columns: { ...like.money.columns, pledged: size * 120_000 } },
  };
  const months = Array.from({ length: country.months }, (_, back): MonthRow => ({
    type: 'month',
    month: shiftMonth(month, -back),
    columns: {},
    byKind: { 'pledged-savings': size * 10_000 },
    paidMembers: size,
    paidFor: size * 10_000,
    adjustments: 0,
  }));
  return [group, ...months];
}
