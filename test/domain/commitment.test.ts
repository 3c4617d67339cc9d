import { array, assert, constantFrom, property } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { commitmentOf, findCommitmentProblems, stateOfCommitment, type CommitmentForm } from '../../src/domain/commitment.ts';
import { operation, nextId, uuid } from '../support/act.ts';
import { MapRows } from '../support/map-rows.ts';

const district = uuid(900_001);
const officer = uuid(900_002);
const chief = uuid(900_003);
const commitment = uuid(900_004);

const prepare = (over: { target?: number; commitment?: string } = {}) =>
  operation(
    'commitment.prepare',
    district,
    {
      commitment,
      campaign: 'phayao-2565',
      issuer: { user: chief, position: 'District chief' },
      acceptor: { user: officer, position: 'Officer' },
      target: 1,
      villageTypes: ['sufficiency-economy'],
      from: '2022-03-06',
      to: '2022-12-30',
      ...over,
    },
    { issuer: 'Si', acceptor: 'Fon' },
  );
const sign = (side: 'issuer' | 'acceptor', how: 'paper' | 'screen' = 'paper') =>
  operation('commitment.sign', district, { commitment, side, how, signedOn: '2022-05-20' });
const withdraw = operation('commitment.withdraw', district, { commitment, reason: 'the wrong officer' });
const rowOf = (rows: MapRows) => rows.get<'commitment'>(`commitment:${commitment}`);

describe('a commitment', () => {
  it('is prepared, signed by each side on paper, and then complete', () => {
    const rows = new MapRows().foldAll([prepare()]);
    expect(rowOf(rows)).toMatchObject({ target: 1, issuer: { name: 'Si' }, acceptor: { name: 'Fon', user: officer }, signed: {} });
    expect(stateOfCommitment(rowOf(rows)!)).toBe('prepared');
    rows.foldAll([sign('issuer')]);
    expect(stateOfCommitment(rowOf(rows)!)).toBe('issuer-signed');
    rows.foldAll([sign('acceptor')]);
    expect(stateOfCommitment(rowOf(rows)!)).toBe('signed');
  });

  it('is signed on a screen only by the one whose name stands there', () => {
    const rows = new MapRows().foldAll([prepare()]);
    expect(rows.fold(sign('acceptor', 'screen'), chief)).toEqual({ applied: true, flags: ['not-the-signer'] });
    expect(stateOfCommitment(rowOf(rows)!)).toBe('prepared');
    expect(rows.fold(sign('acceptor', 'screen'), officer)).toEqual({ applied: true, flags: [] });
    expect(rowOf(rows)?.signed.acceptor).toMatchObject({ how: 'screen', by: officer, on: '2022-05-20' });
  });

  it('is not signed by the chief because its officer says so: the photo of the page shows it, and a photo of something else does not', () => {
    const attach = (sha: string, id: string) =>
      operation('photo.attach', district, {
        sha, bytes: 9, mime: 'image/jpeg', w: 1, h: 1, thumb: { sha: 'f'.repeat(64), bytes: 9 }, for: { kind: 'commitment', id },
      }); // prettier-ignore
    const [page, other] = ['a'.repeat(64), 'b'.repeat(64)];
    const told = (photo?: string) =>
      operation('commitment.sign', district, { commitment, side: 'issuer', how: 'paper', signedOn: '2022-05-20', ...(photo && { photo }) });
    const rows = new MapRows().foldAll([prepare(), prepare({ commitment: uuid(900_005) }), attach(other, uuid(900_005))]);
    for (const photo of [undefined, other])
      expect(rows.fold(told(photo), officer)).toEqual({ applied: true, flags: ['signature-without-photo'] });
    expect(rows.fold(told(page), officer)).toMatchObject({ applied: false });
    expect(stateOfCommitment(rowOf(rows)!)).toBe('prepared');
    rows.fold(attach(page, commitment));
    expect(rows.fold(told(page), officer)).toEqual({ applied: true, flags: [] });
    expect(stateOfCommitment(rowOf(rows)!)).toBe('issuer-signed');
  });

  it('keeps its words once somebody has signed it, and can be prepared again until then', () => {
    const rows = new MapRows().foldAll([prepare(), prepare({ target: 2 })]);
    expect(rowOf(rows)?.target).toBe(2);
    rows.foldAll([sign('acceptor')]);
    expect(rows.fold(prepare({ target: 9 }))).toEqual({ applied: true, flags: ['signed-already'] });
    expect(rowOf(rows)?.target).toBe(2);
  });

  it('that was taken back stays to be read, and is not the officer’s any more', () => {
    const rows = new MapRows().foldAll([prepare(), sign('acceptor'), withdraw]);
    expect(rowOf(rows)?.withdrawn?.reason).toBe('the wrong officer');
    expect(commitmentOf([rowOf(rows)!], officer)).toBeUndefined();
  });

  it('waits for its preparation when a signature comes first', () => {
    expect(new MapRows().fold(sign('issuer'))).toEqual({ applied: false, missing: commitment });
  });

  it('never loses a signature, in whatever order the sides sign and however often', () => {
    assert(
      property(array(constantFrom('issuer' as const, 'acceptor' as const), { maxLength: 8 }), (sides) => {
        const rows = new MapRows().foldAll([prepare(), ...sides.map((side) => sign(side))]);
        const { signed } = rowOf(rows)!;
        expect([signed.issuer !== undefined, signed.acceptor !== undefined]).toEqual([
          sides.includes('issuer'),
          sides.includes('acceptor'),
        ]);
      }),
      { numRuns: 50 },
    );
  });
});

describe('the form of a commitment', () => {
  const form: CommitmentForm = {
    issuerName: 'Si',
    issuerUser: chief,
    acceptors: [officer],
    target: 1,
    villageTypes: ['mother-fund'],
    villageTypeNote: '',
    from: '2026-11-01',
    to: '2027-09-30',
  };
  it.each([
    ['as it should be', {}, []],
    ['a target of none', { target: 0 }, ['target-below-one']],
    ['no target', { target: undefined }, ['target-below-one']],
    ['nobody to sign', { acceptors: [] }, ['acceptor-missing']],
    ['signing with oneself', { acceptors: [chief] }, ['signs-with-oneself']],
    ['an end before its beginning', { to: '2026-10-01' }, ['ends-before-it-begins']],
    ['another village without a word why (case 35)', { villageTypes: ['other'] }, ['village-type-note-missing']],
    ['no superior', { issuerName: ' ' }, ['signer-missing']],
  ] satisfies [string, Partial<CommitmentForm>, string[]][])('%s', (_name, over, codes) => {
    expect(findCommitmentProblems({ ...form, ...over }).map(({ code }) => code)).toEqual(codes);
  });
});

it('a page to study and a notice of the office stand in a person’s own stream', () => {
  const person = nextId();
  const notice = nextId();
  const rows = new MapRows().foldAll([
    operation('guide.assign', person, { page: 'enclosure-2-guideline', on: '2026-11-23', by: chief, dueOn: '2026-12-05' }),
    operation('notice.post', person, { notice, about: 'groups-received', on: '2026-11-23', groups: [nextId()] }),
  ]);
  expect(rows.get<'assigned'>('assigned:enclosure-2-guideline')).toMatchObject({ dueOn: '2026-12-05', by: chief });
  expect(rows.get<'notice'>(`notice:${notice}`)).toMatchObject({ about: 'groups-received' });
});
