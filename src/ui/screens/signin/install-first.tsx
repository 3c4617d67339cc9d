/** On an iPhone in a Safari tab: the tab and the home-screen app keep their records apart, and the tab's are deleted after seven days (R03, R04). */
import { useState } from 'preact/hooks';
import type { Translate } from '../../../content/text.ts';
import { Button } from '../../parts/button.tsx';
import { Card } from '../../parts/card.tsx';
import { ConfirmSheet } from '../../parts/confirm-sheet.tsx';
import { Icon, type IconName } from '../../parts/icon.tsx';
import { groupCode } from './invitation-code.ts';

const steps: readonly (readonly [number: 1 | 2 | 3, icon: IconName])[] = [
  [1, 'share'],
  [2, 'plus'],
  [3, 'house'],
];

export function InstallFirst({ t, code, onGoOn }: { t: Translate; code: string; onGoOn: () => void }) {
  const [asking, setAsking] = useState(false);
  return (
    <>
      <Card raised>
        <h2>{t('signin.install.title')}</h2>
        <p>{t('signin.install.why')}</p>
        <ol class="install-steps">
          {steps.map(([number, icon]) => (
            <li key={number}>
              <span class="icon-tile tile-plain">
                <Icon name={icon} />
              </span>
              <span>{t(`signin.install.step-${number}`)}</span>
            </li>
          ))}
        </ol>
        {code !== '' && (
          <p class="install-code">
            {t('signin.install.code')} <b class="figure">{groupCode(code)}</b>
          </p>
        )}
      </Card>
      <Button kind="quiet" wide onPress={() => setAsking(true)}>
        {t('signin.install.go-on')}
      </Button>
      <ConfirmSheet
        open={asking}
        title={t('signin.install.sure')}
        confirmLabel={t('signin.install.go-on')}
        cancelLabel={t('signin.install.instead')}
        onConfirm={onGoOn}
        onCancel={() => setAsking(false)}
      >
        <p>{t('signin.install.seven-days')}</p>
      </ConfirmSheet>
    </>
  );
}
