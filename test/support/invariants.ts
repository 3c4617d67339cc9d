/**
 * What must hold in a group after every single operation (domain.md 3.13, 1 to 12 and 14), judged from what people did and never by the
 * product's own reckoning. What a merge can break is a breach only where no mark shows it to the officer.
 */
import { bookPage, controlTotals, type BookLine } from '../../src/domain/account-books.ts';
import { threeBooks } from '../../src/domain/account-column.ts';
import { findBookProblems, type BookProblem } from '../../src/domain/book-check.ts';
import type { MonthRow } from '../../src/domain/money-row.ts';
import type { Operation, PayloadOf } from '../../src/domain/operation.ts';
import type { CashCountRow, EntryRow, Flag, MemberRow, Row, RowByPrefix, RowPrefix } from '../../src/domain/row.ts';
import type { MapRows } from './map-rows.ts';
import { OwnBooks, postedByHand, type OwnLine, type Sums } from './own-books.ts';

/** In words, with the number of the invariant first; for a failing test to print. */
export type Breach = string;

interface Shown {
  readonly rows: MapRows;
  readonly members: ReadonlyMap<string, MemberRow>;
  readonly entries: ReadonlyMap<string, EntryRow>;
  readonly problems: readonly BookProblem[];
  readonly all: <P extends RowPrefix>(prefix: P) => readonly RowByPrefix[P][];
}

interface Pledge {
  readonly amount: number;
  readonly from: string;
  readonly decidedOn: string;
  /** asked for a month it may not act in */
  readonly isBackdated: boolean;
}

const savings: Readonly<Record<string, Sums>> = {
  'pledged-savings': { saved: 1 }, 'savings-returned': { saved: -1 }, 'opening-savings': { saved: 1 },
  'special-savings': { special: 1 }, 'special-withdrawn': { special: -1 }, 'opening-special': { special: 1 },
}; // prettier-ignore

const monthOf = (day: string) => day.slice(0, 7);
const has = (row: { readonly flags?: readonly Flag[] | undefined } | undefined, flag: Flag) => row?.flags?.includes(flag) === true;

/** Reads one group's operations beside the fold, in the order in which they are folded. */
export class Judge {
  readonly #books = new OwnBooks();
  readonly #numbers = new Map<number, string>();
  readonly #lastSeen = new Map<string, EntryRow>();
  readonly #pagesSeen = new Map<string, MonthRow>();
  readonly #receipts = new Map<string, Set<string>>();
  readonly #takenTwice = new Set<string>();
  readonly #promises = new Map<string, Pledge[]>();
  readonly #promisedWhenPaid = new Map<string, number>();
  readonly #consents = new Map<string, string>();
  readonly #seats = new Map<string, PayloadOf<'committee.elect'>>();
  readonly #bankedAtCount = new Map<string, number>();
  readonly #left = new Set<string>();
  readonly #ofKnownMinors = new Set<string>();
  #hasPassed = false;

  /** Takes in what was done, once it was folded into `rows`. */
  hear(op: Operation, rows: MapRows): void {
    this.#books.take(op, (closing) => fundsOf(rows, closing));
    this.#note(op, rows);
  }

  /** @returns what does not hold in `rows` now that everything heard was folded into them; nothing when all is well */
  find(rows: MapRows): readonly Breach[] {
    const shown = shownBy(rows);
    return [
      ...this.#findBookBreaches(shown),
      ...this.#findBalanceBreaches(shown),
      ...this.#findDayBreaches(shown),
      ...this.#findEditBreaches(shown),
      ...this.#findNumberBreaches(shown),
      ...this.#findTwicePaidBreaches(shown),
      ...this.#findIntakeBreaches(shown),
      ...this.#findOfficeBreaches(shown),
      ...this.#findPromiseBreaches(shown),
      ...findRateBreaches(shown),
      ...this.#findAllocationBreaches(shown),
    ];
  }

