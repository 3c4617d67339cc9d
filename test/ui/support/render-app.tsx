/** Draws a screen as the app draws it: real store, real fold, fixed clock (Monday 23 November 2569, 09:00), no network. */
import { cleanup, render, type RenderResult } from '@testing-library/preact';
import userEvent, { type UserEvent } from '@testing-library/user-event';
import type { ComponentChildren } from 'preact';
import { LocationProvider, Route, Router } from 'preact-iso';
import { afterEach } from 'vitest';
import { createTranslate, loadOfficeText, loadText, type Language } from '../../../src/content/text.ts';
import type { Kind, PayloadOf } from '../../../src/domain/operation.ts';
import { uuidV7 } from '../../../src/domain/uuid.ts';
import type { Grant } from '../../../src/protocol/session.ts';
import type { Act, PhoneStore } from '../../../src/storage/phone-store.ts';
import type { SyncState } from '../../../src/sync/sync-state.ts';
import { AppProvider, type AppContext } from '../../../src/ui/app-context.ts';
import { ThisPhoneProvider, type ThisPhone } from '../../../src/ui/boot/this-phone.ts';
import { AppShell } from '../../../src/ui/parts/app-shell.tsx';
import { ToastHost } from '../../../src/ui/parts/toast.tsx';
import { createMemoryStore, type MemoryStore } from './memory-store.ts';

/** 09:00 in Thailand on Monday 23 November 2026 */
export const nowInTests = Date.parse('2026-11-23T02:00:00Z');
export const officerId = '019ab000-0000-7000-8000-000000000001';
export const deviceId = '019ab000-0000-7000-8000-0000000000d1';
/** Mae Chai district of Phayao */
export const officerGrants: readonly Grant[] = [{ role: 'field-officer', areas: ['5607'], from: '2026-10-01' }];

/** Ids that are different each time and the same in each run. */
export function createIds(nowMs: () => number = () => nowInTests): () => string {
  let last = 0;
  return () => {
    last += 1;
    return uuidV7(nowMs(), Uint8Array.from([0, 0, 0, 0, 0, 0, last >>> 24, last >>> 16, last >>> 8, last]));
  };
}

/** An act as a screen makes it, for what happened before the screen opened. */
export function actOf<K extends Kind>(newId: () => string, g: string, k: K, p: PayloadOf<K>, s?: Act<K>['s'], at?: string): Act<K> {
  return { id: newId(), g, k, at: at ?? new Date(nowInTests).toISOString(), p, ...(s === undefined ? {} : { s }) };
}

export interface RenderOptions {
  /** the address the screen is opened at, e.g. `/groups/<id>?tab=members` */
  path?: string;
  /** the pattern of its route when the screen reads its parameters, e.g. `/groups/:id` */
  route?: string;
  language?: Language;
  grants?: readonly Grant[];
  practice?: boolean;
  /** what was recorded before; given ids by `createIds` of this file */
  acts?: readonly Act[];
  /** another store than a fresh one in memory */
  store?: PhoneStore;
  syncState?: SyncState;
  /** replaces single members of the context */
  context?: Partial<AppContext>;
  /** what the camera and the device's own pages find of this phone; nothing unless a test needs it */
  thisPhone?: Partial<ThisPhone>;
}

export interface RenderedApp extends RenderResult {
  readonly app: AppContext;
  readonly store: MemoryStore;
  readonly user: UserEvent;
  /** how often and why sending was asked for */
  readonly wakes: readonly string[];
  readonly setNow: (ms: number) => void;
}

export async function renderApp(screen: ComponentChildren, options: RenderOptions = {}): Promise<RenderedApp> {
  const { path = '/', language = 'th', practice = false } = options;
  const store = (options.store ?? createMemoryStore({ user: officerId, practice })) as MemoryStore;
  if (options.acts !== undefined && options.acts.length > 0) await store.record(options.acts);
  let nowMs = nowInTests;
  const wakes: string[] = [];
  const syncState = options.syncState ?? ({ phase: 'idle' } as SyncState);
  const app: AppContext = {
    store,
    me: { user: officerId, name: 'ศิริพร ใจงาม', dev: deviceId, grants: options.grants ?? officerGrants },
    practice,
    nowMs: () => nowMs,
    newId: createIds(() => nowMs + 1),
    language,
    t: createTranslate(await loadText(language).then(async (table) => (await loadOfficeText(), table))),
    wake: (reason) => void wakes.push(reason),
    sendNow: async () => syncState,
    syncState: () => syncState,
    onSyncState: () => () => undefined,
    setLanguage: () => undefined,
    setPractice: () => undefined,
    signOut: async () => undefined,
    ...options.context,
  };
  history.replaceState(null, '', path);
  const rendered = render(
    <ThisPhoneProvider value={{ ...options.thisPhone } as ThisPhone}>
      <AppProvider value={app}>
        <LocationProvider>
          <AppShell brand="" destinations={[]} currentPath={path} navLabel={app.t('common.nav.label')} skipLabel={app.t('common.nav.skip')}>
            {options.route === undefined ? (
              screen
            ) : (
              <Router>
                <Route path={options.route} component={() => <>{screen}</>} />
                <Route default component={() => null} />
              </Router>
            )}
            <ToastHost closeLabel={app.t('common.close')} />
          </AppShell>
        </LocationProvider>
      </AppProvider>
    </ThisPhoneProvider>,
  );
  return { ...rendered, app, store, user: userEvent.setup(), wakes, setNow: (ms) => (nowMs = ms) };
}

afterEach(() => {
  cleanup();
  localStorage.clear();
});
