/** One screen with its safety line: joins the parts with what the phone knows. Every screen but sign-in and print is drawn in it. */
import type { ComponentChildren } from 'preact';
import type { Translate } from '../content/text.ts';
import { civilDateInThailand } from '../domain/thai-calendar.ts';
import { useApp } from './app-context.ts';
import { Header, type HeaderProps } from './parts/header.tsx';
import { Page } from './parts/page.tsx';
import { StatusLine, type StatusTone } from './parts/status-line.tsx';
import { useQueue, useSyncState } from './use-store.ts';

export interface ScreenProps extends Omit<HeaderProps, 'back'> {
  /** address that the back arrow leads to */
  back?: string;
  summary?: ComponentChildren;
  actionBar?: ComponentChildren;
  task?: boolean;
  width?: 'reading' | 'board';
  focusKey?: string;
  children: ComponentChildren;
}

export function Screen({ back, summary, actionBar, task, width, focusKey, children, ...header }: ScreenProps) {
  const { t } = useApp();
  return (
    <Page
      header={<Header {...header} back={back === undefined ? undefined : { label: t('common.back'), href: back }} />}
      status={<SafetyLine />}
      summary={summary}
      actionBar={actionBar}
      task={task}
      width={width}
      focusKey={focusKey}
      // a person's name is drawn, not said in words: it must not lie in the browser's history
      documentTitle={typeof header.title === 'string' ? `${header.title} · ${t('common.brand')}` : t('common.brand')}
    >
      {children}
    </Page>
  );
}

const oldAfterMs = 3_600_000;
/** what colleagues and the district wrote since is not here, though nothing of one's own waits */
const silentAfterMs = 3 * 86_400_000;

/** Saved here › waiting › sent, computed from the queue itself; red only when a person must act. */
function SafetyLine() {
  const { t, practice, nowMs } = useApp();
  const queue = useQueue();
  const sync = useSyncState();
  if (practice) return <StatusLine tone="practice" text={t('common.status.practice')} href="/me" />;
  if (queue === undefined) return <StatusLine tone="safe" icon="phone" text={t('common.loading')} />;
  const line = safetyOf(queue, sync.phase, nowMs(), t);
  return <StatusLine tone={line.tone} text={line.text} href="/outbox" />;
}

type Queue = NonNullable<ReturnType<typeof useQueue>>;

/** The sentence of the safety line; exported for its table of cases. */
export function safetyOf(queue: Queue, phase: string, nowMs: number, t: Translate): { tone: StatusTone; text: string } {
  const waiting = queue.waiting;
  if (queue.held + queue.rejected > 0) return { tone: 'act', text: t('common.status.held', { n: queue.held + queue.rejected }) };
  if (queue.photosFailed > 0) return { tone: 'act', text: t('common.status.photos-failed', { n: queue.photosFailed }) };
  if (phase === 'signin-required') return { tone: 'waiting', text: t('common.status.signin') };
  if (phase === 'ended') return { tone: 'waiting', text: t('common.status.ended') };
  if (phase === 'portal' && waiting > 0) return { tone: 'waiting', text: t('common.status.portal') };
  if (phase === 'sending' && waiting > 0) return { tone: 'waiting', text: t('common.status.sending', { n: waiting }) };
  if (waiting > 0) {
    const ageMs = queue.oldestAt === undefined ? 0 : nowMs - Date.parse(queue.oldestAt);
    return ageMs > oldAfterMs
      ? { tone: 'waiting', text: t('common.status.waiting-old', { n: waiting, age: ageInWords(ageMs, t) }) }
      : { tone: 'waiting', text: t('common.status.waiting', { n: waiting }) };
  }
  if (queue.photosWaiting > 0) return { tone: 'waiting', text: t('common.status.photos', { n: queue.photosWaiting }) };
  if (queue.lastContactAt === undefined) return { tone: 'safe', text: t('common.status.empty') };
  const atMs = Date.parse(queue.lastContactAt);
  if (civilDateInThailand(atMs) === civilDateInThailand(nowMs))
    return { tone: 'safe', text: t('common.status.safe', { time: clockTime(queue.lastContactAt) }) };
  const age = ageInWords(nowMs - atMs, t);
  if (nowMs - atMs < silentAfterMs) return { tone: 'safe', text: t('common.status.safe-before', { age }) };
  return { tone: 'waiting', text: t('common.status.silent', { age }) };
}

export function ageInWords(ageMs: number, t: Translate): string {
  const minutes = Math.max(1, Math.floor(ageMs / 60_000));
  if (minutes < 60) return t('common.age.minutes', { n: minutes });
  if (minutes < 48 * 60) return t('common.age.hours', { n: Math.floor(minutes / 60) });
  return t('common.age.days', { n: Math.floor(minutes / (24 * 60)) });
}

const clock = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', timeZone: 'Asia/Bangkok' });

/** `09:12`, time of day in Thailand. */
export function clockTime(instant: string): string {
  return clock.format(new Date(instant));
}
