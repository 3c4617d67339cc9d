/** Every protocol version that was ever released has its log: each release makes of it what the first one did, on server and phone alike. */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { canonicalJson } from '../../src/domain/canonical-json.ts';
import { kinds } from '../../src/domain/operation.ts';
import type { RowPrefix } from '../../src/domain/row.ts';
import { foldVersion } from '../../src/domain/snapshot.ts';
import { openBehind } from '../support/phone-disk.ts';
import { newPhone } from '../support/phone.ts';
import { foldLog, type Line, type State } from './fold-log.ts';

const read = (path: string): string => readFileSync(new URL(path, import.meta.url), 'utf8');
const published = JSON.parse(read('published.json')) as Record<string, string>;
/** of each fold version, what the logs' rows hash to: rows that changed under the same number would be taken over from other versions */
const folds = JSON.parse(read('folds.json')) as Record<string, string>;
const versions = readdirSync(new URL('.', import.meta.url)).filter((name) => /^v\d+$/.test(name));
const logOf = (version: string): Line[] =>
  read(`${version}/log.jsonl`)
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Line);

describe('the golden logs', () => {
  it('are the files that were published, and all of them', () => {
    const files = versions.flatMap((version) => [`${version}/log.jsonl`, `${version}/state.json`]);
    expect(Object.fromEntries(files.map((path) => [path, createHash('sha256').update(read(path)).digest('hex')]))).toEqual(published);
  });

  it('hold every kind this release can record', () => {
    const held = new Set(versions.flatMap(logOf).map(({ op }) => op['k']));
    expect(Object.keys(kinds).filter((kind) => !held.has(kind))).toEqual([]);
  });
});

it('other rows of the same operations have another fold version', async () => {
  const rows = await Promise.all(versions.map(async (version) => (await foldLog(logOf(version))).state.rows));
  expect({ [foldVersion]: createHash('sha256').update(canonicalJson(rows)).digest('hex') }).toEqual({ [foldVersion]: folds[foldVersion] });
});

describe.each(versions)('the log of %s (row 36)', (version) => {
  it('has the same answers, chains and rows at the server as on the day it was released', async () => {
    const { state } = await foldLog(logOf(version));
    const released = JSON.parse(read(`${version}/state.json`)) as State;
    // a later release may know more members of a row, and more rows, never others
    expect(state).toMatchObject(released);
  });

  it('has the same rows on a phone, read page by page and folded again from nothing', async () => {
    const { state, pages } = await foldLog(logOf(version));
    const { phone, hardware, known } = await newPhone();
    expect(pages).toHaveLength(Object.keys(state.rows).length);
    for (const page of pages) {
      const middle = page.ops[Math.floor(page.ops.length / 2)]?.seq ?? page.to;
      const { chain: _chain, ...unchained } = page;
      const half = { ...unchained, to: middle, ops: page.ops.filter(({ seq }) => seq <= middle) };
      expect(await phone.applyPage(page.kind === 'group' && middle < page.to ? half : page)).toBe('applied');
      if (page.kind === 'group' && middle < page.to)
        expect(await phone.applyPage({ ...page, from: middle, ops: page.ops.filter(({ seq }) => seq > middle) })).toBe('applied');
    }
    const compare = async () => {
      for (const [g, rows] of Object.entries(state.rows)) {
        const prefixes = [...new Set(Object.keys(rows).map((key) => key.split(':')[0] as RowPrefix))];
        const here = (await Promise.all(prefixes.map((prefix) => phone.rows(g, prefix)))).flat();
        expect(here.map(canonicalJson).toSorted()).toEqual(Object.values(rows).map(canonicalJson).toSorted());
      }
    };
    await compare();
    await phone.repair();
    await compare();
    expect(await phone.brokenChains()).toEqual([]);
    phone.close();
    const raw = await openBehind(hardware.indexedDB, `sajja-${known.user}`);
    expect(await raw.table('row').count()).toBe(Object.values(state.rows).reduce((sum, rows) => sum + Object.keys(rows).length, 0));
    raw.close();
  });
});
