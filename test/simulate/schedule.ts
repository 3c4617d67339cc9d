/** One schedule: some days in which nearly everything goes wrong, then a good line, then the checks. */
import { invite } from '../../src/server/invitation.ts';
import { makeSnapshots } from '../../src/server/snapshot.ts';
import {
  backUp,
  clonePhone,
  copiedThenRestored,
  letGoThenRestored,
  loseStorage,
  lostWithItsQueue,
  newcomer,
  powerCut,
  putBack,
  recordWhileLettingGo,
  recordWhileSyncing,
  restore,
  revoke,
  twoTabs,
  twoTabsWithoutLocks,
} from './bad-days.ts';
import { type Chance, createChance } from './chance.ts';
import { checkEnd } from './checks.ts';
import { createFacts, firstRights, type Violation } from './facts.ts';
import { decideHeld, endRights, giveRights, moreStrangers, newerServerWrites } from './office-acts.ts';
import { setChance } from './platform.ts';
import { opened, passTime, record, type Scene, sync, wiped } from './scene.ts';
import { createLine } from './sim-line.ts';
import { closeApp, drain, metaOf, newSimPhone, signIn, type SimPhone } from './sim-phone.ts';
import { createWatch } from './watch.ts';
import { startMs, type World } from './world.ts';

const mostRounds = 6;
const rowsSalt = 0x726f77;
/** a page of a few rows each */
const snapshotsOfAll = { after: 1, every: 1, partBytes: 900 };
const hourMs = 3_600_000;

export interface Outcome {
  readonly violations: readonly Violation[];
  /** what was done, one word each */
  readonly steps: readonly string[];
}

