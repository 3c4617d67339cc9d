/** The letter's form of a commitment on A4: filled from what was prepared, or blank. */
import { useMemo, useState } from 'preact/hooks';
import { areaName } from '../../content/areas.ts';
import { createTranslate } from '../../content/text.ts';
import type { CommitmentRow } from '../../domain/commitment-row.ts';
import type { DigitStyle } from '../../domain/digits.ts';
import type { CampaignRow } from '../../domain/row.ts';
import { workflow } from '../../content/workflow.ts';
import { useApp, useToday } from '../app-context.ts';
import { clausesOf, textOf } from '../commitment/clauses.ts';
import { useAreaStream } from '../commitment/use-area-rows.ts';
import { useRow } from '../use-store.ts';
import { wordsOf } from '../words/use-words.ts';
import { paginate } from './paginate.ts';
import type { PaperBlock, PaperDocument, PaperFact } from './paper-document.ts';
import { NoSuchPaper, PrintFrame } from './print-frame.tsx';
import { Folio, type Pen } from './sheet-paper.tsx';
import '../style/screens/folio.css';

const thai = { t: createTranslate({}), words: wordsOf('th') };

/** @param area four digits: the district whose stream holds it */
export function CommitmentPaper({ id, area, back }: { id: string; area: string; back: string }) {
  const { t } = useApp();
  const today = useToday();
  const stream = useAreaStream(area);
  const row = useRow<'commitment'>(stream ?? '', `commitment:${id}`);
  const province = useAreaStream(area.slice(0, 2));
  const campaign = useRow<'campaign'>(province ?? '', `campaign:${row?.campaign ?? ''}`);
  const [digits, setDigits] = useState<DigitStyle>('thai');
  const isBlank = id === 'blank';
  const paper = useMemo(() => {
    if (isBlank) return paperOf(undefined, area);
    // printed before the campaign is read it would lack the letters
    return row && province !== undefined && campaign !== undefined ? paperOf(row, area, campaign?.letters) : undefined;
  }, [isBlank, row, area, province, campaign]);
  if (!isBlank && stream !== undefined && row === null) return <NoSuchPaper back={back} />;
  const pen: Pen = { digits, ...thai };
  const pages = paper === undefined ? [] : paginate(paper, pen);
  return (
    <PrintFrame
      title={paper?.title ?? t('print.title')}
      back={back}
      focusKey={id}
      digits={digits}
      onDigits={setDigits}
      sheets={paper === undefined ? undefined : pages.length}
    >
      <div class="paper-desk">
        <div class="paper folios" lang="th">
          {paper !== undefined &&
            pages.map((page, index) => (
              <Folio
                key={index}
                {...{ paper, page, pen }}
                footer={thai.t('print.as-of', { date: thai.words.day(today) })}
                number={index + 1}
                of={pages.length}
              />
            ))}
        </div>
      </div>
    </PrintFrame>
  );
}

function paperOf(row: CommitmentRow | undefined, area: string, letters?: CampaignRow['letters']): PaperDocument {
  const text = textOf(row);
  const clauses = clausesOf(row, thai.words);
  const article = (clause: string, index: number): PaperBlock => ({ kind: 'text', style: 'article', text: `${index + 1}. ${clause}` });
  const province = areaName(area.slice(0, 2));
  return {
    size: 'a4',
    place: thai.t('commitment.paper.office', { province: province ?? '.'.repeat(30) }),
    title: text.title,
    under: text.subtitle,
    blocks: [
      ...partiesOf(row),
      ...clauses.map(article),
      ...(row === undefined || row.villageTypes.length === 0 ? [] : [villagesOf(row)]),
      {
        kind: 'signatures',
        people: [
          { role: row?.issuer.position ?? text.issuerRole, name: row?.issuer.name },
          { role: row?.acceptor.position ?? text.acceptorRole, name: row?.acceptor.name },
        ],
      },
      {
        kind: 'facts',
        facts: (['issuer', 'acceptor'] as const).map((side): PaperFact => {
          const signature = row?.signed[side];
          return { label: thai.t('commitment.paper.day'), value: signature && thai.words.day(signature.on, { style: 'long' }), span: 6 };
        }),
      },
      ...(['issuer', 'acceptor'] as const).flatMap((side): readonly PaperBlock[] => {
        const signature = row?.signed[side];
        if (signature?.how !== 'screen') return [];
        const day = thai.words.day(signature.on);
        return [{ kind: 'text', style: 'note', text: thai.t('commitment.paper.on-screen', { name: row?.[side].name ?? '', day }) }];
      }),
      ...lettersOf(letters),
    ],
  };
}

function partiesOf(row: CommitmentRow | undefined): readonly PaperBlock[] {
  const text = textOf(row);
  return (['issuer', 'acceptor'] as const).flatMap((side): readonly PaperBlock[] => [
    {
      kind: 'facts',
      facts: [
        { label: thai.t(`commitment.paper.${side}`), value: row?.[side].name, span: 6 },
        { label: thai.t('commitment.paper.position'), value: row?.[side].position, span: 6 },
      ],
    },
    { kind: 'text', style: 'note', text: side === 'issuer' ? text.issuerRole : text.acceptorRole },
  ]);
}

function villagesOf(row: CommitmentRow): PaperBlock {
  const names = workflow.villageTypes.filter(({ value }) => row.villageTypes.includes(value)).map(({ label }) => label.th);
  const note = row.villageTypeNote === undefined ? '' : ` (${row.villageTypeNote})`;
  return { kind: 'text', style: 'plain', text: thai.t('commitment.paper.villages', { types: names.join(', ') + note }) };
}

/** What it rests on, as the letter's own form does not say it but a file asks for it. */
function lettersOf(letters: NonNullable<CampaignRow['letters']> = []): readonly PaperBlock[] {
  return letters.map(({ number, datedOn }) => {
    const day = thai.words.day(datedOn, { style: 'long' });
    return { kind: 'text', style: 'note', text: thai.t('commitment.paper.letter', { number, day }) };
  });
}
