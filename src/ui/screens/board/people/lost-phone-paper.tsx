/** The sheet for the 72-hour notice about a lost phone, on A4: what it held, when, how that is protected, and lines for what is decided. */
import { useMemo, useState } from 'preact/hooks';
import { areaName } from '../../../../content/areas.ts';
import { createTranslate } from '../../../../content/text.ts';
import type { DigitStyle } from '../../../../domain/digits.ts';
import { civilDateInThailand } from '../../../../domain/thai-calendar.ts';
import type { BoardPeople } from '../../../../protocol/people.ts';
import { useToday } from '../../../app-context.ts';
import { paginate } from '../../../print/paginate.ts';
import type { PaperBlock, PaperDocument } from '../../../print/paper-document.ts';
import { NoSuchPaper, PrintFrame } from '../../../print/print-frame.tsx';
import { Folio, type Pen } from '../../../print/sheet-paper.tsx';
import { clockTime } from '../../../screen.tsx';
import { wordsOf } from '../../../words/use-words.ts';
import type { LostDevice } from './person-words.ts';
import '../../../style/screens/folio.css';

const thai = { t: createTranslate({}), words: wordsOf('th') };

export function LostPhonePaper({ board, area, dev }: { board: BoardPeople; area: string; dev: string }) {
  const today = useToday();
  const [digits, setDigits] = useState<DigitStyle>('thai');
  const paper = useMemo(() => paperOf(board, area, dev), [board, area, dev]);
  const back = `/board/people?area=${area}`;
  if (paper === undefined) return <NoSuchPaper back={back} />;
  const pen: Pen = { digits, ...thai };
  const pages = paginate(paper, pen);
  return (
    <PrintFrame title={paper.title} back={back} focusKey={dev} digits={digits} onDigits={setDigits} sheets={pages.length}>
      <div class="paper-desk">
        <div class="paper folios" lang="th">
          {pages.map((page, index) => (
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

function paperOf({ people }: BoardPeople, area: string, dev: string): PaperDocument | undefined {
  for (const { name, devices } of people)
    for (const device of devices)
      if (device.dev === dev && device.loss !== null) return documentOf(name, { ...device, loss: device.loss }, area);
  return undefined;
}

function documentOf(name: string, { name: phone, waiting, loss }: LostDevice, area: string): PaperDocument {
  const { t, words } = thai;
  const when = (instant: string) => t('people.loss.when', { day: words.day(civilDateInThailand(Date.parse(instant))), time: clockTime(instant) }); // prettier-ignore
  const section = (text: string): PaperBlock => ({ kind: 'text', style: 'section', text });
  const article = (text: string, index: number): PaperBlock => ({ kind: 'text', style: 'article', text: `${index + 1}. ${text}` });
  const place = area.length === 2 ? t('board.area.province', { name: areaName(area) ?? area }) : `${t('board.area.district', { name: areaName(area) ?? area })} ${t('board.area.province', { name: areaName(area.slice(0, 2)) ?? '' })}`; // prettier-ignore
  return {
    size: 'a4',
    place,
    title: t('people.loss.paper'),
    under: t('people.loss.due', { when: when(loss.noticeBy) }),
    blocks: [
      {
        kind: 'facts',
        facts: [
          { label: t('people.loss.person'), value: name, span: 6 },
          { label: t('people.loss.device'), value: phone, span: 6 },
          { label: t('people.loss.seen'), value: when(loss.lastSeenAt), span: 6 },
          { label: t('people.loss.at'), value: when(loss.at), span: 6 },
          { label: t('people.loss.told'), value: loss.toldAt === null ? t('people.loss.not-told') : when(loss.toldAt), span: 12 },
          { label: t('people.loss.reason'), value: loss.reason, span: 12 },
        ],
      },
      section(t('people.loss.held')),
      {
        kind: 'sheet',
        ruled: false,
        sheet: {
          title: t('people.loss.held'),
          columns: [
            { key: 'no', label: t('people.loss.no'), kind: 'count', width: 1 },
            { key: 'group', label: t('people.group'), kind: 'text', width: 6 },
            { key: 'tambon', label: t('people.tambon'), kind: 'text', width: 3 },
            { key: 'members', label: t('people.loss.members'), kind: 'count', width: 2 },
          ],
          rows: loss.groups.map((group, index) => ({
            key: group.id,
            cells: { no: index + 1, group: group.name, tambon: areaName(group.tambon) ?? group.tambon, members: group.members },
          })),
          totals: { group: t('people.loss.total'), members: loss.groups.reduce((sum, { members }) => sum + members, 0) },
        },
      },
      ...(waiting > 0 ? [{ kind: 'text', style: 'note', text: t('people.loss.waiting', { n: waiting }) } as const] : []),
      { kind: 'text', style: 'note', text: t('people.loss.held.note') },
      section(t('people.loss.protection')),
      ...(['sealed', 'pin', 'access', 'limit'] as const).map((key, index) => article(t(`people.loss.protection.${key}`), index)),
      {
        kind: 'facts',
        facts: [
          { label: t('people.loss.ask.pin'), span: 6 },
          { label: t('people.loss.ask.lock'), span: 6 },
        ],
      },
      section(t('people.loss.todo')),
      ...(['assess', 'office', 'people'] as const).map((key, index) => article(t(`people.loss.todo.${key}`), index)),
      { kind: 'text', style: 'plain', text: t('people.loss.decided') },
      { kind: 'lines', count: 2 },
      { kind: 'signatures', people: [{ role: t('people.loss.signer') }, { role: t('people.loss.receiver') }] },
    ],
  };
}
