/** Addresses and their screens. Only today's screen is loaded at once; the rest is already on the phone and opens from the precache. */
import type { ComponentType } from 'preact';
import { ErrorBoundary, LocationProvider, Route, Router, lazy, useLocation } from 'preact-iso';
import { loadLaterText, loadOfficeText } from '../content/text.ts';
import { AppProvider, isOfCommittee, startsGroups, useApp, type AppContext } from './app-context.ts';
import { AppShell } from './parts/app-shell.tsx';
import type { Destination } from './parts/navigation.tsx';
import { ToastHost } from './parts/toast.tsx';
import { TodayScreen } from './screens/today.tsx';
import { useQueue } from './use-store.ts';

/** A screen that comes with its words. */
function comingWith(words: () => Promise<unknown>) {
  return <Part,>(load: () => Promise<Part>) => lazy(async () => (await Promise.all([load(), words()]))[0]);
}

const later = comingWith(loadLaterText);
/** A screen that no officer's phone keeps, nor its words. */
const ofTheOffice = comingWith(loadOfficeText);

/** A screen of one group, with what is closed there to an officer whose group's committee keeps the books. */
function ofGroup(load: () => Promise<ComponentType>) {
  return later(async () => (await import('./screens/group/books-gate.tsx')).withBooksGate(await load()));
}

const NotFoundScreen = later(() => import('./screens/not-found.tsx').then((m) => m.NotFoundScreen));
const GroupsScreen = later(() => import('./screens/groups.tsx').then((m) => m.GroupsScreen));
const GroupNewScreen = later(() => import('./screens/group-new.tsx').then((m) => m.GroupNewScreen));
const GroupScreen = ofGroup(() => import('./screens/group.tsx').then((m) => m.GroupScreen));
const GroupStageScreen = ofGroup(() => import('./screens/group-stage.tsx').then((m) => m.GroupStageScreen));
const StepScreen = ofGroup(() => import('./screens/step.tsx').then((m) => m.StepScreen));
const VisitScreen = ofGroup(() => import('./screens/visit.tsx').then((m) => m.VisitScreen));
const MemberScreen = ofGroup(() => import('./screens/member.tsx').then((m) => m.MemberScreen));
const MeetingScreen = ofGroup(() => import('./screens/meeting.tsx').then((m) => m.MeetingScreen));
const BylawsScreen = ofGroup(() => import('./screens/year/bylaws.tsx').then((m) => m.BylawsScreen));
const CommitteeScreen = ofGroup(() => import('./screens/year/committee.tsx').then((m) => m.CommitteeScreen));
const YearScreen = ofGroup(() => import('./screens/year/year.tsx').then((m) => m.YearScreen));
const FoundingScreen = ofGroup(() => import('./screens/founding/founding.tsx').then((m) => m.FoundingScreen));
const BooksScreen = ofGroup(() => import('./screens/books/book-screen.tsx').then((m) => m.BooksScreen));
const MemberRegisterScreen = ofGroup(() => import('./screens/books/register-screen.tsx').then((m) => m.MemberRegisterScreen));
const SavingsRegisterScreen = ofGroup(() => import('./screens/books/register-screen.tsx').then((m) => m.SavingsRegisterScreen));
const PassbookScreen = ofGroup(() => import('./screens/books/passbook-screen.tsx').then((m) => m.PassbookScreen));
const EntryScreen = ofGroup(() => import('./screens/books/entry-screen.tsx').then((m) => m.EntryScreen));
const ClosingScreen = ofGroup(() => import('./screens/books/closing-screen.tsx').then((m) => m.ClosingScreen));
const LoansScreen = ofGroup(() => import('./screens/loans/loans-screen.tsx').then((m) => m.LoansScreen));
const LoanScreen = ofGroup(() => import('./screens/loans/loan-screen.tsx').then((m) => m.LoanScreen));
const CollectionScreen = ofGroup(() => import('./screens/collection/collection.tsx').then((m) => m.CollectionScreen));
const ReportsScreen = later(() => import('./screens/reports.tsx').then((m) => m.ReportsScreen));
const ReportScreen = later(() => import('./screens/reports/report.tsx').then((m) => m.ReportScreen));
const OutboxScreen = later(() => import('./screens/outbox.tsx').then((m) => m.OutboxScreen));
const GuideScreen = later(() => import('./screens/guide.tsx').then((m) => m.GuideScreen));
const MeScreen = later(() => import('./screens/me.tsx').then((m) => m.MeScreen));
const SignInAgainScreen = later(() => import('./screens/signin.tsx').then((m) => m.SignInAgainScreen));
const ReadyScreen = later(() => import('./screens/ready.tsx').then((m) => m.ReadyScreen));
const PrintScreen = later(() => import('./print/print-screen.tsx').then((m) => m.PrintScreen));
const CommitmentScreen = later(() => import('./screens/commitment.tsx').then((m) => m.CommitmentScreen));
const BoardScreen = ofTheOffice(() => import('./screens/board.tsx').then((m) => m.BoardScreen));
const BoardReviewScreen = ofTheOffice(() => import('./screens/board-review.tsx').then((m) => m.BoardReviewScreen));
const BoardTargetsScreen = ofTheOffice(() => import('./screens/board-targets.tsx').then((m) => m.BoardTargetsScreen));
const BoardGroupScreen = ofTheOffice(() => import('./screens/board-group.tsx').then((m) => m.BoardGroupScreen));
const BoardPeopleScreen = ofTheOffice(() => import('./screens/board-people.tsx').then((m) => m.BoardPeopleScreen));
const BoardCommitmentsScreen = ofTheOffice(() => import('./screens/board-commitments.tsx').then((m) => m.BoardCommitmentsScreen));

