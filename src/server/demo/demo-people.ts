/** The 38 officers of the letter's table, nine chiefs and the province, all invented and marked. */
import { districtsOf } from '../../content/areas.ts';
import { phayaoCampaign2565 } from '../../content/campaign.ts';
import type { Role } from '../../domain/vocabulary.ts';
import { newId } from '../ids.ts';
import { addPerson, giveGrant } from '../invitation.ts';
import type { Office } from '../office.ts';
import type { Tables } from '../store/store.ts';
import type { DemoOfficer } from './demo-phone.ts';
import names from './names.json' with { type: 'json' };

export interface DemoPeople {
  readonly officersByDistrict: ReadonlyMap<string, readonly DemoOfficer[]>;
  readonly chiefByDistrict: ReadonlyMap<string, string>;
  readonly province: string;
  readonly department: string;
}

/** a neighbour beside it, so that the department has provinces to look at */
export const departmentAreas: readonly string[] = [phayaoCampaign2565.province, '57'];

/** @param from first day of everybody's right */
export async function addDemoPeople(office: Office, from: string): Promise<DemoPeople> {
  return office.store.write(async (tables) => {
    const officersByDistrict = new Map<string, readonly DemoOfficer[]>();
    const chiefByDistrict = new Map<string, string>();
    let count = 0;
    for (const { district, officers } of phayaoCampaign2565.targets) {
      const tambons = districtsOf(district.slice(0, 2)).find(({ code }) => code === district)?.tambons ?? [];
      const share = Math.ceil(tambons.length / officers);
      const team: DemoOfficer[] = [];
      for (let place = 0; place < officers; place++) {
        const own = tambons.slice(place * share, (place + 1) * share).map(({ code }) => code);
        const areas = own.length > 0 ? own : [tambons[place % tambons.length]?.code ?? district];
        team.push(await addOfficer(tables, office, `${personName(count++)} ${names.mark}`, areas, from));
      }
      officersByDistrict.set(district, team);
      chiefByDistrict.set(
        district,
        await addOne(tables, office, `${names.chief} ${personName(100 + count)} ${names.mark}`, 'district-chief', [district], from),
      );
    }
    const province = await addOne(tables, office, `${names.province} ${names.mark}`, 'province', [phayaoCampaign2565.province], from);
    const department = await addOne(tables, office, `${names.department} ${names.mark}`, 'department', departmentAreas, from);
    return { officersByDistrict, chiefByDistrict, province, department };
  });
}

async function addOne(tables: Tables, office: Office, name: string, role: Role, areas: readonly string[], from: string): Promise<string> {
  const user = await addPerson(tables, office, name);
  await giveGrant(tables, office, user, { role, areas, from });
  return user;
}

async function addOfficer(tables: Tables, office: Office, name: string, areas: readonly string[], from: string): Promise<DemoOfficer> {
  return addDemoDevice(tables, office, { user: await addOne(tables, office, name, 'field-officer', areas, from), name, areas });
}

/** A phone for somebody who works in the demonstration. */
export async function addDemoDevice(tables: Tables, office: Office, { user, name, areas }: Omit<DemoOfficer, 'dev'>): Promise<DemoOfficer> {
  const dev = newId(office.clock, office.random);
  const now = office.clock();
  await tables.devices.add({
    dev,
    user,
    name: names.phone,
    key: '{}',
    lastN: 0,
    safeN: 0,
    createdAt: now,
    signedInAt: 0,
    seenAt: now,
    revokedAt: null,
    queue: null,
    app: 'demo',
  });
  return { user, dev, name, areas };
}

/** Every number another pair of first name and surname, women and men in turn. */
function personName(number: number): string {
  const first = (number % 2 === 0 ? names.women : names.men)[(number >> 1) % names.men.length] ?? '';
  return `${first} ${names.surnames[(number * 7) % names.surnames.length] ?? ''}`;
}
