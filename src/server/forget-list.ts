/** What an erasure leaves to be done outside the store's transactions: written down with it, done by `forget.ts`, so that no crash loses it. */
import type { PhotoKey } from './photo-store.ts';
import type { Tables } from './store/store.ts';

export interface ToForget {
  readonly photos: readonly PhotoKey[];
  /** the engine's file still holds pages as they were */
  readonly pages: boolean;
}

const name = 'to-forget';
const nothing: ToForget = { photos: [], pages: false };

export async function readForget(tables: Tables): Promise<ToForget> {
  const text = await tables.office.setting(name);
  return text === undefined ? nothing : (JSON.parse(text) as ToForget);
}

export async function addToForget(tables: Tables, photos: readonly PhotoKey[]): Promise<void> {
  const before = await readForget(tables);
  await tables.office.set(name, JSON.stringify({ photos: [...before.photos, ...photos], pages: true } satisfies ToForget));
}

/** Takes off what was done; what was added meanwhile stays. */
export async function takeOffForget(tables: Tables, done: ToForget): Promise<void> {
  const now = await readForget(tables);
  const photos = now.photos.filter(({ group, sha }) => !done.photos.some((each) => each.group === group && each.sha === sha));
  const pages = now.pages && !(done.pages && photos.length === 0);
  await tables.office.set(name, JSON.stringify({ photos, pages } satisfies ToForget));
}
