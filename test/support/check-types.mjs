// Type-checks each realm with its own small tsconfig.json, so that domain code cannot touch a browser and the worker cannot touch a page.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

const projects = [
  'src/domain',
  'src/protocol',
  'src/content',
  'src/storage',
  'src/sync',
  'src/ui',
  'src/server',
  'src/service-worker.tsconfig.json',
  'test',
].filter((path) => existsSync(path.endsWith('.json') ? path.replace('.tsconfig.json', '.ts') : path));

const failed = projects.filter((project) => spawnSync('npx', ['--no-install', 'tsc', '-p', project], { stdio: 'inherit' }).status !== 0);
if (failed.length > 0) {
  process.stderr.write(`types: ${failed.join(', ')}\n`);
  process.exit(1);
}
