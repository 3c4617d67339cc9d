/** A phone in WebKit, the real server behind https, and an officer who has signed in. */
import { openOffice, type Office } from '../../browser/support/office.ts';
import type { WebKitPaths } from '../../support/find-webkit.ts';
import { openWebKitPhone, until, type WebKitPhone } from './phone.ts';
import { openTlsDoor, type TlsDoor } from './tls-door.ts';

export interface Field {
  readonly phone: WebKitPhone;
  readonly office: Office;
  readonly door: TlsDoor;
  /** what phones call the office: `https://localhost:PORT` */
  readonly origin: string;
  close(): Promise<void>;
}

export async function openField(paths: WebKitPaths): Promise<Field> {
  const door = await openTlsDoor();
  const office = await openOffice({ PUBLIC_ORIGIN: door.origin });
  door.leadTo(office.origin);
  const phone = await openWebKitPhone(paths);
  return {
    phone,
    office,
    door,
    origin: door.origin,
    close: async () => {
      await phone.close();
      await office.close();
      await door.close();
    },
  };
}

/** Spends an invitation on the sign-in screen and waits until the phone has everything of the office and works without it. */
export async function signIn({ phone, office, origin }: Field): Promise<void> {
  await enter(phone, origin, await office.inviteOfficer());
}

/** As `signIn`, with a code that somebody has already. */
export async function enter(phone: WebKitPhone, origin: string, code: string): Promise<void> {
  await phone.open(`${origin}/signin#${code}`);
  await phone.tap('เข้าใช้เครื่องนี้');
  await phone.see('ทุกอย่างส่งถึงสำนักงานแล้ว', 30_000);
  await until(async () => phone.call(`() => navigator.serviceWorker.controller !== null`), 30_000);
}

/** A new group through its form. @returns its address */
export async function startGroup({ phone, origin }: Field, village: string, moo = 3): Promise<string> {
  await phone.open(`${origin}/groups/new`);
  await phone.fill(/^หมู่ที่/, String(moo));
  await phone.fill(/^ชื่อหมู่บ้าน/, village);
  await phone.tap('สร้างกลุ่มนี้');
  let url = '';
  await until(async () => /\/groups\/[0-9a-f-]{36}$/.test((url = (await phone.url()).split('?')[0] ?? '')));
  return url;
}
