/**
 * OpenStack Swift with its S3 layer on free ports, as offices and providers run it: four processes, one disk. Chosen over the small S3 servers of
 * npm because it checks signatures, answers a write when it is on the disk, and is still kept.
 */
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { CreateBucketCommand, ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3';
import { readPhotoPlace, type BucketPlace } from '../../src/server/photo-place.ts';
import { provideTool } from './find-tool.ts';

export interface S3Server {
  /** for a process: `PHOTO_STORE` and the keys */
  readonly env: Readonly<Record<string, string>>;
  readonly place: BucketPlace;
  /** names of all objects, in order */
  names(): Promise<readonly string[]>;
  /** as when its machine is off; the objects stay */
  stop(): Promise<void>;
  start(): Promise<void>;
  /** for good */
  close(): Promise<void>;
}

const kinds = ['account', 'container', 'object'] as const;
const keys = { AWS_ACCESS_KEY_ID: 'office:sajja', AWS_SECRET_ACCESS_KEY: 'a-secret-of-the-tests' };

const mostTries = 3;

/** @returns `undefined` when it is not there and may not be installed */
export async function startS3(): Promise<S3Server | undefined> {
  if (!provideTool('swift')) return undefined;
  // between looking for free ports and listening on them another test may have taken one
  for (let tries = 1; ; tries++)
    try {
      return await startOnce();
    } catch (error) {
      if (tries === mostTries) throw error;
    }
}

async function startOnce(): Promise<S3Server> {
  const folder = mkdtempSync(join(tmpdir(), 'sajja-s3-'));
  const ports = await freePorts(kinds.length + 1);
  const proxyPort = ports.pop() ?? 0;
  mkdirSync(join(folder, 'disks', 'one'), { recursive: true });
  const write = (name: string, text: string): void => writeFileSync(join(folder, name), text);
  const common = (port: number): string =>
    `[DEFAULT]\nbind_ip = 127.0.0.1\nbind_port = ${port}\nworkers = 0\nuser = ${userInfo().username}\nswift_dir = ${folder}\n` +
    `devices = ${folder}/disks\nmount_check = false\n`;
  write('swift.conf', '[swift-hash]\nswift_hash_path_prefix = sajja\nswift_hash_path_suffix = sajja\n');
  for (const [index, kind] of kinds.entries()) {
    const ring = (...args: readonly string[]): unknown => spawnSync('swift-ring-builder', [`${kind}.builder`, ...args], { cwd: folder });
    ring('create', '2', '1', '0');
    ring('add', `r1z1-127.0.0.1:${ports[index]}/one`, '1');
    ring('rebalance');
    // on a busy machine a listing would else be finished after the answer
    const patience = 'container_update_timeout = 60\nnode_timeout = 60\n';
    write(
      `${kind}.conf`,
      `${common(ports[index] ?? 0)}${patience}[pipeline:main]\npipeline = ${kind}-server\n[app:${kind}-server]\nuse = egg:swift#${kind}\n`,
    );
  }
  const filters = ['catch_errors', 'cache', 's3api', 'tempauth', 'slo'];
  const settings: Record<string, string> = {
    cache: `use = egg:swift#memcache\nmemcache_servers = 127.0.0.1:1`,
    tempauth: `use = egg:swift#tempauth\nuser_office_sajja = ${keys.AWS_SECRET_ACCESS_KEY} .admin`,
  };
  write(
    'proxy.conf',
    `${common(proxyPort)}[pipeline:main]\npipeline = ${filters.join(' ')} proxy-server\n` +
      '[app:proxy-server]\nuse = egg:swift#proxy\naccount_autocreate = true\nallow_account_management = true\nnode_timeout = 60\nrecoverable_node_timeout = 60\nconn_timeout = 20\n' +
      filters.map((name) => `[filter:${name}]\n${settings[name] ?? `use = egg:swift#${name}`}\n`).join(''),
  );

  const env = { PHOTO_STORE: `s3://pictures/office?endpoint=http://127.0.0.1:${proxyPort}`, ...keys };
  const place = readPhotoPlace(env);
  if (place === undefined) throw new Error('a bucket');
  const client = new S3Client({
    endpoint: place.endpoint ?? '',
    region: place.region,
    forcePathStyle: true,
    credentials: place,
  });
  let running: ChildProcess[] = [];
  const start = async (): Promise<void> => {
    running = [...kinds, 'proxy'].map((kind) => spawn(`swift-${kind}-server`, [join(folder, `${kind}.conf`)], { stdio: 'ignore' }));
    for (const [index, port] of [...ports, proxyPort].entries()) await untilListening(port, running[index]);
  };
  const stop = async (): Promise<void> => {
    const gone = running.filter(({ exitCode }) => exitCode === null).map((child) => new Promise((resolve) => child.once('exit', resolve)));
    for (const child of running) child.kill('SIGKILL');
    await Promise.all(gone);
    running = [];
  };
  try {
    await start();
    await client.send(new CreateBucketCommand({ Bucket: place.bucket }));
  } catch (error) {
    await stop();
    client.destroy();
    rmSync(folder, { recursive: true, force: true });
    throw error;
  }
  return {
    env,
    place,
    names: async () => {
      const { Contents = [] } = await client.send(new ListObjectsV2Command({ Bucket: place.bucket }));
      return Contents.map(({ Key = '' }) => Key).sort();
    },
    start,
    stop,
    close: async () => {
      await stop();
      client.destroy();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function freePorts(count: number): Promise<number[]> {
  const servers = Array.from({ length: count }, () => createServer());
  for (const server of servers) await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const ports = servers.map((server) => {
    const address = server.address();
    return typeof address === 'object' && address ? address.port : 0;
  });
  for (const server of servers) await new Promise((resolve) => server.close(resolve));
  return ports;
}

async function untilListening(port: number, server: ChildProcess | undefined): Promise<void> {
  for (let tries = 0; tries < 900; tries++) {
    if (server?.exitCode !== null) break;
    const isThere = await new Promise<boolean>((resolve) => {
      const socket = connect(port, '127.0.0.1', () => resolve(true));
      socket.once('error', () => resolve(false));
      socket.once('connect', () => socket.destroy());
    });
    if (isThere) return;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  throw new Error(`nothing listens on ${port}`);
}
