/** The department's side of a roll-up: signs in at a cell as a device of it, asks for what changed, and keeps what came. */
import { createPrivateKey, generateKeyPairSync, sign, type JsonWebKey } from 'node:crypto';
import type * as z from 'zod/mini';
import type { Operation } from '../../domain/operation.ts';
import { NonceResponse, SessionResponse, type RedeemRequest, type RefreshRequest } from '../../protocol/session.ts';
import { civilDateInThailand, shiftMonth } from '../../domain/thai-calendar.ts';
import { isInForce } from '../access.ts';
import { monthsShown } from '../area-figures.ts';
import type { Office } from '../office.ts';
import type { Tables } from '../store/store.ts';
import type { CellRecord } from '../store/cells.ts';
import { toView } from './cell-board.ts';
import { askCell, CellProblem, type CellProblemCode } from './cell-door.ts';
import { SyncResponseWithSummaries, type AreaView, type GroupView, type Summaries, type SummaryQuestion } from './summary.ts';

/** of twenty groups each, and for so long: then it is another cell's turn, and the next look goes on */
const mostPages = 100;
const mostMs = 60_000;
/** years of a campaign's curve, in months */
const mostMonths = 600;

/** Of a province's server, as the operator typed it: what the server says of itself gives it no other province. */
interface CellOrder {
  readonly url: string;
  readonly code: string;
  readonly provinces: readonly string[];
}

/**
 * Redeems an invitation of the department and keeps the device that came of it. One that is known already gets a new device.
 *
 * @throws CellProblem, or Error with a sentence when a province is counted already or the invitation is for something else
 */
export async function joinCell(office: Office, { url, code, provinces }: CellOrder): Promise<CellRecord> {
  const today = civilDateInThailand(office.clock());
  await office.store.read((tables) => refuseTaken(tables, url, provinces, today));
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const { d: _secret, x = '', y = '' } = privateKey.export({ format: 'jwk' });
  const redeem: RedeemRequest = { code, deviceName: 'department server', deviceKey: { kty: 'EC', crv: 'P-256', x, y } };
  const { body, cookie = '' } = await askCell(url, '/v1/session/redeem', SessionResponse, { body: redeem });
  const granted = body.grants.flatMap(({ areas }) => areas);
  if (body.grants.some(({ role }) => role !== 'department') || [...granted].sort().join(' ') !== provinces.join(' '))
    throw new Error(`the invitation is not of the role department for ${provinces.join(' ')}: block the device there, and invite again`);
  const cell: CellRecord = {
    url,
    dev: body.dev,
    secret: JSON.stringify(privateKey.export({ format: 'jwk' })),
    session: cookie,
    provinces,
    addedAt: office.clock(),
    heardAt: null,
    problem: null,
  };
  await office.store.write(async (tables) => {
    await refuseTaken(tables, url, provinces, today);
    await tables.cells.put(cell);
  });
  return cell;
}

/** A province is counted once: here, or in one cell. */
async function refuseTaken(tables: Tables, url: string, provinces: readonly string[], today: string): Promise<void> {
  for (const province of provinces) {
    const other = await tables.cells.ofProvince(province);
    if (other && other.url !== url) throw new Error(`province ${province} comes from ${other.url} already`);
    if ((await tables.streams.groupsIn(province)).length > 0) throw new Error(`province ${province} has groups in this store`);
    for (const grant of await tables.people.grantsWithin(province)) {
      if (grant.role === 'department' || !isInForce(grant, today)) continue;
      if ((await tables.devices.ofUser(grant.user)).some(({ revokedAt }) => revokedAt === null))
        throw new Error(`people of province ${province} work on this server`);
    }
  }
}

/**
 * Everything that changed, page by page; what came stays although a later page fails, or there is more than fits into one turn. The outcome
 * is kept with the cell.
 */
export async function pullCell(office: Office, cell: CellRecord): Promise<CellProblemCode | undefined> {
  let problem: CellProblemCode | undefined;
  let isWhole = false;
  try {
    isWhole = await pullPages(office, cell);
  } catch (error) {
    if (!(error instanceof CellProblem)) throw error;
    problem = error.code;
    office.log('cell-not-read', { cell: cell.provinces.join(' '), code: problem });
  }
  const heardAt = isWhole ? { heardAt: office.clock() } : {};
  await office.store.write((tables) => tables.cells.setState(cell.url, { problem: problem ?? null, ...heardAt }));
  return problem;
}

