/** The group's rules as numbered articles, for the members to vote on and sign. */
import { newestBylawsFirst, type BylawRules } from '../../../domain/bylaw-check.ts';
import { formatPercent } from '../../../domain/percent-share.ts';
import { pledgeDayInWords } from '../../words/pledge-day-words.ts';
import type { PaperBlock } from '../paper-document.ts';
import { baht, bahtInWords, blank, paragraphsOf, placeOf, signersOf, type MakePaper, type PaperSource } from '../paper-source.ts';

const articlesOnBlank = 4;

export const bylaws: MakePaper = async (source) => {
  const { store, group, query, t, words } = source;
  const versions = newestBylawsFirst(group === undefined ? [] : await store.rows(group.id, 'bylaws'));
  const row = versions.find(({ id }) => id === query['bylaws']) ?? versions[0];
  if (group !== undefined && row === undefined) return 'nothing';
  const day = (date: string) => words.day(date, { style: 'long' });
  const standing =
    row === undefined
      ? t('print.paper-bylaws-adopted', { date: blank(36) })
      : row.adoptedOn === undefined
        ? t('print.paper-bylaws-draft', { n: row.version })
        : t('print.paper-bylaws-adopted', { date: day(row.adoptedOn) });
  const articles = articlesOf(source, row?.rules);
  return {
    choices:
      row === undefined
        ? []
        : [{ name: 'bylaws', label: t('print.choice-version'), value: row.id, options: versions.map(({ id, version, adoptedOn }) => ({ value: id, label: [version, adoptedOn && day(adoptedOn)].filter(Boolean).join(' · ') })) }], // prettier-ignore
    papers: [
      {
        size: 'a4',
        place: placeOf(source),
        title: t('print.paper-bylaws'),
        under: standing,
        blocks: [
          ...articles.flatMap((text, index) => paragraphsOf(t('print.paper-article', { n: index + 1, text }), 'article')),
          ...(row === undefined ? blankArticles(source, articles.length) : []),
          { kind: 'signatures', people: await signersOf(source, ['secretary', 'treasurer', 'chair']) },
        ],
      },
    ],
  };
};

/** Only what the rules say; on a blank form every rule with room for its figure. */
function articlesOf(source: PaperSource, rules: BylawRules | undefined): readonly string[] {
  const { group, t, words } = source;
  const isBlank = rules === undefined;
  const money = (satang: number | undefined) =>
    satang === undefined ? { baht: blank(14), words: blank(30) } : { baht: baht(satang), words: bahtInWords(satang) };
  const count = (value: number | undefined) => ({ n: value ?? blank(8) });
  const said = (value: unknown, text: () => string): readonly string[] => (value !== undefined || isBlank ? [text()] : []);
  const r: Partial<BylawRules> = rules ?? {};
  return [
    t('print.paper-rule-name', { group: group?.name ?? blank(60) }),
    t('print.paper-rule-day', { day: rules === undefined ? blank(40) : pledgeDayInWords(rules.pledgeDay, t, words) }),
    t('print.paper-rule-pledge'),
    r.entryFee === 0 ? t('print.paper-rule-no-fee') : t('print.paper-rule-fee', money(r.entryFee)),
    ...said(r.shareUnit, () => t('print.paper-rule-share', money(r.shareUnit))),
    ...said(r.maxShares || undefined, () => t('print.paper-rule-shares', count(r.maxShares))),
    ...said(r.fine || undefined, () => t('print.paper-rule-fine', { ...money(r.fine), days: r.fineAfterDays ?? (isBlank ? blank(8) : 0) })),
    ...said(r.loanFrom, () => t('print.paper-rule-loan-from', { date: r.loanFrom === undefined ? blank(30) : words.day(r.loanFrom, { style: 'long' }) })), // prettier-ignore
    ...said(r.loanAfterMonths, () => t('print.paper-rule-loan-after', count(r.loanAfterMonths))),
    ...said(r.loanTimesSavings, () => t('print.paper-rule-loan-times', count(r.loanTimesSavings))),
    ...said(r.loanMost, () => t('print.paper-rule-loan-most', money(r.loanMost))),
    ...said(r.loanRatePerMonth, () => t('print.paper-rule-loan-rate', { rate: r.loanRatePerMonth === undefined ? blank(10) : formatPercent(r.loanRatePerMonth) })), // prettier-ignore
    ...said(r.loanGuarantors, () => t('print.paper-rule-loan-guarantors', count(r.loanGuarantors))),
    ...(r.articles ?? []),
    ...(r.note === undefined ? [] : [r.note]),
  ];
}

function blankArticles({ t }: PaperSource, before: number): readonly PaperBlock[] {
  return Array.from({ length: articlesOnBlank }, (_, index) => before + index + 1).flatMap((n): readonly PaperBlock[] => [
    { kind: 'facts', facts: [{ label: t('print.paper-article', { n, text: '' }), span: 12 }] },
    { kind: 'lines', count: 1 },
  ]);
}
