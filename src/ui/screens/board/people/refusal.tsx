/** What the office did not do and why, above the form that asked for it. */
import { Banner } from '../../../parts/banner.tsx';
import type { OfficeAct } from './use-people.ts';

export function Refusal({ office }: { office: OfficeAct }) {
  if (office.problem === undefined) return null;
  return (
    <Banner tone="attention" announce>
      {office.problem}
    </Banner>
  );
}
