/** `npm start`: one process that serves the app and the endpoint. Settings come from the environment (README, Running). */
import { mkdirSync } from 'node:fs';
import { provinces } from '../content/areas.ts';
import { createApp } from './app.ts';
import { readExportMappings } from './export/mapping-file.ts';
import { keepForgetting } from './forget.ts';
import { invite } from './invitation.ts';
import { addressOf, listen } from './listen.ts';
import { keepLoad } from './load.ts';
import type { Office } from './office.ts';
import { readPhotoPlace } from './photo-place.ts';
import { print, printInvitation, sentenceOf } from './print.ts';
import { lockFile, takeLock } from './process-lock.ts';
import { keepReminders } from './reminders.ts';
import { keepRetention } from './retention.ts';
import { keepSnapshots } from './snapshot.ts';
import { readReportTo } from './security-contact.ts';
import { databaseUrl, openOffice } from './start.ts';
import { keepSums } from './summary.ts';

async function main(): Promise<void> {
  const dataDir = process.env['DATA_DIR'] ?? './data';
  const publicOrigin = process.env['PUBLIC_ORIGIN'];
  const reportTo = readReportTo(process.env);
  const exportMappings = readExportMappings(dataDir);
  const photoPlace = readPhotoPlace(process.env);
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const unlock = takeLock(lockFile(dataDir));
  if (!unlock) {
    process.stderr.write(`another server is running on ${dataDir}; stop it first, or set DATA_DIR to another folder\n`);
    process.exitCode = 1;
    return;
  }
  const office = await openOffice({
    dataDir,
    databaseUrl: databaseUrl(),
    photoPlace,
    publicOrigin,
    reportTo,
    exportMappings,
    env: process.env,
  });
  const { origin, stop } = await listen(createApp(office), addressOf(process.env));
  // what is wrong with it stands in the log before anybody is sent there
  void office.openId?.begin(origin).catch(() => undefined);
  const stopLoad = keepLoad(office);
  const stopSums = keepSums(office);
  const stopSnapshots = keepSnapshots(office);
  const stopReminders = keepReminders(office);
  const stopForgetting = keepForgetting(office);
  const stopRetention = keepRetention(office, process.env['RETENTION'] === 'erase');
  const end = (): void => {
    stopLoad();
    stopSums();
    stopSnapshots();
    stopReminders();
    stopForgetting();
    stopRetention();
    void stop()
      .then(() => office.store.close())
      .then(() => unlock())
      .then(() => process.exit(0));
  };
  process.once('SIGTERM', end);
  process.once('SIGINT', end);
  await welcome(office, publicOrigin ?? origin);
  // last, so that whoever waits for this line has read everything above it
  print(`listening on ${origin}`);
}

/** The very first start: nobody could invite anybody yet. */
async function welcome(office: Office, address: string): Promise<void> {
  const province = provinces[0];
  // the office itself is always there
  if (!province || (await office.store.read((tables) => tables.people.count())) > 1) return;
  const invitation = await invite(office, { role: 'province', areas: [province.code], name: province.name });
  printInvitation(`Invitation for the provincial office (${province.nameEn})`, invitation, address);
}

try {
  await main();
} catch (error) {
  // what an operator can mend, as a sentence: a port that is taken, a folder that cannot be written
  process.stderr.write(`cannot start: ${sentenceOf(error)}\n`);
  process.exit(1);
}
