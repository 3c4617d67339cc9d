/**
 * Names and postal codes of provinces, districts and sub-districts (tambon) by official code; an area is always chosen by code,
 * because names repeat and a postal code covers two districts.
 */
import { normaliseThai, searchKey } from '../domain/thai-text.ts';
import phayao from './areas/56-phayao.json' with { type: 'json' };

export interface Tambon {
  /** six digits */
  readonly code: string;
  readonly name: string;
}

export interface District {
  /** four digits */
  readonly code: string;
  readonly name: string;
  readonly nameEn: string;
  readonly zip: string;
  readonly tambons: readonly Tambon[];
}

export interface Province {
  /** two digits */
  readonly code: string;
  readonly name: string;
  readonly nameEn: string;
  readonly districts: readonly District[];
}

export interface TambonMatch {
  readonly tambon: Tambon;
  readonly district: District;
  readonly province: Province;
}

/** What a code says, from the province down; `moo` only for the eight digits of a village. */
export interface AreaParts {
  readonly province: Province;
  readonly district?: District;
  readonly tambon?: Tambon;
  readonly moo?: number;
}

export const provinces: readonly Province[] = [phayao];

interface SearchRow extends TambonMatch {
  readonly nameKey: string;
  readonly placeKey: string;
}

let searchRows: readonly SearchRow[] | undefined;

export function districtsOf(provinceCode: string): readonly District[] {
  return provinces.find((province) => province.code === provinceCode)?.districts ?? [];
}

export function tambonsOf(districtCode: string): readonly Tambon[] {
  return districtsOf(districtCode.slice(0, 2)).find((district) => district.code === districtCode)?.tambons ?? [];
}

/**
 * The parts of a code of 2, 4, 6 or 8 digits.
 *
 * @returns undefined when any part of the code is not known; the number of a village is not checked beyond 01–99
 */
export function describeArea(code: string): AreaParts | undefined {
  if (!/^\d{2}(\d{2}){0,3}$/.test(code)) return undefined;
  const province = provinces.find((candidate) => candidate.code === code.slice(0, 2));
  if (!province || code.length === 2) return province && { province };
  const district = province.districts.find((candidate) => candidate.code === code.slice(0, 4));
  if (!district || code.length === 4) return district && { province, district };
  const tambon = district.tambons.find((candidate) => candidate.code === code.slice(0, 6));
  if (!tambon || code.length === 6) return tambon && { province, district, tambon };
  const moo = Number(code.slice(6));
  return moo === 0 ? undefined : { province, district, tambon, moo };
}

/**
 * The bare name of a province, district or tambon, without the word for its kind.
 *
 * @returns undefined for a code that is not known, and for a village, whose name belongs to the group
 */
export function areaName(code: string): string | undefined {
  if (code.length === 8) return undefined;
  const parts = describeArea(code);
  return (parts?.tambon ?? parts?.district ?? parts?.province)?.name;
}

/** Every district a postal code covers; the caller offers them, it never takes the first (56000 and 56110 cover two each). */
export function districtsWithZip(zip: string): readonly District[] {
  return provinces.flatMap((province) => province.districts).filter((district) => district.zip === zip);
}

/**
 * Sub-districts whose name begins with what was typed, else those that contain it; more words narrow by district or province.
 *
 * Every match is returned with its district: one name can be two places (case 36). Digits are read as the beginning of an official code,
 * never as a postal code.
 */
export function findTambons(query: string): readonly TambonMatch[] {
  const words = searchWords(query);
  const first = words[0];
  if (first === undefined) return [];
  const rows = rowsForSearch();
  if (/^\d+$/.test(first)) return first.length <= 6 && !isZip(first) ? rows.filter((row) => row.tambon.code.startsWith(first)) : [];
  const beginning = rows.filter((row) => row.nameKey.startsWith(first));
  const found = beginning.length > 0 ? beginning : rows.filter((row) => row.nameKey.includes(first));
  return found.filter((row) => words.slice(1).every((word) => row.placeKey.includes(word)));
}

function isZip(digits: string): boolean {
  return digits.length === 5 && districtsWithZip(digits).length > 0;
}

/** The words without the kinds of place people type before a name ("tambon", "district"); those are data because they are Thai. */
function searchWords(query: string): readonly string[] {
  const words = normaliseThai(query).split(' ');
  return words.map((word) => searchKey(withoutPrefix(word))).filter((word) => word !== '');
}

function withoutPrefix(word: string): string {
  const prefix = phayao.typedPrefixes.find((candidate) => word.startsWith(candidate));
  return prefix === undefined ? word : word.slice(prefix.length);
}

function rowsForSearch(): readonly SearchRow[] {
  searchRows ??= provinces.flatMap((province) =>
    province.districts.flatMap((district) =>
      district.tambons.map((tambon) => ({
        tambon,
        district,
        province,
        nameKey: searchKey(tambon.name),
        placeKey: `${searchKey(district.name)} ${searchKey(province.name)}`,
      })),
    ),
  );
  return searchRows;
}
