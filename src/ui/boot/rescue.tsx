/** When start-up cannot go on: what happened, that it was not the person's fault, and every way out that is left. */
import type { Translate } from '../../content/text.ts';
import type { StoreProblem } from '../../storage/store-problem.ts';
import { ActionBar } from '../parts/action-bar.tsx';
import { AppShell } from '../parts/app-shell.tsx';
import { Button } from '../parts/button.tsx';
import { Header } from '../parts/header.tsx';
import { Icon, type IconName } from '../parts/icon.tsx';
import { Page } from '../parts/page.tsx';
import { SaveCopy } from '../parts/save-copy.tsx';
import type { RescueCode } from './use-boot.ts';

export interface RescueProps {
  t: Translate;
  code: RescueCode;
  detail: StoreProblem['detail'];
  isAppleTouch: boolean;
  onRetry: () => void;
  onReload: () => void;
  /** goes on without what is gone; only for `lost` */
  onAcceptLoss: () => void;
  /** the file of everything that can be read; absent where there is nothing to read */
  salvage?: () => Promise<File | undefined>;
}

const iconByCode: Partial<Record<RescueCode, IconName>> = {
  'open-timeout': 'clock',
  blocked: 'file',
  quota: 'phone',
  'connection-lost': 'refresh',
  closed: 'refresh',
  unreadable: 'lock',
};

export function Rescue({ t, code, detail, isAppleTouch, onRetry, onReload, onAcceptLoss, salvage }: RescueProps) {
  const lost = code === 'lost';
  const range =
    detail.from !== undefined && detail.to !== undefined ? { from: detail.from, to: detail.to, n: detail.to - detail.from + 1 } : undefined;
  return (
    <AppShell brand="" destinations={[]} currentPath="/" navLabel="" skipLabel={t('common.nav.skip')} bare>
      <Page
        header={<Header title={t(`rescue.${code}.title`)} overline={t('common.brand')} />}
        documentTitle={t('common.brand')}
        task
        actionBar={
          <ActionBar
            primary={
              lost ? (
                <Button kind="primary" wide onPress={onAcceptLoss}>
                  {t('rescue.go-on')}
                </Button>
              ) : (
                <Button kind="primary" wide icon="refresh" onPress={onRetry}>
                  {t('common.retry')}
                </Button>
              )
            }
            secondary={<Button onPress={onReload}>{t('rescue.reload')}</Button>}
          />
        }
      >
        <div class="rescue">
          <span class="rescue-mark">
            <Icon name={iconByCode[code] ?? 'warning'} size="large" />
          </span>
          <p class="rescue-what">{t(`rescue.${code}.what`)}</p>
          {range && <p class="rescue-range">{t(range.n === 1 ? 'rescue.range-one' : 'rescue.range', range)}</p>}
          <h2>{t('rescue.do')}</h2>
          <ol class="rescue-steps">
            {stepsOf(t, code, isAppleTouch).map((step) => (
              <li key={step}>{step}</li>
            ))}
          </ol>
        </div>
        {salvage && <SaveCopy t={t} title={t('rescue.salvage.title')} save={salvage} />}
      </Page>
    </AppShell>
  );
}

/** One step per line of the sentence; an iPhone has its own, because only closing the app revives its storage (sync.md §6). */
function stepsOf(t: Translate, code: RescueCode, isAppleTouch: boolean): readonly string[] {
  const dead = code === 'open-timeout' || code === 'connection-lost';
  return t(isAppleTouch && dead ? 'rescue.iphone.do' : `rescue.${code}.do`).split('\n');
}
