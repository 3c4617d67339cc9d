/**
 * Paper from the phone without signal: a register and a book of 268 members, cell by cell the same on the screen, on the pages, in the PDF as
 * another program reads it, and in the file for a spreadsheet; forms that are filled.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTranslate, loadLaterText } from '../../src/content/text.ts';
import { bookPage } from '../../src/domain/account-books.ts';
import type { RowByPrefix, RowPrefix } from '../../src/domain/row.ts';
import { civilDateInThailand } from '../../src/domain/thai-calendar.ts';
import { openSqliteStore } from '../../src/server/store/sqlite-store.ts';
import { bookSheet } from '../../src/ui/tables/book-sheets.ts';
import { savingsRegisterSheet } from '../../src/ui/tables/register-sheets.ts';
import { cellText, type CellKind, type Sheet } from '../../src/ui/tables/sheet.ts';
import { plainName } from '../../src/ui/words/member-name.ts';
import { wordsOf } from '../../src/ui/words/use-words.ts';
import { provideTool } from '../support/find-tool.ts';
import { startDemo, type Demo } from './support/demo.ts';
import { openScreen, settled, signIn } from './support/officer.ts';
import { openPhone, type Phone } from './support/phone.ts';

const words = wordsOf('th');
const t = createTranslate({});
const today = civilDateInThailand(Date.now());

let demo: Demo;
let phone: Phone;
let page: Page;
let g: string;
let rowsOf: <P extends RowPrefix>(prefix: P) => Promise<readonly RowByPrefix[P][]>;
const folder = mkdtempSync(join(tmpdir(), 'sajja-paper-'));
const ends: (() => Promise<void>)[] = [];
const canRead = provideTool('pdftotext');

beforeAll(async () => {
  await loadLaterText();
  demo = await startDemo(0, { TMPDIR: folder });
  const store = openSqliteStore(join(folder, readdirSync(folder).find((name) => name.startsWith('sajja-demo-')) ?? '', 'sajja.sqlite'));
  ends.push(() => store.close());
  phone = await openPhone();
  page = await phone.page();
  await signIn(page, demo.origin, demo.code.officer);
  await openScreen(page, `${demo.origin}/groups`);
  const link = page.getByRole('link', { name: /บ้านหนองแสงทอง/ }).first();
  await link.waitFor();
  g = /[0-9a-f-]{36}/.exec((await link.getAttribute('href')) ?? '')?.[0] ?? '';
  rowsOf = async <P extends RowPrefix>(prefix: P) =>
    store.read(async (tables) => (await tables.rows.list(g, prefix)).map(({ body }) => JSON.parse(body) as RowByPrefix[P]));
  // ten thousand records come after the first screen; the last of them makes the register whole
  const saved = (await rowsOf('member')).reduce((sum, { savedSatang }) => sum + savedSatang, 0);
  await openScreen(page, `${demo.origin}/print/savings-register/${g}`);
  await page.locator('.folio-row-totals', { hasText: cellText(saved, 'money', words, 'thai') }).waitFor();
  await phone.context.setOffline(true);
});
afterAll(async () => {
  await phone.close();
  for (const end of ends) await end();
  await demo.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** A cell or a word: what it says, and its edges in points from the upper left corner of the sheet. */
