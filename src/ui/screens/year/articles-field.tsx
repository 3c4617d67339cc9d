/** The articles of the by-laws, one box each; a new empty box appears under the last. */
import { useText } from '../../app-context.ts';
import { IconButton } from '../../parts/button.tsx';
import { FieldGroup } from '../../parts/field.tsx';
import { TextArea } from '../../parts/text-area.tsx';

/** as many as a version may hold */
const mostArticles = 40;

export interface ArticlesFieldProps {
  articles: readonly string[];
  onArticles: (articles: readonly string[]) => void;
}

export function ArticlesField({ articles, onArticles }: ArticlesFieldProps) {
  const t = useText();
  const boxes = articles.length < mostArticles ? [...articles, ''] : articles;
  const write = (at: number, text: string) =>
    onArticles(boxes.map((each, index) => (index === at ? text : each)).filter((each, index) => each !== '' || index < articles.length));
  return (
    <FieldGroup label={t('year.rule.articles')} mark={t('common.optional')} hint={t('year.articles.hint')}>
      <ol class="agenda-lines">
        {boxes.map((article, index) => (
          <li key={index}>
            <span class="agenda-no">{index + 1}</span>
            <TextArea
              label={t('year.articles.line', { n: index + 1 })}
              hideLabel
              rows={1}
              maxLength={4000}
              placeholder={index === articles.length ? t('year.articles.next') : undefined}
              value={article}
              onText={(text) => write(index, text)}
            />
            {index < articles.length ? (
              <IconButton
                icon="close"
                label={t('year.articles.remove', { n: index + 1 })}
                onPress={() => onArticles(articles.filter((_, at) => at !== index))}
              />
            ) : (
              <span class="agenda-blank" />
            )}
          </li>
        ))}
      </ol>
    </FieldGroup>
  );
}
