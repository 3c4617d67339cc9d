/** What the phones of the demonstration said last: most were heard from these days, a few are silent with work that waits. */
import type { QueueReport } from '../../protocol/sync.ts';
import type { Office } from '../office.ts';
import type { DemoPeople } from './demo-people.ts';
import type { DemoOfficer } from './demo-phone.ts';

const hourMs = 3_600_000;
const silentMs = 9 * 24 * hourMs;

/** In every second district, and in the printed officer's own, the last officer of the team was away from a signal for nine days. */
export async function phonesReport(
  office: Office,
  people: DemoPeople,
  printed: DemoOfficer,
  photosLeft: (user: string) => number,
  nowMs: number,
): Promise<void> {
  await office.store.write(async (tables) => {
    let place = 0;
    let districts = 0;
    for (const team of people.officersByDistrict.values()) {
      const isAway = districts++ % 2 === 0 || team.includes(printed);
      for (const officer of team) {
        const device = await tables.devices.find(officer.dev);
        if (!device) throw new Error('an officer of the demonstration');
        const isLast = officer === team.at(-1) && officer !== printed;
        const plannedMs = nowMs - (isAway && isLast ? silentMs : ((place * 7) % 60) * hourMs);
        // what it sent later was heard: then it is not silent
        const seenAt = Math.max(device.seenAt, plannedMs);
        const isSilent = seenAt <= nowMs - silentMs;
        const waiting = isSilent ? { ops: 4 + (place % 9), photos: 1 + (place % 3) } : { ops: 0, photos: photosLeft(officer.user) };
        await tables.devices.save({ ...device, seenAt, queue: JSON.stringify(queueOf(waiting, seenAt)) });
        place++;
      }
    }
  });
}

function queueOf({ ops, photos }: { readonly ops: number; readonly photos: number }, seenAtMs: number): QueueReport {
  const oldest = ops + photos > 0 ? new Date(seenAtMs - 20 * hourMs).toISOString() : null;
  return { ops, photos, bytes: ops * 900 + photos * 420_000, oldest, persisted: true, quotaErrors: 0 };
}
