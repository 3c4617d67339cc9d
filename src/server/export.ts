/**
 * `GET /v1/export/<table>.csv|xlsx|json` (`protocol/export.ts`): aggregates of the area that the caller may see. Each is written into the
 * audit before its first byte leaves, and every sheet says who took it out. Asking for the headers alone (HEAD) takes nothing out.
 */
import * as z from 'zod/mini';
import { areaName } from '../content/areas.ts';
import { exportMapping, exportWords } from '../content/exports.ts';
import type { Language } from '../content/text.ts';
import { thaiWords } from '../content/thai-words.ts';
import { maskNationalIdsIn } from '../domain/national-id.ts';
import { civilDateInThailand, formatThaiDate, monthOf, shiftMonth } from '../domain/thai-calendar.ts';
import {
  exportAnswerSchema,
  exportFiles,
  exportKeys,
  exportMediaTypes,
  exportPath,
  mostXlsxRows,
  type ExportFile,
  type ExportKey,
  type ExportRow,
} from '../protocol/export.ts';
import { can, type Viewer } from './access.ts';
import { rowsOfCell } from './cell/cell-board.ts';
import { groupRows, monthRows } from './export/group-rows.ts';
import type { ExportQuestion } from './export/read-groups.ts';
import { establishmentRows, reportRows } from './export/report-rows.ts';
import { csvPieces, xlsxBytes, type ExportSheet } from './export/sheet-file.ts';
import { officerRows, targetRows } from './export/target-rows.ts';
import { describeError } from './log.ts';
import type { Office } from './office.ts';
import { RequestProblem } from './problem-answer.ts';
import type { Route, SignedInCall } from './route.ts';
import type { CellRecord } from './store/cells.ts';
import { countTry } from './try-limit.ts';

const Month = z.string().check(z.regex(/^\d{4}-(0[1-9]|1[0-2])$/));
const ExportQuery = z.object({
  /** 2, 4 or 6 digits; the caller's first area when absent */
  area: z.optional(z.string().check(z.regex(/^\d{2}(\d{2}(\d{2})?)?$/))),
  /** first and last month of `months`; the last twelve when absent */
  from: z.optional(Month),
  to: z.optional(Month),
  /** of headings and words in CSV and XLSX */
  language: z.optional(z.enum(['th', 'en'])),
});

const mostMonths = 240;
const mostXlsxAtOnce = 2;

interface Table {
  readonly summary: string;
  readonly rows: (office: Office, question: ExportQuestion) => AsyncGenerator<ExportRow>;
  /** names of people are what it is for: not for a program, and only for those who direct these people */
  readonly isOfPeople?: true;
}

const tables: Readonly<Record<ExportKey, Table>> = {
  groups: { summary: 'Every group of an area with its figures', rows: groupRows },
  months: { summary: 'Totals of every month of every group', rows: monthRows },
  officers: { summary: 'Officers of an area with their targets', rows: officerRows, isOfPeople: true },
  targets: { summary: 'Targets and results of every district', rows: targetRows },
  reports: { summary: 'Reports with the figures they were submitted with', rows: reportRows },
  'establishment-result': { summary: 'Establishment results in the columns of the old form', rows: establishmentRows, isOfPeople: true },
};

export const exportRoutes: readonly Route[] = exportKeys.flatMap((key) =>
  exportFiles.map((file): Route => {
    const { summary, isOfPeople } = tables[key];
    return {
      method: 'GET',
      path: exportPath(key, file),
      summary,
      access: key === 'officers' ? 'officers-see' : 'board-see',
      query: ExportQuery,
      ...(isOfPeople !== true && { forTokens: true }),
      ...(file === 'json' ? { answer: exportAnswerSchema(key) } : { file: exportMediaTypes[file] }),
      handle: (call: SignedInCall) => exportTable(call, key, file),
    };
  }),
);

async function exportTable({ office, request, url, viewer }: SignedInCall, key: ExportKey, file: ExportFile): Promise<Response> {
  const { language, ...question } = readQuestion(office, url, viewer);
  const { area } = question;
  if (!can(viewer, key === 'officers' ? 'officers-see' : 'board-see', { area })) throw new RequestProblem('forbidden');
  const headers = {
    'Content-Type': file === 'csv' ? `${exportMediaTypes.csv}; charset=utf-8` : exportMediaTypes[file],
    ...(file !== 'json' && {
      'Content-Disposition': `attachment; filename="sajja-${key}-${area}-${question.today}.${file}"`,
    }),
  };
  if (request.method === 'HEAD') return new Response(null, { headers });
  const nowMs = office.clock();
  if (viewer.token === undefined) await countTry(office, 'export', viewer.user);
  const cell = await office.store.read((tables) => tables.cells.ofProvince(area.slice(0, 2)));
  const rows = cell ? rowsOfCell(office, key, question) : tables[key].rows(office, question);
  const sheet: ExportSheet = {
    mapping: office.exportMappings[key] ?? exportMapping(key),
    language,
    watermark: [watermarkOf(viewer, area, nowMs, language), ...(cell ? [ageOfCell(cell, language)] : [])].join(' · '),
  };
  // made before it is written down that it was given; the rest streams, and what begins to leave counts as given
  const made = file === 'xlsx' ? await madeXlsx(office, sheet, rows) : undefined;
  await office.store.write((tables) =>
    tables.office.audit({
      at: nowMs,
      actor: viewer.user,
      action: `export-${key}-${file}`,
      subject: viewer.token === undefined ? area : `${area} ${viewer.token.id}`,
    }),
  );
  const body =
    made ??
    streamOf(office, file === 'csv' ? csvPieces(sheet, rows) : jsonPieces({ table: key, area, nowMs: cell?.heardAt ?? nowMs }, rows));
  return new Response(body, { headers });
}

