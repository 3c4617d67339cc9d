/** Reads the office's content files as they lie on disk, for the tests in this folder. */
import { readFileSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

export const contentFolder = resolve(fileURLToPath(import.meta.url), '../../../src/content');

/** Paths below `src/content`, with `/` between folders, in the order of their names. */
export function listContentFiles(ending: RegExp): readonly string[] {
  return readdirSync(contentFolder, { recursive: true, encoding: 'utf8' })
    .map((path) => path.split('\\').join('/'))
    .filter((path) => ending.test(path))
    .sort();
}

export function readContent(path: string): string {
  return readFileSync(join(contentFolder, path), 'utf8');
}

export function readContentJson(path: string): unknown {
  return JSON.parse(readContent(path));
}
