import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { plant } from './bundle.ts';
import { plantedBugs } from './planted-bugs.ts';
import { numbersFrom, simulate } from './simulate.ts';

const isNightly = process.env['SAJJA_NIGHTLY'] === '1';
const schedules = Number(process.env['SIMULATE_SCHEDULES'] ?? (isNightly ? 500_000 : 20_000));
const seed = Number(process.env['SIMULATE_SEED'] ?? 1);
/** when other code moved a bug to another schedule, it must still be found among so many */
const searchFor = 2_000;

const root = fileURLToPath(new URL('../..', import.meta.url));
const run = (...args: readonly string[]) =>
  spawnSync(process.execPath, ['--import', 'tsx', 'test/simulate/main.ts', ...args], { cwd: root, encoding: 'utf8' });

describe('the whole protocol, simulated with the product’s own phone and server', () => {
  it(
    `keeps its ten promises in ${schedules} schedules of loss, crashes, copies, restores and rights that end`,
    async () => {
      const began = performance.now();
      const { findings, schedules: done, violations } = await simulate({ seed, schedules: numbersFrom(0, schedules) });
      const tookMs = performance.now() - began;
      process.stdout.write(
        `seed ${seed}: ${done} schedules in ${Math.round(tookMs / 1000)} s (${Math.round((done * 1000) / tookMs)} per second), ${violations} violations\n`,
      );
      expect(findings.map(({ schedule, invariant, what }) => `--seed ${seed} --only ${schedule} ${invariant}: ${what}`)).toEqual([]);
      expect(done).toBe(schedules);
    },
    60_000 + schedules * 1_000,
  );

  it('a schedule replayed alone is the schedule that was found', async () => {
    const bug = plantedBugs.find(({ name }) => name === 'fork-silent');
    const found = bug?.schedule ?? 0;
    const among = await simulate({ seed: 1, schedules: numbersFrom(found - 3, 6), bug });
    const alone = await simulate({ seed: 1, schedules: [found], bug });
    expect(alone.findings.length).toBeGreaterThan(0);
    expect(among.findings.filter(({ schedule }) => schedule === bug?.schedule)).toEqual(alone.findings);
  }, 300_000);
});

describe('the simulator bites', () => {
  it('knows at least twenty bugs', () => {
    expect(new Set(plantedBugs.map(({ name }) => name)).size).toBe(plantedBugs.length);
    expect(plantedBugs.length).toBeGreaterThanOrEqual(20);
  });

  it.each(plantedBugs.map((bug) => [bug.name, bug.what, bug] as const))(
    '%s is found: %s',
    async (_name, _what, bug) => {
      const stored = await simulate({ seed: bug.seed ?? 1, schedules: [bug.schedule], bug });
      if (stored.violations > 0) return;
      const { violations } = await simulate({ seed: 1, schedules: numbersFrom(0, searchFor), bug, stopAfter: 1 });
      expect(violations).toBeGreaterThan(0);
    },
    900_000,
  );

  it('and none of the schedules that show them shows anything without its bug', async () => {
    const seeds = new Set(plantedBugs.map((bug) => bug.seed ?? 1));
    for (const one of seeds) {
      const stored = new Set(plantedBugs.filter((bug) => (bug.seed ?? 1) === one).map(({ schedule }) => schedule));
      const { findings } = await simulate({ seed: one, schedules: [...stored] });
      expect(findings.map(({ schedule, invariant, what }) => `--seed ${one} --only ${schedule} ${invariant}: ${what}`)).toEqual([]);
    }
  }, 300_000);

  it('says so when the place of a bug has gone', () => {
    const [bug] = plantedBugs;
    if (bug === undefined) throw new Error('there are bugs');
    expect(() => plant('const other = 1;', bug)).toThrow(bug.name);
    expect(() => plant(`${bug.find}\n${bug.find}`, bug)).toThrow(bug.name);
  });
});

describe('the command', () => {
  it('ends with the count and leaves 0', () => {
    const { status, stdout } = run('--schedules', '4', '--seed', '3');
    expect(stdout.trimEnd().split('\n').at(-1)).toBe('4 schedules, 0 violations');
    expect(status).toBe(0);
  }, 60_000);

  it('with a planted bug it says how to see each violation again, and leaves 1', () => {
    const bug = plantedBugs.find(({ name }) => name === 'number-not-kept');
    const { status, stdout } = run('--only', String(bug?.schedule), '--bug', 'number-not-kept');
    expect(status).toBe(1);
    expect(stdout).toContain(`seed 1 schedule ${bug?.schedule} `);
    expect(stdout).toContain(`npm run simulate -- --seed 1 --only ${bug?.schedule} --bug number-not-kept`);
    expect(stdout.trimEnd().split('\n').at(-1)).toBe('1 schedules, 1 violations');
  }, 60_000);

  it('lists the bugs, and refuses what it does not know', () => {
    const listed = run('--list-bugs');
    expect(listed.stdout.trimEnd().split('\n')).toHaveLength(plantedBugs.length);
    expect(run('--bug', 'no-such-bug').status).toBe(2);
    expect(run('--schedules', 'many').status).toBe(2);
    expect(run('--what').status).toBe(2);
  }, 60_000);
});
