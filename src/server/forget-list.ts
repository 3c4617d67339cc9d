/** What an erasure leaves to be done outside the store's transactions: written down with it, done by `forget.ts`, so that no crash loses it. */
import type { PhotoKey } from './photo-store.ts';
import type { Tables } from './store/store.ts';

export interface ToForget {
  readonly photos: readonly PhotoKey[];
  /** so many were written down so far */
  readonly erasures: number;
  /** of the first so many the engine's files hold no page as it was any more */
  readonly cleaned: number;
}

const name = 'to-forget';
const nothing: ToForget = { photos: [], erasures: 0, cleaned: 0 };

export async function readForget(tables: Tables): Promise<ToForget> {
  const text = await tables.office.setting(name);
  if (text === undefined) return nothing;
  // an older release kept a yes or no
  const kept = JSON.parse(text) as Partial<ToForget> & { readonly pages?: boolean };
  return { photos: kept.photos ?? [], erasures: kept.erasures ?? (kept.pages === true ? 1 : 0), cleaned: kept.cleaned ?? 0 };
}

export async function addToForget(tables: Tables, photos: readonly PhotoKey[]): Promise<void> {
  const before = await readForget(tables);
  const now: ToForget = { ...before, photos: [...before.photos, ...photos], erasures: before.erasures + 1 };
  await tables.office.set(name, JSON.stringify(now));
}

/** Takes off what was done, also when another process has done it too; what was added meanwhile stays. */
export async function takeOffForget(tables: Tables, done: Pick<ToForget, 'photos' | 'cleaned'>): Promise<void> {
  const now = await readForget(tables);
  const photos = now.photos.filter(({ group, sha }) => !done.photos.some((each) => each.group === group && each.sha === sha));
  await tables.office.set(name, JSON.stringify({ ...now, photos, cleaned: Math.max(now.cleaned, done.cleaned) } satisfies ToForget));
}
