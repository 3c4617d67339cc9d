/** A server in a folder of its own, so that a test may put a newer app in its place while phones have the older one open. */
import { spawn, spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runCommand } from '../../support/server-process.ts';

const root = fileURLToPath(new URL('../../..', import.meta.url));

export interface Deployment {
  readonly origin: string;
  inviteOfficer(): string;
  /** replaces the served app with one built from the same sources under another version */
  deploy(version: string, change?: VersionChange): void;
  /** serves again what was served before the last `deploy` */
  rollBack(): void;
  close(): Promise<void>;
}

export interface VersionChange {
  /**
   * The phone's database of that version has another table under this Dexie version, and every operation is changed on the way there. At
   * `?half-way` the change says on the console that it stands in the middle, and never ends.
   */
  readonly databaseVersion?: number;
  /** what this version writes lies readable on the disk, to see what sealing costs */
  readonly isPlain?: true;
}

export async function deployApp(): Promise<Deployment> {
  const folder = copyOfApp();
  const dataDir = join(folder, 'data');
  const child = spawn(process.execPath, ['dist-server/main.mjs'], {
    cwd: folder,
    env: { ...process.env, HOST: '127.0.0.1', PORT: '0', DATA_DIR: dataDir, NODE_ENV: 'production' },
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const origin = await new Promise<string>((resolve, reject) => {
    let output = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      output += text;
      const found = /listening on (http:\/\/localhost:\d+)/.exec(output)?.[1];
      if (found !== undefined) resolve(found);
    });
    child.once('exit', (code) => reject(new Error(`the server stopped with ${code}`)));
  });
  return {
    origin,
    inviteOfficer: () => {
      const { stdout, stderr } = runCommand(dataDir, ['invite', '--role', 'field-officer', '--area', '560701', '--name', 'ฟ้าใส', '--json']);
      if (stdout === '') throw new Error(stderr);
      return (JSON.parse(stdout) as { code: string }).code;
    },
    deploy: (version, change = {}) => {
      renameSync(buildApp(folder, version, change), join(folder, 'dist-new'));
      renameSync(join(folder, 'dist'), join(folder, 'dist-old'));
      renameSync(join(folder, 'dist-new'), join(folder, 'dist'));
    },
    rollBack: () => {
      renameSync(join(folder, 'dist'), join(folder, 'dist-rolled-back'));
      renameSync(join(folder, 'dist-old'), join(folder, 'dist'));
    },
    close: async () => {
      await new Promise<void>((resolve) => {
        child.once('exit', () => resolve());
        child.kill('SIGKILL');
      });
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** @returns a folder with the built app and its server, for whoever wants to change something in it */
export function copyOfApp(): string {
  const folder = mkdtempSync(join(tmpdir(), 'sajja-deployed-'));
  for (const name of ['dist', 'dist-server', 'package.json']) cpSync(join(root, name), join(folder, name), { recursive: true });
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
  return folder;
}

/** @returns the folder of an app built from the same sources, with a change */
export function buildApp(beside: string, version: string, { databaseVersion, isPlain }: VersionChange): string {
  const sources = join(beside, 'sources');
  for (const name of ['src', 'public', 'index.html', 'vite.config.ts', 'tsconfig.json', 'package.json'])
    cpSync(join(root, name), join(sources, name), { recursive: true });
  symlinkSync(join(root, 'node_modules'), join(sources, 'node_modules'));
  rewrite(join(sources, 'src/sync/app-version.ts'), /appVersion = '[^']+'/, `appVersion = '${version}'`);
  if (databaseVersion !== undefined) {
    // the word on the console is all that a test outside can hear of a change under way, to kill the browser in the middle of it
    const later = `db.version(${databaseVersion}).stores({ later: 'key' }).upgrade(async (change) => {
      await change.table('op').toCollection().modify({ later: 1 });
      await change.table('later').bulkPut(Array.from({ length: 2000 }, (_, key) => ({ key, text: 'x'.repeat(1000) })));
      if (!globalThis.location.search.includes('half-way')) return;
      console.log('half-way');
      for (;;) await change.table('op').count();
    });`;
    rewrite(join(sources, 'src/storage/database.ts'), 'return db as PhoneDatabase;', `${later}\n  return db as PhoneDatabase;`);
  }
  if (isPlain === true) {
    const seal = join(sources, 'src/storage/seal.ts');
    rewrite(seal, /await crypto\.subtle\.encrypt\([^\n]+/, 'bytes as ArrayBuffer;');
    rewrite(seal, /await crypto\.subtle\.decrypt\([^;]+;/, 'sealed.ct;');
    // a value as the database keeps it, not as text
    rewrite(seal, /seal: async \(label, value\) => [^\n]+/, 'seal: async (label, value) => sealBytes(label, value as ArrayBuffer),');
    rewrite(
      seal,
      /unseal: async \(label, sealed\) => [^\n]+/,
      'unseal: async (_label, { ct }) => (ct instanceof ArrayBuffer ? JSON.parse(decoder.decode(ct)) : ct) as unknown,',
    );
  }
  // every module of every screen gets another name, as after real work on it
  const later = join(sources, 'src/content/text/th/print.json');
  writeFileSync(later, readFileSync(later, 'utf8').replace('{', `{ "zz-new-version": "${version}",`));
  const { status, stderr } = spawnSync(process.execPath, [join(root, 'node_modules/vite/bin/vite.js'), 'build', '--logLevel', 'error'], {
    cwd: sources,
    encoding: 'utf8',
    env: { ...process.env, NODE_ENV: 'production' },
  });
  if (status !== 0) throw new Error(`the new version was not built: ${stderr}`);
  return join(sources, 'dist');
}

function rewrite(path: string, what: string | RegExp, by: string): void {
  const text = readFileSync(path, 'utf8');
  const changed = text.replace(what, by);
  if (changed === text) throw new Error(`nothing to change in ${path}`);
  writeFileSync(path, changed);
}
