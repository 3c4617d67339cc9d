/** Everything that is kept about one person as one sheet (PDPA s.30): a fact a line, so that screen, paper and file show the same. */
import type { Translate } from '../../content/text.ts';
import { outstandingOf } from '../../domain/loan.ts';
import type { LoanRow, PassbookRow } from '../../domain/money-row.ts';
import { formatNationalId, maskNationalId } from '../../domain/national-id.ts';
import { formatPercent } from '../../domain/percent-share.ts';
import { formatPhoneNumber } from '../../domain/phone-number.ts';
import type { PayloadOf } from '../../domain/operation.ts';
import type { ListExportRow } from '../../domain/list-export.ts';
import type { ConsentRow, GroupRow, MemberRow, PhotoRow, TermRow } from '../../domain/row.ts';
import type { PhoneStore } from '../../storage/phone-store.ts';
import { passbookOf } from '../../domain/savings-register.ts';
import { civilDateInThailand, formatBirthDate } from '../../domain/thai-calendar.ts';
import { plainName } from '../words/member-name.ts';
import type { Words } from '../words/use-words.ts';
import type { CellValue, Sheet } from './sheet.ts';

export interface MemberDataRows {
  readonly group: GroupRow;
  readonly member: MemberRow;
  readonly consents: readonly ConsentRow[];
  readonly passbooks: readonly PassbookRow[];
  readonly loans: readonly LoanRow[];
  readonly terms: readonly TermRow[];
  readonly photos: readonly PhotoRow[];
  readonly exports: readonly ListExportRow[];
}

/** The rows of one group that say something of one of its members. */
export async function readMemberData(store: PhoneStore, group: GroupRow, member: MemberRow): Promise<MemberDataRows> {
  const g = group.id;
  const [all, loans, terms, photos, exports, months] = await Promise.all([
    store.rows(g, 'consent'),
    store.rows(g, 'loan'),
    store.rows(g, 'term'),
    store.rows(g, 'photo'),
    store.rows(g, 'export'),
    store.rows(g, 'month'),
  ]);
  const years = [...new Set(months.map(({ month }) => month.slice(0, 4)))];
  const passbooks = await store.rowsOf<'passbook'>(
    g,
    years.map((year) => `passbook:${year}:${member.id}` as const),
  );
  const consents = all.filter((consent) => consent.member === member.id);
  return { group, member, consents, passbooks, loans, terms, photos, exports };
}

export interface MemberDataView {
  readonly t: Translate;
  readonly words: Words;
  /** the person asked: the national id is whole */
  readonly isOwnWish: boolean;
  /** whose account is looked from */
  readonly user: string;
}

interface Fact {
  readonly on?: string | undefined;
  readonly item: string;
  readonly fact?: CellValue;
  readonly amount?: number | undefined;
}

const topicWords = {
  person: 'member.section.person',
  membership: 'member.data.topic.membership',
  consent: 'member.section.consent',
  pledge: 'member.section.pledge',
  money: 'member.section.money',
  loan: 'member.section.loans',
  office: 'member.data.topic.office',
  beneficiary: 'member.section.beneficiaries',
  paper: 'member.data.topic.paper',
  seen: 'member.data.topic.seen',
} as const;
type Topic = keyof typeof topicWords;

export function memberDataSheet(rows: MemberDataRows, view: MemberDataView): Sheet {
  const { t } = view;
  const topics: readonly (readonly [Topic, readonly Fact[]])[] = [
    ['person', personFacts(rows, view)],
    ['membership', membershipFacts(rows, view)],
    ['consent', consentFacts(rows, view)],
    ['pledge', pledgeFacts(rows, view)],
    ['money', moneyFacts(rows, view)],
    ['loan', [...loanFacts(rows, view), ...guaranteeFacts(rows, view)]],
    ['office', officeFacts(rows, view)],
    ['beneficiary', beneficiaryFacts(rows, view)],
    ['paper', paperFacts(rows, view)],
    ['seen', seenFacts(rows, view)],
  ];
  return {
    title: t('table.member-data'),
    columns: [
      { key: 'topic', label: t('table.topic'), kind: 'text', width: 16 },
      { key: 'on', label: t('table.day'), kind: 'day', width: 11 },
      { key: 'item', label: t('table.item'), kind: 'text', width: 24 },
      { key: 'fact', label: t('table.fact'), kind: 'text', width: 34 },
      { key: 'amount', label: t('table.member-data.amount'), kind: 'money', width: 13 },
    ],
    rows: topics.flatMap(([topic, facts]) =>
      facts.map(({ on, item, fact, amount }, index) => ({
        key: `${topic}-${index}`,
        cells: { topic: t(topicWords[topic]), on, item, fact, amount },
      })),
    ),
    isUnmasked: view.isOwnWish,
  };
}