function readQuestion(office: Office, url: URL, viewer: Viewer): ExportQuestion & { readonly language: Language } {
  const asked = ExportQuery.safeParse(Object.fromEntries(url.searchParams));
  if (!asked.success) throw new RequestProblem('bad-request', { path: asked.error.issues[0]?.path.join('.') ?? '' });
  const area = asked.data.area ?? viewer.grants.flatMap((grant) => grant.areas)[0];
  if (area === undefined) throw new RequestProblem('bad-request', { path: 'area' });
  const today = civilDateInThailand(office.clock());
  const to = asked.data.to ?? monthOf(today);
  const from = asked.data.from ?? shiftMonth(to, -11);
  if (from > to || from < shiftMonth(to, -mostMonths) || to > monthOf(today)) throw new RequestProblem('bad-request', { path: 'from' });
  return { viewer, area, today, from, to, language: asked.data.language ?? 'th' };
}

/** @throws RequestProblem `too-many-rows` */
async function madeXlsx(office: Office, sheet: ExportSheet, rows: AsyncIterable<ExportRow>): Promise<Uint8Array<ArrayBuffer>> {
  if (office.memory.xlsxInFlight >= mostXlsxAtOnce) throw new RequestProblem('busy', { retryAfter: 10 });
  office.memory.xlsxInFlight++;
  try {
    const all: ExportRow[] = [];
    for await (const row of rows) {
      if (all.length === mostXlsxRows) throw new RequestProblem('too-many-rows');
      all.push(row);
    }
    return new Uint8Array(await xlsxBytes(sheet, all));
  } finally {
    office.memory.xlsxInFlight--;
  }
}

async function* jsonPieces(
  { table, area, nowMs }: { readonly table: ExportKey; readonly area: string; readonly nowMs: number },
  rows: AsyncIterable<ExportRow>,
): AsyncGenerator<string> {
  yield `${JSON.stringify({ table, area, asOf: new Date(nowMs).toISOString() }).slice(0, -1)},"rows":[`;
  let isFirst = true;
  for await (const row of rows) {
    yield `${isFirst ? '' : ','}${JSON.stringify(row)}`;
    isFirst = false;
  }
  yield ']}';
}

const pieceChars = 32 * 1024;

/** Text as it is asked for; a store that fails half-way breaks the answer off, so that nobody takes a part for the whole. */
function streamOf(office: Office, pieces: AsyncGenerator<string>): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      try {
        let text = '';
        while (text.length < pieceChars) {
          const { done, value } = await pieces.next();
          if (done === true) {
            if (text !== '') controller.enqueue(encoder.encode(text));
            controller.close();
            return;
          }
          text += value;
        }
        controller.enqueue(encoder.encode(text));
      } catch (error) {
        office.log('fault', { route: '/v1/export', error: describeError(error) });
        controller.error(error);
      }
    },
    cancel: async () => void (await pieces.return(undefined)),
  });
}

/** What a province's own server sent is as old as it was heard. */
function ageOfCell({ heardAt }: CellRecord, language: Language): string {
  return heardAt === null ? exportWords.emptyCell[language] : fill(exportWords.ofCell[language], { when: whenInWords(heardAt, language) });
}

function watermarkOf(viewer: Viewer, area: string, nowMs: number, language: Language): string {
  const name = maskNationalIdsIn(viewer.name);
  return fill(exportWords.watermark[language], {
    area: `${areaName(area) ?? area} (${area})`,
    name: viewer.token === undefined ? name : fill(exportWords.byToken[language], { name, token: viewer.token.name }),
    when: whenInWords(nowMs, language),
  });
}

function whenInWords(atMs: number, language: Language): string {
  const day = formatThaiDate(civilDateInThailand(atMs), thaiWords.calendar, { style: language === 'th' ? 'long' : 'numeric' });
  return `${day} ${new Date(atMs + 7 * 3_600_000).toISOString().slice(11, 16)}`;
}

function fill(sentence: string, values: Readonly<Record<string, string>>): string {
  return sentence.replaceAll(/\{(\w+)\}/g, (_whole, name: string) => values[name] ?? '');
}
