/**
 * What a founding notice says beyond who, where and how many: its snapshot is kept as it came, so each figure is read by itself and one of
 * another shape is left out.
 */
import * as z from 'zod/mini';
import { catch as elseGive } from 'zod/mini';
import { Count, SatangOrZero, Text } from './payload-field.ts';
import { PledgeDayRule } from './operation.ts';
import type { ReportSubmission } from './report-operation.ts';

const known = <S extends z.ZodMiniType>(schema: S) => elseGive(z.optional(schema), undefined);

const NoticeFiguresSchema = z.object({
  attendance: known(Count),
  vote: known(z.object({ present: Count, for: Count, against: Count, abstain: Count })),
  villageTypes: known(z.array(z.string())),
  villageTypeNote: known(Text),
  pledgedPerMonthSatang: known(SatangOrZero),
  pledgeDay: known(PledgeDayRule),
  entryFeeSatang: known(SatangOrZero),
  /** of the founding day itself */
  firstMoney: known(z.object({ feesSatang: SatangOrZero, pledgesSatang: SatangOrZero, cashSatang: z.int(), payers: Count })),
  photos: known(Count),
  /** whether the district is asked to talk to the bank, and to which one the group would rather go */
  bankRequested: known(z.boolean()),
  preferredBank: known(Text),
});
export type NoticeFigures = z.infer<typeof NoticeFiguresSchema>;

export function noticeFiguresOf(snapshot: ReportSubmission['snapshot']): NoticeFigures {
  return NoticeFiguresSchema.parse(snapshot);
}
