/** `npm start`: one process that serves the app and the endpoint. Settings come from the environment (README, Running). */
import { mkdirSync } from 'node:fs';
import { provinces } from '../content/areas.ts';
import { createApp } from './app.ts';
import { keepCells } from './cell/keep-cells.ts';
import { readExportMappings } from './export/mapping-file.ts';
import { keepForgetting } from './forget.ts';
import { inviteFirst } from './invitation.ts';
import { addressOf, listen } from './listen.ts';
import { keepLoad } from './load.ts';
import type { Office } from './office.ts';
import { describePlace, keepOnePlace, readPhotoPlace } from './photo-place.ts';
import { print, printInvitation, sentenceOf } from './print.ts';
import { lockFile, takeLock } from './process-lock.ts';
import { readPublicOrigin } from './public-origin.ts';
import { keepReleasing } from './release.ts';
import { keepReminders } from './reminders.ts';
import { keepRetention } from './retention.ts';
import { keepSnapshots } from './snapshot.ts';
import { readReportTo } from './security-contact.ts';
import { databaseUrl, openOffice } from './start.ts';
import { keepSums } from './summary.ts';
import { keepTriesFew } from './try-limit.ts';

async function main(): Promise<void> {
  const dataDir = process.env['DATA_DIR'] ?? './data';
  const publicOrigin = readPublicOrigin(process.env);
  const reportTo = readReportTo(process.env);
  const exportMappings = readExportMappings(dataDir);
  const photoPlace = readPhotoPlace(process.env);
  const url = databaseUrl();
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const unlock = takeLock(lockFile(dataDir));
  if (!unlock) {
    process.stderr.write(`another server is running on ${dataDir}; stop it first, or set DATA_DIR to another folder\n`);
    process.exitCode = 1;
    return;
  }
  const office = await openOffice({
    dataDir,
    databaseUrl: url,
    photoPlace,
    publicOrigin,
    reportTo,
    exportMappings,
    env: process.env,
  });
  const endAsking =
    url === undefined
      ? () => undefined
      : await keepOnePlace(office, describePlace(photoPlace, dataDir), (problem) => {
          process.stderr.write(`cannot go on: ${problem.message}\n`);
          process.exitCode = 1;
          end();
        });
  const { origin, stop } = await listen(createApp(office), addressOf(process.env));
  // what is wrong with it stands in the log before anybody is sent there
  void office.openId?.begin(origin).catch(() => undefined);
  const endLoad = keepLoad(office, url === undefined);
  const stopLooking = [
    keepSums(office),
    keepSnapshots(office),
    keepReminders(office),
    keepForgetting(office),
    keepRetention(office, process.env['RETENTION'] === 'erase'),
    keepTriesFew(office),
    keepReleasing(office),
    keepCells(office),
    endAsking,
  ];
  const end = (): void => {
    for (const stopOne of stopLooking) stopOne();
    void stop()
      .then(endLoad)
      .then(() => office.store.close())
      .then(() => unlock())
      .then(() => process.exit());
  };
  process.once('SIGTERM', end);
  process.once('SIGINT', end);
  await welcome(office, publicOrigin ?? origin);
  // last, so that whoever waits for this line has read everything above it
  print(`listening on ${origin}`);
}

async function welcome(office: Office, address: string): Promise<void> {
  const province = provinces[0];
  const invitation = province && (await inviteFirst(office, { role: 'province', areas: [province.code], name: province.name }));
  if (invitation) printInvitation(`Invitation for the provincial office (${province.nameEn})`, invitation, address);
}

try {
  await main();
} catch (error) {
  // what an operator can mend, as a sentence: a port that is taken, a folder that cannot be written
  process.stderr.write(`cannot start: ${sentenceOf(error)}\n`);
  process.exit(1);
}
