/** The office as the tests about delivery need it: a real server that goes away and comes back at the same address, and what it has. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { startServer, type ServerProcess } from '../../support/server-process.ts';

export interface ReceivedOperation {
  readonly id: string;
  readonly n: number;
  readonly k: string;
  readonly stream: string;
}

export interface Office {
  readonly origin: string;
  /** where its store lies, for the operator's commands */
  readonly dataDir: string;
  /** a code for a field officer of one tambon */
  inviteOfficer(): Promise<string>;
  /** kills the process; the address is dead until `back` */
  away(): Promise<void>;
  back(): Promise<void>;
  /** what came from phones, in order of arrival, read from the store itself; ask only while the server runs */
  received(): readonly ReceivedOperation[];
  /** what was set aside; empty when all is well */
  held(): readonly string[];
  close(): Promise<void>;
}

/** @param more environment of the server, as behind a proxy */
export async function openOffice(more: Readonly<Record<string, string>> = {}): Promise<Office> {
  const dataDir = mkdtempSync(join(tmpdir(), 'sajja-office-'));
  let server: ServerProcess | undefined = await startServer({ dataDir, env: more });
  const { origin } = server;
  const env = { ...more, PORT: new URL(origin).port };
  const ask = <Row>(sql: string): Row[] => {
    const db = new Database(join(dataDir, 'sajja.sqlite'));
    try {
      return db.prepare<[], Row>(sql).all();
    } finally {
      db.close();
    }
  };
  return {
    origin,
    dataDir,
    inviteOfficer: async () => {
      if (server === undefined) throw new Error('the office is away');
      return server.invite('field-officer', '560701', 'ฟ้าใส ทดลองดี');
    },
    away: async () => {
      await server?.kill9();
      server = undefined;
    },
    back: async () => {
      server ??= await startServer({ dataDir, env });
    },
    received: () =>
      ask<ReceivedOperation>(
        // the office's own device never syncs, so it has no version of the app
        `select op.op_id as id, op.n, op.k, op.stream from op join device on device.dev = op.dev
         where device.app <> '' order by op.recv, op.n`,
      ),
    held: () => ask<{ op_id: string; why: string }>('select op_id, why from held').map(({ op_id: id, why }) => `${id} ${why}`),
    close: async () => {
      await server?.kill9();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

/** The numbers 1 to `count`. */
export function upTo(count: number): readonly number[] {
  return Array.from({ length: count }, (_, index) => index + 1);
}
