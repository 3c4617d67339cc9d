/** The real server in this process on a throw-away folder, and phones signed in to it through a network that can be made to fail. */
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Role } from '../../src/domain/vocabulary.ts';
import { createApp } from '../../src/server/app.ts';
import { makeBackup, releaseToPhones } from '../../src/server/backup.ts';
import { invite } from '../../src/server/invitation.ts';
import type { Office } from '../../src/server/office.ts';
import { restoreBackup, type Restored } from '../../src/server/restore.ts';
import { openOffice } from '../../src/server/start.ts';
import type { KnownUser } from '../../src/storage/device.ts';
import type { Phone } from '../../src/storage/phone-internals.ts';
import { appVersion } from '../../src/sync/app-version.ts';
import { createSender, type Sender, type SenderOptions } from '../../src/sync/sender.ts';
import { createSession, type Session } from '../../src/sync/session.ts';
import { assertCleanLog } from './clean-log.ts';
import { createFakeClock, type FakeClock } from './fake-clock.ts';
import { createFaultNetwork, type FaultNetwork } from './fault-network.ts';
import { actsOf, type Hardware, type MakeAct, newHardware, openTestPhone } from './phone.ts';

export interface TestOffice {
  office: Office;
  readonly clock: FakeClock;
  /** every line of the server's log */
  readonly logged: readonly string[];
  /** the app as it is now; another one after a restore */
  readonly handle: (request: Request) => Promise<Response>;
  invite(role: Role, areas: readonly string[], more?: { readonly groups?: readonly string[]; readonly user?: string }): Promise<string>;
  /** makes a backup of the store as it is now, perhaps one that phones are told of; what it returns restores it */
  backUp(isOffMachine?: boolean): Promise<() => Promise<Restored>>;
  readonly dataDir: string;
  close(): Promise<void>;
}

/** @param databaseUrl of PostgreSQL, for a story that is told there too */
export async function openTestOffice(clock = createFakeClock(), databaseUrl?: string): Promise<TestOffice> {
  const dataDir = mkdtempSync(join(tmpdir(), 'sajja-office-'));
  const logged: string[] = [];
  const log = (...line: readonly unknown[]) => void logged.push(JSON.stringify(line));
  const start = async () => openOffice({ dataDir, databaseUrl, clock: clock.nowMs, log, staticDir: dataDir });
  let office = await start();
  let app = createApp(office);
  const here: TestOffice = {
    get office() {
      return office;
    },
    clock,
    logged,
    dataDir,
    handle: async (request) => app.fetch(request),
    invite: async (role, areas, more = {}) => (await invite(office, { role, areas, name: 'Somebody', ...more })).code,
    backUp: async (isOffMachine = false) => {
      const { photoStore } = office;
      const proof = await makeBackup({ dataDir, databaseUrl, photoStore, to: join(dataDir, 'backups'), clock: clock.nowMs });
      const { folder, problems } = proof;
      if (problems.length > 0) throw new Error(problems.join('; '));
      if (isOffMachine) await releaseToPhones(office.store, proof);
      return async () => {
        await office.store.close();
        const random = (bytes: number): Uint8Array => randomBytes(bytes);
        const restored = await restoreBackup({ dataDir, databaseUrl, photoStore, from: folder, clock: clock.nowMs, random });
        office = await start();
        app = createApp(office);
        return restored;
      };
    },
    close: async () => {
      await office.store.close();
      assertCleanLog(logged.join('\n'));
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
  return here;
}

/** A phone in an officer's hand: hardware, network, store and sender, signed in. */
export interface FieldPhone {
  readonly hardware: Hardware;
  readonly network: FaultNetwork;
  readonly known: KnownUser;
  readonly session: Session;
  phone: Phone;
  sender: Sender;
  readonly options: SenderOptions;
  act(g: string): MakeAct;
  /** closes the app and opens it again */
  restart(): Promise<void>;
}

export interface FieldPhoneParts {
  readonly code?: string;
  readonly hardware?: Hardware;
  readonly sender?: Partial<SenderOptions>;
}

export async function newFieldPhone(
  office: Pick<TestOffice, 'clock' | 'handle' | 'invite'>,
  parts: FieldPhoneParts = {},
): Promise<FieldPhone> {
  const hardware = parts.hardware ?? newHardware({ clock: office.clock });
  const network = createFaultNetwork(office.handle, office.clock);
  const net = { fetch: network.fetch, nowMs: hardware.clock.nowMs, wait: hardware.clock.wait };
  const session = createSession({ device: hardware.device, net, deviceName: 'test phone' });
  const redeemed = await session.redeem(parts.code ?? (await office.invite('field-officer', ['560101'])));
  if (!redeemed.ok) throw new Error(redeemed.problem);
  const known = redeemed.user;
  const open = async () => openTestPhone(hardware, { user: known.user });
  const senderOf = (phone: Phone): SenderOptions => ({
    phone,
    device: hardware.device,
    locks: hardware.locks,
    net,
    random: () => 0.5,
    app: appVersion,
    deviceName: 'test phone',
    ...parts.sender,
  });
  const phone = await open();
  const options = senderOf(phone);
  const field: FieldPhone = {
    hardware,
    network,
    known,
    session,
    phone,
    options,
    sender: createSender(options),
    act: (g) => actsOf(hardware.clock.nowMs, g),
    restart: async () => {
      field.sender.close();
      field.phone.close();
      field.phone = await open();
      field.sender = createSender(senderOf(field.phone));
    },
  };
  return field;
}
