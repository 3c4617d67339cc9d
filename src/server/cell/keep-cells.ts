/** Looks each minute at the cells that are due: one that cannot be read is asked less and less often, and stops no other. */
import { everyMinute, oneLookAtATime } from '../every-minute.ts';
import { describeError } from '../log.ts';
import type { Office } from '../office.ts';
import { endingProblems } from './cell-board.ts';
import { pullCell } from './pull-cell.ts';

const minuteMs = 60_000;
const mostWaitMs = 60 * minuteMs;
const atOnce = 8;

interface Turn {
  readonly failures: number;
  readonly dueAt: number;
}

/** Looks now and every minute. @returns a way to stop */
export function keepCells(office: Office): () => void {
  const turns = new Map<string, Turn>();
  const look = oneLookAtATime(office, 'cells-failed', () => pullDue(office, turns));
  void look();
  return everyMinute(look);
}

/** @param turns of each cell by its address, kept from look to look */
export async function pullDue(office: Office, turns: Map<string, Turn>): Promise<void> {
  const now = office.clock();
  const due = (await office.store.read((tables) => tables.cells.all())).filter(
    ({ url, problem }) => problem !== 'device-revoked' && (turns.get(url)?.dueAt ?? 0) <= now,
  );
  const next = due.values();
  const work = async (): Promise<void> => {
    for (const cell of next) {
      const problem = await pullCell(office, cell).catch((error: unknown) => {
        office.log('cell-fault', { cell: cell.provinces.join(' '), error: describeError(error) });
        return 'fault' as const;
      });
      const failures = problem === undefined ? 0 : endingProblems.includes(problem) ? 6 : (turns.get(cell.url)?.failures ?? 0) + 1;
      turns.set(cell.url, { failures, dueAt: office.clock() + waitMs(office, failures) });
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
}

/** The first after half a minute to a minute, so that not all cells hear us in the same second; then twice as long with every failure. */
function waitMs({ random }: Office, failures: number): number {
  const share = (random(1)[0] ?? 0) / 256;
  return Math.min(mostWaitMs, minuteMs * 2 ** failures) * (0.5 + share / 2);
}
