/** Makes one file of a process's code, with one bug planted in the product's source when one is asked for. */
import { mkdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, type Plugin } from 'esbuild';
import type { PlantedBug } from './planted-bugs.ts';

const here = dirname(fileURLToPath(import.meta.url));
const root = resolve(here, '../..');
const folder = join(root, 'node_modules/.cache/sajja-simulate');

/**
 * @returns path of the bundle
 * @throws Error when the place where the bug belongs is not in the source any more, or not there once
 */
export async function bundleWorker(bug?: PlantedBug): Promise<string> {
  mkdirSync(folder, { recursive: true });
  const outfile = join(folder, `${bug?.name ?? 'sound'}-${process.pid}.mjs`);
  await build({
    entryPoints: [join(here, 'worker.ts')],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    logLevel: 'silent',
    external: ['better-sqlite3'],
    // the same build of Dexie that the app ships
    alias: { dexie: join(root, 'node_modules/dexie/dist/modern/dexie.min.mjs') },
    banner: { js: `import { createRequire as requireOf } from 'node:module'; const require = requireOf(import.meta.url);` },
    plugins: bug === undefined ? [] : [planted(bug)],
  });
  return outfile;
}

/** Replaces the bug's piece of source; never silently does nothing. */
export function plant(source: string, bug: PlantedBug): string {
  const pieces = source.split(bug.find);
  if (pieces.length !== 2) throw new Error(`bug ${bug.name}: its place is ${pieces.length - 1} times in ${bug.file}`);
  return pieces.join(bug.replace);
}

function planted(bug: PlantedBug): Plugin {
  return {
    name: 'planted-bug',
    setup: (build) => {
      build.onLoad({ filter: /\.ts$/ }, ({ path }) => {
        if (relative(root, path).split('\\').join('/') !== bug.file) return undefined;
        return { contents: plant(readFileSync(path, 'utf8'), bug), loader: 'ts' };
      });
    },
  };
}
