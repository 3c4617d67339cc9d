/** A register, book, contract or slip as its pages will be printed; made anew when the group's records change. In Thai whatever language the app speaks. */
import type { VNode } from 'preact';
import { useLocation } from 'preact-iso';
import { useEffect, useMemo, useState } from 'preact/hooks';
import { createTranslate } from '../../content/text.ts';
import type { DigitStyle } from '../../domain/digits.ts';
import { useApp, useText, useToday } from '../app-context.ts';
import { EmptyState } from '../parts/empty-state.tsx';
import { LinkButton } from '../parts/button.tsx';
import { SelectField } from '../parts/select-field.tsx';
import '../style/screens/folio.css';
import { wordsOf } from '../words/use-words.ts';
import { paginate } from './paginate.ts';
import type { PaperDocument } from './paper-document.ts';
import type { MakePaper, PaperSource, PrintedPapers } from './paper-source.ts';
import { NoSuchPaper, PrintFrame } from './print-frame.tsx';
import { Folio, type Pen } from './sheet-paper.tsx';

export interface SheetScreenProps {
  /** its word in the address */
  paper: string;
  make: MakePaper;
  /** group, or `blank` */
  id: string;
  query: Readonly<Record<string, string | undefined>>;
  back: string;
}

const thai = { t: createTranslate({}), words: wordsOf('th') };

export function SheetScreen({ paper, make, id, query, back }: SheetScreenProps) {
  const t = useText();
  const today = useToday();
  const { path, route } = useLocation();
  const [digits, setDigits] = useState<DigitStyle>('thai');
  const made = useMade(make, id, query, today);
  const pen: Pen = useMemo(() => ({ digits, ...thai }), [digits]);
  const footer = thai.t('print.as-of', { date: thai.words.day(today) });
  const folios = useMemo(
    () => (typeof made === 'object' ? made.papers.flatMap((each) => foliosOf(each, pen, footer)) : []),
    [made, pen, footer],
  );
  if (made === 'no-group') return <NoSuchPaper back={back} />;

  const isFour = typeof made === 'object' && made.fourOnASheet === true;
  const sheets = isFour ? fourTogether(folios) : folios;
  const title = typeof made === 'object' ? (made.papers[0]?.title ?? t('print.title')) : t('print.title');

  return (
    <PrintFrame
      title={title}
      back={back}
      focusKey={paper}
      digits={digits}
      onDigits={setDigits}
      sheets={made === undefined ? undefined : sheets.length}
      tools={
        typeof made === 'object' &&
        made.choices
          .filter(({ options }) => options.length > 1)
          .map(({ name, label, value, options }) => (
            <SelectField
              key={name}
              label={label}
              value={value}
              options={options}
              onChoose={(chosen) => route(`${path}?${new URLSearchParams(withAnswer(query, name, chosen)).toString()}`, true)}
            />
          ))
      }
    >
      {folios.length === 0 ? (
        <EmptyState
          icon="print"
          title={t('print.nothing.title')}
          action={<LinkButton href={`/print/${paper}/blank`}>{t('print.nothing.blank')}</LinkButton>}
        >
          {t('print.nothing.body')}
        </EmptyState>
      ) : (
        <div class="paper-desk">
          <div class="paper folios" lang="th">
            {sheets}
          </div>
        </div>
      )}
    </PrintFrame>
  );
}

function foliosOf(paper: PaperDocument, pen: Pen, footer: string): readonly VNode[] {
  const pages = paginate(paper, pen);
  return pages.map((page, index) => <Folio key={index} {...{ paper, page, pen, footer }} number={index + 1} of={pages.length} />);
}

function fourTogether(folios: readonly VNode[]): readonly VNode[] {
  return Array.from({ length: Math.ceil(folios.length / 4) }, (_, index) => (
    <div key={index} class="folio-four">
      {folios.slice(index * 4, index * 4 + 4)}
    </div>
  ));
}

function withAnswer(query: SheetScreenProps['query'], name: string, value: string): Record<string, string> {
  const kept = Object.entries(query).filter(
    (pair): pair is [string, string] => pair[0] !== name && pair[1] !== undefined && pair[1] !== '',
  );
  return { ...Object.fromEntries(kept), ...(value === '' ? {} : { [name]: value }) };
}

type Made = PrintedPapers | 'nothing' | 'no-group';

/** `undefined` while the rows are read. What was made last stays in sight while a change is read. */
function useMade(make: MakePaper, id: string, query: SheetScreenProps['query'], today: string): Made | undefined {
  const { store } = useApp();
  const [made, setMade] = useState<Made>();
  const asked = JSON.stringify(query);
  useEffect(() => {
    let current = true;
    const read = async (): Promise<Made> => {
      const group = id === 'blank' ? undefined : await store.row<'group'>(id, 'group');
      if (id !== 'blank' && group === undefined) return 'no-group';
      const source: PaperSource = { store, group, query: JSON.parse(asked) as PaperSource['query'], today, ...thai };
      return make(source);
    };
    const refresh = () => void read().then((answer) => current && setMade(answer));
    refresh();
    const stop = store.onChange((changes) => {
      if (changes.some(({ g }) => g === id)) refresh();
    });
    return () => {
      current = false;
      stop();
    };
  }, [store, make, id, asked, today]);
  return made;
}