function personFacts({ group, member }: MemberDataRows, { t, words, isOwnWish }: MemberDataView): readonly Fact[] {
  const { person, idStatus } = member;
  const { bornOn, birthPrecision = 'day', nationalId, phone, gender, maritalStatus } = person;
  const id = nationalId && (isOwnWish ? formatNationalId(nationalId) : maskNationalId(nationalId));
  const status = t(`member.id-status.${idStatus === 'given' ? 'later' : idStatus}`);
  return said([
    { item: t('table.name'), fact: plainName(person) },
    { item: t('member.field.nickname'), fact: person.nickname },
    { item: t('member.field.nationalId'), fact: member.kind === 'person' ? (id ?? status) : undefined },
    { item: t('member.field.bornOn'), fact: bornOn && formatBirthDate({ bornOn, birthPrecision }, words.calendar, { style: 'long' }) },
    { item: t('member.field.gender'), fact: gender && t(`member.gender.${gender}`) },
    { item: t('member.field.address'), fact: [person.houseNo, t('common.moo', { moo: person.moo ?? group.village.moo })].filter(Boolean).join(' ') },
    { item: t('member.field.phone'), fact: phone && formatPhoneNumber(phone) },
    { item: t('member.field.maritalStatus'), fact: maritalStatus && t(`member.marital.${maritalStatus}`) },
    { item: t('member.field.marriageRegisteredOn'), fact: person.marriageRegisteredOn && words.day(person.marriageRegisteredOn) },
    { item: t('member.court-order'), fact: person.courtOrderSeen === true ? t('common.yes') : undefined },
    { item: t('member.data.elsewhere'), fact: member.elsewhere === true ? t('common.yes') : undefined },
  ]); // prettier-ignore
}

function membershipFacts({ member }: MemberDataRows, { t }: MemberDataView): readonly Fact[] {
  const { no, appliedOn, joinedOn, leftOn, leftReason, memberType, intendedPledge } = member;
  return [
    ...said([{ item: t('member.tile.no'), fact: no === undefined ? undefined : String(no) }]),
    { item: t('member.field.memberType'), fact: t(`member.type.${memberType}`) },
    { on: appliedOn, item: t('member.history.applied') },
    ...(joinedOn === undefined ? [] : [{ on: joinedOn, item: t('table.joined') }]),
    ...(leftOn === undefined || leftReason === undefined
      ? []
      : [{ on: leftOn, item: t('table.left'), fact: t(`member.left.${leftReason}`) }]),
    ...(intendedPledge === undefined ? [] : [{ item: t('member.data.intended'), amount: intendedPledge }]),
  ];
}

function consentFacts({ member, consents }: MemberDataRows, { t }: MemberDataView): readonly Fact[] {
  const { noticeVersion, appliedOn } = member;
  const read = { on: appliedOn, item: t('member.data.notice'), fact: t('member.data.notice.version', { version: noticeVersion ?? '' }) };
  const papers = consents.map(({ signedOn, relation, guardianName, guardianPhone, witnesses, pledge, signatureKind }) => ({
    on: signedOn,
    item: `${t(`member.signed.${signatureKind}`)} · ${t(`member.relation.${relation}`)}`,
    fact: [guardianName ?? t('member.consent.erased'), guardianPhone, ...witnesses].filter(Boolean).join(' · '),
    amount: pledge,
  }));
  return [...(noticeVersion === undefined ? [] : [read]), ...papers];
}

function pledgeFacts({ member }: MemberDataRows, { t, words }: MemberDataView): readonly Fact[] {
  return member.pledges.map(({ amount, effectiveFrom, decidedOn, decidedBy }) => ({
    on: decidedOn,
    item: t('member.data.from-month', { month: words.month(effectiveFrom) }),
    fact: t(`member.pledge.decided.${decidedBy}`, { day: words.day(decidedOn) }),
    amount,
  }));
}

