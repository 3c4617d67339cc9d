/** The phone around the records as start-up and the device pages see it: every answer can be chosen, nothing is real but the records. */
import type { KnownUser } from '../../../src/storage/device.ts';
import type { PreparedPhoto } from '../../../src/storage/photo-shrink.ts';
import type { PhoneFacts } from '../../../src/ui/boot/phone-facts.ts';
import type { ThisPhone } from '../../../src/ui/boot/this-phone.ts';
import type { Updates } from '../../../src/ui/boot/updates.ts';

export const officer: KnownUser = {
  user: '019ab000-0000-7000-8000-000000000001',
  name: 'ศิริพร ใจงาม',
  dev: '019ab000-0000-7000-8000-0000000000d1',
  grants: [{ role: 'field-officer', areas: ['5607'], from: '2026-10-01' }],
  serverKey: {},
};
export const colleague: KnownUser = { ...officer, user: '019ab000-0000-7000-8000-000000000002', name: 'บุญมี คำแสน' };

export function fakeFacts(facts: Partial<PhoneFacts> = {}): PhoneFacts {
  return {
    isInstalled: () => true,
    isAppleTouch: () => false,
    isPersisted: async () => true,
    askToPersist: async () => true,
    usedBytes: async () => 12_300_000,
    model: async () => 'SM-A145F',
    canInstall: () => false,
    onCanInstall: () => () => undefined,
    install: async () => undefined,
    showBadge: () => undefined,
    reload: () => undefined,
    ...facts,
  };
}

export const noUpdates: Updates = {
  isReady: () => false,
  onChange: () => () => undefined,
  atSafeMoment: async () => undefined,
  apply: async () => 'nothing-new',
};

export function fakeThisPhone(phone: Partial<ThisPhone>): ThisPhone {
  return {
    version: '0.1.0',
    facts: fakeFacts(),
    updates: noUpdates,
    users: async () => [officer],
    signIn: async () => ({ ok: false, problem: 'no-signal' }),
    setPassword: async () => ({ ok: true }),
    addPasskey: async () => ({ ok: true }),
    vouch: async () => ({ ok: false, problem: 'no-signal' }),
    reopen: () => undefined,
    dropPractice: async () => undefined,
    cutNetwork: async () => true,
    canStart: async () => true,
    reminders: async () => undefined,
    pin: { has: async () => false, try: async () => ({ is: 'right' }), set: async () => undefined, drop: async () => undefined },
    saveCopy: async () => undefined,
    shrinkPhoto: async (file) => fakePhoto(file),
    ...phone,
  } as ThisPhone;
}

/** A shrunk picture whose hash belongs to the file's name, so that the same file is the same photo. */
export async function fakePhoto(file: File): Promise<PreparedPhoto> {
  const hash = async (text: string) => {
    const bytes = new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text)));
    return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
  };
  return {
    ok: true,
    full: new ArrayBuffer(300_000),
    thumb: new ArrayBuffer(12_000),
    sha: await hash(file.name),
    thumbSha: await hash(`${file.name} thumb`),
    mime: 'image/jpeg',
    width: 1600,
    height: 1200,
  };
}
