/** Looks each minute at the cells that are due: one that cannot be read is asked less and less often, and stops no other. */
import { everyMinute, oneLookAtATime } from '../every-minute.ts';
import { describeError } from '../log.ts';
import type { Office } from '../office.ts';
import { endingProblems } from './cell-board.ts';
import { pullCell } from './pull-cell.ts';

const minuteMs = 60_000;
const mostWaitMs = 60 * minuteMs;
/** longer than any look takes: a process that died in the middle leaves the cell to others then */
const turnMs = 5 * minuteMs;
const atOnce = 8;

/** Looks now and every minute. @returns a way to stop */
export function keepCells(office: Office): () => void {
  const look = oneLookAtATime(office, 'cells-failed', () => pullDue(office));
  void look();
  return everyMinute(look);
}

/** Each cell that is due, unless another process of this store has taken its turn. */
export async function pullDue(office: Office): Promise<void> {
  const { store, clock } = office;
  const next = (await store.read((tables) => tables.cells.due(clock()))).values();
  const work = async (): Promise<void> => {
    for (const cell of next) {
      const nowMs = clock();
      const before = await store.write((tables) => tables.cells.takeTurn(cell.url, nowMs, nowMs + turnMs));
      if (before === undefined) continue;
      const problem = await pullCell(office, cell).catch((error: unknown) => {
        office.log('cell-fault', { cell: cell.provinces.join(' '), error: describeError(error) });
        return 'fault' as const;
      });
      const failures = problem === undefined ? 0 : endingProblems.includes(problem) ? 6 : before + 1;
      await store.write((tables) => tables.cells.endTurn(cell.url, { dueAt: clock() + waitMs(office, failures), failures }));
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
}

/** The first after half a minute to a minute, so that not all cells hear us in the same second; then twice as long with every failure. */
function waitMs({ random }: Office, failures: number): number {
  const share = (random(1)[0] ?? 0) / 256;
  return Math.round(Math.min(mostWaitMs, minuteMs * 2 ** failures) * (0.5 + share / 2));
}
