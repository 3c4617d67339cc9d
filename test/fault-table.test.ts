/** Rows 1–75 of the fault table (sync.md §4): each is named by a test as `(row N)`, or stands here with the reason why not. */
import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

const rows = Array.from({ length: 75 }, (_, index) => index + 1);

/** Rows that no test names, with the reason. */
const untested: Readonly<Record<number, string>> = {};

const here = new URL('.', import.meta.url);
const sources = readdirSync(here, { recursive: true, encoding: 'utf8' })
  .filter((path) => /\.test\.tsx?$/.test(path) && path !== 'fault-table.test.ts')
  .map((path) => readFileSync(new URL(path, here), 'utf8'));
// `(row 33, row 34)` in the name of a test or in the comment in front of it
const named = new Set(
  sources.flatMap((text) =>
    [...text.matchAll(/\((row \d+(?:, row \d+)*)\)/g)].flatMap(([, list]) => [...(list ?? '').matchAll(/\d+/g)].map(Number)),
  ),
);

it('every row is named by a test or stands among the untested with its reason', () => {
  expect(rows.filter((row) => !named.has(row) && (untested[row] ?? '') === '')).toEqual([]);
});

it('no row is called untested that has a test, and none is named that the table does not hold', () => {
  expect(Object.keys(untested).filter((row) => named.has(Number(row)))).toEqual([]);
  expect([...named].filter((row) => row < 1 || row > 78)).toEqual([]);
});
