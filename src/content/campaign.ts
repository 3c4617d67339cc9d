/**
 * The Phayao campaign of fiscal year 2565 as the letter sets it: dates, targets, the commitment and when each report falls due.
 * It fills a new campaign and the demonstration; a running campaign is what `campaign.set` and `target.set` say.
 */
import type { ReportRule } from '../domain/report-due.ts';
import phayao2565 from './targets/phayao-2565.json' with { type: 'json' };

export interface LetterReference {
  readonly number: string;
  readonly datedOn: string;
  readonly urgency: string;
  readonly subject: string;
}

/** One row of the target table; `rank` is the letter's order, which is not the order of the codes. */
export interface DistrictTarget {
  readonly rank: number;
  readonly district: string;
  readonly name: string;
  readonly officers: number;
  readonly groups: number;
  readonly remark: string;
}

export interface CampaignReport extends ReportRule {
  readonly name: string;
}

/**
 * The text of the commitment. `{issuer}`, `{issuerPosition}`, `{acceptor}`, `{acceptorPosition}`, `{from}`, `{to}` and `{target}` in the
 * clauses are put in by the caller; who signs with whom is data because the letter names two different pairs.
 */
export interface CommitmentText {
  readonly title: string;
  readonly subtitle: string;
  readonly issuerRole: string;
  readonly acceptorRole: string;
  readonly issuerPositions: readonly string[];
  readonly acceptorPositions: readonly string[];
  readonly clauses: readonly string[];
}

export interface Campaign {
  /** the `campaign` code of `campaign.set` */
  readonly campaign: string;
  readonly name: string;
  readonly agenda: string;
  readonly fiscalYearBe: number;
  readonly province: string;
  readonly targetPerOfficer: number;
  /** civil dates; four different ends that the letter does not reconcile */
  readonly dueOn: string;
  readonly firstReportOn: string;
  readonly finalReportOn: string;
  readonly commitmentFrom: string;
  readonly commitmentTo: string;
  readonly letters: readonly LetterReference[];
  readonly reports: readonly CampaignReport[];
  readonly targets: readonly DistrictTarget[];
  readonly commitment: CommitmentText;
}

export const phayaoCampaign2565 = phayao2565 as Campaign;

/** In the order they are offered when a campaign is set up; the newest first. */
export const campaigns: readonly Campaign[] = [phayaoCampaign2565];

export function findCampaign(code: string): Campaign | undefined {
  return campaigns.find((candidate) => candidate.campaign === code);
}

/** @returns undefined for a district without a row in the table */
export function districtTarget(campaign: Campaign, districtCode: string): DistrictTarget | undefined {
  return campaign.targets.find((target) => target.district === districtCode);
}
