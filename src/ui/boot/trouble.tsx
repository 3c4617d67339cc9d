/** Storage stopped answering while the app was open: said in front of the page, which stays as it is underneath. */
import type { Translate } from '../../content/text.ts';
import type { StoreProblemCode } from '../../storage/store-problem.ts';
import { Button } from '../parts/button.tsx';
import { BottomSheet } from '../parts/dialog.tsx';

export interface TroubleProps {
  t: Translate;
  code: StoreProblemCode | undefined;
  isAppleTouch: boolean;
  onRetry: () => void;
  onReload: () => void;
}

export function Trouble({ t, code, isAppleTouch, onRetry, onReload }: TroubleProps) {
  const taken = code === 'closed';
  return (
    <BottomSheet
      open={code !== undefined}
      onClose={onRetry}
      title={t(taken ? 'rescue.trouble.closed.title' : 'rescue.trouble.title')}
      closeLabel={t('common.close')}
      actions={
        taken ? (
          <Button kind="primary" icon="refresh" onPress={onReload}>
            {t('rescue.reload')}
          </Button>
        ) : (
          <>
            <Button onPress={onReload}>{t('rescue.reload')}</Button>
            <Button kind="primary" onPress={onRetry}>
              {t('common.retry')}
            </Button>
          </>
        )
      }
    >
      <p>{t(taken ? 'rescue.trouble.closed.body' : isAppleTouch ? 'rescue.trouble.iphone.body' : 'rescue.trouble.body')}</p>
    </BottomSheet>
  );
}
