/** `npm run simulate -- --schedules N --seed S [--only K] [--bug NAME | --list-bugs] [--json]`: exit 0 clean, 1 violations, 2 wrong usage. */
import { parseArgs } from 'node:util';
import { plantedBugs } from './planted-bugs.ts';
import { numbersFrom, simulate } from './simulate.ts';

const usage = `npm run simulate -- [--schedules N] [--seed S] [--only K] [--bug NAME | --list-bugs] [--json]

  --schedules N   how many (1000)
  --seed S        a number; the same seed gives the same schedules (1)
  --only K        replays one schedule of the seed
  --bug NAME      with a bug planted in the product; must find violations
  --list-bugs     the bugs that can be planted
  --json          one object instead of lines
`;

function readArguments() {
  try {
    const { values } = parseArgs({
      options: {
        schedules: { type: 'string', default: '1000' },
        seed: { type: 'string', default: '1' },
        only: { type: 'string' },
        bug: { type: 'string' },
        'list-bugs': { type: 'boolean', default: false },
        json: { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
      },
    });
    return values;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

function isCount(text: string): boolean {
  return /^\d{1,9}$/.test(text);
}

async function main(): Promise<number> {
  const out = (text: string) => void process.stdout.write(`${text}\n`);
  const refuse = (text: string): number => {
    process.stderr.write(`${text}\n\n${usage}`);
    return 2;
  };
  const asked = readArguments();
  if (typeof asked === 'string') return refuse(asked);
  if (asked.help) {
    out(usage);
    return 0;
  }
  if (asked['list-bugs']) {
    if (asked.json) out(JSON.stringify(plantedBugs.map(({ name, what, file }) => ({ name, what, file }))));
    else for (const { name, what } of plantedBugs) out(`${name.padEnd(28)} ${what}`);
    return 0;
  }
  const wrong = (['schedules', 'seed', 'only'] as const).find((name) => asked[name] !== undefined && !isCount(asked[name]));
  if (wrong !== undefined) return refuse(`--${wrong} is a whole number`);
  const bug = plantedBugs.find(({ name }) => name === asked.bug);
  if (asked.bug !== undefined && bug === undefined) return refuse(`no such bug: ${asked.bug}; see --list-bugs`);

  const seed = Number(asked.seed);
  const isOne = asked.only !== undefined;
  const result = await simulate({ seed, schedules: isOne ? [Number(asked.only)] : numbersFrom(0, Number(asked.schedules)), bug });
  const replay = (schedule: number) =>
    `npm run simulate -- --seed ${seed} --only ${schedule}${bug === undefined ? '' : ` --bug ${bug.name}`}`;
  if (asked.json) {
    const findings = result.findings.map((finding) => ({ ...finding, seed, replay: replay(finding.schedule) }));
    out(JSON.stringify({ seed, bug: bug?.name ?? null, schedules: result.schedules, violations: result.violations, findings }));
    return result.violations > 0 ? 1 : 0;
  }
  for (const [index, { schedule, invariant, what, steps }] of result.findings.entries()) {
    out(`seed ${seed} schedule ${schedule} ${invariant}: ${what}`);
    if (result.findings[index + 1]?.schedule === schedule) continue;
    if (isOne) out(`  ${steps.join('\n  ')}`);
    out(`  ${replay(schedule)}`);
  }
  out(`${result.schedules} schedules, ${result.violations} violations`);
  return result.violations > 0 ? 1 : 0;
}

process.exitCode = await main();
