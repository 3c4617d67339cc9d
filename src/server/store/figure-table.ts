/**
 * Figures of groups and their sums by area, in portable SQL.
 *
 * A sum lies in two places: what each group added lately, by tambon, in rows of that group alone (`fresh_figure`), and all that was carried
 * over from there into the rows of tambon, district, province and officer (`area_figure`). So two who write in one province at once touch no
 * common row. One statement reads both places: no line is ever seen in neither or in both.
 */
import { meetingMeasures, monthMeasures, standingMeasures, type SummaryLine } from '../../domain/area-summary.ts';
import { first, type Sql } from './sql.ts';
import type { AreaLine, FigureTable } from './store.ts';

const listed = (measures: readonly string[]) => measures.map((measure) => `'${measure}'`).join(', ');
const standing = listed(standingMeasures);
const monthly = listed(monthMeasures);
const meetings = listed(meetingMeasures);

/** The lines that come of fresh ones: of the tambon, its district and province, and of the officer in the district. */
const spread = `
  select area, '' as officer, month, measure, value from fresh
  union all select substr(area, 1, 4), '', month, measure, value from fresh
  union all select substr(area, 1, 2), '', month, measure, value from fresh
  union all select substr(area, 1, 4), officer, month, measure, value from fresh where officer > ''`;

/** Every code that begins with this one: ':' follows '9' in every byte order. */
const within = (area: string): [from: string, before: string] => [area, `${area}:`];

export function figureTable(sql: Sql): FigureTable {
  return {
    placeOf: async (group) => {
      const row = await first(
        sql.all<{ area: string; owner: string; counted: number }>('select area, owner, counted from group_place where stream = ?', group),
      );
      return row && { ...row, counted: row.counted === 1 };
    },
    setPlace: (group, { area, owner, counted }) =>
      sql.run(
        `insert into group_place (stream, area, owner, counted) values (?, ?, ?, ?)
         on conflict (stream) do update set area = excluded.area, owner = excluded.owner, counted = excluded.counted`,
        group,
        area,
        owner,
        counted ? 1 : 0,
      ),
    ofGroup: (group) =>
      sql.all<SummaryLine>('select month, measure, value from group_figure where stream = ? and value <> 0 order by measure, month', group),
    addToGroup: (group, lines) =>
      sql.each(
        `insert into group_figure (stream, month, measure, value) values (?, ?, ?, ?)
         on conflict (stream, month, measure) do update set value = group_figure.value + excluded.value`,
        lines.map(({ month, measure, value }) => [group, month, measure, value]),
      ),
    addToAreas: (group, lines) =>
      sql.each(
        `insert into fresh_figure (stream, area, officer, month, measure, value) values (?, ?, ?, ?, ?, ?)
         on conflict (stream, area, officer, month, measure) do update set value = fresh_figure.value + excluded.value`,
        lines.map(({ area, officer, month, measure, value }) => [group, area, officer, month, measure, value]),
      ),
    freshProvinces: async () =>
      (await sql.all<{ province: string }>('select distinct substr(area, 1, 2) as province from fresh_figure')).map((row) => row.province),
    carryOver: async (province) => {
      await sql.run(
        `with fresh as (select area, officer, month, measure, value from fresh_figure where area >= ? and area < ?)
         insert into area_figure (measure, area, officer, month, value)
         select measure, area, officer, month, sum(value) from (${spread}) as lines where true group by measure, area, officer, month
         on conflict (measure, area, officer, month) do update set value = area_figure.value + excluded.value`,
        ...within(province),
      );
      await sql.run('delete from fresh_figure where area >= ? and area < ?', ...within(province));
    },
    // the measures are named so that each is one short walk of the key
    ofArea: (area, fromMonth) =>
      sql.all<SummaryLine>(
        `select month, measure, sum(value) as value from (
           select month, measure, value from area_figure where measure in (${standing}) and area = ? and officer = '' and month = ''
           union all
           select month, measure, value from area_figure where measure in (${monthly}) and area = ? and officer = '' and month >= ?
           union all
           select month, measure, value from fresh_figure
           where area >= ? and area < ? and (measure in (${standing}) or (measure in (${monthly}) and month >= ?))) as lines
         group by month, measure`,
        area,
        area,
        fromMonth,
        ...within(area),
        fromMonth,
      ),
    ofOfficers: (district, month) =>
      sql.all<AreaLine>(
        `select area, officer, month, measure, sum(value) as value from (
           select area, officer, month, measure, value from area_figure
           where measure in (${standing}, ${monthly}, ${meetings}) and area = ? and officer > '' and month in ('', ?)
           union all
           select substr(area, 1, 4) as area, officer, month, measure, value from fresh_figure
           where area >= ? and area < ? and officer > '' and month in ('', ?)) as lines
         group by area, officer, month, measure having sum(value) <> 0`,
        district,
        month,
        ...within(district),
        month,
      ),
    sumByOfficer: (area, measure, fromMonth) =>
      sql.all(
        `select area, officer, sum(value) as value from (
           select area, officer, value from area_figure where measure = ? and area >= ? and area < ? and officer > '' and month >= ?
           union all
           select substr(area, 1, 4) as area, officer, value from fresh_figure
           where area >= ? and area < ? and measure = ? and officer > '' and month >= ?) as lines
         group by area, officer having sum(value) > 0`,
        measure,
        ...within(area),
        fromMonth,
        ...within(area),
        measure,
        fromMonth,
      ),
    districtsOf: async (province) =>
      (
        await sql.all<{ area: string }>(
          `select area from area_figure
           where measure = 'groups' and area >= ? and area < ? and officer = '' and month = '' and length(area) = 4
           union select substr(area, 1, 4) from fresh_figure where area >= ? and area < ? and measure = 'groups' order by area`,
          ...within(province),
          ...within(province),
        )
      ).map((row) => row.area),
    clear: async () => {
      for (const table of ['area_figure', 'fresh_figure', 'group_figure', 'group_place']) await sql.run(`delete from ${table}`);
    },
    allAreas: () =>
      sql.all<AreaLine>(
        `with fresh as (select area, officer, month, measure, value from fresh_figure)
         select area, officer, month, measure, sum(value) as value
         from (select area, officer, month, measure, value from area_figure union all ${spread}) as lines
         group by area, officer, month, measure having sum(value) <> 0 order by area, officer, measure, month`,
      ),
  };
}