export function App({ context }: { context: AppContext }) {
  return (
    <AppProvider value={context}>
      <LocationProvider>
        <Frame />
      </LocationProvider>
    </AppProvider>
  );
}

/** A role that works in the office sees the board first; field roles never see the address at all. */
export function hasBoard(context: Pick<AppContext, 'me'>): boolean {
  return context.me.grants.some((grant) => grant.role === 'district-chief' || grant.role === 'province' || grant.role === 'department');
}

function Frame() {
  const app = useApp();
  const { t, practice } = app;
  const queue = useQueue();
  const { path } = useLocation();
  const unsent = queue === undefined ? 0 : queue.waiting + queue.held + queue.rejected + queue.photosWaiting + queue.photosFailed;
  const office = hasBoard(app);
  const committee = isOfCommittee(app);
  const overArea = app.me.grants.some(({ role }) => role === 'district-chief' || role === 'province');
  const destinations: Destination[] = [
    ...(office ? [{ href: '/board', label: t('common.nav.board'), icon: 'overview' as const }] : []),
    ...(office ? [] : [{ href: '/', label: t('common.nav.today'), icon: 'today' as const }]),
    { href: '/groups', label: t('common.nav.groups'), icon: 'users' },
    { href: '/guide', label: t('common.nav.guide'), icon: 'book' },
    { href: '/outbox', label: t('common.nav.outbox'), icon: 'send', badge: unsent },
    { href: '/me', label: t('common.nav.me'), icon: 'person' },
  ];
  return (
    <AppShell
      brand={t('common.brand')}
      destinations={destinations}
      currentPath={office && path === '/' ? '/board' : path}
      navLabel={t('common.nav.label')}
      skipLabel={t('common.nav.skip')}
      practiceWord={practice ? t('common.practice') : undefined}
      bare={path.startsWith('/print/')}
    >
      <ErrorBoundary>
        <Router>
          <Route path="/" component={office ? BoardScreen : TodayScreen} />
          <Route path="/groups" component={GroupsScreen} />
          <Route path="/groups/new" component={startsGroups(app.me) ? GroupNewScreen : NotFoundScreen} />
          <Route path="/groups/:id" component={GroupScreen} />
          <Route path="/groups/:id/stage" component={GroupStageScreen} />
          <Route path="/groups/:id/step/:step" component={StepScreen} />
          <Route path="/groups/:id/visit" component={VisitScreen} />
          <Route path="/groups/:id/founding" component={FoundingScreen} />
          <Route path="/groups/:id/founding/:part" component={FoundingScreen} />
          <Route path="/groups/:id/members/:member" component={MemberScreen} />
          <Route path="/groups/:id/members/:member/passbook" component={PassbookScreen} />
          <Route path="/groups/:id/books/:book/:month" component={BooksScreen} />
          <Route path="/groups/:id/registers/members" component={MemberRegisterScreen} />
          <Route path="/groups/:id/registers/savings/:year" component={SavingsRegisterScreen} />
          <Route path="/groups/:id/entry" component={EntryScreen} />
          <Route path="/groups/:id/closing" component={ClosingScreen} />
          <Route path="/groups/:id/meetings/:meeting" component={MeetingScreen} />
          <Route path="/groups/:id/bylaws" component={BylawsScreen} />
          <Route path="/groups/:id/committee" component={CommitteeScreen} />
          <Route path="/groups/:id/year" component={YearScreen} />
          <Route path="/groups/:id/year/:closing" component={YearScreen} />
          <Route path="/groups/:id/loans" component={LoansScreen} />
          <Route path="/groups/:id/loans/:loan" component={LoanScreen} />
          <Route path="/groups/:id/collection/:date" component={CollectionScreen} />
          <Route path="/reports" component={office || committee ? NotFoundScreen : ReportsScreen} />
          <Route path="/reports/:id" component={office || committee ? NotFoundScreen : ReportScreen} />
          <Route path="/outbox" component={OutboxScreen} />
          <Route path="/guide" component={GuideScreen} />
          <Route path="/guide/:page" component={GuideScreen} />
          <Route path="/me" component={MeScreen} />
          <Route path="/me/commitment" component={CommitmentScreen} />
          <Route path="/signin" component={SignInAgainScreen} />
          <Route path="/me/ready" component={ReadyScreen} />
          <Route path="/print/:paper/:id" component={PrintScreen} />
          <Route path="/board" component={office ? BoardScreen : NotFoundScreen} />
          <Route path="/board/targets" component={office ? BoardTargetsScreen : NotFoundScreen} />
          <Route path="/board/groups/:id" component={office ? BoardGroupScreen : NotFoundScreen} />
          <Route path="/board/review/:id" component={office ? BoardReviewScreen : NotFoundScreen} />
          <Route path="/board/people" component={overArea ? BoardPeopleScreen : NotFoundScreen} />
          <Route path="/board/commitments" component={overArea ? BoardCommitmentsScreen : NotFoundScreen} />
          <Route default component={NotFoundScreen} />
        </Router>
      </ErrorBoundary>
      <ToastHost closeLabel={t('common.close')} />
    </AppShell>
  );
}
