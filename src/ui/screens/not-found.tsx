/** An address that leads nowhere, or that this role may not see. */
import { useText } from '../app-context.ts';
import { ActionBar } from '../parts/action-bar.tsx';
import { LinkButton } from '../parts/button.tsx';
import { EmptyState } from '../parts/empty-state.tsx';
import { Screen } from '../screen.tsx';

export function NotFoundScreen() {
  const t = useText();
  return (
    <Screen
      title={t('common.not-found.title')}
      actionBar={
        <ActionBar
          primary={
            <LinkButton href="/" kind="primary" wide>
              {t('common.not-found.action')}
            </LinkButton>
          }
        />
      }
    >
      <EmptyState icon="search" title={t('common.not-found.body')}>
        {t('common.not-found.safe')}
      </EmptyState>
    </Screen>
  );
}
