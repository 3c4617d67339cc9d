/** Bad days of a schedule, one by one and in the few orders in which they are worst: what chance alone would bring together too seldom. */
import { invite } from '../../src/server/invitation.ts';
import { inProcessLocks } from '../../src/storage/locks.ts';
import { StoreProblem } from '../../src/storage/store-problem.ts';
import type { Chance } from './chance.ts';
import { endRights } from './office-acts.ts';
import { opened, passTime, record, type Scene, sync, wiped } from './scene.ts';
import {
  cutPower,
  drain,
  metaOf,
  newSimPhone,
  openApp,
  operationsOf,
  putDisk,
  type RunningApp,
  signIn,
  type SimPhone,
} from './sim-phone.ts';
import { turns } from './turns.ts';
import type { World } from './world.ts';

export async function recordWhileSyncing(scene: Scene, field: SimPhone): Promise<void> {
  if (field.isGone) return;
  await opened(scene, field);
  await Promise.all([sync(scene, field), record(scene, field)]);
}

export async function powerCut(scene: Scene, field: SimPhone): Promise<void> {
  if (field.isGone) return;
  await opened(scene, field);
  const work = scene.chance.percent(50) ? sync(scene, field) : record(scene, field);
  await Promise.race([work, turns(1 + scene.chance.below(70))]);
  cutPower(field);
  // in the middle of forgetting everything
  wiped(scene, field);
}

export async function twoTabs(scene: Scene, field: SimPhone, locks: SimPhone['locks']): Promise<void> {
  if (field.isGone) return;
  const first = await opened(scene, field);
  const second = await openApp(field, scene.line, { locks });
  const late = async () => {
    await turns(scene.chance.below(40));
    await drain(second);
  };
  const settled = await Promise.allSettled([
    sync(scene, field),
    late(),
    record(scene, field),
    ...[second, first].map(async (tab) => recordSoon(scene, field, tab)),
  ]);
  for (const one of settled) if (one.status === 'rejected' && !(one.reason instanceof StoreProblem)) throw one.reason;
  second.sender.close();
  second.phone.close();
  if (metaOf(field) === undefined && first.power.on) wiped(scene, field);
}

async function recordSoon(scene: Scene, field: SimPhone, tab?: RunningApp): Promise<void> {
  await turns(scene.chance.below(120));
  await record(scene, field, tab);
}

export async function backUp(scene: Scene): Promise<void> {
  const { office } = scene.world;
  // a backup that was verified: what is in it need not be kept on phones for sending it again
  office.run('update device set safe_n = last_n');
  scene.backup = { image: office.image(), rights: scene.facts.rights };
}

export async function restore(scene: Scene): Promise<void> {
  if (scene.backup === undefined) return;
  const { office } = scene.world;
  office.put(scene.backup.image);
  scene.restores += 1;
  office.run(`update office set value = ? where name = 'epoch'`, `restored-${scene.restores}`);
  office.restartProcess();
  scene.watch.forget();
  // the grants are as they were at the backup
  scene.facts.rights = scene.backup.rights;
  scene.facts.restored();
}

export async function putBack(scene: Scene, field: SimPhone): Promise<void> {
  if (field.isGone || field.older === undefined) return;
  cutPower(field);
  const before = new Set(operationsOf(newSimPhone('', field.user, field.older.disk, 0)).map(({ id }) => id));
  scene.facts.lost(
    field,
    [...before].map((id) => ({ id })),
  );
  putDisk(field, field.older.disk);
  field.cookie = field.older.cookie;
}

export async function clonePhone(scene: Scene, field: SimPhone): Promise<void> {
  if (field.isGone || scene.phones.length > 4) return;
  const twin = newSimPhone(`${field.name}-twin`, field.user, field.disk.image(), field.clock.nowMs());
  twin.cookie = field.cookie;
  scene.phones.push(twin);
}

/** Somebody who works here already signs in on a phone that has nothing. */
export async function newcomer(scene: Scene, chance: Chance): Promise<void> {
  const { world, line, phones } = scene;
  if (phones.length > 4) return;
  const user = chance.pick([world.officer, world.helper]);
  const field = newSimPhone(`newcomer-${phones.length}`, user, undefined, world.office.clock.nowMs());
  const { code } = await invite(world.office.office, { role: 'field-officer', areas: [], name: '', user });
  if ((await signIn(field, line, code)) !== 'in') return;
  phones.push(field);
  // somebody may write down what was agreed before the group is there
  if (chance.percent(30)) await record(scene, field);
  if (chance.percent(50)) await sync(scene, field);
}

/** The browser threw the records away; the few facts beside them are still there. */
export async function loseStorage(scene: Scene, field: SimPhone): Promise<void> {
  if (field.isGone) return;
  scene.facts.lost(field, []);
  cutPower(field);
  field.disk.remove(`sajja-${field.user}`);
}

export async function revoke({ office }: World, field: SimPhone): Promise<void> {
  const dev = metaOf(field)?.dev;
  if (dev !== undefined) office.run('update device set revoked_at = ? where dev = ?', office.clock.nowMs(), dev);
}

/** Two tabs of a browser without locks, while there is something to fetch. */
export async function twoTabsWithoutLocks(scene: Scene, field: SimPhone): Promise<void> {
  const other = scene.chance.pick(scene.phones);
  if (other !== field && scene.chance.percent(60)) {
    await record(scene, other);
    await sync(scene, other);
  }
  await twoTabs(scene, field, inProcessLocks());
}

/** The right to a group ends and the phone lets it go at the moment in which its officer still writes in it. */
export async function recordWhileLettingGo(scene: Scene, field: SimPhone): Promise<void> {
  await record(scene, field);
  await sync(scene, field);
  await endRights(scene.world, scene.facts, scene.chance);
  for (const one of scene.phones) {
    if (one.isGone) continue;
    await opened(scene, one);
    await Promise.all([sync(scene, one), ...[0, 1, 2].map(async () => recordSoon(scene, one))]);
  }
}

/** Some of: handed in after the last backup, the right ends, the group is let go, the office is put back to the backup. */
export async function letGoThenRestored(scene: Scene, field: SimPhone): Promise<void> {
  const { chance, world, facts, phones } = scene;
  await backUp(scene);
  await record(scene, field);
  await sync(scene, field);
  if (chance.percent(70)) await endRights(world, facts, chance);
  passTime(scene, chance.below(3_600_000));
  for (const one of phones) await sync(scene, one);
  await restore(scene);
}

/** Some of: handed in after the last backup, the phone turns out to be a copy and gets a new id, the office is put back to the backup. */
export async function copiedThenRestored(scene: Scene, field: SimPhone): Promise<void> {
  const { chance } = scene;
  await backUp(scene);
  await record(scene, field);
  await sync(scene, field);
  await clonePhone(scene, field);
  const twin = scene.phones.at(-1) ?? field;
  for (const one of chance.percent(50) ? [twin, field] : [field, twin]) {
    await record(scene, one);
    await sync(scene, one);
  }
  if (chance.percent(70)) await restore(scene);
}

/** The records are thrown away with what waited; the phone goes on and the office misses numbers. */
export async function lostWithItsQueue(scene: Scene, field: SimPhone): Promise<void> {
  await record(scene, field);
  // the witness outside the records is written a little later
  await turns(60);
  await loseStorage(scene, field);
  await record(scene, field);
  await sync(scene, field);
}
