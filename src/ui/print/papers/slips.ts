/** Receipts of A6, which are the deposit slip of pledged savings too: one alone, or all of a day four on a sheet to be cut. */
import { monthsOfReceipt, parseReceipt } from '../../../domain/receipt.ts';
import type { MemberRow } from '../../../domain/row.ts';
import type { Sheet } from '../../tables/sheet.ts';
import { plainName } from '../../words/member-name.ts';
import type { PaperDocument } from '../paper-document.ts';
import { bahtInWords, blank, membersOf, placeOf, postingsOf, signersOf, tableOf, type MakePaper, type PaperSource } from '../paper-source.ts'; // prettier-ignore
import { dayAsked, entriesOfDay, payersOf, receiptsIn, type Receipt } from './day.ts';

const slipsOnASheet = 4;

export const receipt: MakePaper = async (source) => {
  const { group, query } = source;
  if (group === undefined) return { choices: [], papers: [await slipOf(source, undefined, [])] };
  const found = await findReceipt(source, query['receipt'] ?? '');
  if (found === undefined) return 'nothing';
  return { choices: [], papers: [await slipOf(source, found, await membersOf(source))] };
};

export const depositSlips: MakePaper = async (source) => {
  const { group } = source;
  if (group === undefined) {
    const slip = await slipOf(source, undefined, []);
    return { choices: [], fourOnASheet: true, papers: Array.from({ length: slipsOnASheet }, () => slip) };
  }
  const { on, choices } = await dayAsked(source);
  const receipts = on === undefined ? [] : receiptsIn(await entriesOfDay(source, on));
  if (receipts.length === 0) return choices.length === 0 ? 'nothing' : { choices, papers: [] };
  const members = await membersOf(source);
  return { choices, fourOnASheet: true, papers: await Promise.all(receipts.map(async (each) => slipOf(source, each, members))) };
};

/** The book knows on which month's pages a number stands: of a long history one month is read. */
async function findReceipt(source: PaperSource, no: string): Promise<Receipt | undefined> {
  const number = parseReceipt(no);
  const book = source.group && (await source.store.row<'receipt'>(source.group.id, `receipt:${number.book}`));
  for (const month of book === undefined ? [] : monthsOfReceipt(book, number.no)) {
    const { entries } = await postingsOf(source, month);
    const lines = [...entries.values()].filter((entry) => entry.receipt === no && entry.reversed === undefined);
    const found = receiptsIn(lines)[0];
    if (found !== undefined) return found;
  }
  return undefined;
}

async function slipOf(source: PaperSource, slip: Receipt | undefined, members: readonly MemberRow[]): Promise<PaperDocument> {
  const { t, words } = source;
  const payers = slip === undefined ? [] : payersOf(slip.lines, members);
  const [payer] = payers;
  const sum = slip?.lines.reduce((total, { amount }) => total + amount, 0);
  return {
    size: 'a6',
    place: placeOf(source),
    title: t('print.paper-slip'),
    under: t('print.paper-slip-for'),
    blocks: [
      {
        kind: 'facts',
        facts: [
          { label: t('print.paper-slip-no'), value: slip?.no, span: 5 },
          { label: t('table.day'), value: slip && words.day(slip.on, { style: 'long' }), span: 7 },
        ],
      },
      {
        kind: 'facts',
        facts: [
          { label: t('print.paper-slip-from'), value: payer && payers.map(({ person }) => plainName(person)).slice(0, 2).join(', '), span: 8 }, // prettier-ignore
          { label: t('print.sheet-member-no'), value: payers.length === 1 ? payer?.no?.toString() : undefined, span: 4 },
        ],
      },
      tableOf(source, slipSheet(source, slip, payers)),
      { kind: 'text', style: 'plain', text: `(${sum === undefined ? blank(60) : bahtInWords(sum)})` },
      { kind: 'signatures', people: [{ role: t('print.paper-slip-payer'), name: payer && plainName(payer.person) }, { role: t('print.paper-slip-receiver'), name: (await signersOf(source, ['treasurer']))[0]?.name }] }, // prettier-ignore
    ],
  };
}

/** The month that was paid for stands beside the day it was paid on: they are not the same. */
function slipSheet({ t }: PaperSource, slip: Receipt | undefined, payers: readonly MemberRow[]): Sheet {
  const nameOf = (id: string | undefined) => {
    const payer = payers.find((each) => each.id === id);
    return payers.length > 1 && payer !== undefined ? ` · ${plainName(payer.person)}` : '';
  };
  return {
    title: t('print.paper-slip'),
    columns: [
      { key: 'what', label: t('table.what'), kind: 'text', width: 26 },
      { key: 'month', label: t('print.paper-slip-month'), kind: 'month', width: 12 },
      { key: 'amount', label: t('table.amount'), kind: 'money', width: 14 },
    ],
    rows: (slip?.lines ?? []).map(({ id, kind, member, forMonth, amount }) => ({
      key: id,
      cells: { what: `${t(`group.entry.${kind}`)}${nameOf(member)}`, month: forMonth, amount },
    })),
    totals: { what: t('table.total'), amount: (slip?.lines ?? []).reduce((sum, { amount }) => sum + amount, 0) },
  };
}
