/** After a hand-over: the officer still reads every page of the group, no button leads to what the committee writes, and such a page says who does. */
import { readFileSync } from 'node:fs';
import { screen, waitFor } from '@testing-library/preact';
import type { ComponentType } from 'preact';
import { describe, expect, it } from 'vitest';
import type { Grant } from '../../../src/protocol/session.ts';
import type { Act } from '../../../src/storage/phone-store.ts';
import { EntryScreen } from '../../../src/ui/screens/books/entry-screen.tsx';
import { ClosingScreen } from '../../../src/ui/screens/books/closing-screen.tsx';
import { CollectionScreen } from '../../../src/ui/screens/collection/collection.tsx';
import { FoundingScreen } from '../../../src/ui/screens/founding/founding.tsx';
import { GroupScreen } from '../../../src/ui/screens/group.tsx';
import { withBooksGate } from '../../../src/ui/screens/group/books-gate.tsx';
import { LoanScreen } from '../../../src/ui/screens/loans/loan-screen.tsx';
import { LoansScreen } from '../../../src/ui/screens/loans/loans-screen.tsx';
import { MeetingScreen } from '../../../src/ui/screens/meeting.tsx';
import { MemberScreen } from '../../../src/ui/screens/member.tsx';
import { StepScreen } from '../../../src/ui/screens/step.tsx';
import { VisitScreen } from '../../../src/ui/screens/visit.tsx';
import { BylawsScreen } from '../../../src/ui/screens/year/bylaws.tsx';
import { CommitteeScreen } from '../../../src/ui/screens/year/committee.tsx';
import { YearScreen } from '../../../src/ui/screens/year/year.tsx';
import { committeeMeeting, loan, money, runningActs } from '../loans/support/lending-village.ts';
import { fakeThisPhone } from '../support/fake-phone.ts';
import { officerGrants, renderApp, type RenderedApp } from '../support/render-app.tsx';
import { act, annual, annualDay, chairTerm, yearActs } from '../year/closed-books.ts';
import { g, kham } from '../member/village.ts';

const passed: Act = act('group.keeper', { keeper: 'committee', on: '2026-11-01' });
const lending = [...runningActs(), money('loan-principal', 100_000, { member: kham, loan }, '2026-09-05'), passed];
const closing = '019ab000-0000-7000-8000-000000000777';
const closedYear = [
  ...yearActs(),
  act('year.close', {
    closing, from: '2026-10-01', to: '2026-12-31', on: '2027-01-20', meeting: annual, basis: 'saved',
    columns: { 'entry-fee': 98_000, fine: 500, 'loan-interest': 6000, 'bank-interest': 1250, 'cost-stationery': 32_000 },
    allocation: [{ use: 'dividend', basisPoints: 6000 }, { use: 'reserve', basisPoints: 4000 }],
  }),
  passed,
]; // prettier-ignore
const openYear = [...yearActs(), passed];
const ofTheCommittee: readonly Grant[] = [{ role: 'committee', areas: [], groups: [g], from: '2026-11-01' }];

const open = async (
  Part: ComponentType,
  route: string,
  rest: string,
  acts: readonly Act[],
  grants = officerGrants,
): Promise<RenderedApp> => {
  const Gated = withBooksGate(Part);
  const app = await renderApp(<Gated />, {
    path: `/groups/${g}${rest}`,
    route: `/groups/:id${route}`,
    acts,
    grants,
    thisPhone: fakeThisPhone({}),
    ...(acts !== lending && { context: { nowMs: () => annualDay } }),
  });
  await screen.findByRole('heading', { level: 1, name: /./ });
  await waitFor(() => expect(document.querySelector('[aria-busy="true"]')).toBeNull());
  return app;
};
const isClosed = () => screen.queryByRole('heading', { level: 1, name: 'กรรมการทำบัญชีเอง' }) !== null;
const writesSomething = () => document.querySelector('main form, main input, main select, main .action-bar button') !== null;

