/** The boards of district and province: asked online, the last seen answer kept sealed on the phone and shown with its time. */
import * as z from 'zod/mini';
import type { BoardReportDetail, BoardReports } from '../protocol/board-reports.ts';
import type { AreaBoard } from '../protocol/area-board.ts';
import type { BoardGroupDetail, BoardGroups } from '../protocol/board.ts';
import { BoardPeople } from '../protocol/people.ts';
import type { PhoneInternals } from '../storage/phone-internals.ts';
import { type Net, type NetProblem, sendJson } from './transport.ts';

export type BoardResult<T> =
  | { readonly ok: true; readonly board: T; readonly at: string }
  /** `last`: what was seen before, with the instant it was fetched */
  | { readonly ok: false; readonly problem: NetProblem; readonly last?: { readonly board: T; readonly at: string } | undefined };

type Views = Pick<PhoneInternals, 'view' | 'putView'>;

/** @param area official code, 2 or 4 digits; absent for everything the signed-in person may see */
export async function fetchBoard(net: Net, phone: Views, area?: string): Promise<BoardResult<BoardGroups>> {
  return fetchView(net, phone, boardPath(area), z.looseObject({ groups: z.array(z.unknown()) }));
}

/** @param area official code, 2 or 4 digits; empty for every province that the signed-in person oversees */
export async function fetchAreaBoard(net: Net, phone: Views, area: string): Promise<BoardResult<AreaBoard>> {
  return fetchView(net, phone, areaPath(area), z.looseObject({ whole: z.unknown(), parts: z.array(z.unknown()) }));
}

export async function lastAreaBoard(phone: Views, area: string): Promise<{ readonly board: AreaBoard; readonly at: string } | undefined> {
  const kept = await phone.view(areaPath(area));
  return kept === undefined ? undefined : { board: kept.value as AreaBoard, at: kept.at };
}

const areaPath = (area: string): string => `/v1/board/areas${area === '' ? '' : `?area=${encodeURIComponent(area)}`}`;

export async function fetchBoardGroup(net: Net, phone: Views, group: string): Promise<BoardResult<BoardGroupDetail>> {
  return fetchView(
    net,
    phone,
    `/v1/board/groups/${encodeURIComponent(group)}`,
    z.looseObject({ group: z.unknown(), meetings: z.array(z.unknown()) }),
  );
}

/** Reports of an area that wait for somebody's word. */
export async function fetchReports(net: Net, phone: Views, area: string): Promise<BoardResult<BoardReports>> {
  return fetchView(net, phone, reportsPath(area), z.looseObject({ reports: z.array(z.unknown()) }));
}

export async function fetchReport(net: Net, phone: Views, group: string, report: string): Promise<BoardResult<BoardReportDetail>> {
  return fetchView(net, phone, reportPath(group, report), z.looseObject({ report: z.looseObject({ versions: z.array(z.unknown()) }) }));
}

export const reportsPath = (area: string): string => `/v1/board/reports?area=${encodeURIComponent(area)}`;
export const reportPath = (group: string, report: string): string =>
  `/v1/board/groups/${encodeURIComponent(group)}/reports/${encodeURIComponent(report)}`;

/** What was seen last, without asking anybody: to draw at once. */
export async function lastBoard(phone: Views, area?: string): Promise<{ readonly board: BoardGroups; readonly at: string } | undefined> {
  const kept = await phone.view(boardPath(area));
  return kept === undefined ? undefined : { board: kept.value as BoardGroups, at: kept.at };
}

/** @param area official code; who works there, and what of the groups concerns people */
export async function fetchPeople(net: Net, phone: Views, area: string): Promise<BoardResult<BoardPeople>> {
  return fetchView(net, phone, peoplePath(area), BoardPeople);
}

export async function lastPeople(phone: Views, area: string): Promise<{ readonly board: BoardPeople; readonly at: string } | undefined> {
  const kept = await phone.view(peoplePath(area));
  return kept === undefined ? undefined : { board: kept.value as BoardPeople, at: kept.at };
}

const peoplePath = (area: string): string => `/v1/board/people?area=${encodeURIComponent(area)}`;

const boardPath = (area: string | undefined): string => `/v1/board/groups${area === undefined ? '' : `?area=${encodeURIComponent(area)}`}`;

async function fetchView<T>(net: Net, phone: Views, path: string, schema: z.ZodMiniType): Promise<BoardResult<T>> {
  const answer = await sendJson(net, 'GET', path, undefined, schema);
  if (answer.ok) {
    await phone.putView(path, answer.body).catch(() => undefined);
    return { ok: true, board: answer.body as T, at: new Date(net.nowMs()).toISOString() };
  }
  const kept = await phone.view(path).catch(() => undefined);
  return { ok: false, problem: answer.problem, last: kept === undefined ? undefined : { board: kept.value as T, at: kept.at } };
}
