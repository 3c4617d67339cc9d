/** The first frame: the real layout without its words, so that nothing jumps when they come. A phone nobody signed in to stays blank paper. */
import type { Translate } from '../../content/text.ts';
import { AppShell } from '../parts/app-shell.tsx';
import { Page } from '../parts/page.tsx';
import { SkeletonRows } from '../parts/skeleton.tsx';
import { StatusLine } from '../parts/status-line.tsx';

export interface OpeningProps {
  t: Translate;
  path: string;
  /** somebody has signed in on this phone before */
  known: boolean;
  practice: boolean;
}

export function Opening({ t, path, known, practice }: OpeningProps) {
  if (!known || path.startsWith('/print/'))
    return (
      <main class="boot-blank" id="main">
        <h1 class="hidden-text">{t('common.brand')}</h1>
        <p class="hidden-text" role="status">
          {t('common.loading')}
        </p>
      </main>
    );
  return (
    <AppShell
      brand={t('common.brand')}
      destinations={[
        { href: '/', label: t('common.nav.today'), icon: 'today' },
        { href: '/groups', label: t('common.nav.groups'), icon: 'users' },
        { href: '/guide', label: t('common.nav.guide'), icon: 'book' },
        { href: '/outbox', label: t('common.nav.outbox'), icon: 'send' },
        { href: '/me', label: t('common.nav.me'), icon: 'person' },
      ]}
      currentPath={path}
      navLabel={t('common.nav.label')}
      skipLabel={t('common.nav.skip')}
      practiceWord={practice ? t('common.practice') : undefined}
    >
      <Page
        header={
          <header class="header header-normal">
            <div class="header-text">
              <h1 class="hidden-text">{t('common.brand')}</h1>
              <span class="bone boot-bone-title" aria-hidden="true" />
            </div>
          </header>
        }
        status={<StatusLine tone={practice ? 'practice' : 'safe'} icon="phone" text={t('common.loading')} />}
      >
        <div class="card boot-hero" aria-hidden="true">
          <span class="bone" />
          <span class="bone bone-short" />
        </div>
        <SkeletonRows count={4} label={t('common.loading')} />
      </Page>
    </AppShell>
  );
}
