/** The real server as a real process on a free port, for tests that stop it, kill it or drive a browser against it. */
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, buildSync, type BuildOptions, type Plugin } from 'esbuild';
import { assertCleanLog } from './clean-log.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const dayMs = 86_400_000;

export interface ServerProcess {
  /** `http://localhost:PORT` */
  readonly origin: string;
  readonly pid: number;
  /** everything it has printed for people so far */
  output(): string;
  /** structured log lines so far */
  logs(): string;
  /** SIGTERM; resolves with the exit code */
  stop(): Promise<number | null>;
  /** SIGKILL; resolves when the process is gone */
  kill9(): Promise<void>;
  /** @returns the code, made by the command beside the running server */
  invite(role: string, area: string, name: string): Promise<string>;
}

export interface ServerOptions {
  readonly dataDir: string;
  readonly env?: Readonly<Record<string, string>>;
  /** `true`: the sources through tsx even when a bundle is there, for tests of code that was not built */
  readonly fromSource?: boolean;
  /** another release: a folder of `bundleOfRelease` */
  readonly release?: string;
  /** how many files and connections the process may have open; as many as it likes unless said */
  readonly mostOpenFiles?: number;
}

/** Resolves when it listens. */
export async function startServer({
  dataDir,
  env = {},
  fromSource = false,
  release,
  mostOpenFiles,
}: ServerOptions): Promise<ServerProcess> {
  const command = [process.execPath, ...entry('main', fromSource, release)];
  const [program = '', ...args] =
    mostOpenFiles === undefined ? command : ['sh', '-c', `ulimit -n ${mostOpenFiles}; exec "$@"`, 'sh', ...command];
  const child = spawn(program, args, {
    cwd: root,
    env: { ...process.env, HOST: '127.0.0.1', PORT: '0', DATA_DIR: dataDir, NODE_ENV: 'production', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const heard = listenTo(child);
  const origin = await heard.origin;
  return {
    origin,
    pid: child.pid ?? 0,
    output: () => heard.output(),
    logs: () => heard.logs(),
    stop: async () => {
      const code = await end(child, 'SIGTERM');
      assertCleanLog(heard.logs());
      return code;
    },
    kill9: async () => {
      await end(child, 'SIGKILL');
      assertCleanLog(heard.logs());
    },
    invite: async (role, area, name) => {
      const until = role === 'volunteer' ? ['--until', '2099-12-31'] : [];
      const answer = runCommand(dataDir, ['invite', '--role', role, '--area', area, '--name', name, ...until, '--json'], fromSource, env);
      if (answer.status !== 0) throw new Error(`invite: ${answer.stderr}`);
      return (JSON.parse(answer.stdout) as { code: string }).code;
    },
  };
}

/** Runs `sajja …` in its own process on a data folder. */
export function runCommand(
  dataDir: string,
  args: readonly string[],
  fromSource = false,
  env: Readonly<Record<string, string>> = {},
  release?: string,
): { readonly status: number | null; readonly stdout: string; readonly stderr: string } {
  return spawnSync(process.execPath, [...entry('command/sajja', fromSource, release), ...args], {
    cwd: root,
    env: { ...process.env, DATA_DIR: dataDir, ...env },
    encoding: 'utf8',
  });
}

/** The same beside the test, which may kill it. `ended` resolves with what `runCommand` gives. */
export function beginCommand(
  dataDir: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): { kill9(): Promise<void>; readonly ended: Promise<ReturnType<typeof runCommand>> } {
  const child = spawn(process.execPath, [...entry('command/sajja', false), ...args], {
    cwd: root,
    env: { ...process.env, DATA_DIR: dataDir, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const said = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const) child[name].setEncoding('utf8').on('data', (text: string) => (said[name] += text));
  const ended = new Promise<ReturnType<typeof runCommand>>((resolve) => child.once('close', (status) => resolve({ status, ...said })));
  return { kill9: async () => void (await end(child, 'SIGKILL')), ended };
}

function entry(name: string, fromSource: boolean, release?: string): readonly string[] {
  if (release !== undefined) return [...nodeFlags(), join(release, `${name}.mjs`)];
  const built = join(root, 'dist-server', `${name}.mjs`);
  if (fromSource) return ['--import', 'tsx', join(root, 'src/server', `${name}.ts`)];
  return [...nodeFlags(), isFresh(built) ? built : join(bundleOfToday(), `${name}.mjs`)];
}

/** As `npm start` has them. */
function nodeFlags(): readonly string[] {
  const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { scripts: { start: string } };
  return scripts.start.split(' ').filter((word) => word.startsWith('--'));
}

const bundling: BuildOptions = {
  absWorkingDir: root,
  entryPoints: ['src/server/main.ts', 'src/server/command/sajja.ts'],
  bundle: true,
  splitting: true,
  platform: 'node',
  format: 'esm',
  target: 'node20',
  packages: 'external',
  sourcemap: true,
  logLevel: 'warning',
  outExtension: { '.js': '.mjs' },
};

/** Another release: the sources with some of their texts changed. @returns a folder for `ServerOptions.release`; remove it */
export async function bundleOfRelease(changes: Readonly<Record<string, (text: string) => string>>): Promise<string> {
  const cache = join(root, 'node_modules/.cache');
  mkdirSync(cache, { recursive: true });
  const outdir = mkdtempSync(join(cache, 'sajja-bundling-'));
  const plugin: Plugin = {
    name: 'release',
    setup: (to) =>
      to.onLoad({ filter: /\.ts$/ }, ({ path }) => {
        const change = changes[relative(root, path)];
        return change && { contents: change(readFileSync(path, 'utf8')), loader: 'ts' };
      }),
  };
  await build({ ...bundling, outdir, plugins: [plugin] });
  return outdir;
}

/** The sources as they are now, bundled once for all who test them: a bundle starts in a tenth of the time that tsx takes. */
function bundleOfToday(): string {
  const cache = join(root, 'node_modules/.cache');
  const name = `sajja-server-${stateOfSources()}`;
  // within the project, so that the bundle finds its packages and the folder of the app
  const outdir = join(cache, name);
  if (existsSync(outdir)) return outdir;
  mkdirSync(cache, { recursive: true });
  const fresh = mkdtempSync(join(cache, 'sajja-bundling-'));
  buildSync({ ...bundling, outdir: fresh });
  try {
    renameSync(fresh, outdir);
  } catch {
    // another test was first
    rmSync(fresh, { recursive: true, force: true });
  }
  dropOld(cache, name);
  return outdir;
}

function stateOfSources(): string {
  const hash = createHash('sha256');
  for (const file of sources()) hash.update(`${file} ${statSync(file).mtimeMs} ${statSync(file).size}\n`);
  return hash.digest('hex').slice(0, 16);
}

/** Bundles of other states that no running test can need any more. */
function dropOld(cache: string, keep: string): void {
  for (const name of readdirSync(cache)) {
    const isOld = name !== keep && /^sajja-(server|bundling)-/.test(name) && Date.now() - statSync(join(cache, name)).mtimeMs > dayMs;
    if (isOld) rmSync(join(cache, name), { recursive: true, force: true });
  }
}

/** A bundle older than a source it was made of would be a test of yesterday. */
function isFresh(built: string): boolean {
  if (!existsSync(built)) return false;
  const builtMs = statSync(built).mtimeMs;
  return sources().every((file) => statSync(file).mtimeMs <= builtMs);
}

function sources(): readonly string[] {
  return ['server', 'domain', 'protocol', 'content'].flatMap((realm) =>
    readdirSync(join(root, 'src', realm), { recursive: true, encoding: 'utf8' }).map((name) => join(root, 'src', realm, name)),
  );
}

function listenTo(child: ChildProcess): { readonly origin: Promise<string>; output(): string; logs(): string } {
  let output = '';
  let logs = '';
  const origin = new Promise<string>((resolve, reject) => {
    child.stdout?.setEncoding('utf8').on('data', (text: string) => {
      output += text;
      const found = /listening on (http:\/\/localhost:\d+)/.exec(output)?.[1];
      if (found !== undefined) resolve(found);
    });
    child.stderr?.setEncoding('utf8').on('data', (text: string) => (logs += text));
    child.once('exit', (code) => reject(new Error(`the server stopped with ${code}: ${logs}`)));
  });
  return { origin, output: () => output, logs: () => logs };
}

function end(child: ChildProcess, signal: 'SIGTERM' | 'SIGKILL'): Promise<number | null> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve(child.exitCode);
  return new Promise((resolve) => {
    child.once('exit', (code) => resolve(code));
    child.kill(signal);
  });
}
