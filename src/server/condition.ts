/** How an office stands, for whoever operates it: what waits, which phones are silent, what is stored, when it was backed up. No personal value. */
import { silentAfterDays } from '../domain/silence.ts';
import type { QueueReport } from '../protocol/sync.ts';
import { officeUser } from './ids.ts';
import type { DeviceRecord, Tables } from './store/store.ts';
import type { CellRecord } from './store/cells.ts';

const dayMs = 86_400_000;

export interface Condition {
  /** records that wait for a person's decision */
  readonly held: number;
  /** phones in use; the one that was silent for longest first */
  readonly phones: readonly Phone[];
  readonly pictures: { readonly count: number; readonly bytes: number };
  readonly backup: Backups;
  /** servers of provinces that this one reads */
  readonly cells: readonly Pick<CellRecord, 'url' | 'provinces' | 'addedAt' | 'heardAt' | 'problem'>[];
}

export interface Phone extends Pick<DeviceRecord, 'dev' | 'user' | 'name' | 'seenAt'> {
  readonly isSilent: boolean;
  /** what it last said it still holds */
  readonly records: number;
  readonly pictures: number;
  /** instant of its oldest record that had not gone out */
  readonly oldestAt: string | null;
}

export interface Backups {
  /** instants, ms; of the last one that was proven, and of the last that somebody vouched lies off this machine */
  readonly at: number | undefined;
  readonly offMachineAt: number | undefined;
}

export async function readCondition(tables: Tables, nowMs: number): Promise<Condition> {
  const devices = await tables.devices.inUse();
  return {
    held: await tables.held.countWaiting(),
    phones: devices.filter(({ user }) => user !== officeUser).map((device) => toPhone(device, nowMs)),
    pictures: await tables.blobs.totals(),
    backup: {
      at: numberOf(await tables.office.setting('backup-at')),
      offMachineAt: numberOf(await tables.office.setting('backup-off-machine-at')),
    },
    cells: await tables.cells.all(),
  };
}

function toPhone({ dev, user, name, seenAt, queue }: DeviceRecord, nowMs: number): Phone {
  const said = queue === null ? undefined : (JSON.parse(queue) as QueueReport);
  return {
    dev,
    user,
    name,
    seenAt,
    isSilent: nowMs - seenAt >= silentAfterDays * dayMs,
    records: said?.ops ?? 0,
    pictures: said?.photos ?? 0,
    oldestAt: said?.oldest ?? null,
  };
}

function numberOf(text: string | undefined): number | undefined {
  return text === undefined ? undefined : Number(text);
}

/** Remembers a backup that was proven; one that was made before a restore is of another store. */
export async function rememberBackup(tables: Tables, at: number, isOffMachine: boolean): Promise<void> {
  await tables.office.set('backup-at', String(at));
  if (isOffMachine) await tables.office.set('backup-off-machine-at', String(at));
}

export function sumOf(phones: readonly Phone[]): Pick<Phone, 'records' | 'pictures'> {
  return {
    records: phones.reduce((sum, { records }) => sum + records, 0),
    pictures: phones.reduce((sum, { pictures }) => sum + pictures, 0),
  };
}
