/** Everything the server's parts are handed instead of reaching for it: store, pictures, clock, chance, log, counters. */
import type { Disk } from './disk.ts';
import type { ExportMappings } from './export/mapping-file.ts';
import type { Clock, Random } from './ids.ts';
import { InFlight } from './in-flight.ts';
import { InLine } from './in-line.ts';
import type { Log } from './log.ts';
import type { Metrics } from './metrics.ts';
import type { OpenIdDoor } from './openid-door.ts';
import type { PhotoStore } from './photo-store.ts';
import type { PushDoor } from './push-door.ts';
import type { Store } from './store/store.ts';

export interface Office {
  readonly store: Store;
  readonly photoStore: PhotoStore;
  readonly disk: Disk;
  readonly pushDoor: PushDoor;
  /** where people may have an account to sign in with, when the environment names one */
  readonly openId: OpenIdDoor | undefined;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  readonly metrics: Metrics;
  /** address people use when a proxy stands before the server, e.g. `https://sajja.example` */
  readonly publicOrigin: string | undefined;
  /** `mailto:` or `https:` address for whoever found a weakness */
  readonly reportTo: string | undefined;
  /** folder of the built app */
  readonly staticDir: string;
  /** the office's own columns of tables, where it has some */
  readonly exportMappings: ExportMappings;
  readonly memory: Memory;
}

/** What one process may forget when it stops: places that keep this process from more than it bears, so each of several has its own. */
export interface Memory {
  readonly passwords: InLine;
  /** the last write to each unfinished picture, so that a phone that comes again waits for its first request; other processes may write (`PhotoStore`) */
  readonly pictureTurns: Map<string, Promise<unknown>>;
  readonly syncs: InFlight;
  /** of pictures; records come first, so there are fewer of them */
  readonly pieces: InFlight;
  /** sealed copies: each may be a quarter of a gigabyte */
  readonly copies: InFlight;
  xlsxInFlight: number;
}

export function newMemory(): Memory {
  return {
    passwords: new InLine(2, 16),
    pictureTurns: new Map(),
    syncs: new InFlight(64, 8),
    pieces: new InFlight(32, 8),
    copies: new InFlight(4, 1),
    xlsxInFlight: 0,
  };
}
