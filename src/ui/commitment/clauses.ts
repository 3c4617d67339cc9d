/** The letter's form of a commitment with the names, days and target of one; dotted lines where something is not known. */
import { campaigns, type CommitmentText } from '../../content/campaign.ts';
import { areaName } from '../../content/areas.ts';
import type { CommitmentRow } from '../../domain/commitment-row.ts';
import type { Words } from '../words/use-words.ts';

const dots = (length: number): string => '.'.repeat(length);

export function textOf(row: Pick<CommitmentRow, 'campaign'> | undefined): CommitmentText {
  const found = campaigns.find(({ campaign }) => campaign === row?.campaign) ?? campaigns[0];
  if (found === undefined) throw new Error('a campaign is part of the content');
  return found.commitment;
}

/** @param words in the language of the paper, which is Thai */
export function clausesOf(row: CommitmentRow | undefined, words: Words): readonly string[] {
  const values: Readonly<Record<string, string>> = {
    issuer: row?.issuer.name || dots(40),
    issuerPosition: row?.issuer.position ?? dots(30),
    acceptor: row?.acceptor.name || dots(40),
    acceptorPosition: row?.acceptor.position ?? dots(30),
    from: row === undefined ? dots(30) : words.day(row.from, { style: 'long' }),
    to: row === undefined ? dots(30) : words.day(row.to, { style: 'long' }),
    target: row === undefined ? dots(6) : String(row.target),
  };
  return textOf(row).clauses.map((clause) => clause.replaceAll(/\{(\w+)\}/g, (_whole, name: string) => values[name] ?? ''));
}

/** The position of a superior in words of the letter, with the place: of a district for its chief, else of the province. */
export function issuerPositionIn(area: string): string {
  const [ofProvince = '', ofDistrict = ''] = textOf(undefined).issuerPositions;
  return `${area.length >= 4 ? ofDistrict : ofProvince}${areaName(area.slice(0, 4)) ?? ''}`;
}

/** Who signs in which position: the officer's title, the volunteer's own. */
export function acceptorPositionOf(role: string): string {
  const [officer = '', , volunteer = officer] = textOf(undefined).acceptorPositions;
  return role === 'volunteer' ? volunteer : officer;
}
