/** A real PostgreSQL for one test file: installed, else Debian's package (as root); a throw-away cluster that syncs to disk and is heard by nobody but us. */
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client, type QueryResultRow } from 'pg';

export interface Postgres {
  /** a new empty database, made as README tells an operator to; @returns its `DATABASE_URL` */
  newDatabase(how?: string): Promise<string>;
  /** SIGKILL to the postmaster and everything it started, as a power cut looks to its clients */
  kill9(): Promise<void>;
  /** after `kill9`, on the files that are left */
  startAgain(): Promise<void>;
  /** a second server that follows this one and confirms nothing */
  startStandby(): Promise<Standby>;
  stop(): Promise<void>;
}

export interface Standby {
  /** resolves when it has all that its primary has written by now */
  caughtUp(): Promise<void>;
  /** hears nothing from its primary any more */
  cutOff(): Promise<void>;
  /** it is the primary now. @returns the `DATABASE_URL` there of a database of the first one */
  promote(url: string): Promise<string>;
}

const versionsFolder = '/usr/lib/postgresql';
const patienceMs = 60_000;

/** False only on somebody's own machine where nothing may be installed; a run that is to judge the work (`CI`) fails instead. */
export function providePostgres(): boolean {
  if (programs() !== undefined) return true;
  if (process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) {
    const quiet = { stdio: 'ignore', env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } } as const;
    spawnSync('apt-get', ['update', '-qq'], quiet);
    spawnSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'postgresql'], quiet);
    if (programs() !== undefined) return true;
  }
  const sentence = 'The stories on PostgreSQL need its server (Debian: apt-get install postgresql).';
  if (process.env['CI'] !== undefined) throw new Error(sentence);
  process.stderr.write(`${sentence} They are left out on this machine.\n`);
  return false;
}

/** Folder of `initdb` and `postgres`, of the newest version that is there. */
function programs(): string | undefined {
  if (!existsSync(versionsFolder)) return undefined;
  const folders = readdirSync(versionsFolder).sort((a, b) => Number(b) - Number(a));
  return folders.map((version) => join(versionsFolder, version, 'bin')).find((bin) => existsSync(join(bin, 'postgres')));
}

