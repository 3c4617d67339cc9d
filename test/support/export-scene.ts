/** Two districts with what exports must survive: names that look like formulas, codes with zeros in front, a national id in free text. */
import type { PayloadOf } from '../../src/domain/operation.ts';
import type { ExportAnswer, ExportKey } from '../../src/protocol/export.ts';
import type { TestOffice } from './server-office.ts';
import { groupPayload, meetingPayload, memberPayload, memberPersonal } from './server-operations.ts';
import { newId, type ServerPhone } from './server-phone.ts';

export const formulaName = '=HYPERLINK("http://example.com","กด")';
export const idInText = 'ติดต่อ 3-5601-00000-01-1 หรือ ๓๕๖๐๑๐๐๐๐๐๐๑๑';

export interface ExportScene {
  readonly officer: ServerPhone;
  readonly chief: ServerPhone;
  readonly province: ServerPhone;
  readonly department: ServerPhone;
  /** founded, with three months of money, reported */
  readonly group: string;
  /** of the same tambon, kept by another officer, with a name that is a formula */
  readonly second: string;
  /** of the neighbouring district */
  readonly neighbour: string;
}

export async function makeExportScene(office: TestOffice): Promise<ExportScene> {
  const officer = await office.phone({ name: 'ฝน ใจงาม', areas: ['560701'] });
  const colleague = await office.phone({ name: '+66 ก้อน', areas: ['560701', '560702'] });
  const stranger = await office.phone({ name: 'Neighbour', areas: ['5603'] });
  const [group, second, neighbour, member] = [newId(), newId(), newId(), newId()];
  const founding = newId();
  const votes = { present: 60, for: 46, against: 5, abstain: 9, method: 'hand' as const, passed: true };
  const sheet = (paidOn: string, ...rows: PayloadOf<'entry.record'>['rows']): PayloadOf<'entry.record'> => ({
    paidOn,
    writtenBy: 'committee',
    rows,
  });
  const pledged = (amount: number, forMonth: string) => ({ e: newId(), kind: 'pledged-savings', member, amount, forMonth }) as const;
  await officer.push(
    officer.op(group, 'group.create', { ...groupPayload('560701', 'บ้าน "ดง", ม.4'), villageTypes: ['sufficiency-economy', 'mother-fund'] }),
    officer.op(group, 'meeting.open', meetingPayload(founding)),
    officer.op(group, 'meeting.resolve', { meeting: founding, resolution: newId(), step: '2.2', motion: 'ตั้งกลุ่ม', ...votes }),
    officer.op(group, 'member.add', memberPayload(member), { ...memberPersonal('ทองดี', 'แสนสุข'), nationalId: '3560100000011' }),
    officer.op(group, 'pledge.decide', { member, amount: 10_000, effectiveFrom: '2026-08', decidedOn: '2026-08-05', decidedBy: 'member' }),
    officer.op(group, 'entry.record', sheet('2026-08-05', pledged(10_050, '2026-08'), { e: newId(), kind: 'entry-fee', amount: 2_000 })),
    officer.op(
      group,
      'entry.record',
      sheet('2026-10-05', pledged(10_000, '2026-10'), { e: newId(), kind: 'bank-deposit', amount: 15_000 }),
    ),
    officer.op(group, 'month.close', { month: '2026-10', on: '2026-11-01' }),
    officer.op(group, 'report.submit', {
      report: newId(),
      kind: 'establishment-result',
      version: 1,
      snapshot: {
        group: 'บ้าน "ดง", ม.4',
        village: { tambon: '560701', moo: 1, name: 'บ้าน "ดง", ม.4' },
        villageTypes: ['sufficiency-economy', 'other'],
        villageTypeNote: '0012',
        foundedOn: '2026-08-05',
        members: 48,
        male: 20,
        female: 28,
        minors: 3,
        committee: 11,
        chair: 'คำ ใจดี',
        firstPledgesSatang: 480_025,
        pledgedPerMonthSatang: 500_000,
        hasBankAccount: true,
        photos: 4,
        problems: `-2+3 ${idInText}`,
      },
    }),
  );
  await colleague.push(colleague.op(second, 'group.create', groupPayload('560701', formulaName)));
  await stranger.push(stranger.op(neighbour, 'group.create', groupPayload('560307', 'บ้านทุ่งลอ')));
  return {
    officer,
    chief: await office.phone({ role: 'district-chief', areas: ['5607'], name: 'ศรี หัวหน้า' }),
    province: await office.phone({ role: 'province', areas: ['56'], name: 'จังหวัด พะเยา' }),
    department: await office.phone({ role: 'department', areas: ['56'], name: 'Department' }),
    group,
    second,
    neighbour,
  };
}

export async function exportedText(phone: ServerPhone, file: string, query = ''): Promise<string> {
  const response = await phone.send(`/v1/export/${file}${query}`);
  if (response.status !== 200) throw new Error(`${file}: ${response.status} ${await response.text()}`);
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(await response.arrayBuffer());
}

export async function exportedRows<K extends ExportKey>(phone: ServerPhone, key: K, query = ''): Promise<ExportAnswer<K>['rows']> {
  return (JSON.parse(await exportedText(phone, `${key}.json`, query)) as ExportAnswer<K>).rows;
}
