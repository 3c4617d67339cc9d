/** The app stays small enough for a weak signal: what the first screen asks for, and all of it. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { firstScreen, firstScreenLimitKb, largestFirst, totalKb, weigh, wholeApp, wholeAppLimitKb, type Piece } from '../bench/sizes.ts';
import { openOffice, type Office } from './support/office.ts';

let office: Office;
beforeAll(async () => {
  office = await openOffice();
});
afterAll(async () => office.close());

const heaviest = (pieces: readonly Piece[]) =>
  largestFirst(pieces)
    .slice(0, 12)
    .map(({ path, bytes }) => `${bytes} ${path}`)
    .join('\n');

describe('on a weak signal', () => {
  it(`the first screen of a signed-in phone asks for at most ${firstScreenLimitKb} kB of scripts and styles`, async () => {
    const pieces = await firstScreen(office.origin, await office.inviteOfficer());
    expect(pieces.some(({ path }) => path.endsWith('.css'))).toBe(true);
    expect(totalKb(pieces), heaviest(pieces)).toBeLessThanOrEqual(firstScreenLimitKb);
  });

  it(`the whole app with its typeface is at most ${wholeAppLimitKb} kB`, () => {
    const pieces = wholeApp();
    expect(pieces.filter(({ path }) => path.endsWith('.woff2'))).toHaveLength(4);
    expect(pieces.map(({ path }) => path)).toContain('index.html');
    expect(totalKb(pieces), heaviest(pieces)).toBeLessThanOrEqual(wholeAppLimitKb);
  });

  it('the worker that keeps it there is asked for apart, and is not larger than the first screen', () => {
    expect(totalKb([weigh('service-worker.js')])).toBeLessThanOrEqual(firstScreenLimitKb);
  });
});
