/** How busy a server was: written down by itself each minute, so that `sajja status` can tell beside it. */
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

const name = 'load';
type Counts = Pick<Load, 'requests' | 'requestMs' | 'records'>;

/** Looks now and every minute. @returns a way to stop */
export function keepLoad(office: Office): () => void {
  const startedAt = office.clock();
  let before: ({ readonly at: number } & Counts) | undefined;
  const look = oneLookAtATime(office, 'load-failed', async () => {
    const now = { at: office.clock(), ...countsOf(office.metrics) };
    before ??= now;
    const load: Load = {
      startedAt,
      at: now.at,
      overMs: now.at - before.at,
      requests: now.requests - before.requests,
      requestMs: now.requestMs - before.requestMs,
      records: now.records - before.records,
      residentBytes: process.memoryUsage.rss(),
    };
    before = now;
    await office.store.write((tables) => tables.office.set(name, JSON.stringify(load)));
  });
  void look();
  return everyMinute(look);
}

function countsOf(metrics: Metrics): Counts {
  return {
    requests: metrics.total('sajja_requests_total'),
    requestMs: metrics.total('sajja_request_milliseconds_total'),
    records: metrics.total('sajja_operations_total'),
  };
}

/** The last that a server wrote, however long ago. */
export async function readLoad(tables: Tables): Promise<Load | undefined> {
  const text = await tables.office.setting(name);
  return text === undefined ? undefined : (JSON.parse(text) as Load);
}
