/** The figures of a report as lines of label and value: the same on screen, on paper, in the text to paste and on the board. */
import type { Translate } from '../../content/text.ts';
import { areaName } from '../../content/areas.ts';
import { workflow } from '../../content/workflow.ts';
import { formatBaht } from '../../domain/money.ts';
import { noticeFiguresOf } from '../../domain/notice-figures.ts';
import type { MonthFigures, ReportKind, ReportSubmission, SnapshotOf } from '../../domain/report-operation.ts';
import { pledgeDayInWords } from './pledge-day-words.ts';
import type { Words } from './use-words.ts';

export interface FigureLine {
  readonly key: string;
  readonly label: string;
  readonly value: string;
  readonly isMoney?: boolean;
}

const counts = ['membersBefore', 'joined', 'left', 'members', 'paid', 'missed'] as const;
const money = [
  'savedBeforeSatang', 'promisedSatang', 'pledgedSatang', 'withdrawnSatang', 'savedSatang', 'specialSatang', 'specialWithdrawnSatang', 'specialSavedSatang',
] as const; // prettier-ignore
const lending = ['loansSatang', 'repaidSatang', 'overdueSatang', 'cashSatang', 'bankSatang'] as const;
/** in the order of the form */
export const monthFields = [...counts, ...money, 'loans', ...lending] as const satisfies readonly (keyof MonthFigures)[];
export type MonthField = (typeof monthFields)[number];

export function isMoneyField(field: MonthField): boolean {
  return field.endsWith('Satang');
}

type Tell = { readonly t: Translate; readonly words: Words };

export function monthLines(figures: MonthFigures, { t }: Pick<Tell, 't'>): readonly FigureLine[] {
  const lines = monthFields.flatMap((key): FigureLine[] => {
    const value = figures[key];
    if (value === undefined) return [];
    return [{ key, label: t(`report.field.${key}`), ...amountOf(value, isMoneyField(key), t) }];
  });
  if (figures.attended === undefined) return lines;
  return [
    ...lines,
    { key: 'attended', label: t('report.field.attended'), value: t(figures.attended ? 'report.was-there' : 'report.was-not-there') },
  ];
}

function amountOf(value: number, isMoney: boolean, t: Translate): Pick<FigureLine, 'value' | 'isMoney'> {
  if (isMoney) return { value: `${formatBaht(value, { wholeBaht: 'short' })} ${t('common.unit.baht')}`, isMoney: true };
  return { value: value.toLocaleString('en-US') };
}

/** Every line of a snapshot; what it does not know is left out. */
export function figureLines(kind: ReportKind, snapshot: ReportSubmission['snapshot'], tell: Tell): readonly FigureLine[] {
  const { t, words } = tell;
  if (kind === 'monthly-savings') return [...monthLines(snapshot as MonthFigures, tell), ...remarkLines(snapshot, t)];
  const people = snapshot as SnapshotOf<'three-month'>;
  const known = (key: string, value: number | undefined, isMoney = false): FigureLine[] =>
    value === undefined ? [] : [{ key, label: t(`report.figure.${key as 'members'}`), ...amountOf(value, isMoney, t) }];
  const said = (key: string, value: string | undefined): FigureLine[] =>
    value === undefined || value === '' ? [] : [{ key, label: t(`report.figure.${key as 'members'}`), value }];
  const lines: FigureLine[] = [
    ...said('foundedOn', people.foundedOn && words.day(people.foundedOn, { style: 'long' })),
    ...known('members', people.members),
    ...known('male', people.male),
    ...known('female', people.female),
    ...known('minors', people.minors),
    ...known('pendingConsent', people.pendingConsent),
    ...known('committee', people.committee),
  ];
  if (kind === 'founding-notice') {
    const notice = noticeFiguresOf(snapshot);
    const { vote, pledgeDay, firstMoney, bankRequested } = notice;
    lines.push(
      ...said('bankRequested', bankRequested === undefined ? undefined : t(bankRequested ? 'report.asked' : 'report.not-asked')),
      ...said('preferredBank', notice.preferredBank),
      ...known('attendance', notice.attendance),
      ...said('vote', vote && t('report.vote', vote)),
      ...said('villageTypes', villageTypesInWords(notice.villageTypes, t)),
      ...said('villageTypeNote', notice.villageTypeNote),
      ...known('pledgedPerMonthSatang', notice.pledgedPerMonthSatang, true),
      ...said('pledgeDay', pledgeDay && pledgeDayInWords(pledgeDay, t, words)),
      ...known('entryFeeSatang', notice.entryFeeSatang, true),
      ...known('firstPayers', firstMoney?.payers),
      ...known('firstFeesSatang', firstMoney?.feesSatang, true),
      ...known('firstPledgesSatang', firstMoney?.pledgesSatang, true),
      ...known('firstCashSatang', firstMoney?.cashSatang, true),
      ...known('photos', notice.photos),
    );
  }
  if (kind === 'establishment-result') {
    const result = snapshot as SnapshotOf<'establishment-result'>;
    lines.push(
      ...said('villageTypes', villageTypesInWords(result.villageTypes, t)),
      ...said('villageTypeNote', result.villageTypeNote),
      ...known('firstPledgesSatang', result.firstPledgesSatang, true),
      ...known('pledgedPerMonthSatang', result.pledgedPerMonthSatang, true),
      ...said(
        'hasBankAccount',
        result.hasBankAccount === undefined ? undefined : t(result.hasBankAccount ? 'report.has' : 'report.has-not'),
      ),
      ...known('photos', result.photos),
      ...said('elsewhereOn', result.elsewhereOn && words.day(result.elsewhereOn, { style: 'long' })),
    );
  }
  if (kind === 'three-month') {
    const { months = [], stepsDone, stepsAsked, documentsMissing } = people;
    for (const { month, ...figures } of months)
      lines.push(
        ...monthLines(figures, tell)
          .filter(({ key }) => shownOfThree.includes(key))
          .map((line) => ({ ...line, key: `${month}.${line.key}`, label: `${words.month(month)} · ${line.label}` })),
      );
    if (stepsDone !== undefined && stepsAsked !== undefined)
      lines.push({ key: 'steps', label: t('report.figure.steps'), value: `${stepsDone}/${stepsAsked}` });
    lines.push(...said('documentsMissing', documentsInWords(documentsMissing ?? [], words)));
  }
  return [...lines, ...remarkLines(snapshot, t)];
}

