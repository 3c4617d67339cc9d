/** Every province by its official two-digit code; the districts below are in `areas.ts`, for those where the app is used. */
import list from './provinces.json' with { type: 'json' };

export interface ProvinceName {
  readonly code: string;
  readonly name: string;
  readonly nameEn: string;
}

/** In the order of the codes, 76 provinces and Bangkok. */
export const provinceNames: readonly ProvinceName[] = list;

export function findProvince(code: string): ProvinceName | undefined {
  return provinceNames.find((province) => province.code === code);
}
