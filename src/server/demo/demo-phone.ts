/** An officer's phone of the demonstration: it writes operations at times of the past and sends them through the real door. */
import type { Kind, PayloadOf } from '../../domain/operation.ts';
import { photoPath } from '../../protocol/photo.ts';
import type { Row, RowKey } from '../../domain/row.ts';
import { viewerOf, type Viewer } from '../access.ts';
import { newId } from '../ids.ts';
import type { Office } from '../office.ts';
import { photoRoutes } from '../photo.ts';
import { receive, toIncoming, type Incoming } from '../receive.ts';
import type { Tables } from '../store/store.ts';

/** The time the demonstration has reached; the office's clock reads it while the past is written. */
export interface DemoClock {
  nowMs: number;
}

export interface DemoOfficer {
  readonly user: string;
  readonly dev: string;
  readonly name: string;
  readonly areas: readonly string[];
}

const mostInOneBatch = 200;

export class DemoPhone {
  readonly officer: DemoOfficer;
  /** pictures whose full size it still holds */
  photosLeft = 0;
  readonly #office: Office;
  readonly #clock: DemoClock;
  #n = 0;
  #queue: { id: string; n: number; g: string; at: string; [member: string]: unknown }[] = [];

  constructor(office: Office, clock: DemoClock, officer: DemoOfficer) {
    this.#office = office;
    this.#clock = clock;
    this.officer = officer;
  }

  id(): string {
    return newId(this.#office.clock, this.#office.random);
  }

  /** @param on day in Thailand; `hour` of that day */
  act<K extends Kind>(g: string, k: K, on: string, p: PayloadOf<K>, s?: Readonly<Record<string, unknown>>, hour = 10): void {
    this.#n += 1;
    const planned = Date.parse(`${on}T00:00:00+07:00`) + hour * 3_600_000 + (this.#n % 3000) * 1000;
    // the demonstration may be started before breakfast
    const at = new Date(Math.min(planned, Date.now())).toISOString();
    const personal = s && { s: { salt: Buffer.from(this.#office.random(16)).toString('hex'), ...s } };
    this.#queue.push({ v: 1, id: this.id(), n: this.#n, g, k, kv: 1, at, ce: 0, p, ...personal });
  }

  /**
   * The officer is back on the road: everything written so far reaches the office an hour after the last of it.
   *
   * @param expected what becomes of it there
   */
  async send(expected: 'applied' | 'held' = 'applied'): Promise<void> {
    while (this.#queue.length > 0) {
      const batch = this.#queue.splice(0, mostInOneBatch);
      const incoming: Incoming[] = [];
      for (const op of batch) incoming.push(await toIncoming(op));
      const last = batch.reduce((latest, op) => (op.at > latest ? op.at : latest), '');
      this.#clock.nowMs = Math.min(Date.parse(last) + 3_600_000, Date.now());
      const { dev } = this.officer;
      const verdicts = await this.#office.store.write(async (tables) => {
        const author = await this.#viewer(tables);
        const device = await tables.devices.find(dev);
        if (device) await tables.devices.save({ ...device, seenAt: this.#office.clock(), queue: JSON.stringify(emptyQueue), app: 'demo' });
        return (await receive(tables, { author, dev, nowMs: this.#office.clock() }, incoming)).verdicts;
      });
      const refused = verdicts.find((verdict) => verdict.r !== expected);
      if (refused) throw new Error(`the demonstration is wrong: ${JSON.stringify(refused)}`);
    }
  }

  /** Sends the picture's bytes as its own request, once the operation that names them has come. */
  async upload(g: string, sha: string, part: 'full' | 'thumb', bytes: Uint8Array<ArrayBuffer>): Promise<void> {
    const url = new URL(photoPath(g, sha, part), 'http://localhost');
    const route = photoRoutes.find(({ method, path }) => method === 'PATCH' && path.endsWith('/thumb') === (part === 'thumb'));
    const request = new Request(url, { method: 'PATCH', headers: { 'Upload-Offset': '0' }, body: bytes });
    const viewer = await this.#office.store.read((tables) => this.#viewer(tables));
    if (route?.access !== 'photo-send') throw new Error('a route for pictures');
    const answer = await route.handle({ office: this.#office, request, url, address: '', params: { group: g, sha }, viewer });
    if (answer.status !== 204) throw new Error(`the demonstration is wrong: picture ${answer.status}`);
  }

  /** What the office has folded of everything sent so far. */
  async row<R extends Row>(g: string, key: RowKey): Promise<R> {
    const body = await this.#office.store.read((tables) => tables.rows.get(g, key));
    if (body === undefined) throw new Error(`the demonstration is wrong: no ${key}`);
    return JSON.parse(body) as R;
  }

  async #viewer(tables: Tables): Promise<Viewer> {
    const viewer = await viewerOf(tables, this.officer.user, this.officer.dev, this.#office.clock());
    if (!viewer) throw new Error('an officer of the demonstration');
    return viewer;
  }
}

const emptyQueue = { ops: 0, photos: 0, bytes: 0, oldest: null, persisted: true, quotaErrors: 0 };
