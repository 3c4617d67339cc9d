import { describe, expect, it } from 'vitest';
import { areaName, describeArea, districtsOf, districtsWithZip, findTambons, provinces, tambonsOf } from '../../src/content/areas.ts';

const labelled = (query: string) => findTambons(query).map(({ tambon, district }) => `${tambon.name} ${district.name} ${tambon.code}`);

describe('the areas of Phayao', () => {
  it('are 9 districts with 68 sub-districts, each code below its district', () => {
    const districts = districtsOf('56');
    expect(districts).toHaveLength(9);
    expect(districts.reduce((count, district) => count + district.tambons.length, 0)).toBe(68);
    expect(districts.map((district) => district.tambons.length)).toEqual([15, 7, 10, 3, 12, 7, 6, 5, 3]);
    for (const district of districts) {
      expect(district.code.slice(0, 2)).toBe('56');
      for (const tambon of district.tambons) expect(tambon.code.slice(0, 4)).toBe(district.code);
    }
    const codes = districts.flatMap((district) => district.tambons.map((tambon) => tambon.code));
    expect(new Set(codes).size).toBe(68);
    expect(provinces.map((province) => province.code)).toEqual(['56']);
  });

  it('are named by code, down to the number of a village', () => {
    expect(areaName('56')).toBe('พะเยา');
    expect(areaName('5607')).toBe('แม่ใจ');
    expect(areaName('560704')).toBe('ป่าแฝก');
    expect(areaName('56090112')).toBeUndefined();
    const village = describeArea('56090112');
    expect([village?.province.name, village?.district?.name, village?.tambon?.name, village?.moo]).toEqual([
      'พะเยา',
      'ภูกามยาว',
      'ห้วยแก้ว',
      12,
    ]);
    for (const unknown of ['', '57', '5610', '560103', '56090100', '5609011', 'พะเยา'])
      expect(describeArea(unknown), unknown).toBeUndefined();
    expect(tambonsOf('5609').map((tambon) => tambon.name)).toEqual(['ห้วยแก้ว', 'ดงเจน', 'แม่อิง']);
    expect(tambonsOf('9999')).toEqual([]);
  });

  it('case 36: typing a name that two districts share offers both, and a postal code selects none', () => {
    expect(labelled('เวียง')).toEqual(['เวียง เมืองพะเยา 560101', 'เวียง เชียงคำ 560307']);
    expect(labelled('ต.เวียง อ.เชียงคำ')).toEqual(['เวียง เชียงคำ 560307']);
    expect(labelled('ตำบล เวียง เมือง')).toEqual(['เวียง เมืองพะเยา 560101']);
    expect(findTambons('56110')).toEqual([]);
    expect(findTambons('56120')).toEqual([]);
    expect(districtsWithZip('56110').map((district) => district.name)).toEqual(['เชียงคำ', 'ภูซาง']);
    expect(districtsWithZip('56000').map((district) => district.name)).toEqual(['เมืองพะเยา', 'ภูกามยาว']);
  });

  it('are found however the Thai was typed, by the middle of a name when nothing begins so, and by code', () => {
    expect(labelled('น้ำแวน')).toEqual(['น้ำแวน เชียงคำ 560306']);
    expect(labelled('น\u0E4D\u0E49าแวน')).toEqual(['น้ำแวน เชียงคำ 560306']);
    expect(labelled('เเม่ใจ')).toEqual(['แม่ใจ แม่ใจ 560701']);
    expect(labelled('ต๋อม')).toEqual(['บ้านต๋อม เมืองพะเยา 560107']);
    expect(labelled('ตุ่น')).toEqual(['บ้านตุ่น เมืองพะเยา 560105']);
    expect(labelled('๕๖๐๓๐๗')).toEqual(['เวียง เชียงคำ 560307']);
    expect(findTambons('5609')).toHaveLength(3);
    expect(findTambons('  ')).toEqual([]);
    expect(findTambons('ไม่มีที่นี่')).toEqual([]);
  });
});
