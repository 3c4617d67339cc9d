/** The guide: the twenty items' coaching pages, kits, rules and the letter itself; searchable, offline, and remembers what was read. */
import { useRoute } from 'preact-iso';
import { useEffect, useState } from 'preact/hooks';
import { findGuidanceEntry, searchGuidance, type GuidanceEntry, type GuidanceKind } from '../../content/guidance-index.ts';
import { loadGuidance } from '../../content/guidance.ts';
import { stepKeys } from '../../domain/vocabulary.ts';
import { useApp, useRecorder } from '../app-context.ts';
import { ActionBar } from '../parts/action-bar.tsx';
import { Button, LinkButton } from '../parts/button.tsx';
import { Section } from '../parts/card.tsx';
import { EmptyState } from '../parts/empty-state.tsx';
import { List, ListRow } from '../parts/list-row.tsx';
import { SearchField } from '../parts/search-field.tsx';
import { SkeletonRows } from '../parts/skeleton.tsx';
import { Tag } from '../parts/tag.tsx';
import { showToast } from '../parts/toast.tsx';
import { Screen } from '../screen.tsx';
import '../style/screens/guide.css';
import { usePersonStream, useRows } from '../use-store.ts';
import { findTitle, Markdown } from './guide/markdown.tsx';

const sections: readonly {
  readonly key: 'before' | 'founding' | 'after' | 'kit' | 'topics' | 'letter';
  readonly has: (entry: GuidanceEntry) => boolean;
}[] = [
  { key: 'kit', has: isOfKind('kit', 'notice', 'rules') },
  { key: 'before', has: isItemOf('1') },
  { key: 'founding', has: isItemOf('2') },
  { key: 'after', has: isItemOf('3') },
  { key: 'topics', has: isOfKind('topic') },
  { key: 'letter', has: isOfKind('letter') },
];

function isOfKind(...kinds: readonly GuidanceKind[]) {
  return (entry: GuidanceEntry) => kinds.includes(entry.kind);
}

function isItemOf(step: string) {
  return (entry: GuidanceEntry) => entry.kind === 'item' && entry.items[0]?.startsWith(step) === true;
}

export function GuideScreen() {
  const page = useRoute().params['page'];
  const entry = page === undefined ? undefined : findPage(page);
  return entry === undefined ? <GuideIndex missing={page} /> : <GuidePage key={entry.key} entry={entry} />;
}

/** Both `/guide/2.2` and `/guide/2.2-vote-freely` lead to the page of item 2.2. */
function findPage(page: string): GuidanceEntry | undefined {
  const item = stepKeys.find((key) => key === page);
  return (
    findGuidanceEntry(page) ??
    (item === undefined ? undefined : searchGuidance('').find((entry) => entry.kind === 'item' && entry.items[0] === item))
  );
}

function GuideIndex({ missing }: { missing: string | undefined }) {
  const { t, language } = useApp();
  const person = usePersonStream() ?? '';
  const [query, setQuery] = useState('');
  const read = new Set(useRows(person, 'guide')?.map((row) => row.page));
  const assigned = new Set(useRows(person, 'assigned')?.map((row) => row.page));
  const found = searchGuidance(query);
  return (
    <Screen
      title={t('guide.title')}
      subtitle={t('guide.subtitle')}
      summary={
        <SearchField
          label={t('guide.search')}
          value={query}
          onText={setQuery}
          clearLabel={t('guide.clear')}
          resultText={t('guide.found', { n: found.length })}
        />
      }
    >
      {missing !== undefined && <p class="quiet">{t('guide.missing')}</p>}
      {found.length === 0 && (
        <EmptyState icon="search" title={t('guide.none.title')}>
          {t('guide.none.body')}
        </EmptyState>
      )}
      {sections.map(({ key, has }) => {
        const entries = found.filter(has);
        if (entries.length === 0) return null;
        return (
          <Section key={key} title={t(`guide.section.${key}`)}>
            <List label={t(`guide.section.${key}`)}>
              {entries.map((entry) => (
                <ListRow
                  key={entry.key}
                  href={`/guide/${entry.key}`}
                  leading={entry.kind === 'item' ? <span class="guide-number">{entry.items[0]}</span> : undefined}
                  title={entry.title[language]}
                  trailing={
                    read.has(entry.key) ? (
                      <Tag tone="done">{t('guide.read')}</Tag>
                    ) : assigned.has(entry.key) ? (
                      <Tag tone="waiting">{t('guide.assigned')}</Tag>
                    ) : undefined
                  }
                />
              ))}
            </List>
          </Section>
        );
      })}
    </Screen>
  );
}

function GuidePage({ entry }: { entry: GuidanceEntry }) {
  const { t, language } = useApp();
  const person = usePersonStream();
  const recorder = useRecorder(person ?? '');
  const read = useRows(person ?? '', 'guide');
  const [text, setText] = useState<string | null>();
  const isRead = read?.some((row) => row.page === entry.key) ?? false;
  useEffect(() => {
    let current = true;
    void loadGuidance(entry.key).then((page) => current && setText(page ?? null));
    return () => {
      current = false;
    };
  }, [entry.key]);

  const markRead = () => {
    void recorder.save([recorder.act('guide.read', { page: entry.key })]).then(() => showToast({ text: t('guide.marked') }));
  };
  const paper = paperByPage[entry.key];
  return (
    <Screen
      title={text === undefined || text === null ? entry.title[language] : (findTitle(text) ?? entry.title[language])}
      subtitle={entry.kind === 'item' ? t('guide.item', { key: entry.items[0] ?? '' }) : undefined}
      back="/guide"
      focusKey={entry.key}
      actionBar={
        <ActionBar
          primary={
            isRead || person === undefined ? (
              <LinkButton href="/guide" kind="secondary" wide>
                {t('guide.back')}
              </LinkButton>
            ) : (
              <Button kind="primary" wide icon="check" onPress={markRead} disabled={typeof text !== 'string'}>
                {t('guide.mark')}
              </Button>
            )
          }
          secondary={
            paper !== undefined && (
              <LinkButton href={`/print/${paper}/blank`} kind="quiet" icon="print">
                {t('guide.print')}
              </LinkButton>
            )
          }
        />
      }
    >
      {text === undefined && <SkeletonRows count={6} label={t('common.loading')} />}
      {text === null && <p>{t('guide.missing')}</p>}
      {typeof text === 'string' && <Markdown text={text} />}
    </Screen>
  );
}

/** Pages that also exist as a paper to print. */
const paperByPage: Readonly<Record<string, string>> = {
  'founding-day-kit': 'kit',
  'village-notice-pdpa': 'notice',
  'minors-and-consent': 'consent',
  '2.3-take-members': 'application',
  '2.1-explain-to-the-people': 'attendance',
  'first-collection': 'cash-count',
};
