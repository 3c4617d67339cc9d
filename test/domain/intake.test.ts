import { describe, expect, it } from 'vitest';
import { checkIntake, type IntakeForm, type IntakeScene } from '../../src/domain/intake.ts';
import { kinds } from '../../src/domain/operation.ts';
import { foundingVote, groupCreate, memberAdd, nextId, operationOf, uuid } from '../support/act.ts';
import { MapRows } from '../support/map-rows.ts';

const scene: IntakeScene = { member: uuid(900_001), appliedOn: '2026-11-23', interestOnly: false, members: [], no: 12 };
const form: IntakeForm = {
  kind: 'person',
  title: 'Mrs',
  firstName: 'Kham',
  lastName: 'Chaidee',
  houseNo: '12/1',
  birth: { kind: 'age', years: '50' },
  pledge: '100',
};
const check = (over: Partial<IntakeForm> = {}, sceneOver: Partial<IntakeScene> = {}) =>
  checkIntake({ ...form, ...over }, { ...scene, ...sceneOver });
const codes = (over?: Partial<IntakeForm>, sceneOver?: Partial<IntakeScene>) =>
  check(over, sceneOver).problems.map(({ field, code, weight }) => `${field} ${code} ${weight}`);
const kindsOf = (over?: Partial<IntakeForm>, sceneOver?: Partial<IntakeScene>) => check(over, sceneOver).acts.map(({ k }) => k);

/** Members of a group as the fold makes them. */
function membersOf(...people: Parameters<typeof memberAdd>[2][]) {
  const g = nextId();
  const rows = new MapRows().foldAll([groupCreate(g), ...foundingVote(g).ops, ...people.map((person) => memberAdd(g, nextId(), person))]);
  return rows.all('member');
}

