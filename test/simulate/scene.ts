/** One schedule under way: the phones, the line, what is known to be true, and the two things officers do: record and sync. */
import type { Chance } from './chance.ts';
import type { Facts, Rights } from './facts.ts';
import { phoneActs, type Village } from './phone-acts.ts';
import type { Line } from './sim-line.ts';
import type { OfficeImage } from './sim-office.ts';
import { StoreProblem } from '../../src/storage/store-problem.ts';
import { closeApp, drain, metaOf, openApp, operationsOf, type RunningApp, type SimPhone } from './sim-phone.ts';
import type { Watch } from './watch.ts';
import type { World } from './world.ts';

export interface Scene {
  readonly world: World;
  readonly chance: Chance;
  readonly line: Line;
  readonly facts: Facts;
  readonly watch: Watch;
  readonly village: Village;
  readonly phones: SimPhone[];
  backup: { readonly image: OfficeImage; readonly rights: Rights } | undefined;
  restores: number;
}

export function passTime({ world, phones }: Scene, ms: number): void {
  world.office.clock.pass(ms);
  for (const { clock } of phones) clock.pass(ms);
}

export async function opened(scene: Scene, field: SimPhone): Promise<NonNullable<SimPhone['app']>> {
  field.app ??= await openApp(field, scene.line).catch(async (error: unknown) => {
    if (!(error instanceof StoreProblem) || error.code !== 'lost') throw error;
    return openApp(field, scene.line, { acceptLoss: true });
  });
  return field.app;
}

/** `tab`: another than the phone's first */
export async function record(scene: Scene, field: SimPhone, tab?: RunningApp): Promise<void> {
  if (field.isGone) return;
  const app = tab ?? (await opened(scene, field));
  const acts = phoneActs(scene.chance, scene.village, field);
  const made = await app.phone.record(acts).catch((error: unknown) => {
    // the other tab was told to wipe, or this one lost its power
    if (error instanceof StoreProblem) return [];
    throw error;
  });
  if (!app.power.on) return;
  scene.facts.note(field);
  const there = new Set(operationsOf(field).map(({ id }) => id));
  for (const { id } of made) if (!there.has(id)) scene.facts.violate('I8', `${id} was called saved and is not on the disk`);
}

export async function sync(scene: Scene, field: SimPhone): Promise<void> {
  if (field.isGone) return;
  const app = await opened(scene, field);
  const result = await drain(app).catch((error: unknown) => {
    if (error instanceof StoreProblem) return 'failed' as const;
    throw error;
  });
  if (result === 'revoked' && app.power.on) wiped(scene, field);
}

/** The phone was wiped only when nothing was queued; then all it held must be with the office. */
export function wiped(scene: Scene, field: SimPhone): void {
  if (metaOf(field) !== undefined) return;
  closeApp(field);
  field.isGone = true;
  const there = scene.facts.stored();
  for (const fact of scene.facts.known.values()) if (fact.holder === field && there.has(fact.id)) fact.orphaned = true;
}