function moneyFacts({ passbooks }: MemberDataRows, { t, words }: MemberDataView): readonly Fact[] {
  return passbookOf(passbooks).map(({ paidOn, kind, receipt, forMonth, amount }) => ({
    on: paidOn,
    item: t(`group.entry.${kind}`),
    fact: [
      receipt && t('member.money.receipt', { no: receipt }),
      forMonth && t('member.money.for', { month: words.month(forMonth) }),
    ].filter(Boolean).join(' · '), // prettier-ignore
    amount,
  }));
}

function loanFacts({ member, loans }: MemberDataRows, { t }: MemberDataView): readonly Fact[] {
  return loans
    .filter((loan) => loan.member === member.id)
    .flatMap((loan) => [
      { on: loan.appliedOn, item: titleOf(loan, t), fact: t(`loan.state.${loan.state}`), amount: loan.contract?.principal ?? loan.asked },
      ...(loan.state === 'running' ? [{ item: t('member.data.owed'), fact: titleOf(loan, t), amount: outstandingOf(loan) }] : []),
    ]);
}

/** Whose loan it is that he answers for is that person's own business. */
function guaranteeFacts({ member, loans }: MemberDataRows, { t }: MemberDataView): readonly Fact[] {
  return loans
    .filter(({ id }) => member.guarantees?.includes(id) === true)
    .map((loan) => ({ on: loan.appliedOn, item: titleOf(loan, t), fact: t(`loan.state.${loan.state}`) }));
}

function titleOf({ contract, kind }: LoanRow, t: Translate): string {
  return contract === undefined ? t(`loan.kind.${kind}`) : t('member.loans.contract', { no: contract.no });
}

function officeFacts({ member, terms }: MemberDataRows, { t, words }: MemberDataView): readonly Fact[] {
  return terms
    .filter((term) => term.member === member.id)
    .map(({ branch, office, from, to, endedOn }) => {
      const until = endedOn ?? to;
      return {
        on: from,
        item: `${t(`founding.office.${office}`)} · ${t(`year.branch.${branch}`)}`,
        fact: until === undefined ? undefined : `– ${words.day(until)}`,
      };
    });
}

function beneficiaryFacts({ member }: MemberDataRows, { t }: MemberDataView): readonly Fact[] {
  return (member.beneficiaries ?? []).map(({ name, relation, share }, index) => ({
    item: name ?? t('member.beneficiary.n', { n: index + 1 }),
    fact: [relation, t('member.beneficiary.percent', { share: formatPercent(share) })].filter(Boolean).join(' · '),
  }));
}

function paperFacts({ member, consents, loans, photos }: MemberDataRows, { t }: MemberDataView): readonly Fact[] {
  const papers = new Set(consents.map(({ id }) => id));
  const own = new Set(loans.filter((loan) => loan.member === member.id).map(({ id }) => id));
  return photos.flatMap(({ for: { kind, id = '' }, takenAt, at, caption, withdrawn }) => {
    const isHis = (kind === 'consent' && papers.has(id)) || (kind === 'loan' && own.has(id));
    if (!isHis || withdrawn !== undefined) return [];
    return [
      {
        on: civilDateInThailand(Date.parse(takenAt ?? at)),
        item: t(kind === 'consent' ? 'member.section.consent' : 'member.section.loans'),
        fact: caption,
      },
    ];
  });
}

function seenFacts({ member, exports }: MemberDataRows, { t, user }: MemberDataView): readonly Fact[] {
  return exports
    .filter((row) => row.member === member.id)
    .toSorted((a, b) => (a.at < b.at ? -1 : 1))
    .map((row) => {
      const reason = row.list === 'national-id' ? lookReasonInWords(row.reason, t) : t(`books.export.reason.${row.reason}`);
      return {
        on: row.on,
        item: t(row.list === 'national-id' ? 'member.data.seen.national-id' : 'member.data'),
        fact: `${row.note ?? reason} · ${t(row.by === user ? 'member.history.you' : 'member.history.colleague')}`,
      };
    });
}

/** Two of the reasons to look are also reasons to take something out. */
export function lookReasonInWords(reason: PayloadOf<'member.unmask'>['reason'], t: Translate): string {
  return reason === 'member-asked' || reason === 'other' ? t(`books.export.reason.${reason}`) : t(`member.id.reason.${reason}`);
}

function said(facts: readonly Fact[]): readonly Fact[] {
  return facts.filter(({ fact }) => fact !== undefined && fact !== '');
}
