/** How people come in after a restore: as they did in the store that was replaced, so that nothing that was ended or changed since the backup opens again. */
import type { Tables } from './store/store.ts';
import type { OpenIdRecord, PasskeyRecord, PasswordRecord } from './store/ways-in.ts';

export interface WaysIn {
  readonly user: string;
  readonly password: PasswordRecord | undefined;
  readonly passkeys: readonly PasskeyRecord[];
  readonly openId: OpenIdRecord | undefined;
}

/** @param users whoever may have any */
export async function readWaysIn({ passwords, passkeys, openIds }: Tables, users: Iterable<string>): Promise<readonly WaysIn[]> {
  const all: WaysIn[] = [];
  for (const user of new Set(users))
    all.push({
      user,
      password: await passwords.ofUser(user),
      passkeys: await passkeys.ofUser(user),
      openId: await openIds.ofUser(user),
    });
  return all;
}

/** A person, or a passkey's device, that this store does not know stays unknown: that takes another invitation. */
export async function putWaysIn(tables: Tables, all: readonly WaysIn[]): Promise<void> {
  const { passwords, passkeys, openIds, people, devices } = tables;
  // first all go: a name or an account may have passed from one to another
  for (const { user } of all) {
    await passwords.remove(user);
    await openIds.remove(user);
    for (const { id } of await passkeys.ofUser(user)) await passkeys.remove(id);
  }
  for (const { user, password, passkeys: made, openId } of all) {
    if (!(await people.find(user))) continue;
    if (password) await passwords.put(password);
    if (openId) await openIds.put(openId);
    for (const passkey of made) if (await devices.find(passkey.dev)) await passkeys.add(passkey);
  }
}