const at = (what: string, Part: ComponentType, route: string, rest: string, acts: readonly Act[] = lending) => ({
  what,
  Part,
  route,
  rest,
  acts,
});

const forms = [
  at('an application for a loan', LoanScreen, '/loans/:loan', '/loans/new'),
  at('a repayment', LoanScreen, '/loans/:loan', `/loans/${loan}?do=repay`),
  at('a loan written off', LoanScreen, '/loans/:loan', `/loans/${loan}?do=write-off`),
  at('a new member', MemberScreen, '/members/:member', '/members/new'),
  at('particulars of a member', MemberScreen, '/members/:member', `/members/${kham}?do=edit&field=phone`),
  at('a pledge', MemberScreen, '/members/:member', `/members/${kham}?do=pledge`),
  at('a new meeting', MeetingScreen, '/meetings/:meeting', '/meetings/new?kind=monthly'),
  at('a resolution', MeetingScreen, '/meetings/:meeting', `/meetings/${committeeMeeting}?do=resolve`),
  at('a draft of by-laws', BylawsScreen, '/bylaws', '/bylaws?do=draft'),
  at('by-laws adopted', BylawsScreen, '/bylaws', '/bylaws?do=adopt'),
  at('an election', CommitteeScreen, '/committee', '/committee?do=elect&branch=board&office=secretary'),
  at('the end of an office', CommitteeScreen, '/committee', `/committee?do=end&term=${chairTerm}`, closedYear),
  at('the closing of a year', YearScreen, '/year/:closing', '/year/close', closedYear),
  at('the closing of a month', ClosingScreen, '/closing', '/closing'),
  at('an entry', EntryScreen, '/entry', '/entry?do=new'),
  at('the list of entries with its corrections', EntryScreen, '/entry', '/entry?month=2026-10'),
  at('a pledge day', CollectionScreen, '/collection/:date', '/collection/2026-11-05'),
  at('members taken at the founding', FoundingScreen, '/founding/:part', '/founding/intake'),
];

describe('what the committee writes', () => {
  it.each(forms)('$what is closed to the officer, with who writes it and what the officer may do', async ({ Part, route, rest, acts }) => {
    await open(Part, route, rest, acts);
    expect(isClosed()).toBe(true);
    expect(writesSomething()).toBe(false);
    expect(screen.getByRole('link', { name: 'บันทึกการเยี่ยม' }).getAttribute('href')).toBe(`/groups/${g}/visit`);
  });

  it.each(forms)('$what is open to the committee’s own account', async ({ Part, route, rest, acts }) => {
    await open(Part, route, rest, acts, ofTheCommittee);
    expect(isClosed()).toBe(false);
  });

  it('is open to the officer while both keep the books together', async () => {
    const together = [...runningActs(), act('group.keeper', { keeper: 'together', on: '2026-11-01' })];
    await open(LoanScreen, '/loans/:loan', `/loans/${loan}?do=repay`, together);
    expect(isClosed()).toBe(false);
    expect(writesSomething()).toBe(true);
  });
});

/** pages to read, each with something that only the committee does on it */
const pages = [
  at('the loans', LoansScreen, '/loans', '/loans'),
  at('a loan', LoanScreen, '/loans/:loan', `/loans/${loan}`),
  at('a member', MemberScreen, '/members/:member', `/members/${kham}`),
  at('a meeting', MeetingScreen, '/meetings/:meeting', `/meetings/${committeeMeeting}`),
  at('the by-laws', BylawsScreen, '/bylaws', '/bylaws'),
  at('the committee', CommitteeScreen, '/committee', '/committee'),
  at('the years', YearScreen, '/year', '/year', openYear),
  at('a closed year', YearScreen, '/year/:closing', `/year/${closing}`, closedYear),
  at('the members', GroupScreen, '', '?tab=members'),
  at('the meetings', GroupScreen, '', '?tab=meetings'),
  at('the money', GroupScreen, '', '?tab=money'),
];
/** where it is no link but something to press */
const touched = new Set([`/year/${closing}`, '?tab=meetings']);
const leading = () =>
  [...document.querySelectorAll('main a.button, main a.row-face, main a.quick-action, main a.filter-chip')].flatMap((link) => {
    const href = link.getAttribute('href') ?? '';
    return /\?do=|\/new|\/(?:entry|closing|collection|year\/close)/.test(href) ? [href] : [];
  });

