/** A commitment on A4, as the letter's form has it (lines 53 to 98): the parties, what is promised, until when, and what it rests on. */
import { fireEvent, screen, waitFor } from '@testing-library/preact';
import { describe, expect, it } from 'vitest';
import type { PayloadOf } from '../../../src/domain/operation.ts';
import { areaStreamId } from '../../../src/ui/commitment/use-area-rows.ts';
import { PrintScreen } from '../../../src/ui/print/print-screen.tsx';
import { actOf, createIds, nowInTests, officerId, renderApp } from '../support/render-app.tsx';

const newId = createIds(() => nowInTests - 86_400_000);
const commitment = newId();
const names = { issuer: 'ศรี ใจงาม', acceptor: 'ฝน แสนสุข' };
const prepared: PayloadOf<'commitment.prepare'> = {
  commitment,
  campaign: 'phayao-2570',
  issuer: { position: 'พัฒนาการอำเภอแม่ใจ' },
  acceptor: { user: officerId, position: 'นักวิชาการพัฒนาชุมชน' },
  target: 2,
  villageTypes: ['sufficiency-economy', 'other'],
  villageTypeNote: 'หมู่บ้านท่องเที่ยว',
  from: '2027-03-06',
  to: '2027-12-30',
};
const campaign: PayloadOf<'campaign.set'> = {
  campaign: 'phayao-2570',
  name: 'ส่งเสริมการออมภาคประชาชน',
  targetPerOfficer: 1,
  dueOn: '2027-09-30',
  firstReportOn: '2027-05-05',
  finalReportOn: '2027-12-27',
  commitmentFrom: '2027-03-06',
  commitmentTo: '2027-12-30',
  letters: [
    { number: 'พย ๐๐๑๙.๒/ว ๕๓๑๕', datedOn: '2027-02-17', subject: 'วาระชุมชน' },
    { number: 'พย 0019.2/ว 2003', datedOn: '2027-02-18', subject: 'ครบรอบ 52 ปี' },
  ],
};

const page = 'a'.repeat(64);

async function print(id: string, ...signed: readonly PayloadOf<'commitment.sign'>[]): Promise<void> {
  const [province, district] = [await areaStreamId('56'), await areaStreamId('5607')];
  await renderApp(<PrintScreen />, {
    path: `/print/commitment/${id}?area=5607`,
    route: '/print/:paper/:id',
    acts: [
      actOf(newId, province, 'campaign.set', campaign),
      actOf(newId, district, 'commitment.prepare', prepared, names),
      // the page that a chief signed on paper
      actOf(newId, district, 'photo.attach', {
        sha: page, bytes: 9, mime: 'image/jpeg', w: 1, h: 1, thumb: { sha: 'f'.repeat(64), bytes: 9 }, for: { kind: 'commitment', id: commitment },
      }), // prettier-ignore
      ...signed.map((p) => actOf(newId, district, 'commitment.sign', p)),
    ],
  });
  await screen.findByText(/พร้อมพิมพ์ 1 หน้า/);
}

const paper = () => document.querySelector('.paper')?.textContent ?? '';
const lines = (label: string) =>
  [...document.querySelectorAll('.paper-field')]
    .filter((field) => field.querySelector('.paper-label')?.textContent === label)
    .map((field) => field.querySelector('.paper-dots')?.textContent ?? '');
const signatures = () => [...document.querySelectorAll('.folio-signatures > *')].map((each) => each.textContent?.replaceAll(/\s+/g, ' '));

