/** What happens at the office's side of a schedule: rights end and come back, a chief decides, other versions of the app and the server write. */
import { hashOperation } from '../../src/domain/canonical-json.ts';
import type { Operation } from '../../src/domain/operation.ts';
import { civilDateInThailand } from '../../src/domain/thai-calendar.ts';
import { Desk } from '../../src/server/desk.ts';
import { officeUser, sha256Hex } from '../../src/server/ids.ts';
import { giveGrant } from '../../src/server/invitation.ts';
import type { Chance } from './chance.ts';
import { unknownKind } from './checks.ts';
import type { Facts } from './facts.ts';
import type { Village } from './phone-acts.ts';
import { idAt, officerArea, type Outsider, type World } from './world.ts';

type Who = 'officer' | 'helper';

export async function endRights(world: World, facts: Facts, chance: Chance): Promise<void> {
  const who: Who = chance.percent(65) ? 'helper' : 'officer';
  const { office, clock } = world.office;
  const user = world[who];
  await office.store.write(async (tables) => {
    const today = civilDateInThailand(clock.nowMs());
    for (const { id, endedOn, areas, groups } of await tables.people.grantsOf(user)) {
      if (endedOn === null && (areas.includes(officerArea) || groups.length > 0)) await tables.people.endGrant(id, today);
    }
  });
  const accepted = new Map([...facts.rights.accepted].filter(([, founder]) => founder !== user));
  facts.rights = { ...facts.rights, [who]: false, accepted };
}

export async function giveRights(world: World, facts: Facts, chance: Chance | undefined): Promise<void> {
  const { office } = world.office;
  for (const who of chance === undefined ? (['officer', 'helper'] as const) : [chance.pick(['officer', 'helper'] as const)]) {
    if (facts.rights[who]) continue;
    const place = who === 'officer' ? { areas: [officerArea] } : { areas: [], groups: [world.groups[0]] };
    await office.store.write((tables) => giveGrant(tables, office, world[who], { role: 'field-officer', ...place }));
    facts.rights = { ...facts.rights, [who]: true };
  }
}

async function ask({ office }: World, { dev, cookie }: Outsider, path: string, body: unknown): Promise<{ status: number; body: unknown }> {
  // an office's session ends after some hours without use
  office.run('update session_ set seen_at = ? where dev = ?', office.clock.nowMs(), dev);
  const headers = { 'X-Sync': '1', 'Content-Type': 'application/json', Cookie: cookie };
  const answer = await office.handle(new Request(`http://localhost${path}`, { method: 'POST', headers, body: JSON.stringify(body) }));
  return { status: answer.status, body: await answer.json() };
}

/** One operation that waits for a person, accepted or given back. */
export async function decideHeld(world: World, facts: Facts, chance: Chance): Promise<void> {
  const held = world.office.all<{ op_id: string; stream: string; actor: string; k: string }>(
    `select op_id, stream, actor, k from held where state = 'waiting' and why in ('scope-none', 'scope-ended', 'device-revoked') order by rowid`,
  );
  if (held.length === 0) return;
  const decision = chance.percent(60) ? { decision: 'accept', reason: 'late work' } : { decision: 'reject', reason: 'not ours' };
  const { op_id, stream, actor, k } = chance.pick(held);
  const { body } = await ask(world, world.chief, `/v1/held/${op_id}`, decision);
  // who founds where he has no right may go on in that group, and only there
  if (k === 'group.create' && (body as { state?: string }).state === 'released' && !facts.mayHold(actor, stream))
    facts.rights = { ...facts.rights, accepted: new Map([...facts.rights.accepted, [stream, actor]]) };
}

/** Operations that no app of ours makes: none may stop the others, none may be dropped. */
export async function moreStrangers(world: World, facts: Facts, chance: Chance, village: Village): Promise<void> {
  const { office, stranger } = world;
  const [device] = office.all<{ last_n: number }>('select last_n from device where dev = ?', stranger.dev);
  const nowMs = office.clock.nowMs();
  const ops = Array.from({ length: 1 + chance.below(3) }, (_, index) => ({
    v: 1,
    id: idAt(nowMs),
    n: (device?.last_n ?? 0) + 1 + index,
    g: chance.percent(80) ? world.groups[0] : idAt(nowMs),
    kv: 1,
    at: new Date(nowMs).toISOString(),
    ce: 0,
    ...strangeContent(chance, village),
  }));
  const queue = { ops: 0, photos: 0, bytes: 0, oldest: null, persisted: false, quotaErrors: 0 };
  const now = new Date(nowMs).toISOString();
  const answer = await ask(world, stranger, '/v1/sync', {
    proto: 1,
    dev: stranger.dev,
    app: '9.9.9',
    epoch: null,
    now,
    ce: 0,
    ops,
    cur: {},
    want: [],
    q: queue,
  });
  if (answer.status !== 200) facts.violate('I5', `a batch of the other app was answered ${answer.status}`);
  else for (const { id, g } of ops) facts.known.set(id, { id, g, h: undefined, orphaned: true, forgiven: false });
}

function strangeContent(chance: Chance, village: Village): Record<string, unknown> {
  switch (chance.below(5)) {
    case 0:
      return { k: unknownKind, p: { parts: 3 } };
    case 1:
      return { k: 'document.tick', p: { document: 'passbook', state: 'burnt' } };
    case 2:
      return { k: 'document.tick', kv: 7, p: { document: 'passbook', state: 'have' } };
    case 3:
      return { k: 'entry.reverse', p: { e: '00000000-0000-4000-8000-000000000009', reason: 'never there' } };
    default:
      return {
        k: 'entry.reverse',
        p: { e: village.entries.at(-1)?.id ?? village.groups[0], reason: 'by the other app' },
        later: { kept: true },
      };
  }
}

/** The office already runs a later version that applies what our phones cannot read yet. */
export async function newerServerWrites(world: World, chance: Chance): Promise<void> {
  const { office, clock } = world.office;
  const g = chance.pick(world.groups);
  const nowMs = clock.nowMs();
  const op = {
    v: 1,
    id: idAt(nowMs),
    n: 1,
    g,
    k: unknownKind,
    kv: 1,
    at: new Date(nowMs).toISOString(),
    ce: 0,
    p: { parts: chance.below(9), deep: { er: [1, 'x'] } },
  };
  const hash = await hashOperation(op as unknown as Operation, async (text) => sha256Hex(text));
  await office.store.write(async (tables) => {
    const desk = new Desk(tables, nowMs);
    const stream = await desk.open(g);
    const { id, n, k: kind } = op;
    const kept = {
      id,
      dev: 'newer',
      n,
      kind,
      actor: officeUser,
      receivedAt: nowMs,
      hash,
      body: JSON.stringify(op),
      personal: null,
      flags: [],
    };
    stream?.append(kept, nowMs);
    await desk.writeBack();
  });
}