describe('what everybody reads', () => {
  it.each(pages)('$what is open to the officer, without a button to what is closed', async ({ Part, route, rest, acts }) => {
    const app = await open(Part, route, rest, acts);
    expect(screen.getByRole('heading', { level: 1 }).textContent).not.toBe('กรรมการทำบัญชีเอง');
    expect(leading()).toEqual([]);
    app.unmount();
    await open(Part, route, rest, acts, ofTheCommittee);
    // the same page has them for whoever writes
    if (!touched.has(rest)) expect(leading()).not.toEqual([]);
  });

  it('no meeting is begun from the list', async () => {
    const app = await open(GroupScreen, '', '?tab=meetings', lending);
    const begin = app.app.t('group.meetings.add');
    expect(screen.queryByRole('button', { name: begin })).toBeNull();
    app.unmount();
    await open(GroupScreen, '', '?tab=meetings', lending, ofTheCommittee);
    expect(screen.getByRole('button', { name: begin })).toBeTruthy();
  });

  it('a receipt, a dividend and a paper are shown and not touched', async () => {
    let app = await open(LoanScreen, '/loans/:loan', `/loans/${loan}`, lending);
    const label = app.app.t('loan.payments');
    const touchable = (name: string) => screen.getByRole('list', { name }).querySelectorAll('button').length;
    expect(touchable(label)).toBe(0);
    app.unmount();
    app = await open(LoanScreen, '/loans/:loan', `/loans/${loan}`, lending, ofTheCommittee);
    expect(touchable(label)).toBeGreaterThan(0);
    app.unmount();

    app = await open(YearScreen, '/year/:closing', `/year/${closing}`, closedYear);
    await waitFor(() => expect(document.querySelector('.dividend-row')).toBeTruthy());
    expect(document.querySelector('button.dividend-row')).toBeNull();
    expect(screen.queryByRole('button', { name: /^บันทึกจ่ายให้/ })).toBeNull();
    app.unmount();
    app = await open(YearScreen, '/year/:closing', `/year/${closing}`, closedYear, ofTheCommittee);
    await waitFor(() => expect(document.querySelector('button.dividend-row')).toBeTruthy());
    app.unmount();

    const papers = () => document.querySelectorAll('main .list:not([aria-label]) button.row-face').length;
    app = await open(GroupScreen, '', '?tab=papers', lending);
    expect(papers()).toBe(0);
    app.unmount();
    await open(GroupScreen, '', '?tab=papers', lending, ofTheCommittee);
    expect(papers()).toBeGreaterThan(10);
  });

  it('a visit and a step stay the officer’s own', async () => {
    const app = await open(VisitScreen, '/visit', '/visit', lending);
    expect(writesSomething()).toBe(true);
    app.unmount();
    await open(StepScreen, '/step/:step', '/step/3.4', lending);
    expect(isClosed()).toBe(false);
    expect(writesSomething()).toBe(true);
  });
});

it('every screen of a group stands behind the gate', () => {
  const app = readFileSync('src/ui/app.tsx', 'utf8');
  const screens = [...app.matchAll(/<Route path="\/groups\/:id[^"]*" component=\{(\w+)\}/g)].map((match) => match[1] ?? '');
  expect(screens.length).toBeGreaterThan(20);
  expect(screens.filter((name) => !app.includes(`const ${name} = ofGroup(`))).toEqual([]);
});
