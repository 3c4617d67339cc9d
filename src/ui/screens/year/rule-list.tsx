/** The rules of one version as a list of what and how much, with its articles; and what a version changed. */
import { findRuleChanges, type BylawRules } from '../../../domain/bylaw-check.ts';
import type { BylawsRow } from '../../../domain/row.ts';
import { useText } from '../../app-context.ts';
import { useWords } from '../../words/use-words.ts';
import { ruleInWords, rulesInWords } from '../../words/bylaw-words.ts';

export function RuleList({ rules }: { rules: BylawRules }) {
  const t = useText();
  const words = useWords();
  return (
    <div class="card card-flush">
      <dl class="rule-list">
        {rulesInWords(rules, t, words).map(({ name, label, value }) => (
          <div key={name}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {(rules.articles ?? []).length > 0 && (
        <div class="rule-articles">
          <h3>{t('year.rule.articles')}</h3>
          <ol>
            {(rules.articles ?? []).map((article, index) => (
              <li key={index}>{article}</li>
            ))}
          </ol>
        </div>
      )}
      {rules.note !== undefined && (
        <div class="rule-articles">
          <h3>{t('year.rule.note')}</h3>
          <p>{rules.note}</p>
        </div>
      )}
    </div>
  );
}

/** Rule by rule, what it was and what it is; added and dropped articles by their words. */
export function RuleChanges({ before, after }: { before: BylawsRow; after: BylawsRow }) {
  const t = useText();
  const words = useWords();
  const changes = findRuleChanges(before.rules, after.rules);
  if (changes.length === 0) return <p class="quiet">{t('year.bylaws.same', { n: before.version })}</p>;
  const missing = t('year.rule.not-said');
  return (
    <ul class="rule-changes">
      {changes.map((name) => {
        if (name === 'articles') return <ArticleChanges key={name} before={before.rules} after={after.rules} />;
        return (
          <li key={name}>
            <b>{t(`year.rule.${name}`)}</b>
            <span class="rule-change">
              <del>
                <span class="hidden-text">{t('year.bylaws.was')}</span> {ruleInWords(before.rules, name, t, words) ?? missing}
              </del>{' '}
              <ins>
                <span class="hidden-text">{t('year.bylaws.is')}</span> {ruleInWords(after.rules, name, t, words) ?? missing}
              </ins>
            </span>
          </li>
        );
      })}
    </ul>
  );
}

function ArticleChanges({ before, after }: { before: BylawRules; after: BylawRules }) {
  const t = useText();
  const [was, is] = [before.articles ?? [], after.articles ?? []];
  const added = is.filter((article) => !was.includes(article));
  const dropped = was.filter((article) => !is.includes(article));
  return (
    <li>
      <b>{t('year.rule.articles')}</b>
      {added.length + dropped.length === 0 && <span class="rule-change">{t('year.bylaws.order')}</span>}
      {dropped.map((article) => (
        <span key={article} class="rule-change">
          <del>
            <span class="hidden-text">{t('year.bylaws.dropped')}</span> {article}
          </del>
        </span>
      ))}
      {added.map((article) => (
        <span key={article} class="rule-change">
          <ins>
            <span class="hidden-text">{t('year.bylaws.added')}</span> {article}
          </ins>
        </span>
      ))}
    </li>
  );
}