  #note(op: Operation, rows: MapRows): void {
    switch (op.k) {
      case 'entry.record':
      case 'entry.correct':
      case 'entry.reverse':
        this.#noteLines(op, rows);
        break;
      case 'meeting.resolve': {
        const p = op.p as PayloadOf<'meeting.resolve'>;
        if (p.step === '2.2' && p.passed) this.#hasPassed = true;
        break;
      }
      case 'step.record': {
        // an old group's vote is written down as a session of the item, without its meeting
        const p = op.p as PayloadOf<'step.record'>;
        if (p.step === '2.2' && p.fields['result'] === 'passed') this.#hasPassed = true;
        break;
      }
      case 'consent.record': {
        const p = op.p as PayloadOf<'consent.record'>;
        const counts = p.signatureKind === 'signature' || p.witnessCount >= 2;
        const first = this.#consents.get(p.member);
        if (counts && (first === undefined || p.signedOn < first)) this.#consents.set(p.member, p.signedOn);
        break;
      }
      case 'cash.count': {
        const { count, on } = op.p as PayloadOf<'cash.count'>;
        if (!this.#bankedAtCount.has(count)) this.#bankedAtCount.set(count, this.#bankedOn(on));
        break;
      }
      case 'pledge.decide':
        this.#promise(op.p as PayloadOf<'pledge.decide'>);
        break;
      case 'committee.elect': {
        const p = op.p as PayloadOf<'committee.elect'>;
        this.#seats.set(p.term, p);
        break;
      }
      case 'committee.end':
        this.#seats.delete((op.p as PayloadOf<'committee.end'>).term);
        break;
      case 'member.close': {
        const { member } = op.p as PayloadOf<'member.close'>;
        // closed a second time changes nothing any more, also not an office given meanwhile
        if (rows.get<'member'>(`member:${member}`)?.leftOn === undefined) break;
        for (const [term, seat] of this.#seats) if (seat.member === member && !this.#left.has(member)) this.#seats.delete(term);
        this.#left.add(member);
        break;
      }
      default:
    }
  }
  #noteLines(op: Operation, rows: MapRows): void {
    for (const line of this.#books.lines.values()) {
      if (line.op !== op.id) continue;
      const { receipt, id, member } = line;
      if (member !== undefined && rows.get<'member'>(`member:${member}`)?.minorAtJoining === true) this.#ofKnownMinors.add(id);
      if (receipt !== undefined) {
        const givers = this.#receipts.get(receipt) ?? new Set();
        if ([...givers].some((giver) => giver !== op.id)) this.#takenTwice.add(id);
        this.#receipts.set(receipt, givers.add(op.id));
      }
    }
    const ids = new Set([...(op.p as { rows?: readonly { e: string }[] }).rows ?? [], (op.p as { row?: { e: string } }).row].map((row) => row?.e)); // prettier-ignore
    ids.add((op.p as { e?: string }).e);
    for (const id of ids) {
      const line = this.#books.lines.get(id ?? '');
      if (line?.member === undefined || line.forMonth === undefined) continue;
      this.#promisedWhenPaid.set(`${line.member}|${line.forMonth}`, this.#promised(line.member, line.forMonth));
    }
  }