const shownOfThree: readonly string[] = [
  'members',
  'paid',
  'missed',
  'pledgedSatang',
  'savedSatang',
  'loansSatang',
  'cashSatang',
  'bankSatang',
];

function villageTypesInWords(types: readonly string[] | undefined, t: Translate): string {
  return (types ?? []).map((type) => t(`report.village.${type as 'other'}`)).join(', ');
}

/** One that this phone has no name for is counted. */
function documentsInWords(missing: readonly string[], words: Words): string {
  const names = missing.flatMap((key) => {
    const document = workflow.documents.find((each) => each.key === key);
    return document === undefined ? [] : [words.say(document.short)];
  });
  const unnamed = missing.length - names.length;
  return [...names, ...(unnamed > 0 ? [`+${unnamed}`] : [])].join(', ');
}

function remarkLines(snapshot: ReportSubmission['snapshot'], t: Translate): readonly FigureLine[] {
  return (['problems', 'support'] as const).flatMap((key) => {
    const value = snapshot[key];
    return typeof value === 'string' && value !== '' ? [{ key, label: t(`report.figure.${key}`), value }] : [];
  });
}

/** `December 2569` of a monthly total, nothing of the others. */
export function periodOf(forMonth: string | undefined, words: Words): string | undefined {
  return forMonth === undefined ? undefined : words.month(forMonth, { style: 'long' });
}

/**
 * The report as plain text to paste where the office still asks for it: aggregates, and no name but the officer's and the chair's (case 48).
 */
export function pasteText(
  {
    kind,
    forMonth,
    snapshot,
  }: { readonly kind: ReportKind; readonly forMonth?: string | undefined; readonly snapshot: ReportSubmission['snapshot'] },
  tell: Tell,
): string {
  const { t, words } = tell;
  const { group, village, officer, chair } = snapshot as SnapshotOf<'three-month'>;
  const head = [t(`report.kind.${kind}`), periodOf(forMonth, words)].filter(Boolean).join(' ');
  const place =
    village &&
    [
      t('common.moo', { moo: village.moo }),
      village.name,
      t('common.tambon', { name: areaName(village.tambon) ?? '' }),
      t('common.district', { name: areaName(village.tambon.slice(0, 4)) ?? '' }),
      t('common.province', { name: areaName(village.tambon.slice(0, 2)) ?? '' }),
    ].join(' ');
  const lines = figureLines(kind, snapshot, tell).map(({ label, value }) => `${label}: ${value}`);
  const people = [officer && `${t('report.officer')}: ${officer}`, chair && `${t('report.chair')}: ${chair}`];
  return [head, group, place, ...lines, ...people].filter(Boolean).join('\n');
}
