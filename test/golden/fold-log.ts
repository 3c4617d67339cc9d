/** What a release makes of a golden log: answers, chains and rows of the real server core, and the pages that phones would get. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import type { StreamPage, Verdict } from '../../src/protocol/sync.ts';
import { viewerOf } from '../../src/server/access.ts';
import { ensureOfficeDevice } from '../../src/server/author.ts';
import { emptyChain } from '../../src/server/desk.ts';
import { areaStreamId, officeDevice } from '../../src/server/ids.ts';
import { pull } from '../../src/server/pull.ts';
import { receive, toIncoming } from '../../src/server/receive.ts';
import { openOffice } from '../../src/server/start.ts';

/** Who writes: two officers of one district, and the office itself. */
export type Author = 'officer' | 'colleague' | 'office';
/** One line of a log: what arrived, in the order of arrival. */
export interface Line {
  readonly by: Author;
  readonly op: Readonly<Record<string, unknown>>;
}

/** What must be the same for ever; a later release may know more members, never others. */
export interface State {
  readonly answers: readonly Partial<Verdict>[];
  readonly chains: Readonly<Record<string, string>>;
  readonly rows: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

const fixedId = (number: number): string => `0199f000-0000-7000-8000-${number.toString(16).padStart(12, '0')}`;
export const userOf = { officer: fixedId(1), colleague: fixedId(2) } as const;
const deviceOf = { officer: fixedId(11), colleague: fixedId(12) } as const;
export const inboxOf = { officer: fixedId(21), colleague: fixedId(22) } as const;
/** stream of a province that no real campaign is about */
export const area = fixedId(31);
const nowMs = Date.UTC(2026, 10, 23, 2);

export async function foldLog(lines: readonly Line[]): Promise<{ readonly state: State; readonly pages: readonly StreamPage[] }> {
  const g = lines.find(({ op }) => op['k'] === 'group.create')?.op['g'] as string;
  const dataDir = mkdtempSync(join(tmpdir(), 'sajja-golden-'));
  const office = await openOffice({ dataDir, clock: () => nowMs, log: () => undefined, staticDir: dataDir });
  try {
    await office.store.write(async (tables) => {
      await ensureOfficeDevice(tables, nowMs);
      const since = { seq: 0, chain: emptyChain, receivedAt: nowMs };
      await tables.streams.add({ id: area, kind: 'area', area: '57', owner: '', ...since });
      for (const who of ['officer', 'colleague'] as const) {
        const user = userOf[who];
        await tables.people.add({ id: user, name: who, createdAt: nowMs });
        await tables.streams.add({ id: inboxOf[who], kind: 'person', area: '', owner: user, ...since });
        const span = { from: '2026-10-01', until: null, endedOn: null };
        await tables.people.addGrant({
          id: fixedId(who === 'officer' ? 41 : 42),
          user,
          role: 'field-officer',
          areas: ['5607', '57'],
          groups: who === 'colleague' ? [g] : [],
          ...span,
        });
        const times = { createdAt: nowMs, signedInAt: nowMs, seenAt: nowMs, revokedAt: null };
        await tables.devices.add({ dev: deviceOf[who], user, name: who, key: '{}', lastN: 0, safeN: 0, ...times, queue: null, app: '' });
      }
    });
    const answers: Partial<Verdict>[] = [];
    // the office has numbered operations of its own before
    const before = await office.store.read(async (tables) => (await tables.devices.find(officeDevice))?.lastN ?? 0);
    for (const { by, op } of lines) {
      const numbered = by === 'office' ? { ...op, n: Number(op['n']) + before } : op;
      const incoming = await toIncoming(numbered as Parameters<typeof toIncoming>[0]);
      const { verdicts } = await office.store.write(async (tables) => {
        if (by === 'office') return receive(tables, { author: 'office', dev: officeDevice, nowMs }, [incoming]);
        const author = await viewerOf(tables, userOf[by], deviceOf[by], nowMs);
        if (author === undefined) throw new Error(`${by} is nobody`);
        return receive(tables, { author, dev: deviceOf[by], nowMs }, [incoming]);
      });
      for (const { n: _n, ...answer } of verdicts as readonly { n?: number }[]) answers.push(answer);
    }
    const streams = [area, inboxOf.officer, g];
    const pages = await office.store.read(async (tables) => {
      const viewer = await viewerOf(tables, userOf.officer, deviceOf.officer, nowMs);
      if (viewer === undefined) throw new Error('the officer is nobody');
      // the province of the logs has an id of its own, where a real one's is made from its name
      const findAll = async (ids: readonly string[]) => tables.streams.findAll(ids.map((id) => (id === areaStreamId('57') ? area : id)));
      const named = { ...tables, streams: { ...tables.streams, findAll } };
      return (await pull(named, viewer, { cursors: {}, isSameEpoch: true, wanted: streams })).streams;
    });
    return { state: { answers, ...readStreams(dataDir, streams) }, pages };
  } finally {
    await office.store.close();
    rmSync(dataDir, { recursive: true, force: true });
  }
}

function readStreams(dataDir: string, streams: readonly string[]): Pick<State, 'chains' | 'rows'> {
  const db = new Database(join(dataDir, 'sajja.sqlite'), { readonly: true });
  try {
    const chainOf = db.prepare('select chain from stream where id = ?').pluck();
    const rowsOf = db.prepare('select row_key as key, body from view_row where stream = ? order by row_key');
    const chains = streams.map((stream) => [stream, chainOf.get(stream) as string]);
    const rows = streams.map((stream) => {
      const found = rowsOf.all(stream) as { key: string; body: string }[];
      return [stream, Object.fromEntries(found.map(({ key, body }) => [key, JSON.parse(body) as unknown]))];
    });
    return { chains: Object.fromEntries(chains) as State['chains'], rows: Object.fromEntries(rows) as State['rows'] };
  } finally {
    db.close();
  }
}