  /** Taken to the bank on a day less what was fetched there. */
  #bankedOn(on: string): number {
    const signs: Readonly<Record<string, number>> = { 'bank-deposit': 1, 'bank-withdrawal': -1 };
    return this.#books.live.reduce((sum, { paidOn, kind, amount }) => (paidOn === on ? sum + (signs[kind] ?? 0) * amount : sum), 0);
  }

  /** Cash that came or went after a count, without the way to the bank; a count of the whole box, when nobody came, says only by how much it is off. */
  #sinceCount({ id, on, counted, expected, before }: CashCountRow, cash: number): number {
    const ofBox = ['bank-deposit', 'bank-withdrawal', 'cash-short', 'cash-over'];
    const isOfBox = [...this.#books.lines.values()].every(({ paidOn, kind }) => paidOn !== on || ofBox.includes(kind));
    return cash + this.#bankedOn(on) - (this.#bankedAtCount.get(id) ?? 0) - (counted - (before ?? (isOfBox ? expected : 0)));
  }

  /** 11: from the month it was made in, a change from the next one; earlier only where the promise of the same day is corrected. */
  #promise({ member, amount, decidedOn, effectiveFrom }: PayloadOf<'pledge.decide'>): void {
    const list = this.#promises.get(member) ?? [];
    const isChange = list.some((each) => each.decidedOn < decidedOn);
    const made = monthOf(decidedOn);
    const [year = 0, no = 0] = made.split('-').map(Number);
    const next = no === 12 ? `${year + 1}-01` : `${year}-${String(no + 1).padStart(2, '0')}`;
    const earliest = isChange ? next : made;
    const isBackdated = effectiveFrom < earliest;
    list.push({ amount, decidedOn, from: isBackdated ? earliest : effectiveFrom, isBackdated });
    this.#promises.set(member, list);
  }

  #promised(member: string, month: string): number {
    let found: Pledge | undefined;
    for (const each of this.#promises.get(member) ?? [])
      if (each.from <= month && (found === undefined || [each.from, each.decidedOn].join() >= [found.from, found.decidedOn].join()))
        found = each;
    return found?.amount ?? 0;
  }

  /** 1 and 2: month by month as reckoned by hand, on every page after every day, and cash and bank at the end of each day. */
  #findBookBreaches({ all, problems }: Shown): readonly Breach[] {
    const found: Breach[] = [];
    const months = all('month');
    for (const [month, own] of this.#books.months) {
      const row = months.find((each) => each.month === month);
      if (!isSame(row?.columns ?? {}, own.sums)) found.push(`1: the sums of ${month} are not those of its lines`);
    }
    const names = months.map(({ month }) => month);
    const belowOf = { cash: this.#books.below(names, 'cash'), bank: this.#books.below(names, 'bank') };
    for (const row of months) {
      if (!this.#books.months.has(row.month) && Object.keys(row.columns).length > 0) found.push(`1: nothing was booked in ${row.month}`);
      const sums = this.#books.through(row.month);
      const difference = sums.of('cashBank') + sums.of('expenseAsset') - sums.of('incomeLiability');
      if (difference !== 0) found.push(`1: by hand the books of ${row.month} differ by ${difference}`);
      for (const [column, code] of [['cash', 'cash-below-zero'], ['bank', 'bank-below-zero']] as const) {
        const below = belowOf[column].get(row.month);
        const said = problems.find((each) => each.code === code && 'month' in each && each.month === row.month);
        const isSaid = said !== undefined && 'on' in said && 'satang' in said && said.on === below?.on && said.satang === below.satang;
        if (below === undefined ? said !== undefined : !isSaid) found.push(`2: ${column} of ${row.month} is ${below?.satang ?? 0} from ${below?.on}, said is ${JSON.stringify(said)}`);
      } // prettier-ignore
      if (this.#pagesSeen.get(row.month) === row) continue;
      this.#pagesSeen.set(row.month, row);
      found.push(...findPageBreaches(row.month, all, sums.sums));
    }
    if (problems.some(({ code }) => code === 'books-differ')) found.push('1: the officer is told that the books differ');
    return found;
  }

  /** 3: each member's balances, and their sum in the columns of ร. */
  #findBalanceBreaches({ members, rows, problems }: Shown): readonly Breach[] {
    const found: Breach[] = [];
    const own = new Map<string, { saved: number; special: number }>();
    const ofNobody = { saved: 0, special: 0 };
    for (const { kind, member, amount } of this.#books.live) {
      const { saved = 0, special = 0 } = savings[kind] ?? {};
      const balance = member === undefined ? ofNobody : (own.get(member) ?? { saved: 0, special: 0 });
      balance.saved += saved * amount;
      balance.special += special * amount;
      if (member !== undefined) own.set(member, balance);
    }
    for (const [id, row] of members) {
      const { saved, special } = own.get(id) ?? { saved: 0, special: 0 };
      if (row.savedSatang !== saved || row.specialSatang !== special) found.push(`3: the balances of member ${id}`);
    }
    const columns: Sums = { ...rows.get<'group'>('group')?.money.columns };
    for (const [column, kept, code] of [['pledged', 'saved', 'savings-differ'], ['special', 'special', 'special-differ']] as const) {
      const sum = [...own.values()].reduce((total, balance) => total + balance[kept], 0);
      const rest = (columns[column] ?? 0) - sum;
      if (rest !== ofNobody[kept]) found.push(`3: ${column} of the books is ${rest} more than its members have`);
      if (rest !== 0 && !problems.some((each) => each.code === code && each.satang === -rest)) found.push(`3: ${code} is not said`);
    } // prettier-ignore
    return found;
  }

  /** 4: a day's own sums, and that a day which was not counted, did not come out, or went on after its count is said. */
  #findDayBreaches({ all, problems }: Shown): readonly Breach[] {
    const found: Breach[] = [];
    const cash = new Map<string, number>();
    const payers = new Map<string, Set<string>>();
    for (const { paidOn, kind, amount, category, fund, member } of this.#books.live) {
      cash.set(paidOn, (cash.get(paidOn) ?? 0) + (postedByHand({ kind, amount, category, fund })['cash'] ?? 0));
      if (kind === 'pledged-savings' && member !== undefined) payers.set(paidOn, (payers.get(paidOn) ?? new Set()).add(member));
    }
    const counts = new Map(all('count').map((count) => [count.id, count]));
    for (const day of all('day')) {
      if (day.cash !== (cash.get(day.on) ?? 0)) found.push(`4: cash of ${day.on}`);
      const count = counts.get(day.count ?? '');
      const says = (code: BookProblem['code']) => problems.some((each) => each.code === code && 'on' in each && each.on === day.on);
      if (count !== undefined && count.counted !== count.expected && !says('count-differs')) found.push(`4: the count of ${day.on}`);
      const since = count === undefined ? 0 : this.#sinceCount(count, cash.get(day.on) ?? 0);
      if (says('cash-after-count') !== (since !== 0)) found.push(`4: ${since} came after the count of ${day.on}`);
      const paid = payers.get(day.on)?.size ?? 0;
      if (count === undefined && paid > 0 && day.closedAt === undefined && !says('day-not-counted')) found.push(`4: ${day.on} was not counted`); // prettier-ignore
      cash.delete(day.on);
    }
    for (const [on, satang] of cash) if (satang !== 0) found.push(`4: ${on} has no sums`);
    return found;
  }

  /** 5: a line stays what was typed; it is only ever taken back, once, with a reason. */
  #findEditBreaches({ entries }: Shown): readonly Breach[] {
    const found: Breach[] = [];
    for (const [id, line] of this.#books.lines) {
      const row = entries.get(id);
      if (row === this.#lastSeen.get(id) && row !== undefined) continue;
      if (row === undefined) {
        found.push(`5: entry ${id} is gone`);
        continue;
      }
      this.#lastSeen.set(id, row);
      const typed = ['kind', 'amount', 'paidOn', 'member', 'loan', 'forMonth', 'receipt', 'category', 'fund', 'op'] as const;
      for (const field of typed) if (row[field] !== line[field]) found.push(`5: ${field} of entry ${id} was edited`);
      if (row.reversed?.reason !== line.reversed) found.push(`5: the reversal of entry ${id}`);
      if (row.reversed?.reason === '') found.push(`5: entry ${id} was taken back without a reason`);
    }
    for (const id of entries.keys()) if (!this.#books.lines.has(id)) found.push(`5: nobody typed entry ${id}`);
    return found;
  }

  /** 6: receipt numbers once in a group, member numbers once and for ever. */
  #findNumberBreaches({ members, entries }: Shown): readonly Breach[] {
    const found: Breach[] = [];
    for (const [id, { no }] of members) {
      if (no === undefined) continue;
      const first = this.#numbers.get(no) ?? id;
      this.#numbers.set(no, first);
      if (first !== id) found.push(`6: number ${no} of ${first} was given to ${id}`);
    }
    for (const [no, member] of this.#numbers) if (members.get(member)?.no !== no) found.push(`6: ${member} lost number ${no}`);
    for (const [id, row] of entries) {
      if (row.reversed !== undefined) continue;
      if (this.#takenTwice.has(id) !== has(row, 'receipt-taken'))
        found.push(`6: receipt ${row.receipt} of entry ${id} is ${this.#takenTwice.has(id) ? 'given twice and not marked' : 'marked for nothing'}`); // prettier-ignore
    }
    return found;
  }

  /** 7: a second payment for a month is marked when both come to more than was promised, or are alike on one day. */
  #findTwicePaidBreaches({ entries }: Shown): readonly Breach[] {
    const found: Breach[] = [];
    const paid = new Map<string, OwnLine[]>();
    for (const line of this.#books.live) {
      if (line.kind !== 'pledged-savings' || line.member === undefined || line.forMonth === undefined) continue;
      const key = `${line.member}|${line.forMonth}`;
      const list = paid.get(key);
      if (list === undefined) paid.set(key, [line]);
      else list.push(line);
    }
    for (const [key, lines] of paid) {
      const sum = lines.reduce((total, { amount }) => total + amount, 0);
      const isAlike = lines.some((one) => lines.some((other) => one !== other && one.amount === other.amount && one.paidOn === other.paidOn));
      const isTwice = lines.length > 1 && (isAlike || sum > (this.#promisedWhenPaid.get(key) ?? 0));
      for (const { id } of lines)
        if (has(entries.get(id), 'maybe-paid-twice') !== isTwice) found.push(`7: ${key} is ${isTwice ? 'paid twice and not marked' : 'marked for nothing'}`); // prettier-ignore
    } // prettier-ignore
    return found;
  }

  /** 8 and 9: no money of a minor before a guardian signed, nobody taken in before the vote. */
  #findIntakeBreaches({ members, entries, rows }: Shown): readonly Breach[] {
    const found: Breach[] = [];
    const first = new Map<string, OwnLine>();
    for (const line of this.#books.live) {
      if (line.member === undefined) continue;
      const before = first.get(line.member);
      if (before === undefined || line.paidOn < before.paidOn) first.set(line.member, line);
      const hasLeft = members.get(line.member)?.state === 'left';
      if (!this.#hasPassed && !hasLeft && !isMarked(entries.get(line.id))) found.push(`9: money of ${line.member} before the vote`);
    }
    for (const [id, row] of members) {
      const { bornOn } = row.person;
      const signedOn = this.#consents.get(id);
      const line = first.get(id);
      if (row.kind === 'person' && bornOn !== undefined && isUnderTwenty(bornOn, row.appliedOn) && line !== undefined && row.state !== 'left') {
        // who was taken for of age when the line was typed waits for a guardian where members are listed, and no longer once one signed
        const isEarly = signedOn === undefined || (line.paidOn < signedOn && this.#ofKnownMinors.has(line.id));
        const isSaid = isMarked(entries.get(line.id)) || row.state === 'pending-consent' || row.state === 'interested';
        if (isEarly && !isSaid) found.push(`8: the minor ${id} paid on ${line.paidOn} and a guardian signed on ${signedOn}`);
      } // prettier-ignore
      if (this.#hasPassed) continue;
      if (row.state === 'accepted' || row.state === 'pending-consent' || row.no !== undefined) found.push(`9: ${id} was taken in before the vote`); // prettier-ignore
      if (row.waitsForVote === true && row.state === 'interested' && !has(row, 'intake-before-vote')) found.push(`9: ${id} waits unseen`); // prettier-ignore
    }
    if (!this.#hasPassed && rows.get<'group'>('group')?.vote?.passed === true) found.push('9: nobody voted');
    return found;
  }

  /** 10: who holds an office is a member or marked; a founded group without one of three officers says so. */
  #findOfficeBreaches({ members, rows, all, problems }: Shown): readonly Breach[] {
    const found: Breach[] = [];
    for (const row of all('term')) {
      if ((row.endedOn === undefined) !== this.#seats.has(row.id)) found.push(`10: term ${row.id} is ${row.endedOn === undefined ? 'open' : 'over'}`); // prettier-ignore
      if (row.endedOn !== undefined) continue;
      const holder = members.get(row.member);
      if (holder?.state !== 'accepted' && !has(row, 'not-a-member'))
        found.push(`10: ${row.office} ${row.member} is ${holder?.state} and not marked`);
    }
    if (rows.get<'group'>('group')?.lifeCycle !== 'founded') return found;
    const board = [...this.#seats.values()].filter(({ branch }) => branch === 'board').map(({ office }) => office);
    for (const office of ['chair', 'secretary', 'treasurer'] as const) {
      const isSaid = problems.some((each) => each.code === 'office-vacant' && each.office === office);
      if (board.includes(office) === isSaid) found.push(`10: ${office} is ${isSaid ? 'said to be vacant' : 'vacant and nothing says so'}`);
    }
    return found;
  }

  /** 11: what was promised for the months before a decision stays; the last decision for them is marked. */
  #findPromiseBreaches({ members }: Shown): readonly Breach[] {
    const found: Breach[] = [];
    for (const [member, list] of this.#promises) {
      const row = members.get(member);
      for (const month of new Set(list.map(({ from }) => from))) {
        const shownFor = row?.pledges.findLast(({ effectiveFrom }) => effectiveFrom <= month)?.amount;
        if (shownFor !== this.#promised(member, month)) found.push(`11: what ${member} promised for ${month}`);
      }
      if (list.some(({ from, decidedOn }) => from < monthOf(decidedOn))) found.push(`11: a promise of ${member} acts backwards`);
      if (has(row, 'pledge-backdated') !== list.at(-1)?.isBackdated) found.push(`11: the mark of ${member}`);
    }
    return found;
  }

  /** 14: parts of 100 % that add up to the profit to the satang, each its own part of it; the second closing of a day gives nothing. */
  #findAllocationBreaches({ all, problems }: Shown): readonly Breach[] {
    const found: Breach[] = [];
    for (const row of all('year')) {
      const own = this.#books.years.get(row.id);
      if (own === undefined) {
        found.push(`14: nobody closed ${row.id}`);
        continue;
      }
      if (row.profit !== own.profit) found.push(`14: the profit of ${row.id}`);
      const whole = own.parts.reduce((sum, { basisPoints }) => sum + basisPoints, 0);
      const isShared = own.profit > 0 && whole === 10_000 && !own.isSecond;
      const given = row.allocation.reduce((sum, { amount }) => sum + amount, 0);
      if (given !== (isShared ? own.profit : 0)) found.push(`14: ${given} of a profit of ${own.profit} is put aside`);
      for (const { use, basisPoints, amount } of row.allocation) {
        const isVoted = own.parts.some((part) => part.use === use && part.basisPoints === basisPoints);
        if (!isVoted || Math.abs(amount * 10_000 - own.profit * basisPoints) >= 10_000) found.push(`14: ${use} gets ${amount}`);
      }
    }
    if (problems.some(({ code }) => code === 'allocation-differs')) found.push('14: the officer is told that the parts differ');
    return found;
  }
}

function shownBy(rows: MapRows): Shown {
  const byType = new Map<string, Row[]>();
  for (const [key, row] of rows.rows) {
    const prefix = key.split(':')[0] ?? '';
    const list = byType.get(prefix);
    if (list === undefined) byType.set(prefix, [row]);
    else list.push(row);
  }
  const all = <P extends RowPrefix>(prefix: P) => (byType.get(prefix) ?? []) as RowByPrefix[P][];
  const group = rows.get<'group'>('group');
  if (group === undefined) throw new Error('there is no group to judge');
  const problems = findBookProblems({
    group, months: all('month'), members: all('member'), days: all('day'), counts: all('count'), loans: all('loan'), years: all('year'),
  }); // prettier-ignore
  const members = new Map(all('member').map((row) => [row.id, row]));
  return { rows, members, entries: new Map(all('entry').map((row) => [row.id, row])), problems, all };
}

/** What a closing put into each fund, as it says itself; whether that is right is judged under 14. */
function fundsOf(rows: MapRows, closing: string): Sums {
  const funds: Record<string, number> = {};
  for (const { use, amount } of rows.get<'year'>(`year:${closing}`)?.allocation ?? [])
    funds[`fund-${use}`] = (funds[`fund-${use}`] ?? 0) + amount;
  return funds;
}

/** The three pages of a month: they end as reckoned by hand, and ส. + จ. = ร. after every day on them. */
function findPageBreaches(month: string, all: Shown['all'], own: Sums): readonly Breach[] {
  const entries = new Map(all('entry').map((row) => [row.id, row]));
  const source = { months: all('month'), postings: all('posting'), entries, years: all('year') };
  const pages = threeBooks.map((book) => bookPage(book, month, source));
  const found: Breach[] = [];
  const end = Object.assign({}, ...pages.map(({ carriedForward }) => carriedForward)) as Sums;
  if (!isSame(end, own)) found.push(`1: the pages of ${month} do not end as their lines say`);
  const dayOf = ({ closing, on }: BookLine) => `${closing === undefined ? 0 : 1}|${on}`;
  const days = [...new Set(pages.flatMap(({ lines }) => lines.map(dayOf)))].sort();
  for (const day of days) {
    const [cashBank = 0, incomeLiability = 0, expenseAsset = 0] = pages.map(({ book, broughtForward, lines }) => {
      const last = lines.findLast((line) => dayOf(line) <= day);
      return controlTotals(last?.balances ?? broughtForward)[book];
    });
    if (cashBank + expenseAsset !== incomeLiability) found.push(`1: ส. + จ. is not ร. after ${day} on the pages of ${month}`);
  }
  return found;
}

/** 12: interest of a year against what is owed meanwhile, at most 15 in a hundred. */
function findRateBreaches({ all, problems }: Shown): readonly Breach[] {
  const found: Breach[] = [];
  for (const { id, contract, flags } of all('loan')) {
    if (contract === undefined) continue;
    const { principal, ratePerMonth, instalments, method } = contract;
    let owed = 0;
    for (let no = 0; no < instalments; no += 1) {
      const extra = Math.min(no, principal % instalments);
      owed += principal - no * Math.floor(principal / instalments) - extra;
    }
    const flat = instalments * Math.floor((principal * ratePerMonth + 5_000) / 10_000);
    const isTooHigh = method === 'reducing' ? ratePerMonth * 12 > 1_500 : flat * 12 * 100 > 15 * owed;
    const isSaid = problems.some((each) => each.code === 'rate-too-high' && each.loan === id);
    if (isTooHigh !== isSaid || isTooHigh !== has({ flags }, 'rate-too-high')) found.push(`12: the rate of loan ${id}`);
  }
  return found;
}

function isMarked(row: EntryRow | undefined): boolean {
  return has(row, 'entry-without-consent') || has(row, 'intake-before-vote');
}

function isUnderTwenty(bornOn: string, on: string): boolean {
  return on < `${Number(bornOn.slice(0, 4)) + 20}${bornOn.slice(4)}`;
}

function isSame(shown: Readonly<Partial<Record<string, number>>>, own: Sums): boolean {
  const names = new Set([...Object.keys(shown), ...Object.keys(own)]);
  return [...names].every((name) => (shown[name] ?? 0) === (own[name] ?? 0));
}