export async function runSchedule(world: World, seed: number, schedule: number): Promise<Outcome> {
  const chance = createChance(seed, schedule);
  setChance(chance);
  world.office.put(world.image);
  world.office.restartProcess();
  world.office.clock.jump(startMs + hourMs - world.office.clock.nowMs());
  const facts = createFacts(world);
  const watch = createWatch(world, facts);
  const line = createLine(world.office, chance, watch.onAnswer);
  const phones = takingPart(world, chance).map(({ name, user, disk, cookie }) => {
    const field = newSimPhone(name, user, disk, startMs + hourMs);
    field.cookie = cookie;
    return field;
  });
  const scene: Scene = {
    world, chance, line, facts, watch, phones,
    village: { groups: [...world.groups], members: [...world.members], entries: [], founders: facts.founders },
    // some offices have a backup from before the day
    backup: chance.percent(50) ? { image: world.image, rights: firstRights } : undefined,
    restores: 0,
  }; // prettier-ignore
  for (const field of phones) facts.note(field);
  line.badness = chance.pick([0, 10, 30, 50]);
  const rows = rowsFor(scene, createChance(seed ^ rowsSalt, schedule));
  const steps: string[] = [];
  const length = lengthOf(chance);
  try {
    for (let step = 0; step < length; step += 1) {
      const [name, act] = chooseStep(chance);
      steps.push(name);
      passTime(scene, chance.below(20 * 60_000));
      const field = pickPhone(scene);
      steps[steps.length - 1] += ` ${field.name}`;
      await act(scene, field);
      await line.quiet();
      await rows.afterStep();
      for (const one of phones) if (!one.isGone) facts.note(one);
      watch.look();
    }
    await rows.beforeHealing();
    await heal(scene);
    await checkEnd(world, facts, phones);
  } catch (error) {
    facts.violate('I5', `the schedule stopped: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
  }
  for (const field of phones) closeApp(field);
  return { violations: facts.violations, steps };
}

/** In some schedules the office has snapshots of everything, however short, and somebody comes with an empty phone; by chance of its own. */
function rowsFor(scene: Scene, chance: Chance): { afterStep(): Promise<void>; beforeHealing(): Promise<void> } {
  const isHere = chance.percent(40);
  const make = async () => void (await makeSnapshots(scene.world.office.office, snapshotsOfAll));
  return {
    afterStep: async () => {
      if (!isHere) return;
      if (chance.percent(60)) await make();
      if (chance.percent(15)) await newcomer(scene, chance);
    },
    beforeHealing: async () => {
      if (!isHere) return;
      if (chance.percent(60)) await make();
      scene.line.badness = 0;
      await newcomer(scene, chance);
    },
  };
}

/** Most of what goes wrong needs no third phone, and much of it no second: a phone less is a third of the work. */
function takingPart({ phones }: World, chance: Chance): World['phones'] {
  const share = chance.below(100);
  if (share < 30) return phones.filter(({ name }) => name === 'officer-1');
  return share < 80 ? phones.filter(({ name }) => name !== 'officer-2') : phones;
}

/** Most flaws need few steps, some need many: a long tail finds more than a high average. */
function lengthOf(chance: Chance): number {
  const share = chance.below(100);
  if (share < 80) return 1 + chance.below(3);
  return share < 95 ? 4 + chance.below(6) : 10 + chance.below(18);
}

function pickPhone({ phones, chance }: Scene): SimPhone {
  const there = phones.filter(({ isGone }) => !isGone);
  return chance.pick(there.length > 0 ? there : phones);
}

type Step = (scene: Scene, field: SimPhone) => Promise<void>;

const steps: readonly (readonly [share: number, name: string, act: Step])[] = [
  [26, 'record', async (scene, field) => record(scene, field)],
  [24, 'sync', async (scene, field) => sync(scene, field)],
  [6, 'sync-together', async (scene) => void (await Promise.all(scene.phones.map(async (field) => sync(scene, field))))],
  [6, 'record-while-syncing', recordWhileSyncing],
  [7, 'power-cut', powerCut],
  [3, 'two-tabs', async (scene, field) => twoTabs(scene, field, field.locks)],
  [4, 'two-tabs-without-locks', twoTabsWithoutLocks],
  [3, 'late', async ({ line }) => line.deliverLate()],
  [5, 'backup', backUp],
  [6, 'restore', restore],
  [3, 'phone-copied', async (_scene, field) => void (field.older = { disk: field.disk.image(), cookie: field.cookie })],
  [3, 'phone-put-back', putBack],
  [2, 'phone-cloned', clonePhone],
  [2, 'storage-lost', loseStorage],
  [4, 'rights-end', async ({ world, facts, chance }) => endRights(world, facts, chance)],
  [4, 'rights-back', async ({ world, facts, chance }) => giveRights(world, facts, chance)],
  [2, 'revoked', async ({ world }, field) => revoke(world, field)],
  [2, 'clock-jump', async ({ chance }, { clock }) => clock.jump((chance.below(96) - 48) * hourMs)],
  [1, 'two-days', async (scene) => waitTwoDays(scene)],
  [4, 'other-app', async ({ world, facts, chance, village }) => moreStrangers(world, facts, chance, village)],
  [3, 'chief-decides', async ({ world, facts, chance }) => decideHeld(world, facts, chance)],
  [2, 'newer-server', async ({ world, chance }) => newerServerWrites(world, chance)],
  [2, 'record-while-letting-go', recordWhileLettingGo],
  [2, 'let-go-then-restored', letGoThenRestored],
  [2, 'copied-then-restored', copiedThenRestored],
  [2, 'lost-with-its-queue', lostWithItsQueue],
  [2, 'cookie-lost', async (_scene, field) => void (field.cookie = undefined)],
];
const shares = steps.reduce((sum, [share]) => sum + share, 0);

function chooseStep(chance: Chance): readonly [string, Step] {
  let at = chance.below(shares);
  for (const [share, name, act] of steps) {
    if (at < share) return [name, act];
    at -= share;
  }
  throw new Error('the shares add up');
}

async function waitTwoDays(scene: Scene): Promise<void> {
  passTime(scene, 49 * hourMs);
  scene.facts.isOverdue = true;
}

/** The line is good again; everybody syncs, and who was signed out signs in again. */
async function heal(scene: Scene): Promise<void> {
  const { line, world, phones, facts } = scene;
  line.badness = 0;
  await line.deliverLate();
  await line.quiet();
  if (scene.chance.percent(70)) await giveRights(world, facts, undefined);
  let isQuiet = false;
  /** where the streams stood when a phone was done: while they stand there it has nothing to fetch */
  const doneAt = new Map<SimPhone, string>();
  for (let round = 0; round < mostRounds; round += 1) {
    const heads = headsOf(world);
    isQuiet = true;
    for (const field of phones) {
      if (field.isGone || doneAt.get(field) === headsOf(world)) continue;
      const app = await opened(scene, field);
      const result = await drain(app);
      let hasLeft = result === 'ended';
      if (result === 'revoked') wiped(scene, field);
      // a revoked phone that is a copy cannot get another id by itself: it keeps its queue until its officer signs in anew
      if (result === 'signin-required' || (result === 'revoked' && !field.isGone)) {
        closeApp(field);
        const { code } = await invite(world.office.office, { role: 'field-officer', areas: [], name: '', user: field.user });
        const signedIn = await signIn(field, line, code);
        if (signedIn === 'refused') facts.violate('I5', `${field.name} cannot sign in again`);
        hasLeft = signedIn === 'left';
      }
      // a revoked phone hands in what it holds, and learns at its next sync that it must forget the rest
      // one whose person has no right any more has handed in everything and is told to let go
      const isDone = (result === 'done' || hasLeft) && !isRevoked(world, field);
      if (isDone) doneAt.set(field, headsOf(world));
      if (!field.isGone && !isDone) isQuiet = false;
      if (!field.isGone) facts.note(field);
    }
    if (isQuiet && headsOf(world) === heads) return;
  }
  if (!isQuiet) facts.violate('I5', `not everybody was done after ${mostRounds} rounds with a good line`);
}

function isRevoked({ office }: World, field: SimPhone): boolean {
  return office.all('select dev from device where dev = ? and revoked_at is not null', metaOf(field)?.dev ?? '').length > 0;
}

function headsOf({ office }: World): string {
  return JSON.stringify(office.all('select id, seq from stream'));
}
