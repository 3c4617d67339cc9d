/** How busy each server is: written down by itself every minute, so that `sajja status` can tell beside it, and a server who else is there. */
import { hostname } from 'node:os';
import { everyMinute, oneLookAtATime } from './every-minute.ts';
import type { Metrics } from './metrics.ts';
import type { Office } from './office.ts';
import type { Tables } from './store/store.ts';

export interface Load {
  readonly startedAt: number;
  /** when it was written, and over how many ms before that it was counted; 0 when it had just started */
  readonly at: number;
  readonly overMs: number;
  readonly requests: number;
  /** sum over all requests */
  readonly requestMs: number;
  /** records that phones sent */
  readonly records: number;
  readonly residentBytes: number;
}

/** Of one process; one that was killed counts as running until then. */
interface ProcessLoad extends Load {
  readonly process: string;
  readonly runsUntil: number;
}

const name = 'loads';
export const silentMinutes = 3;
/** the same again after a restart where each server is alone in a container */
const ownName = `${hostname()} ${process.pid}`;
type Counts = Pick<Load, 'requests' | 'requestMs' | 'records'>;

/**
 * Looks now and every minute.
 *
 * @param isAlone no other process can be on this store
 * @returns a way to stop, which says so to the others
 */
export function keepLoad(office: Office, isAlone: boolean): () => Promise<void> {
  const startedAt = office.clock();
  let before: ({ readonly at: number } & Counts) | undefined;
  const tell = async (isOver: boolean): Promise<void> => {
    const now = { at: office.clock(), ...countsOf(office.metrics) };
    before ??= now;
    const load: ProcessLoad = {
      process: ownName,
      runsUntil: isOver ? now.at : now.at + silentMinutes * 60_000,
      startedAt,
      at: now.at,
      overMs: now.at - before.at,
      requests: now.requests - before.requests,
      requestMs: now.requestMs - before.requestMs,
      records: now.records - before.records,
      residentBytes: process.memoryUsage.rss(),
    };
    before = now;
    await office.store.write(async (tables) => writeLoad(tables, load, isAlone ? [] : await othersIn(tables, now.at)));
  };
  const look = oneLookAtATime(office, 'load-failed', () => tell(false));
  void look();
  const stop = everyMinute(look);
  return async () => {
    stop();
    await oneLookAtATime(office, 'load-failed', () => tell(true))();
  };
}

function countsOf(metrics: Metrics): Counts {
  return {
    requests: metrics.total('sajja_requests_total'),
    requestMs: metrics.total('sajja_request_milliseconds_total'),
    records: metrics.total('sajja_operations_total'),
  };
}

async function readLoads(tables: Tables): Promise<readonly ProcessLoad[]> {
  return JSON.parse((await tables.office.setting(name)) ?? '[]') as readonly ProcessLoad[];
}

const runningIn = (loads: readonly ProcessLoad[], nowMs: number): readonly ProcessLoad[] =>
  loads.filter(({ runsUntil }) => runsUntil > nowMs);

async function othersIn(tables: Tables, nowMs: number): Promise<readonly ProcessLoad[]> {
  return runningIn(await readLoads(tables), nowMs).filter(({ process }) => process !== ownName);
}

async function writeLoad(tables: Tables, load: ProcessLoad, others: readonly ProcessLoad[]): Promise<void> {
  await tables.office.set(name, JSON.stringify([...others, load]));
}

/** For a start that takes long before anybody is answered: from now on the others know of this process; `keepLoad` goes on with it. */
export async function claimRunning(tables: Tables, nowMs: number): Promise<void> {
  const load: ProcessLoad = {
    process: ownName,
    runsUntil: nowMs + silentMinutes * 60_000,
    startedAt: nowMs,
    at: nowMs,
    overMs: 0,
    requests: 0,
    requestMs: 0,
    records: 0,
    residentBytes: process.memoryUsage.rss(),
  };
  await writeLoad(tables, load, await othersIn(tables, nowMs));
}

/** Of all that run together, else of the last that ran; `undefined` when none ever did. */
export async function readLoad(tables: Tables, nowMs: number): Promise<{ readonly running: number; readonly load: Load | undefined }> {
  const loads = await readLoads(tables);
  const running = runningIn(loads, nowMs);
  const [first, ...others] = running.length > 0 ? running : loads.slice(-1);
  return { running: running.length, load: first && others.reduce(together, first) };
}

/** How many other processes run on this store. */
export async function countOthers(tables: Tables, nowMs: number): Promise<number> {
  return (await othersIn(tables, nowMs)).length;
}

function together(one: Load, other: Load): Load {
  return {
    startedAt: Math.min(one.startedAt, other.startedAt),
    at: Math.max(one.at, other.at),
    overMs: Math.max(one.overMs, other.overMs),
    requests: one.requests + other.requests,
    requestMs: one.requestMs + other.requestMs,
    records: one.records + other.records,
    residentBytes: one.residentBytes + other.residentBytes,
  };
}
