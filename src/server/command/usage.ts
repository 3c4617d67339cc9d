/** What the commands share: how one is described, how its options are read, and the store they work on. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs, type ParseArgsConfig } from 'node:util';
import type { Office } from '../office.ts';
import { readPhotoPlace } from '../photo-place.ts';
import { readPublicOrigin } from '../public-origin.ts';
import { databaseUrl, openOffice } from '../start.ts';

export interface Command {
  readonly name: string;
  readonly summary: string;
  readonly help: string;
  readonly run: (args: readonly string[]) => Promise<void>;
}

/** Says what is wrong; the caller adds what is possible. Exit code 2. */
export class UsageError extends Error {}

export function readOptions<Options extends NonNullable<ParseArgsConfig['options']>>(args: readonly string[], options: Options) {
  return parsed(() => parseArgs({ args: [...args], options, strict: true, allowPositionals: false })).values;
}

/** `<dir>` and options of a command that works on one folder. */
export function readFolder(args: readonly string[]): { readonly folder: string; readonly json: boolean } {
  const { value: folder, json } = readPositional(args, 'folder');
  return { folder, json };
}

/** Of a command that works on one thing. */
export function readPositional(args: readonly string[], what: string): { readonly value: string; readonly json: boolean } {
  const { positionals, values } = parsed(() =>
    parseArgs({ args: [...args], options: { json: { type: 'boolean' } }, strict: true, allowPositionals: true }),
  );
  const [value, more] = positionals;
  if (value === undefined || value === '') throw new UsageError(`the ${what} is missing`);
  if (more !== undefined) throw new UsageError(`one ${what} only, not also ${more}`);
  return { value, json: values.json ?? false };
}

function parsed<T>(parse: () => T): T {
  try {
    return parse();
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

/** The folder the server works on. */
export function dataFolder(): string {
  return process.env['DATA_DIR'] ?? './data';
}

/** Opens the store for one command and closes it after, whatever happens. */
export async function withOffice<T>(work: (office: Office) => Promise<T>, mustExist = false): Promise<T> {
  const dataDir = dataFolder();
  if (mustExist && databaseUrl() === undefined && !existsSync(join(dataDir, 'sajja.sqlite')))
    throw new Error(`there is no store in ${dataDir}; start the server once or set DATA_DIR`);
  const office = await openOffice({
    dataDir,
    databaseUrl: databaseUrl(),
    photoPlace: readPhotoPlace(process.env),
    publicOrigin: readPublicOrigin(process.env),
    log: () => undefined,
    isBeside: true,
  });
  try {
    return await work(office);
  } finally {
    await office.store.close();
  }
}