/** @param settings of the server, `-c name=value` each */
export async function startPostgres(settings: readonly string[] = []): Promise<Postgres> {
  const bin = programs();
  if (bin === undefined) throw new Error('providePostgres comes first');
  const folder = mkdtempSync(join(tmpdir(), 'sajja-pg-'));
  const user = unprivileged();
  if (user) chownSync(folder, user.uid, user.gid);
  const data = join(folder, 'data');
  const made = spawnSync(
    join(bin, 'initdb'),
    ['-D', data, '-U', 'sajja', '-A', 'trust', '-E', 'UTF8', '--locale=C.UTF-8', '--no-sync', '--no-instructions'],
    { ...user, cwd: folder, encoding: 'utf8' },
  );
  if (made.status !== 0) throw new Error(`initdb: ${made.stderr}`);
  const urlOf = (database: string) => `postgres://sajja@localhost/${database}?host=${encodeURIComponent(folder)}`;
  let server: ChildProcess | undefined;
  const seconds: ChildProcess[] = [];
  const kill = (one: ChildProcess | undefined): void => {
    if (one?.pid !== undefined && one.exitCode === null && one.signalCode === null) process.kill(-one.pid, 'SIGKILL');
  };
  const killFirst = (): void => kill(server);
  // a test run that is cut short leaves nothing running
  const killAll = (): void => [server, ...seconds].forEach(kill);
  process.once('exit', killAll);

  async function start(): Promise<void> {
    const each = [
      'listen_addresses=',
      `unix_socket_directories=${folder}`,
      'shared_buffers=32MB',
      'deadlock_timeout=100ms',
      'recovery_init_sync_method=syncfs',
      ...settings,
    ];
    const args = ['-D', data, ...each.flatMap((setting) => ['-c', setting])];
    let said = '';
    const begin = (): ChildProcess => {
      said = '';
      // a process group of its own, so that all of it can be killed at once
      const begun = spawn(join(bin ?? '', 'postgres'), args, { ...user, cwd: folder, detached: true, stdio: ['ignore', 'ignore', 'pipe'] });
      begun.stderr?.setEncoding('utf8').on('data', (text: string) => (said = (said + text).slice(-4000)));
      return begun;
    };
    server = begin();
    for (const until = Date.now() + patienceMs; ;) {
      try {
        await ask(urlOf('postgres'), 'select 1');
        return;
      } catch (error) {
        // on a busy machine what it had started before it was killed may outlive it for a moment
        if (server.exitCode !== null && said.includes('pre-existing shared memory block')) server = begin();
        if (server.exitCode !== null || Date.now() > until) throw new Error(`postgres did not start: ${said}`, { cause: error });
        await new Promise((next) => setTimeout(next, 50));
      }
    }
  }

  async function end(how: () => void): Promise<void> {
    const isGone = server === undefined || server.exitCode !== null || server.signalCode !== null;
    const gone = isGone ? undefined : new Promise((done) => server?.once('exit', done));
    how();
    await gone;
  }

  async function startStandby(): Promise<Standby> {
    const place = join(folder, 'standby');
    const copied = spawnSync(
      join(bin ?? '', 'pg_basebackup'),
      ['-h', folder, '-U', 'sajja', '-D', place, '-R', '--no-sync', '-c', 'fast'],
      {
        ...user,
        cwd: folder,
        encoding: 'utf8',
      },
    );
    if (copied.status !== 0) throw new Error(`pg_basebackup: ${copied.stderr}`);
    const port = '5433';
    const args = ['-D', place, '-c', 'listen_addresses=', '-c', `unix_socket_directories=${folder}`, '-c', `port=${port}`];
    const second = spawn(join(bin ?? '', 'postgres'), args, { ...user, cwd: folder, detached: true, stdio: 'ignore' });
    seconds.push(second);
    const there = (url: string): string => {
      const moved = new URL(url);
      moved.port = port;
      return moved.href;
    };
    const keeper = urlOf('postgres');
    const until = async (isSo: () => Promise<boolean>): Promise<void> => {
      for (const lateAt = Date.now() + patienceMs; !(await isSo().catch(() => false)); await new Promise((next) => setTimeout(next, 50)))
        if (Date.now() > lateAt) throw new Error('the standby is not heard of');
    };
    await until(async () => (await ask(there(keeper), 'select 1')).length === 1);
    return {
      caughtUp: async () => {
        const [now] = await ask<{ at: string }>(keeper, 'select pg_current_wal_lsn()::text as at');
        await until(async () => {
          const [has] = await ask<{ all: boolean }>(there(keeper), `select pg_last_wal_replay_lsn() >= '${now?.at}'::pg_lsn as all`);
          return has?.all === true;
        });
      },
      cutOff: async () => {
        await ask(there(keeper), `alter system set primary_conninfo = ''`);
        await ask(there(keeper), 'select pg_reload_conf()');
        await until(async () => (await ask(there(keeper), 'select 1 from pg_stat_wal_receiver')).length === 0);
      },
      promote: async (url) => {
        await ask(there(keeper), 'select pg_promote()');
        return there(url);
      },
    };
  }

  let databases = 0;
  await start();
  return {
    newDatabase: async (how = `encoding 'UTF8' locale 'C'`) => {
      const name = `office${++databases}`;
      await ask(urlOf('postgres'), `create database ${name} template template0 ${how}`);
      return urlOf(name);
    },
    kill9: () => end(killFirst),
    startAgain: start,
    startStandby,
    stop: async () => {
      // nothing of it is kept: no time for an orderly end
      await end(killAll);
      process.removeListener('exit', killAll);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** A new database with all that is in another, which nobody has open. */
export async function copyDatabase(url: string): Promise<string> {
  const [copy, keeper] = [new URL(url), new URL(url)];
  copy.pathname = `copy_${randomUUID().replaceAll('-', '')}`;
  keeper.pathname = 'postgres';
  await ask(keeper.href, `create database ${copy.pathname.slice(1)} template ${new URL(url).pathname.slice(1)}`);
  return copy.href;
}

/** Remembers what is in the tables of the store, for `resetDatabase`. */
export function rememberDatabase(url: string): Promise<unknown> {
  return ask(url, `create schema kept; ${eachTable(`execute format('create table kept.%1$I as select * from public.%1$I', each)`)}`);
}

/** Everything as it was remembered; nobody has it open. A new database for each test would write megabytes for a handful of rows. */
export function resetDatabase(url: string): Promise<unknown> {
  const back = `execute format('delete from public.%1$I', each); execute format('insert into public.%1$I select * from kept.%1$I', each)`;
  return ask(url, `set session_replication_role = replica; ${eachTable(back)}`);
}

/** Parts of a partitioned table have no name in our texts, and go with the whole. */
function eachTable(statements: string): string {
  const tables = `select relname from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') and not relispartition`;
  return `do $$ declare each text; begin for each in ${tables} loop ${statements}; end loop; end $$`;
}

/** One statement on a connection of its own. */
export async function ask<Row extends QueryResultRow>(url: string, text: string): Promise<readonly Row[]> {
  const client = new Client({ connectionString: url });
  try {
    await client.connect();
    return (await client.query<Row>(text)).rows;
  } finally {
    await client.end();
  }
}

/** The server refuses to run as root; Debian's package brings a user for it. */
function unprivileged(): { readonly uid: number; readonly gid: number } | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const idOf = (flag: string) => Number(spawnSync('id', [flag, 'postgres'], { encoding: 'utf8' }).stdout);
  return { uid: idOf('-u'), gid: idOf('-g') };
}

if (process.argv[1]?.endsWith('support/postgres.ts') === true)
  process.stdout.write(`PostgreSQL for tests: ${providePostgres() ? programs() : 'none'}\n`);
