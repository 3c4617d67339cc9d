/** `npm run demo`: the real server on a throw-away store full of invented work, with four invitations to look around. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { civilDateInThailand } from '../../domain/thai-calendar.ts';
import { createApp } from '../app.ts';
import { invite } from '../invitation.ts';
import { addressOf, listen } from '../listen.ts';
import { print, printInvitation } from '../print.ts';
import { readPublicOrigin } from '../public-origin.ts';
import { openOffice } from '../start.ts';
import { departmentAreas } from './demo-people.ts';
import type { DemoClock } from './demo-phone.ts';
import { seedDemo } from './seed.ts';

async function main(): Promise<void> {
  const dataDir = mkdtempSync(join(tmpdir(), 'sajja-demo-'));
  process.once('exit', () => rmSync(dataDir, { recursive: true, force: true }));
  const publicOrigin = readPublicOrigin(process.env);
  const past: DemoClock = { nowMs: Date.now() };
  let isPast = true;
  const office = await openOffice({ dataDir, publicOrigin, clock: () => (isPast ? past.nowMs : Date.now()) });
  const demo = await seedDemo(office, past, civilDateInThailand(Date.now()));
  isPast = false;
  const { origin, stop } = await listen(createApp(office), addressOf(process.env));
  const end = (): void => {
    void stop()
      .then(() => office.store.close())
      .then(() => process.exit(0));
  };
  process.once('SIGTERM', end);
  process.once('SIGINT', end);
  const address = publicOrigin ?? origin;
  const district = '5607';
  const chief = demo.chiefByDistrict.get(district) ?? '';
  const known = async (role: 'field-officer' | 'district-chief' | 'province' | 'department', user: string, areas: readonly string[]) =>
    invite(office, { role, areas, name: '', user });
  printInvitation(
    `Field officer (${demo.officer.areas.join(', ')})`,
    await known('field-officer', demo.officer.user, demo.officer.areas),
    address,
  );
  printInvitation(`District chief (${district})`, await known('district-chief', chief, [district]), address);
  printInvitation('Province', await known('province', demo.province, [district.slice(0, 2)]), address);
  printInvitation('Department', await known('department', demo.department, departmentAreas), address);
  print('');
  print('Everything here is invented. The store is thrown away when this stops.');
  print(`listening on ${origin}`);
}

try {
  await main();
} catch (error) {
  process.stderr.write(`cannot start: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
}
