/** Runs schedules on all cores and gathers what they found. */
import { fork } from 'node:child_process';
import { rmSync } from 'node:fs';
import { availableParallelism } from 'node:os';
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
  const processes = Math.min(schedules.length, availableParallelism());
  const told: Told[] = [];
  try {
    const ranges = Array.from({ length: processes }, (_, index): Range => ({
      seed,
      schedules: schedules.filter((_, at) => at % processes === index),
      stopAfter,
    }));
    await Promise.all(ranges.map(async (range) => runProcess(file, range, (one) => told.push(one))));
  } finally {
    rmSync(file, { force: true });
  }
  const findings = told.flatMap((one) => one.findings).sort((a, b) => a.schedule - b.schedule);
  return { schedules: told.length, violations: new Set(findings.map(({ schedule }) => schedule)).size, findings };
}

/**
 * One process keeps one core: V8's helpers would only take the core of the next process. Young objects have room for a schedule, and not so
 * much that they leave the core's cache: measured, 16 MB from the beginning cost a sixteenth less than 32.
 */
const oneCore = ['--single-threaded', '--min-semi-space-size=16', '--max-semi-space-size=16'];

async function runProcess(file: string, range: Range, tell: (told: Told) => void): Promise<void> {
  const child = fork(file, { execArgv: oneCore });
  await new Promise<void>((resolve, reject) => {
    child.on('message', (told) => tell(told as Told));
    child.on('error', reject);
    child.on('exit', (code) => (code === 0 ? resolve() : reject(new Error(`a process of the simulator ended with ${code}`))));
    child.send(range);
  });
}
