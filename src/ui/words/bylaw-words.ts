/** The rules of a group as a person reads them, one line each; the law of the land and the by-laws' own words are not mixed. */
import type { Translate } from '../../content/text.ts';
import { ruleNames, type BylawDeparture, type BylawRules, type RuleName } from '../../domain/bylaw-check.ts';
import { formatBaht } from '../../domain/money.ts';
import { formatPercent } from '../../domain/percent-share.ts';
import { pledgeDayInWords } from './pledge-day-words.ts';
import type { Words } from './use-words.ts';

export interface RuleLine {
  readonly name: RuleName;
  readonly label: string;
  readonly value: string;
}

/** The rules a version says, in the order of the form; articles and the note are shown apart. */
export function rulesInWords(rules: BylawRules, t: Translate, words: Words): readonly RuleLine[] {
  return ruleNames.flatMap((name) => {
    const value = ruleInWords(rules, name, t, words);
    return name === 'articles' || name === 'note' || value === undefined ? [] : [{ name, label: t(`year.rule.${name}`), value }];
  });
}

/** @returns undefined for a rule that is not said */
export function ruleInWords(rules: BylawRules, name: RuleName, t: Translate, words: Words): string | undefined {
  const value = rules[name];
  if (value === undefined) return undefined;
  switch (name) {
    case 'pledgeDay':
      return pledgeDayInWords(rules.pledgeDay, t, words);
    case 'entryFee':
    case 'shareUnit':
    case 'fine':
    case 'loanMost':
      return t('year.rule.baht', { baht: baht(Number(value)) });
    case 'loanFrom':
      return rules.loanFrom === undefined ? undefined : words.day(rules.loanFrom, { style: 'long' });
    case 'loanRatePerMonth':
      return t('year.rule.percent', { percent: formatPercent(Number(value)) });
    case 'maxShares':
    case 'fineAfterDays':
    case 'loanTimesSavings':
    case 'loanGuarantors':
    case 'loanAfterMonths':
      return t(`year.rule.${name}.value`, { n: Number(value) });
    case 'articles':
      return (rules.articles ?? []).join('\n');
    case 'note':
      return rules.note;
  }
}

/** What departs and what the rule is, in one sentence. */
export function departureInWords({ code, says, found }: BylawDeparture, t: Translate, words: Words): string {
  switch (code) {
    case 'fee-differs':
    case 'fine-differs':
    case 'pledge-not-in-shares':
    case 'loan-above-savings':
    case 'loan-above-most':
      return t(`year.departs.${code}`, { says: baht(Number(says)), found: baht(Number(found)) });
    case 'loan-rate-differs':
      return t(`year.departs.${code}`, { says: formatPercent(Number(says)), found: formatPercent(Number(found)) });
    case 'loan-too-early':
      return t(`year.departs.${code}`, { says: words.day(String(says)), found: words.day(String(found)) });
    case 'loan-member-too-new':
      return t(`year.departs.${code}`, { says, found: words.day(String(found)) });
    case 'pledge-too-many-shares':
    case 'loan-guarantors-missing':
      return t(`year.departs.${code}`, { says, found });
  }
}

const baht = (satang: number) => formatBaht(satang, { wholeBaht: 'short' });
