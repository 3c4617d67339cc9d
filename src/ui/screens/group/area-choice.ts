/** The tambons an officer may found a group in: those of the grants, each shown with its district and code because names repeat (case 36). */
import { districtsOf, findTambons, provinces, type TambonMatch } from '../../../content/areas.ts';
import type { Translate } from '../../../content/text.ts';
import type { Grant } from '../../../protocol/session.ts';

/** Every tambon inside the areas of the grants, in the order of the codes; a grant of a province opens all of it. */
export function grantedTambons(grants: readonly Grant[], todayOn: string): readonly TambonMatch[] {
  const areas = grants
    .filter((grant) => grant.from <= todayOn && (grant.until === undefined || grant.until >= todayOn))
    .flatMap((grant) => grant.areas);
  return provinces.flatMap((province) =>
    districtsOf(province.code).flatMap((district) =>
      district.tambons
        .filter((tambon) => areas.some((area) => tambon.code.startsWith(area)))
        .map((tambon) => ({ tambon, district, province })),
    ),
  );
}

/** What typing finds among the granted tambons: every match, never the first alone. */
export function findGranted(query: string, granted: readonly TambonMatch[]): readonly TambonMatch[] {
  if (query.trim() === '') return [];
  const codes = new Set(granted.map((match) => match.tambon.code));
  return findTambons(query).filter((match) => codes.has(match.tambon.code));
}

export function tambonInWords({ tambon, district }: TambonMatch, t: Translate): string {
  return `${t('common.tambon', { name: tambon.name })} ${t('common.district', { name: district.name })} (${tambon.code})`;
}