describe('an application at the table', () => {
  it('of an adult with name, age and pledge needs nothing more', () => {
    const intake = check();
    expect(intake.problems).toEqual([]);
    expect(intake.standing).toBe('adult');
    expect(intake.acts).toEqual([
      {
        k: 'member.add',
        p: {
          member: scene.member,
          kind: 'person',
          memberType: 'ordinary',
          idStatus: 'later',
          appliedOn: '2026-11-23',
          intendedPledge: 10_000,
        },
        s: { title: 'Mrs', firstName: 'Kham', lastName: 'Chaidee', houseNo: '12/1', bornOn: '1976-01-01', birthPrecision: 'year' },
      },
      {
        k: 'pledge.decide',
        p: { member: scene.member, amount: 10_000, effectiveFrom: '2026-11', decidedOn: '2026-11-23', decidedBy: 'member' },
      },
      { k: 'member.number', p: { rows: [{ member: scene.member, no: 12 }] } },
    ]);
  });
  it('says what is missing', () => {
    expect(codes({ firstName: ' ', birth: undefined, houseNo: '' })).toEqual([
      'firstName first-name-missing refused',
      'houseNo house-no-missing hint',
      'birth birth-unknown refused',
    ]);
    expect(codes({ birth: { kind: 'age', years: 'old' } })).toEqual(['birth not-an-age refused']);
    expect(kindsOf({ firstName: '' })).toEqual([]);
  });
  it('makes payloads that parse', () => {
    const consent = {
      consent: uuid(5),
      guardianName: 'Mae',
      relation: 'mother',
      signedOn: '2026-11-23',
      signatureKind: 'signature',
      witnesses: [],
    } as const;
    for (const act of check({ birth: { kind: 'age', years: '15' }, consent, phone: '081-234-5678', nationalId: '3560100000011' }).acts) {
      expect(kinds[act.k].p.safeParse(act.p).success).toBe(true);
    }
  });

  describe('birth', () => {
    const typed = (year: string, month?: number, day?: string) => ({ birth: { kind: 'typed', fields: { year, month, day } } as const });
    it('case 30: 1969 asks whether 2512 is meant, 2512 does not, 3112 is refused, 69 is a question', () => {
      expect(check(typed('1969')).problems).toMatchObject([{ code: 'christian-era', weight: 'confirm', facts: { yearBE: 2512 } }]);
      expect(codes(typed('2512'))).toEqual([]);
      expect(codes(typed('3112'))).toEqual(['birth in-the-future refused']);
      expect(codes(typed('69'))).toEqual(['birth two-digits refused']);
      const reading = check(typed('69')).birth;
      expect(reading?.kind === 'ask' && reading.births.map(({ bornOn }) => bornOn)).toEqual(['1926-04-01', '2026-01-01']);
    });
    it('case 31: an elder who knows only the year is recorded by the year; early 2482 asks', () => {
      const elder = check(typed('2482'));
      expect(elder.problems).toEqual([]);
      expect(elder.acts[0]).toMatchObject({ s: { birthPrecision: 'year' } });
      expect(codes(typed('2482', 2, '10'))).toEqual(['birth before-2484 refused']);
      expect(check(typed('2482', 5, '10')).acts[0]).toMatchObject({ s: { bornOn: '1939-05-10', birthPrecision: 'day' } });
      expect(codes({ birth: { kind: 'known', birth: { bornOn: '1940-02-10', birthPrecision: 'day' } } })).toEqual([]);
    });
    it('a stated age says minor or adult as the true day would', () => {
      expect(check({ birth: { kind: 'age', years: '19' } }).standing).toBe('minor');
      expect(check({ birth: { kind: 'age', years: '20' } }).standing).toBe('adult');
    });
  });

  describe('national id', () => {
    it('case 6: a member without one is taken all the same', () => {
      expect(check({ idStatus: 'later' }).acts[0]).toMatchObject({ p: { idStatus: 'later' } });
      expect(check({ idStatus: 'none' }).acts[0]).toMatchObject({ p: { idStatus: 'none' } });
    });
    it('case 7: "๓-๕๖๐๑-๐๐๐๐๐-๐๑-๑" is stored as given; with one digit changed it cannot be, and can be put off', () => {
      expect(check({ nationalId: '๓-๕๖๐๑-๐๐๐๐๐-๐๑-๑' }).acts[0]).toMatchObject({
        p: { idStatus: 'given' },
        s: { nationalId: '3560100000011' },
      });
      expect(codes({ nationalId: '๓-๕๖๐๑-๐๐๐๐๐-๐๑-๒' })).toEqual(['nationalId wrong-check-digit refused']);
      expect(check({ nationalId: '๓-๕๖๐๑-๐๐๐๐๐-๐๑-๒', idStatus: 'given' }).acts).toEqual([]);
      expect(check({ nationalId: '', idStatus: 'later' }).acts[0]).toMatchObject({ p: { idStatus: 'later' } });
    });
    it('is stored as digits; a wrong one is refused', () => {
      expect(check({ nationalId: '3-5601-00000-01-1' }).acts[0]).toMatchObject({
        p: { idStatus: 'given' },
        s: { nationalId: '3560100000011' },
      });
      expect(codes({ nationalId: '3560100000012' })).toEqual(['nationalId wrong-check-digit refused']);
    });
    it('case 9: twice in one group is refused and shows who has it', () => {
      const members = membersOf({ firstName: 'Dee', nationalId: '3560100000011' });
      const { problems, acts } = check({ nationalId: '3560100000011' }, { members });
      expect(problems).toMatchObject([{ code: 'same-national-id', weight: 'refused', facts: { member: members[0]?.id } }]);
      expect(acts).toEqual([]);
    });
  });

  it('case 10: the same name is no obstacle and shows the other house', () => {
    const members = membersOf({ firstName: 'Kham', lastName: 'Chaidee', houseNo: '45' });
    const { problems, acts } = check({}, { members });
    expect(problems).toMatchObject([{ code: 'same-name', weight: 'hint', facts: { houseNo: '45' } }]);
    expect(acts).not.toEqual([]);
  });
  it('case 13: before the vote only a name is noted: no pledge, no number, no birth asked', () => {
    const { problems, acts } = check({ birth: undefined, pledge: '' }, { interestOnly: true });
    expect(problems).toEqual([]);
    expect(acts).toMatchObject([{ k: 'member.add', p: { interestOnly: true } }]);
  });
  it('case 15: shares of 50, at most 20', () => {
    const bylaws = { id: uuid(1), entryFee: 2000, shareUnit: 5000, maxShares: 20 };
    expect(codes({ pledge: '75' }, { bylaws })).toEqual(['pledge not-a-multiple-of-the-share refused']);
    expect(codes({ pledge: '1,050' }, { bylaws })).toEqual(['pledge too-many-shares refused']);
    expect(codes({ pledge: '75' })).toEqual([]);
    expect(codes({ pledge: '0' })).toEqual(['pledge pledge-not-positive refused']);
    expect(codes({ pledge: '' })).toEqual(['pledge pledge-missing confirm']);
  });
  it('case 16: amounts are read as people write them', () => {
    expect(check({ pledge: '1,250.50' }).pledgeSatang).toBe(125_050);
    expect(check({ pledge: '500.-' }).pledgeSatang).toBe(50_000);
    expect(['1.250,00', '12.345', '-50', 'five hundred'].map((pledge) => codes({ pledge }).length)).toEqual([1, 1, 1, 1]);
  });
  it('case 17: 5,000 paid on a pledge of 50 is asked about once more', () => {
    expect(check({ pledge: '50', firstPayment: '5000' }).problems).toMatchObject([
      { code: 'amount-far-above-pledge', weight: 'confirm', facts: { times: 100 } },
    ]);
    expect(check({ pledge: '50', firstPayment: '5000' }).acts).not.toEqual([]);
  });

  describe('a minor', () => {
    const minor = { birth: { kind: 'known', birth: { bornOn: '2010-03-01', birthPrecision: 'day' } } } as const;
    const consent = {
      consent: uuid(7),
      guardianName: 'Mae Dee',
      relation: 'mother',
      signedOn: '2026-11-23',
      signatureKind: 'signature',
      witnesses: [],
    } as const;
    it('case 5: without a guardian in the room is saved as waiting, without number or pledge', () => {
      expect(codes(minor)).toEqual(['consent consent-missing confirm']);
      expect(kindsOf(minor)).toEqual(['member.add']);
    });
    it('case 1: born 15 ธ.ค. 2549 needs a guardian today and none on 5 ม.ค. 2570', () => {
      const born = { birth: { kind: 'known', birth: { bornOn: '2006-12-15', birthPrecision: 'day' } } } as const;
      expect(check(born).standing).toBe('minor');
      expect(codes(born)).toEqual(['consent consent-missing confirm']);
      expect(check(born, { appliedOn: '2027-01-05' })).toMatchObject({ standing: 'adult', problems: [] });
    });
    it('with consent gets pledge and number, and the guardian decided the pledge', () => {
      const { acts } = check({ ...minor, consent });
      expect(acts.map(({ k }) => k)).toEqual(['member.add', 'consent.record', 'pledge.decide', 'member.number']);
      expect(acts[2]).toMatchObject({ p: { decidedBy: 'guardian' } });
    });
    it('case 41: a thumbprint needs two witnesses', () => {
      const thumb = { ...consent, signatureKind: 'thumbprint' as const };
      expect(codes({ ...minor, consent: { ...thumb, witnesses: ['Dam', ' '] } })).toEqual(['consent thumbprint-witnesses refused']);
      expect(codes({ ...minor, consent: { ...thumb, witnesses: ['Dam', 'Daeng'] } })).toEqual([]);
    });
    it('needs a name of the guardian', () => {
      expect(codes({ ...minor, consent: { ...consent, guardianName: ' ' } })).toEqual(['consent guardian-name-missing refused']);
    });
    it('an organisation is never one', () => {
      const organisation = check({ kind: 'organisation', firstName: 'Village shop', birth: undefined });
      expect(organisation.problems).toEqual([]);
      expect(organisation.acts[0]).toMatchObject({ p: { kind: 'organisation', memberType: 'extraordinary' } });
    });
  });

  it('says the acts in an order that folds', () => {
    const g = nextId();
    const rows = new MapRows().foldAll([groupCreate(g), ...foundingVote(g).ops]);
    rows.foldAll(check().acts.map((act) => operationOf(g, act)));
    expect(rows.get<'group'>('group')?.members).toMatchObject({ accepted: 1, numbered: 1, highestNo: 12 });
    expect(rows.get<'group'>('group')?.pledgedFrom).toEqual({ '2026-11': 10_000 });
  });
});