interface Box {
  readonly text: string;
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

interface PrintedPage {
  readonly number: string;
  readonly rows: readonly { readonly tone: string; readonly cells: readonly string[] }[];
  /** every cell of its tables, headings too, with the place where it stands on the sheet */
  readonly boxes: readonly Box[];
  /** what does not fit where it stands */
  readonly faults: readonly string[];
}

/** Opens a paper in Arabic digits; what stands on each page under the printer's rules, and how many pages the PDF has. */
async function print(path: string): Promise<{
  readonly pages: readonly PrintedPage[];
  readonly pdfPages: number;
  readonly sizes: readonly string[];
  /** the words of each page that another program reads in the PDF; `undefined` where that program may not be installed */
  readonly pdfWords: readonly (readonly Box[])[] | undefined;
}> {
  await openScreen(page, `${demo.origin}${path}`);
  await page.getByText('เลขอารบิก 123').click();
  await settled(page);
  await page.emulateMedia({ media: 'print' });
  const pages = await page.evaluate(() =>
    [...document.querySelectorAll('.folio')].map((folio): PrintedPage => {
      const foot = folio.querySelector('.folio-foot')?.getBoundingClientRect().top ?? 0;
      const low = [...folio.children].filter(
        (child) => !child.classList.contains('folio-foot') && child.getBoundingClientRect().bottom > foot + 1,
      );
      const cut = [...folio.querySelectorAll('td, th')].filter((cell) => cell.scrollWidth > cell.clientWidth + 1);
      return {
        number: folio.querySelector('.folio-number')?.textContent ?? '',
        boxes: [...folio.querySelectorAll('.folio-table th, .folio-table td')].map((cell) => {
          const [sheet, { left, top, right, bottom }] = [folio.getBoundingClientRect(), cell.getBoundingClientRect()];
          const [x, y] = [(px: number) => (px - sheet.left) * 0.75, (px: number) => (px - sheet.top) * 0.75];
          return { text: cell.textContent, left: x(left), top: y(top), right: x(right), bottom: y(bottom) };
        }),
        rows: [...folio.querySelectorAll('tbody tr')].map((row) => ({
          tone: row.className,
          cells: [...row.children].map((cell) => cell.textContent),
        })),
        faults: [...low, ...cut].map((element) => element.textContent.slice(0, 80)),
      };
    }),
  );
  await page.emulateMedia({ media: null });
  const bytes = await page.pdf({ preferCSSPageSize: true });
  const pdf = bytes.toString('latin1');
  const sizes = new Set([...pdf.matchAll(/\/MediaBox\s*\[([^\]]+)\]/g)].map((match) => match[1]?.trim() ?? ''));
  return {
    pages,
    pdfPages: pagesIn(bytes),
    sizes: [...sizes],
    pdfWords: canRead ? wordsOfPdf(bytes) : undefined,
  };
}

function pagesIn(pdf: Buffer): number {
  return (pdf.toString('latin1').match(/\/Type\s*\/Page\b/g) ?? []).length;
}

function wordsOfPdf(bytes: Buffer): readonly (readonly Box[])[] {
  const { status, stdout, stderr } = spawnSync('pdftotext', ['-bbox', '-', '-'], { input: bytes, encoding: 'utf8', maxBuffer: 256 * 1024 * 1024 }); // prettier-ignore
  if (status !== 0) throw new Error(stderr);
  const plain = (text: string) => text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&amp;', '&');
  const word = /<word xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">(.*?)<\/word>/g;
  return stdout.split('<page ').slice(1).map((sheet) =>
    [...sheet.matchAll(word)].map(([, left, top, right, bottom, text = '']) => ({ text: plain(text), left: Number(left), top: Number(top), right: Number(right), bottom: Number(bottom) })),
  ); // prettier-ignore
}

/** What of a page's words stands in each of its cells, and which words stand between the cells of a table. */
function wordsInCells(
  words: readonly Box[],
  cells: readonly Box[],
): { readonly inCells: readonly string[]; readonly stray: readonly string[] } {
  const found = new Map<Box, Box[]>(cells.map((cell) => [cell, []]));
  const [top, bottom] = [Math.min(...cells.map((cell) => cell.top)), Math.max(...cells.map((cell) => cell.bottom))];
  const stray: string[] = [];
  for (const word of words) {
    const [x, y] = [(word.left + word.right) / 2, (word.top + word.bottom) / 2];
    const cell = cells.find((each) => each.left <= x && x < each.right && each.top <= y && y < each.bottom);
    if (cell !== undefined) found.get(cell)?.push(word);
    else if (top <= y && y < bottom) stray.push(word.text);
  }
  const inOrder = (one: Box, other: Box) => (Math.abs(one.top - other.top) > 2 ? one.top - other.top : one.left - other.left);
  return { inCells: cells.map((cell) => (found.get(cell) ?? []).toSorted(inOrder).map(({ text }) => text).join('')), stray }; // prettier-ignore
}