describe('the letter’s form of a commitment', () => {
  it('has both parties in their positions, above the clauses, in them and under both signatures', async () => {
    await print(commitment);
    expect(paper()).toContain('สำนักงานพัฒนาชุมชนจังหวัดพะเยา');
    expect([...lines('ระหว่าง'), ...lines('และ')]).toEqual([names.issuer, names.acceptor]);
    expect(lines('ตำแหน่ง')).toEqual(['พัฒนาการอำเภอแม่ใจ', 'นักวิชาการพัฒนาชุมชน']);
    for (const role of ['ผู้ทำบันทึกข้อตกลง', 'ผู้รับบันทึกข้อตกลง']) expect(paper()).toContain(role);
    expect(paper()).toContain('๓. ข้าพเจ้า ศรี ใจงาม ตำแหน่ง พัฒนาการอำเภอแม่ใจ ในฐานะผู้บังคับบัญชา ของ ฝน แสนสุข ตำแหน่ง นักวิชาการพัฒนาชุมชน');
    expect(paper()).toContain('๔. ข้าพเจ้า ฝน แสนสุข ตำแหน่ง นักวิชาการพัฒนาชุมชน ได้ทำความเข้าใจแนวทาง');
    expect(paper()).toContain('ขอให้คำรับรองกับพัฒนาการอำเภอแม่ใจ ว่า');
    expect(signatures().map((each) => [names.issuer, names.acceptor].map((name) => each?.includes(name)))).toEqual([[true, false], [false, true]]); // prettier-ignore
    expect(lines('วันที่')).toEqual(['', '']);
  });

  it('says that it is no contract, from when to when, how many groups and in what villages', async () => {
    await print(commitment);
    expect(paper()).toContain('๑. บันทึกข้อตกลงนี้ เป็นคำรับรองฝ่ายเดียว มิใช่สัญญา และใช้สำหรับระยะเวลา ตั้งแต่วันที่ ๖ มีนาคม ๒๕๗๐ ถึงวันที่ ๓๐ ธันวาคม ๒๕๗๐');
    expect(paper()).toContain('๒. รายละเอียดของบันทึกข้อตกลง ได้แก่');
    expect(paper()).toContain('ให้ได้อย่างน้อย ๒ กลุ่ม');
    expect(paper()).toContain('โดยเน้น: หมู่บ้านเศรษฐกิจพอเพียง, หมู่บ้านอื่น ๆ ตามความเหมาะสม (หมู่บ้านท่องเที่ยว)');
  });

  it('names every letter of the campaign with its day', async () => {
    await print(commitment);
    expect(paper()).toContain('ตามหนังสือที่ พย ๐๐๑๙.๒/ว ๕๓๑๕ ลงวันที่ ๑๗ กุมภาพันธ์ ๒๕๗๐');
    expect(paper()).toContain('ตามหนังสือที่ พย ๐๐๑๙.๒/ว ๒๐๐๓ ลงวันที่ ๑๘ กุมภาพันธ์ ๒๕๗๐');
  });

  it('is written in Arabic digits for who wants them', async () => {
    await print(commitment);
    fireEvent.click(screen.getByRole('radio', { name: 'เลขอารบิก 123' }));
    await waitFor(() => expect(paper()).toContain('ตั้งแต่วันที่ 6 มีนาคม 2570 ถึงวันที่ 30 ธันวาคม 2570'));
    expect(paper()).toContain('ให้ได้อย่างน้อย 2 กลุ่ม');
  });

  it('has the day of each side that signed, and says when it was pressed in the app', async () => {
    await print(
      commitment,
      { commitment, side: 'issuer', how: 'paper', signedOn: '2027-03-08', photo: page },
      { commitment, side: 'acceptor', how: 'screen', signedOn: '2027-03-09' },
    );
    expect(lines('วันที่')).toEqual(['๘ มีนาคม ๒๕๗๐', '๙ มีนาคม ๒๕๗๐']);
    expect(paper()).toContain('ฝน แสนสุข ลงนามในแอปเมื่อ ๙ มี.ค. ๒๕๗๐');
    expect(paper()).not.toContain('ศรี ใจงาม ลงนามในแอป');
  });

  it('blank has the clauses with dots for the pen, and nobody’s name', async () => {
    await print('blank');
    expect([...lines('ระหว่าง'), ...lines('และ'), ...lines('ตำแหน่ง')]).toEqual(['', '', '', '']);
    expect(paper()).toMatch(/ตั้งแต่วันที่ \.{30} ถึงวันที่ \.{30}/);
    expect(paper()).toMatch(/ให้ได้อย่างน้อย \.{6} กลุ่ม/);
    for (const name of Object.values(names)) expect(paper()).not.toContain(name);
    expect(paper()).not.toContain('ตามหนังสือที่');
  });
});