/** @returns whether nothing is left */
async function pullPages(office: Office, cell: CellRecord): Promise<boolean> {
  const beganMs = performance.now();
  const have = new Map(await office.store.read((tables) => tables.cells.marksOf(cell.url)));
  let { session } = cell;
  for (let page = 0; page < mostPages && performance.now() - beganMs < mostMs; page++) {
    const { sum, session: used } = await syncWithCell(office, { ...cell, session }, { sum: { have: Object.fromEntries(have) } });
    session = used;
    // rows of groups are passed on to whoever looks at that province, as they came
    const told = sum as Summaries | undefined;
    // a server from before there were summaries
    if (told === undefined) throw new CellProblem('bad-answer');
    if (cell.provinces.some((province) => told.gone.includes(`area:${province}`))) throw new CellProblem('right-ended');
    for (const summary of told.summaries) check(cell, summary);
    await keep(office, cell, told);
    for (const { key, mark } of told.summaries) have.set(key, mark);
    for (const key of told.gone) have.delete(key);
    if (!told.more) return true;
    if (told.summaries.length === 0) throw new CellProblem('bad-answer');
  }
  return false;
}

/**
 * An ordinary sync of a device that takes no stream; its session is renewed when it has to be.
 *
 * @returns the session that goes on, beside the answer
 * @throws CellProblem
 */
export async function syncWithCell(
  office: Office,
  cell: CellRecord,
  { ops = [], sum }: { readonly ops?: readonly Operation[]; readonly sum?: z.infer<typeof SummaryQuestion> },
): Promise<z.infer<typeof SyncResponseWithSummaries> & { readonly session: string }> {
  const body = {
    proto: 1,
    dev: cell.dev,
    app: 'department',
    epoch: null,
    now: new Date(office.clock()).toISOString(),
    ce: 0,
    ops,
    cur: {},
    want: [],
    q: { ops: ops.length, photos: 0, bytes: 0, oldest: null, persisted: true, quotaErrors: 0 },
    ...(sum && { sum }),
  };
  const ask = async (session: string) => ({
    ...(await askCell(cell.url, '/v1/sync', SyncResponseWithSummaries, { body, cookie: session })).body,
    session,
  });
  return ask(cell.session).catch(async (error: unknown) => {
    if (!(error instanceof CellProblem) || !['session-expired', 'signin-required'].includes(error.code)) throw error;
    return ask(await refresh(office, cell));
  });
}

async function refresh(office: Office, { url, dev, secret }: CellRecord): Promise<string> {
  const { nonce } = (await askCell(url, '/v1/session/nonce', NonceResponse)).body;
  const key = createPrivateKey({ key: JSON.parse(secret) as JsonWebKey, format: 'jwk' });
  const signature = sign('sha256', Buffer.from(`${dev}.${nonce}`), { key, dsaEncoding: 'ieee-p1363' }).toString('base64url');
  const asked: RefreshRequest = { dev, nonce, signature };
  const { cookie = '' } = await askCell(url, '/v1/session/refresh', SessionResponse, { body: asked });
  await office.store.write((tables) => tables.cells.setSession(url, cookie));
  return cookie;
}

async function keep(office: Office, { url }: CellRecord, { summaries, gone }: Summaries): Promise<void> {
  await office.store.write(async (tables) => {
    // it may have been removed meanwhile
    if (!(await tables.cells.find(url))) return;
    for (const summary of summaries) await tables.cells.putView(url, toView(summary));
    for (const key of gone) await tables.cells.removeView(url, key);
  });
}

/** @throws CellProblem for what speaks of another area than its own, or could not be added up */
function check({ provinces }: CellRecord, summary: AreaView | GroupView): void {
  const isOwn = summary.of === 'area' ? isOwnArea(summary) : isOwnGroup(summary);
  if (!isOwn || !provinces.includes(summary.area.slice(0, 2))) throw new CellProblem('bad-answer');
}

function isOwnArea({ key, area, board, targets }: AreaView): boolean {
  return (
    key === `area:${area}` &&
    board.area === area &&
    board.whole.area === area &&
    areInARow(board.months.map(({ month }) => month)) &&
    board.curve.length <= mostMonths &&
    board.curve.every(({ month }) => isMonth(month)) &&
    [board.whole, ...board.parts].every((part) => part.area.startsWith(area) && part.pledged.length === monthsShown) &&
    targets.every(({ districtCode }) => districtCode.startsWith(area))
  );
}

/** The months that a board shows. */
function areInARow(months: readonly string[]): boolean {
  const last = months.at(-1) ?? '';
  return (
    isMonth(last) && months.length === monthsShown && months.every((month, index) => month === shiftMonth(last, index + 1 - monthsShown))
  );
}

function isMonth(text: string): boolean {
  return /^\d{4}-(0[1-9]|1[0-2])$/.test(text);
}

function isOwnGroup({ key, area, board, waiting, reports, tables }: GroupView): boolean {
  const { id } = board.group;
  const rows = [...tables.groups, ...tables.months, ...tables.reports, ...tables['establishment-result']];
  return (
    key === `group:${id}` &&
    board.district === area.slice(0, 4) &&
    [...waiting, ...reports].every(({ group }) => group === id) &&
    rows.every((row) => row.group === id && row.tambonCode === area)
  );
}