/** Where a line ends is the program's guess. */
const unspaced = (text: string) => text.replaceAll(/\s/g, '');

/** Cells of the file for a spreadsheet, as text: quotes taken off, nothing else changed. */
function cellsOfCsv(csv: string): readonly (readonly string[])[] {
  return csv.replace('\uFEFF', '').trimEnd().split('\r\n').map((line) =>
    [...line.matchAll(/("(?:[^"]|"")*"|[^,]*)(?:,|$)/g)].slice(0, -1).map(([, cell = '']) => cell.replace(/^"|"$/g, '').replaceAll('""', '"')),
  ); // prettier-ignore
}

function asPrinted(cell: string, kind: CellKind): string {
  if (cell === '') return '';
  if (kind === 'money' && /^-?\d/.test(cell)) return cellText(Math.round(Number(cell) * 100), 'money', words);
  if (kind === 'count') return cellText(Number(cell), 'count', words);
  return cellText(cell, kind, words);
}

interface Shown {
  /** rows and totals of the screen's own table */
  readonly onScreen: readonly (readonly string[])[];
  /** what the screen gives away as a file, without its heading */
  readonly inFile: readonly (readonly string[])[];
}

/** Opens a register or a book, scrolls to its end and takes its file, saying what for where it names people. */
async function show(path: string): Promise<Shown> {
  await openScreen(page, `${demo.origin}${path}`);
  // the rest of a long table is drawn as one comes near it
  const onScreen = await page.evaluate(async () => {
    while (document.querySelector('.sheet-more') !== null) {
      scrollTo(0, document.documentElement.scrollHeight);
      await new Promise((resolve) => requestAnimationFrame(resolve));
    }
    return [...document.querySelectorAll('table.sheet tbody tr, table.sheet tfoot tr')].map((row) =>
      [...row.children].map((cell) => cell.querySelector('.sheet-text, .sheet-missed, a')?.textContent ?? ''),
    );
  });
  await page.getByRole('button', { name: t('books.export'), exact: true }).click();
  const reason = page.getByLabel(t('books.export.reason'));
  const keep = page.getByRole('link', { name: t('books.export.keep') });
  await reason.or(keep).first().waitFor();
  const isPersonal = (await reason.count()) > 0;
  if (isPersonal) {
    await reason.selectOption('audit');
    await page.getByRole('button', { name: t('books.export.make') }).click();
  }
  const [download] = await Promise.all([page.waitForEvent('download'), keep.click()]);
  const lines = cellsOfCsv(readFileSync(await download.path(), 'utf8')).slice(1);
  if (isPersonal) expect(lines.at(-1)?.join('')).toContain(t('books.export.reason.audit'));
  return { onScreen, inFile: isPersonal ? lines.slice(0, -1) : lines };
}

/** Screen, paper, PDF and file: in every cell the same, in each row and in the totals, and from page to page what was carried forward. */
function expectAlike(sheet: Sheet, { onScreen, inFile }: Shown, { pages, pdfPages, pdfWords }: Awaited<ReturnType<typeof print>>): void {
  const reckoned = [...sheet.rows.map(({ cells }) => cells), sheet.totals ?? {}].map((cells) =>
    sheet.columns.map(({ key, kind }) => cellText(cells[key], kind, words)),
  );
  expect(onScreen).toEqual(reckoned);
  const printed = pages.flatMap(({ rows }) => rows.filter(({ tone }) => tone !== 'folio-row-forward').map(({ cells }) => cells));
  expect(printed).toEqual(onScreen);
  expect(inFile.map((cells) => sheet.columns.map(({ kind }, index) => asPrinted(cells[index] ?? '', kind)))).toEqual(printed);
  for (const [index, { boxes }] of pages.entries()) {
    if (pdfWords === undefined) break;
    const { inCells, stray } = wordsInCells(pdfWords[index] ?? [], boxes);
    expect(inCells.map(unspaced)).toEqual(boxes.map(({ text }) => unspaced(text)));
    expect(stray).toEqual([]);
  }

  expect(pages.map(({ number }) => number)).toEqual(pages.map((_, index) => `หน้า ${index + 1}/${pages.length}`));
  expect(pdfPages).toBe(pages.length);
  expect(pages.flatMap(({ faults }) => faults)).toEqual([]);
  const amounts = (cells: readonly string[] | undefined) =>
    sheet.columns.map(({ kind }, index) => (kind === 'money' ? cells?.[index] : ''));
  for (const [index, { rows }] of pages.slice(1).entries())
    expect(amounts(rows[0]?.cells)).toEqual(amounts(pages[index]?.rows.at(-1)?.cells));
}

describe('printed without signal', () => {
  it('the savings register of 268 members lies across and is the register of the screen and of the file', async () => {
    const year = today.slice(0, 4);
    const passbooks = (await rowsOf('passbook')).filter((row) => row.year >= year);
    const sheet = savingsRegisterSheet(await rowsOf('member'), passbooks, { year, asOf: today, today }, words, t);
    expect(sheet.rows).toHaveLength(268);
    const shown = await show(`/groups/${g}/registers/savings/${year}`);
    const printed = await print(`/print/savings-register/${g}?year=${year}`);
    expectAlike(sheet, shown, printed);
    expect(printed.pages.length).toBeGreaterThan(6);
    expect(printed.sizes.map((size) => size.split(/\s+/).map((n) => Math.round(Number(n) / 5) * 5))).toEqual([[0, 0, 840, 595]]);
  });

  it('a month of the cash book is brought forward and carried forward from page to page', async () => {
    const months = await rowsOf('month');
    const month = months.map((row) => row.month).filter((each) => each <= today.slice(0, 7)).sort().at(-1) ?? ''; // prettier-ignore
    const entries = new Map((await rowsOf('entry')).map((entry) => [entry.id, entry]));
    const source = { months, entries, postings: await rowsOf('posting'), years: await rowsOf('year') };
    const nameById = new Map((await rowsOf('member')).map(({ id, person }) => [id, plainName(person)]));
    const sheet = bookSheet(bookPage('cash-bank', month, source), (id) => nameById.get(id), t);
    expect(sheet.rows.length).toBeGreaterThan(250);
    const shown = await show(`/groups/${g}/books/cash-bank/${month}`);
    expectAlike(sheet, shown, await print(`/print/book/${g}?book=cash-bank&month=${month}`));
  });

  it('forms filled for people are one sheet for each page of the form: one member alone, and all minors of a day in one go', async () => {
    const minors = (await rowsOf('member')).filter(({ minorAtJoining }) => minorAtJoining);
    const [first] = minors;
    expect(minors.length).toBeGreaterThan(20);
    for (const [address, pages] of [
      [`consent/${g}?on=${first?.appliedOn ?? ''}`, minors.length],
      [`application/${g}?member=${first?.id ?? ''}`, 2],
      // whoever counted signs on the sheet he counted on
      ['cash-count/blank', 1],
      [`cash-count/${g}`, 1],
    ] as const) {
      await openScreen(page, `${demo.origin}/print/${address}`);
      expect(await page.locator('.paper-page').count()).toBe(pages);
      expect(pagesIn(await page.pdf({ preferCSSPageSize: true }))).toBe(pages);
    }
  });
});
