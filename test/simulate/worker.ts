/** One process of the simulator: runs the schedules it is given and tells what it found. Bundled with or without a planted bug. */
import { once } from 'node:events';
import { installPlatform } from './platform.ts';
import { runSchedule } from './schedule.ts';
import { makeWorld } from './world.ts';

export interface Range {
  readonly seed: number;
  readonly schedules: readonly number[];
  /** enough is known after so many that were violated */
  readonly stopAfter: number;
}
export interface Finding {
  readonly schedule: number;
  readonly invariant: string;
  readonly what: string;
  readonly steps: readonly string[];
}

/** nobody waits for the findings any more */
process.once('disconnect', () => process.exit());
const realTurn = setImmediate;
installPlatform();
const [range] = (await once(process, 'message')) as [Range];
const { seed, schedules, stopAfter } = range;
const world = await makeWorld();
let violated = 0;
for (const schedule of schedules) {
  if (violated >= stopAfter) break;
  const { violations, steps } = await runSchedule(world, seed, schedule);
  if (violations.length > 0) violated += 1;
  const findings = violations.map((violation): Finding => ({ schedule, steps, ...violation }));
  process.send?.({ schedule, findings });
  // messages leave, and the end of the other process is heard of, only when the loop really turns
  await new Promise<void>((resolve) => {
    realTurn(resolve);
  });
}
await world.office.close();
process.disconnect();
