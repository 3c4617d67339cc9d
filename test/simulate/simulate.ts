/** Runs schedules on all cores and gathers what they found. */
import { rmSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { bundleWorker } from './bundle.ts';
import type { PlantedBug } from './planted-bugs.ts';
import type { Finding, Range } from './worker.ts';

export interface Simulation {
  readonly seed: number;
  readonly schedules: readonly number[];
  readonly bug?: PlantedBug | undefined;
  /** stop after so many schedules with a violation; absent runs them all */
  readonly stopAfter?: number;
}

export interface Result {
  /** how many were run */
  readonly schedules: number;
  /** schedules that broke a promise */
  readonly violations: number;
  readonly findings: readonly Finding[];
}

interface Told {
  readonly schedule: number;
  readonly findings: readonly Finding[];
}

/** So many numbers of schedules, one after the other. */
export const numbersFrom = (from: number, count: number): readonly number[] => Array.from({ length: count }, (_, index) => from + index);

export async function simulate(simulation: Simulation): Promise<Result> {
  const { seed, schedules, bug, stopAfter = Number.MAX_SAFE_INTEGER } = simulation;
  const file = await bundleWorker(bug);
  const threads = Math.min(schedules.length, availableParallelism());
  const told: Told[] = [];
  try {
    const ranges = Array.from({ length: threads }, (_, index): Range => ({
      seed,
      schedules: schedules.filter((_, at) => at % threads === index),
      stopAfter,
    }));
    await Promise.all(ranges.map(async (range) => runThread(file, range, (one) => told.push(one))));
  } finally {
    rmSync(file, { force: true });
  }
  const findings = told.flatMap((one) => one.findings).sort((a, b) => a.schedule - b.schedule);
  return { schedules: told.length, violations: new Set(findings.map(({ schedule }) => schedule)).size, findings };
}

async function runThread(file: string, range: Range, tell: (told: Told) => void): Promise<void> {
  // with little room for young objects a tenth of the time is spent collecting them
  const worker = new Worker(file, { workerData: range, resourceLimits: { maxYoungGenerationSizeMb: 96 } });
  await new Promise<void>((resolve, reject) => {
    worker.on('message', tell);
    worker.on('error', reject);
    worker.on('exit', () => resolve());
  });
}
