/** The frozen figures of the founding notice to the district: aggregates, and one name only, the chair's. */
import type { NoticeFigures } from '../../../domain/notice-figures.ts';
import type { PayloadOf } from '../../../domain/operation.ts';
import { pledgedInMonth } from '../../../domain/pledge.ts';
import { monthOf } from '../../../domain/thai-calendar.ts';
import { plainName } from '../../words/member-name.ts';
import type { PhoneStore } from '../../../storage/phone-store.ts';
import { firstCollection, type Founding } from './use-founding.ts';

export interface BankRequest {
  readonly asked: boolean;
  readonly preferred: string;
}

/** The run with its money as it is on the disk: records of a moment ago are not drawn yet. */
export async function withMoneyNow({ store }: { readonly store: PhoneStore }, founding: Founding): Promise<Founding> {
  const [group, days] = await Promise.all([store.row<'group'>(founding.g, 'group'), store.rows(founding.g, 'day')]);
  return { ...founding, group: group ?? founding.group, day: firstCollection(days, founding.on) ?? founding.day };
}

export function noticeSnapshot(founding: Founding, bank: BankRequest): PayloadOf<'report.submit'>['snapshot'] {
  const { group, day, resolution, attendance } = founding;
  const { members, committee } = group;
  const chair = founding.members.find((member) => member.id === committee.filled.chair);
  const figures: NoticeFigures = {
    villageTypes: [...group.villageTypes],
    villageTypeNote: group.villageTypeNote,
    attendance: attendance?.total,
    vote: resolution && { present: resolution.present, for: resolution.for, against: resolution.against, abstain: resolution.abstain },
    pledgedPerMonthSatang: pledgedInMonth(group, monthOf(founding.actsOn)),
    pledgeDay: group.pledgeDay,
    entryFeeSatang: group.bylaws?.entryFee,
    firstMoney: {
      feesSatang: day?.byKind['entry-fee'] ?? 0,
      pledgesSatang: day?.byKind['pledged-savings'] ?? 0,
      cashSatang: day?.cash ?? 0,
      payers: day?.payers ?? 0,
    },
    photos: group.photos,
    bankRequested: bank.asked,
    preferredBank: bank.preferred.trim() === '' ? undefined : bank.preferred.trim(),
  };
  const snapshot: Record<string, unknown> = {
    group: group.name,
    village: group.village,
    foundedOn: group.foundedOn,
    members: members.accepted,
    male: members.male,
    female: members.female,
    minors: members.minors,
    pendingConsent: members.pending,
    committee: committee.seats,
    chair: chair && plainName(chair.person),
    ...figures,
  };
  return Object.fromEntries(Object.entries(snapshot).filter(([, value]) => value !== undefined));
}
