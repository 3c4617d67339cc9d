/**
 * The demonstration province multiplied to the whole country: 76 provinces, 19,222 groups, 5.1 million members as monthly figures. Groups
 * are written into the store's tables as `keepFigures` is given them, because 19,222 foundings by operations take hours; that both ways
 * come to the same sums is shown by `test/server/country-board.test.ts` on a sample.
 */
import { provinceNames } from '../../src/content/provinces.ts';
import type { MonthRow } from '../../src/domain/money-row.ts';
import type { CampaignRow, GroupRow, Row, TargetRow } from '../../src/domain/row.ts';
import { shiftMonth } from '../../src/domain/thai-calendar.ts';
import { emptyChain } from '../../src/server/desk.ts';
import { areaStreamId, namedId } from '../../src/server/ids.ts';
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
  for (const province of countryCodes) await write(({ figures }) => figures.carryOver(province));
  return written;
} // prettier-ignore

/** Everybody who answers for the groups, with a right in one district and a phone; each province a campaign like that of `likeIn` and targets for its districts. */
export async function writeOfficers(write: <T>(work: (tables: Tables) => Promise<T>) => Promise<T>, likeIn = '56'): Promise<void> {
  await write(async (tables) => {
    const [campaign] = await tables.rows.list(areaStreamId(likeIn), 'campaign');
    const { code } = JSON.parse(campaign?.body ?? '{}') as CampaignRow;
    for (const province of countryCodes) {
      for (let officer = 0; officer < country.officersInProvince; officer++)
        await addOfficer(tables, officerId(province, officer), `Officer ${province}-${officer}`, districtOf(province, officer));
      if (province === likeIn) continue;
      const stream = areaStreamId(province);
      await tables.streams.add({ id: stream, kind: 'area', area: province, owner: '', seq: 0, chain: emptyChain, receivedAt: 0 });
      await tables.rows.put(stream, `campaign:${code}`, campaign?.body ?? '');
      for (let district = 0; district < country.districts; district++) {
        const target: TargetRow = { type: 'target', campaign: code, district: districtOf(province, district), officers: 4, groups: 4 };
        await tables.rows.put(stream, `target:${target.district}`, JSON.stringify(target));
      }
    }
  });
}

async function addOfficer(tables: Tables, id: string, name: string, district: string): Promise<void> {
  await tables.people.add({ id, name, createdAt: 0 });
  const ofGrant = { user: id, role: 'field-officer', areas: [district], groups: [], until: null, endedOn: null };
  await tables.people.addGrant({ ...ofGrant, id: namedId(`grant-${id}`), from: '2022-03-06' });
  const queue = JSON.stringify({ ops: 2, photos: 1, oldest: '2026-11-20T02:00:00.000Z', quotaErrors: 0 });
  const ofPhone = {
    user: id,
    name: 'Phone',
    key: '{}',
    lastN: 9,
    safeN: 0,
    createdAt: 0,
    signedInAt: 0,
    seenAt: 0,
    revokedAt: null,
    app: '1',
  };
  await tables.devices.add({ ...ofPhone, dev: namedId(`phone-${id}`), queue });
}

const officerId = (province: string, officer: number): string => namedId(`country-officer-${province}-${officer}`);
const districtOf = (province: string, officer: number): string => `${province}0${1 + (officer % country.districts)}`;

function streamOf(index: number): StreamRecord {
  const province = countryCodes[index % countryCodes.length] ?? '56';
  const place = Math.floor(index / countryCodes.length);
  const officer = place % country.officersInProvince;
  const district = districtOf(province, officer);
  return {
    id: namedId(`country-group-${index}`),
    kind: 'group',
    area: `${district}0${1 + (place % 7)}`,
    owner: officerId(province, officer),
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
