/** Tables of the office as files, asked online and kept nowhere: what leaves the office is the person's own doing. */
import type { ExportFile, ExportKey } from '../protocol/export.ts';
import { type Net, type NetProblem, send } from './transport.ts';

export type ExportResult = { readonly ok: true; readonly file: File } | { readonly ok: false; readonly problem: NetProblem };

/** @param file a spreadsheet's own form, or plain text for any program */
export async function fetchExport(
  net: Net,
  {
    key,
    file,
    area,
    language,
  }: { readonly key: ExportKey; readonly file: Exclude<ExportFile, 'json'>; readonly area: string; readonly language: string },
): Promise<ExportResult> {
  const answer = await send(net, `/v1/export/${key}.${file}?area=${encodeURIComponent(area)}&language=${language}`, { method: 'GET' });
  if (!answer.ok) return { ok: false, problem: answer.problem };
  const name = /filename="([\w.-]+)"/.exec(answer.headers.get('content-disposition') ?? '')?.[1] ?? `sajja-${key}.${file}`;
  return { ok: true, file: new File([answer.bytes], name, { type: answer.headers.get('content-type') ?? '' }) };
}
