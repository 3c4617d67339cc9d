/** Figures of groups and their sums by area, in portable SQL. */
import { meetingMeasures, monthMeasures, standingMeasures, type SummaryLine } from '../../domain/area-summary.ts';
import { first, type Sql } from './sql.ts';
import type { AreaLine, FigureTable } from './store.ts';

const listed = (measures: readonly string[]) => measures.map((measure) => `'${measure}'`).join(', ');
const standing = listed(standingMeasures);
const monthly = listed(monthMeasures);
const meetings = listed(meetingMeasures);

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
    addToGroup: (group, { month, measure, value }) =>
      sql.run(
        `insert into group_figure (stream, month, measure, value) values (?, ?, ?, ?)
         on conflict (stream, month, measure) do update set value = group_figure.value + excluded.value`,
        group,
        month,
        measure,
        value,
      ),
    addToArea: ({ measure, area, officer, month, value }) =>
      sql.run(
        `insert into area_figure (measure, area, officer, month, value) values (?, ?, ?, ?, ?)
         on conflict (measure, area, officer, month) do update set value = area_figure.value + excluded.value`,
        measure,
        area,
        officer,
        month,
        value,
      ),
    // the measures are named so that each is one short walk of the key
    ofArea: async (area, fromMonth) => [
      ...(await sql.all<SummaryLine>(
        `select month, measure, value from area_figure where measure in (${standing}) and area = ? and officer = '' and month = ''`,
        area,
      )),
      ...(await sql.all<SummaryLine>(
        `select month, measure, value from area_figure where measure in (${monthly}) and area = ? and officer = '' and month >= ?`,
        area,
        fromMonth,
      )),
    ],
    ofOfficers: (district, month) =>
      sql.all<AreaLine>(
        `select area, officer, month, measure, value from area_figure
         where measure in (${standing}, ${monthly}, ${meetings}) and area = ? and officer > '' and month in ('', ?) and value <> 0`,
        district,
        month,
      ),
    sumByOfficer: (area, measure, fromMonth) =>
      sql.all(
        `select area, officer, sum(value) as value from area_figure
         where measure = ? and area >= ? and area < ? and officer > '' and month >= ? group by area, officer having sum(value) > 0`,
        measure,
        area,
        // ':' follows '9' in every byte order
        `${area}:`,
        fromMonth,
      ),
    districtsOf: async (province) =>
      (
        await sql.all<{ area: string }>(
          `select area from area_figure
           where measure = 'groups' and area >= ? and area < ? and officer = '' and month = '' and length(area) = 4 order by area`,
          province,
          `${province}:`,
        )
      ).map((row) => row.area),
    clear: async () => {
      await sql.run('delete from area_figure');
      await sql.run('delete from group_figure');
      await sql.run('delete from group_place');
    },
    allAreas: () =>
      sql.all<AreaLine>(
        'select area, officer, month, measure, value from area_figure where value <> 0 order by area, officer, measure, month',
      ),
  };
}
