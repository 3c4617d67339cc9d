// Types, lint and format, as many at once as there are cores. Each realm is type-checked with its own small tsconfig.json, so that domain code
// cannot touch a browser and the worker cannot touch a page.
import { spawn } from 'node:child_process';
import { availableParallelism } from 'node:os';

const realms = [
  'test',
  'src/ui',
  'src/server',
  'src/storage',
  'src/sync',
  'src/domain',
  'src/protocol',
  'src/content',
  'src/service-worker.tsconfig.json',
];
// those that take longest first
const waiting = [
  ['prettier', '--check', '--log-level', 'warn', '.'],
  ['oxlint', '--type-aware', '--deny-warnings', 'src', 'test'],
  ...realms.map((realm) => ['tsc', '-p', realm]),
];
const failed = [];

async function run(command) {
  const child = spawn('npx', ['--no-install', ...command], { stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text) => (said += text));
  const code = await new Promise((resolve) => child.on('close', resolve));
  if (code !== 0) failed.push(command.join(' '));
  if (code !== 0) process.stdout.write(said);
}

async function work() {
  for (let command = waiting.shift(); command !== undefined; command = waiting.shift()) await run(command);
}

await Promise.all(Array.from({ length: availableParallelism() }, work));
if (failed.length > 0) {
  process.stderr.write(`failed: ${failed.join(', ')}\n`);
  process.exit(1);
}
